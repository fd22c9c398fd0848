"""What a rulebook is made of. Data only: nothing here decides anything.

A rulebook says, for each request, in numbered provisions who may ask it, where, with which papers, at what fee and
by when; which readings hold; on what the conditions of the lifecycle rest; and which consequences it knows.
"""

from collections.abc import Mapping
from typing import Final

from attrs import evolve, frozen

from sscard_core.model.arguments import RequestName, Service
from sscard_core.model.channels import Channel
from sscard_core.model.citations import Assumption, Citation
from sscard_core.model.decisions import Fee
from sscard_core.model.papers import Paper
from sscard_core.model.people import Actor
from sscard_core.model.words import Word

Grounds = tuple[Citation, ...]


class Unit(Word):
    """The unit of a promised time."""

    SAME_DAY = "same_day", "即时"
    WORKING_DAYS = "working_days", "工作日"
    DAYS = "days", "日"


@frozen
class Promise:
    """The time promised for a card: at once, or a number of days or working days."""

    number: int
    unit: Unit


@frozen(kw_only=True)
class Demand:
    """A paper that a provision asks for: one of several alternatives.

    `when` names the facts and readings (`minor`, `switch=value`, joined by ` and `) under which it is asked for.
    """

    papers: tuple[Paper, ...]
    when: str = ""
    because: Grounds


@frozen(kw_only=True)
class Asked:
    """A condition of the lifecycle that a provision asks, and on what that rests."""

    condition: str
    because: Grounds


@frozen(kw_only=True)
class Provision:
    """One way in which a request is served.

    `when` names the readings under which it holds (`switch=value`, joined by ` and `).
    `matches` narrows it to some values of the request's own arguments. `through` stands in order of preference: the
    first channel is the default. An empty `by` is an act of institutions.
    """

    name: str
    when: str = ""
    matches: tuple[tuple[str, frozenset[str]], ...] = ()
    through: tuple[Channel, ...]
    by: tuple[Actor, ...]
    makes: Service | None = None
    papers: tuple[Demand, ...] = ()
    asks: tuple[Asked, ...] = ()
    fee: Fee = Fee.NONE
    due: Promise | None = None
    because: Mapping[str, Grounds]


@frozen(kw_only=True)
class Reading:
    """A switch as a rulebook sets it: the value, what it rests on, and the other choices with theirs."""

    value: str
    because: Grounds
    others: Mapping[str, Grounds]


@frozen(kw_only=True)
class BankEntry:
    """A partner bank: its AAE008 code where one is known, its hotline, whether activating it retires an old card."""

    name: str
    code: str = ""
    hotline: str = ""
    retires_old_card: bool = False


@frozen(kw_only=True)
class Rulebook:
    """The rules of one place, ready to be looked up. Same fields, same order, in every one."""

    id: str
    derives: str
    title_en: str
    title_zh: str
    prefixes: tuple[str, ...]
    readings: Mapping[str, Reading]
    services: Mapping[RequestName, tuple[Provision, ...]]
    not_offered: Mapping[RequestName, Grounds]
    grounds: Mapping[str, Grounds]
    consequences: Mapping[str, Grounds]
    banks: tuple[BankEntry, ...]
    assumptions: Mapping[str, Assumption]

    def reading(self, switch: str) -> str:
        """Return the value of a switch."""
        return self.readings[switch].value

    def with_readings(self, values: Mapping[str, str]) -> "Rulebook":
        """Return the rulebook with some switches set otherwise.

        Each then rests on the clauses of that choice or, where no clause has it, on an assumption of the switch's name.
        """
        turned = dict(self.readings)
        for switch, value in values.items():
            before = turned[switch]
            if value == before.value:
                continue
            chosen = Assumption(
                name=switch,
                en=f"{switch} is set to {value} by the caller.",
                zh=f"{switch} 由使用者设为 {value}。",
            )
            others = {**before.others, before.value: before.because}
            because = others.pop(value, ()) or (chosen,)
            turned[switch] = Reading(value=value, because=because, others=others)
        return evolve(self, readings=turned)


NO_GROUNDS: Final[Grounds] = ()
