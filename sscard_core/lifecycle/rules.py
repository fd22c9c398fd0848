"""A rulebook made ready for the desk: every provision with the conditions asked under it, in order of precedence."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Final

from attrs import frozen

from sscard_core.lifecycle.conditions import CONDITIONS, FACTS, Condition
from sscard_core.lifecycle.conditions.base import Fact
from sscard_core.lifecycle.consequences import CONSEQUENCES
from sscard_core.lifecycle.matching import MATCHERS
from sscard_core.lifecycle.services import SERVICES, Service
from sscard_core.lifecycle.table import STATES, Region, State
from sscard_core.lifecycle.terms import Terms
from sscard_core.model.arguments import RequestName
from sscard_core.model.papers import Paper
from sscard_core.model.refusals import PRECEDENCE, RefusalCode
from sscard_core.rulebooks.book import Grounds, Provision, Rulebook


class RuleError(ValueError):
    """A rulebook asks for something that the lifecycle does not know."""


@frozen
class Ask:
    """A condition asked under a provision, with what it rests on there."""

    condition: Condition
    grounds: Grounds
    place: int


@frozen
class PaperDemand:
    """A paper asked for under a provision, when all of some facts hold."""

    papers: tuple[Paper, ...]
    facts: tuple[Fact, ...]
    grounds: Grounds


@frozen(eq=False)
class CompiledProvision:
    """A provision with everything looked up. `early` comes before the PIN is compared, `late` after."""

    provision: Provision
    early: tuple[Ask, ...]
    late: tuple[Ask, ...]
    demands: tuple[PaperDemand, ...]
    grounds: Mapping[str, Grounds]
    asked: frozenset[str]


@frozen(eq=False)
class Offer:
    """What a rulebook offers for a request: its provisions, and the arguments that tell them apart."""

    provisions: tuple[CompiledProvision, ...]
    keys: tuple[str, ...]


def _holds(book: Rulebook, when: str) -> bool | None:
    """Answer a part such as `switch=value` or `switch!=value`; None where it is not one."""
    switch, equals, value = when.partition("=")
    if not equals:
        return None
    negated, switch = switch.endswith("!"), switch.removesuffix("!")
    if switch not in book.readings:
        raise RuleError(f"no switch is called {switch!r}")
    return (book.reading(switch) == value) is not negated


def _reading_grounds(book: Rulebook, when: str) -> Grounds:
    switches = [part.partition("=")[0].removesuffix("!") for part in when.split(" and ") if "=" in part]
    return tuple(each for switch in switches for each in book.readings[switch].because)


GROUNDS: Final = frozenset(
    {
        *CONDITIONS,
        *(f"{region}_{state}" for region, states in STATES.items() for state in states),
        *("standing", "not_offered", "pin_wrong", "bank_pin_wrong"),
        "calendar_not_announced",
    }
)
"""What [grounds] may name: a condition, a region in a state that refuses, and a few refusals of the desk's own."""


def _check_names(what: str, given: Iterable[str], known: frozenset[str]) -> None:
    for name in given:
        if name not in known:
            near = ", ".join(get_close_matches(name, known, n=3))
            raise RuleError(f"no {what} is called {name!r}" + (f"; near it: {near}" if near else ""))


class Rules:
    """A rulebook, compiled for the desk. Raises: RuleError, where it names what the lifecycle does not know."""

    def __init__(self, book: Rulebook) -> None:
        self.book = book
        self.terms = Terms.of(book)
        _check_names("consequence", book.consequences, frozenset(CONSEQUENCES))
        _check_names("ground", book.grounds, GROUNDS)
        self.services = {name: self._offer(name) for name in book.services}

    def _offer(self, name: RequestName) -> Offer:
        in_use = [each for each in self.book.services[name] if self._is_in_use(each)]
        matched = {key for each in in_use for key, _ in each.matches}
        keys = tuple(key for key in MATCHERS if key in matched)
        return Offer(tuple(self._compile(SERVICES[name], each) for each in in_use), keys)

    def _is_in_use(self, provision: Provision) -> bool:
        parts = provision.when.split(" and ") if provision.when else []
        return all(_holds(self.book, part) for part in parts)

    def _ask(self, condition: Condition, because: Grounds) -> Ask:
        """Return a condition as asked, resting on what is named and on the readings it looks at."""
        read = [each for switch in condition.readings for each in self.book.readings[switch].because]
        if not because and not read:
            raise RuleError(f"the condition {condition.name} rests on nothing; give it a line in [grounds]")
        return Ask(condition, (*because, *read), PRECEDENCE[condition.code])

    def _asks(self, service: Service, provision: Provision) -> tuple[Ask, ...]:
        extra = {each.condition: each.because for each in provision.asks}
        for name in extra:
            if name not in CONDITIONS:
                raise RuleError(f"no condition is called {name!r} (provision {provision.name!r})")
        asked = [each for each in service.asks if each.name not in extra]
        asks = [self._ask(each, self.book.grounds.get(each.name, ())) for each in asked]
        asks += [self._ask(CONDITIONS[name], because) for name, because in extra.items()]
        return tuple(sorted(asks, key=lambda ask: ask.place))

    def _demands(self, provision: Provision) -> tuple[PaperDemand, ...]:
        demands = []
        for each in provision.papers:
            parts = each.when.split(" and ") if each.when else []
            if any(_holds(self.book, part) is False for part in parts):
                continue
            names = [part for part in parts if "=" not in part]
            for name in names:
                if name not in FACTS:
                    raise RuleError(f"no fact is called {name!r}; there are {', '.join(FACTS)}")
            grounds = (*each.because, *_reading_grounds(self.book, each.when))
            demands.append(PaperDemand(each.papers, tuple(FACTS[name] for name in names), grounds))
        return tuple(demands)

    def _compile(self, service: Service, provision: Provision) -> CompiledProvision:
        for key, _ in provision.matches:
            if key not in MATCHERS:
                raise RuleError(f"a provision cannot match on {key!r}; it can on {', '.join(MATCHERS)}")
        asks = self._asks(service, provision)
        compared = PRECEDENCE[RefusalCode.PIN_WRONG]
        when = _reading_grounds(self.book, provision.when)
        grounds = {aspect: (*each, *when) for aspect, each in provision.because.items()}
        return CompiledProvision(
            provision=provision,
            early=tuple(ask for ask in asks if ask.place < compared),
            late=tuple(ask for ask in asks if ask.place > compared),
            demands=self._demands(provision),
            grounds=grounds,
            asked=frozenset(ask.condition.name for ask in asks),
        )

    def standing_grounds(self, region: Region, state: State) -> Grounds:
        """Return what the standing refusal of a state rests on."""
        named = self.book.grounds.get(f"{region}_{state}") or self.book.grounds["standing"]
        switch = STANDING_SWITCH.get((region, state.value))
        return (*named, *(self.book.readings[switch].because if switch else ()))

    def not_offered(self, name: RequestName) -> Grounds:
        """Return why a request is not offered here."""
        return self.book.not_offered.get(name) or self.book.grounds["not_offered"]


STANDING_SWITCH: Final = {
    (Region.HRSS, "locked"): "hrss_pin_tries",
    (Region.HRSS_PIN, "locked"): "hrss_pin_tries",
    (Region.BANK_PIN, "locked"): "bank_pin_tries",
    (Region.BANK, "restricted"): "card_validity",
    (Region.TEMPORARY, "expired"): "temporary_card",
}
"""The switch behind a state that refuses."""
