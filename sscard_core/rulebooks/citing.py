"""Who cites a clause: the places in the rulebooks that carry each line of the register out."""

from collections.abc import Iterator

from attrs import frozen

from sscard_core.model.citations import Citation, Clause, Entry, clauses_in
from sscard_core.rulebooks import DEFAULT_ID, RULEBOOK_IDS, rulebook
from sscard_core.rulebooks.book import Rulebook
from sscard_core.rulebooks.clause_register import clause_register
from sscard_core.rulebooks.describe import Aspect, all_grounds, cells


@frozen(order=True)
class Rule:
    """A place in a rulebook that cites a clause. `name` is a request, switch, condition or consequence."""

    rulebook: str
    area: str
    name: str
    provision: str = ""
    field: str = ""


def rules_of(book: Rulebook, base: Rulebook | None) -> Iterator[tuple[Citation, Rule]]:
    """Yield each citation of a rulebook with its place, leaving out what it merely inherits."""
    yield from _readings(book, base)
    yield from _services(book, base)
    for area in ("not_offered", "grounds", "consequences"):
        inherited = getattr(base, area, {})
        for name, grounds in getattr(book, area).items():
            if grounds is not inherited.get(name):
                yield from ((each, Rule(book.id, area, str(name))) for each in grounds)


def _readings(book: Rulebook, base: Rulebook | None) -> Iterator[tuple[Citation, Rule]]:
    for switch, reading in book.readings.items():
        if base is not None and reading is base.readings.get(switch):
            continue
        for value, grounds in ((reading.value, reading.because), *reading.others.items()):
            yield from ((each, Rule(book.id, "readings", switch, field=value)) for each in grounds)


def _services(book: Rulebook, base: Rulebook | None) -> Iterator[tuple[Citation, Rule]]:
    own = {
        name: provisions
        for name, provisions in book.services.items()
        if base is None or provisions is not base.services.get(name)
    }
    for name, provisions in own.items():
        for provision in provisions:
            said = {key: cell for key, cell in cells(provision).items() if key[0] is not Aspect.MATCHES}
            for (aspect, key), cell in said.items():
                field = f"{aspect}.{key}" if key else str(aspect)
                rule = Rule(book.id, "services", str(name), provision.name, field)
                yield from ((each, rule) for each in cell.because)


def all_rules(own: Rulebook | None = None) -> dict[str, tuple[Rule, ...]]:
    """Return the rules of the published rulebooks, and of a user's own, by the clause they cite."""
    published = {each: rulebook(each) for each in (DEFAULT_ID, *RULEBOOK_IDS)}
    books = [*published.values(), *([own] if own and own not in published.values() else [])]
    found: dict[str, dict[Rule, None]] = {}
    for book in books:
        for citation, rule in rules_of(book, published.get(book.derives)):
            if isinstance(citation, Clause):
                found.setdefault(citation.id, {})[rule] = None
    return {clause: tuple(rules) for clause, rules in found.items()}


def entries(book: Rulebook | None = None) -> tuple[Entry, ...]:
    """Return the register's lines; of a rulebook, those of its own document and clauses of its file."""
    register = tuple(clause_register().values())
    if book is None:
        return register
    prefixes = tuple(f"{each}-" for each in book.prefixes)
    own = (each.entry for each in clauses_in(all_grounds(book)) if each.entry.document == book.id)
    listed = (each for each in register if each.id.startswith(prefixes))
    return tuple(dict.fromkeys((*listed, *own)))
