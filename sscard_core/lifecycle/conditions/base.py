"""Conditions as named values: each can be evaluated, told in Chinese and English, and enumerated."""

from collections.abc import Callable
from typing import Final

from attrs import field, frozen

from sscard_core.lifecycle.case import Case
from sscard_core.model.refusals import RefusalCode

Test = Callable[[Case], bool | None]


@frozen
class Condition:
    """Something that must hold for a request, with the code of the refusal where it does not.

    `holds` answers None where the condition does not concern the case: then nothing rests on it.
    `readings` are the switches it looks at.
    """

    name: str
    code: RefusalCode
    en: str
    zh: str
    holds: Test = field(repr=False)
    readings: tuple[str, ...] = ()


@frozen
class Fact:
    """Something that may hold for a case, on which a paper is asked for or not."""

    name: str
    en: str
    zh: str
    holds: Callable[[Case], bool] = field(repr=False)


CONDITIONS: Final[dict[str, Condition]] = {}
FACTS: Final[dict[str, Fact]] = {}


def condition(
    code: RefusalCode, en: str, zh: str, *, readings: tuple[str, ...] = ()
) -> Callable[[Test], Condition]:
    """Make a condition of a function and enter it by the function's name."""

    def enter(test: Test) -> Condition:
        made = Condition(test.__name__, code, en, zh, test, readings)
        assert made.name not in CONDITIONS, f"two conditions are called {made.name}"
        CONDITIONS[made.name] = made
        return made

    return enter


def fact(en: str, zh: str) -> Callable[[Callable[[Case], bool]], Fact]:
    """Make a fact of a function and enter it by the function's name."""

    def enter(test: Callable[[Case], bool]) -> Fact:
        made = Fact(test.__name__, en, zh, test)
        assert made.name not in FACTS, f"two facts are called {made.name}"
        FACTS[made.name] = made
        return made

    return enter
