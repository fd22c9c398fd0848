"""Everything that can be named by a rulebook is named by one, and everything that it names is known."""

from sscard_core.lifecycle.conditions import CONDITIONS, FACTS
from sscard_core.lifecycle.consequences import CONSEQUENCES
from sscard_core.lifecycle.services import SERVICES
from sscard_core.model.arguments import RequestName
from sscard_core.rulebooks import DEFAULT_ID, RULEBOOK_IDS, rulebook
from sscard_core.rulebooks.book import Provision, Rulebook
from sscard_core.rulebooks.readings import SWITCHES

BOOKS: tuple[Rulebook, ...] = tuple(rulebook(each) for each in (DEFAULT_ID, *RULEBOOK_IDS))
PROVISIONS: tuple[Provision, ...] = tuple(
    each for book in BOOKS for provisions in book.services.values() for each in provisions
)


def test_every_condition_is_asked_somewhere() -> None:
    asked = {condition.name for service in SERVICES.values() for condition in service.asks}
    asked |= {each.condition for provision in PROVISIONS for each in provision.asks}
    assert set(CONDITIONS) == asked


def test_every_fact_decides_on_some_paper() -> None:
    parts = {part for each in PROVISIONS for demand in each.papers for part in demand.when.split(" and ")}
    assert {part for part in parts if part and "=" not in part} == set(FACTS)


def test_every_consequence_is_known_to_some_rulebook() -> None:
    assert {name for book in BOOKS for name, because in book.consequences.items() if because} == set(
        CONSEQUENCES
    )


def test_every_request_is_served_and_offered_or_refused_by_every_rulebook() -> None:
    assert set(SERVICES) == set(RequestName)
    for book in BOOKS:
        assert set(book.readings) == set(SWITCHES)
        assert not set(book.services) & set(book.not_offered)


def test_every_assumption_stands_behind_something() -> None:
    grounds = [because for provision in PROVISIONS for because in provision.because.values()]
    grounds += [demand.because for provision in PROVISIONS for demand in provision.papers]
    grounds += [asked.because for provision in PROVISIONS for asked in provision.asks]
    for book in BOOKS:
        grounds += [reading.because for reading in book.readings.values()]
        grounds += [*book.grounds.values(), *book.consequences.values(), *book.not_offered.values()]
    assert set(rulebook(DEFAULT_ID).assumptions) <= {str(one) for because in grounds for one in because}
