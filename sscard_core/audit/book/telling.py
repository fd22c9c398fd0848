"""How facts become HTML: both languages side by side, words with their terms, citations as links. All text is escaped."""

import re
from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import Final

from markupsafe import Markup, escape

from sscard_core.model.arguments import RequestName
from sscard_core.model.citations import Assumption, Citation
from sscard_core.model.decisions import Fee
from sscard_core.model.refusals import ENGLISH, RefusalCode
from sscard_core.rulebooks.readings import SWITCHES
from sscard_core.rulebooks.telling import Phrase
from sscard_core.scenario.report import FEES

PLAIN: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,40}")
NOT_PLAIN: Final = re.compile(r"[^A-Za-z0-9_-]+")
LONGEST_ID: Final = 60


def both(en: object, zh: object) -> Markup:
    """Return a text in both languages, of which the reader's choice shows one; one that is alike stands once."""
    if str(en) == str(zh):
        return escape(str(en))
    return Markup("<span lang=zh>{}</span><span lang=en>{}</span>").format(str(zh), str(en))


def markup(text: str) -> Markup:
    """Return a picture or style sheet of our own making as it is; everything in it was escaped where it was drawn."""
    return Markup(text)


def word(told: object) -> Markup:
    """Return a word or phrase in both languages; English words of the vocabulary lose their underscores."""
    if isinstance(told, Phrase):
        return both(told.en, told.zh)
    return both(str(told).replace("_", " "), getattr(told, "zh", told))


def words(told: Iterable[object]) -> Markup:
    """Return a list of words in both languages."""
    listed = list(told)
    return both(
        ", ".join(str(each).replace("_", " ") for each in listed),
        "、".join(str(getattr(each, "zh", each)) for each in listed),
    )


def own(text: str) -> Markup:
    """Return a text that stands in one language only, as its author wrote it."""
    return Markup("<bdi lang={}>{}</bdi>").format("en" if text.isascii() else "zh", text)


def anchor(name: object) -> str:
    """Return a name as an id of HTML: itself where it is a plain one, else what is plain of it and a short hash.

    >>> anchor("JS-19"), anchor("release_loss [by an agent]")
    ('JS-19', 'release_loss-by-an-agent-98621c')
    """
    text = str(name)
    plain = NOT_PLAIN.sub("-", text).strip("-")[:LONGEST_ID]
    return text if plain == text else f"{plain}-{sha256(text.encode()).hexdigest()[:6]}".lstrip("-")


def slug(name: str, number: int) -> str:
    """Return a name for a file: the rulebook's id where it is a plain one, else its number.

    >>> slug("my-city", 5), slug("../<b>", 5)
    ('my-city', 'rulebook-5')
    """
    return name if PLAIN.fullmatch(name) else f"rulebook-{number}"


def cite(each: Citation | str) -> Markup:
    """Return a citation, or the id of a clause, as a link: a clause to its article, an assumption to what it says."""
    if isinstance(each, Assumption):
        return assumed(each.name)
    return Markup('<a href="clauses.html#{}">{}</a>').format(anchor(each), str(each))


def assumed(name: str) -> Markup:
    """Return the name of an assumption as a link."""
    return Markup('<a class="as" href="assumptions.html#{}">{}</a>').format(anchor(name), name)


def cites(grounds: Iterable[Citation | str]) -> Markup:
    """Return citations, each once. Plain names stand together; the page's script makes links of them.

    Written out, the links would be a third of the book.
    """
    listed = list(dict.fromkeys(grounds))
    plain = [str(each) for each in listed if anchor(each) == str(each)]
    told = [Markup("<cite>{}</cite>").format(" ".join(plain))] if plain else []
    return Markup(" ").join((*told, *(cite(each) for each in listed if anchor(each) != str(each))))


def switch(name: str) -> Markup:
    """Return what a switch decides, in both languages."""
    known = SWITCHES[name]
    return both(known.en, known.zh)


LAYERS: Final = {
    "property": Phrase("by a property", "性质"),
    "specification": Phrase("by the specification", "规约"),
    "scenario": Phrase("by a scenario", "场景"),
}
"""Who notices a planted fault."""

WEIGHTS: Final = {
    "permission": Phrase("whether it is permitted", "办与不办"),
    "reason": Phrase("the reason of a refusal, or the papers missing", "不予办理的理由或所缺材料"),
    "terms": Phrase("fee, day or advice", "费用、时限或提示"),
    "course": Phrase("what happens after", "办理之后的结果"),
    "nothing": Phrase("nothing in the decisions seen", "所见决定均无变化"),
}
"""What another reading changes."""


def fee(each: Fee) -> Markup:
    """Return what a request costs."""
    return both(FEES[each], each.zh)


def code(each: RefusalCode) -> Markup:
    """Return the sentence of a refusal."""
    return both(ENGLISH[each], each.zh)


VERDICTS: Final = {
    "holds": Phrase("holds", "成立"),
    "broken": Phrase("broken", "不成立"),
    "vacuous": Phrase("without a witness", "无见证"),
    "absent": Phrase("no case here", "本地无此情形"),
}
"""What becomes of a property."""


def verdict(name: str) -> Markup:
    """Return what became of a property; a name that is not known stands as it is."""
    return word(VERDICTS.get(name, name))


def layer(name: str) -> Markup:
    """Return who noticed a fault; a name that is not known stands as it is."""
    return word(LAYERS.get(name, name))


def weight(each: object) -> Markup:
    """Return a weight in words."""
    return word(WEIGHTS[str(each)])


AREAS: Final = {"readings": "r-", "grounds": "g-", "consequences": "c-"}
"""What stands before the anchors of the parts of a rulebook's page."""


def rule_place(area: str, name: str) -> str:
    """Return where a rule is told on the page of its rulebook."""
    return f"{AREAS.get(area, '')}{anchor(name)}"


def request(name: str) -> Markup:
    """Return a request in both languages; what is none stands as it is."""
    try:
        return word(RequestName.read(name))
    except ValueError:
        return escape(name)


FILTERS: Final[dict[str, Callable[..., object]]] = {
    "w": word,
    "ws": words,
    "cite": cite,
    "assumed": assumed,
    "cites": cites,
    "anchor": anchor,
    "switch": switch,
    "fee": fee,
    "own": own,
    "safe_svg": markup,
    "request": request,
    "code": code,
    "layer": layer,
    "verdict": verdict,
    "weight": weight,
}
"""What templates may apply to a value."""
