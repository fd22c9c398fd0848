"""A rulebook as one JSON object, in the words of the vocabulary."""

from collections.abc import Mapping

from sscard_core.model.arguments import RequestName
from sscard_core.rulebooks.book import Grounds, Provision, Rulebook
from sscard_core.rulebooks.describe import Named, promise
from sscard_core.rulebooks.telling import ids

Record = dict[str, object]


def book_record(book: Rulebook, asks: Mapping[int, tuple[Named, ...]]) -> Record:
    """Return everything that a rulebook says. `asks` are conditions by the identity of their provision."""
    return {
        "services": {
            str(name): [provision_record(each, asks.get(id(each))) for each in provisions]
            for name, provisions in book.services.items()
        },
        "readings": {
            switch: {"value": each.value, "because": ids(each.because), "others": _table(each.others)}
            for switch, each in book.readings.items()
        },
        "consequences": {name: each for name, each in _table(book.consequences).items() if each},
        "not_offered": {
            str(name): ids(book.not_offered.get(name) or book.grounds.get("not_offered", ()))
            for name in RequestName
            if name not in book.services
        },
        "banks": [{"name": each.name, "code": each.code, "hotline": each.hotline} for each in book.banks],
    }


def _table(table: Mapping[str, Grounds]) -> dict[str, list[str]]:
    return {name: ids(because) for name, because in table.items()}


def provision_record(provision: Provision, asks: tuple[Named, ...] | None) -> Record:
    """Return a provision. `asks` None: it is not in use under the rulebook's readings."""
    return {
        "name": provision.name,
        "in_use": asks is not None,
        "when": provision.when,
        "matches": {key: sorted(values) for key, values in provision.matches},
        "through": [str(each) for each in provision.through],
        "by": [str(each) for each in provision.by],
        "makes": str(provision.makes) if provision.makes else None,
        "papers": [
            {"any_of": [str(paper) for paper in each.papers], "when": each.when, "because": ids(each.because)}
            for each in provision.papers
        ],
        "fee": str(provision.fee),
        "due": str(promise(provision.due)) if provision.due else None,
        "asks": [_ask(each) for each in asks or ()],
        "because": _table(provision.because),
    }


def _ask(named: Named) -> Record:
    sentence = {"en": named.sentence.en, "zh": named.sentence.zh}
    return {"name": named.name, "code": str(named.code), **sentence, "because": ids(named.because)}
