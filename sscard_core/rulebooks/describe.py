"""A rulebook described: each provision as named cells, each cell with what it rests on."""

from collections.abc import Mapping
from typing import Final

from attrs import frozen

from sscard_core.model.words import Word
from sscard_core.rulebooks.book import NO_GROUNDS, Demand, Grounds, Promise, Provision, Unit
from sscard_core.rulebooks.telling import Language, Row, cited


class Aspect(Word):
    """What a provision says something about."""

    MATCHES = "matches", "适用于"
    WHEN = "when", "口径"
    THROUGH = "through", "渠道"
    BY = "by", "办理人"
    MAKES = "makes", "制卡方式"
    PAPERS = "papers", "材料"
    ASKS = "asks", "条件"
    FEE = "fee", "费用"
    DUE = "due", "办结时限"


class Always(Word):
    """What stands where a paper or condition is asked for without more."""

    ASKED = "asked", "要求"
    INSTITUTION = "institution", "机构"


@frozen
class Cell:
    """One thing that a provision says: words, and what they rest on."""

    words: tuple[object, ...]
    because: Grounds = NO_GROUNDS

    def text(self, language: Language) -> str:
        """Return the words in a language."""
        return language.words(self.words)


Name = Mapping[str, tuple[str, str]]
"""Sentences in English and Chinese, by the name of a fact or condition."""
NO_NAMES: Final[Name] = {}


def promise_text(promise: Promise, language: Language) -> str:
    """Return the time promised."""
    unit = language.word(promise.unit).replace("_", " ")
    return unit if promise.unit is Unit.SAME_DAY else language.pick(f"{promise.number} {unit}", f"{promise.number}个{unit}")


def _demand(demand: Demand) -> Cell:
    return Cell((demand.when or Always.ASKED,), demand.because)


def cells(provision: Provision) -> dict[tuple[Aspect, str], Cell]:
    """Return what a provision says, by aspect and, where an aspect has several, by name."""
    because = provision.because
    said: dict[tuple[Aspect, str], Cell] = {
        (Aspect.MATCHES, key): Cell(tuple(sorted(values))) for key, values in provision.matches
    }
    if provision.when:
        said[Aspect.WHEN, ""] = Cell((provision.when,))
    said[Aspect.THROUGH, ""] = Cell(provision.through, because["through"])
    said[Aspect.BY, ""] = Cell(provision.by or (Always.INSTITUTION,), because["by"])
    if provision.makes:
        said[Aspect.MAKES, ""] = Cell((provision.makes,), because["makes"])
    for demand in provision.papers:
        said[Aspect.PAPERS, "|".join(str(each) for each in demand.papers)] = _demand(demand)
    for asked in provision.asks:
        said[Aspect.ASKS, asked.condition] = Cell((Always.ASKED,), asked.because)
    said[Aspect.FEE, ""] = Cell((provision.fee,), because["fee"])
    if provision.due:
        said[Aspect.DUE, ""] = Cell((provision.due,), because["due"])
    return said
