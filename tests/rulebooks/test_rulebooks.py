"""The rulebooks as data: the same fields in each, every citation resolved, every request answered."""

from collections.abc import Iterator
from itertools import chain

import pytest
from attrs import fields

from sscard_core import RULEBOOK_IDS, Rulebook
from sscard_core.lifecycle.conditions import CONDITIONS
from sscard_core.lifecycle.rules import Rules
from sscard_core.lifecycle.services import SERVICES
from sscard_core.model.arguments import RequestName
from sscard_core.model.citations import Assumption, Citation, Clause
from sscard_core.model.refusals import PRECEDENCE, RefusalCode
from sscard_core.rulebooks import DEFAULT_ID, UnknownRulebook, find_rulebook, rulebook
from sscard_core.rulebooks.book import Provision
from sscard_core.rulebooks.clause_register import DOCUMENTS, clause_register
from sscard_core.rulebooks.readings import SWITCHES

ALL = (*RULEBOOK_IDS, DEFAULT_ID)
OF_DOCUMENTS = {
    "xinjiang-2013": ("XJ13",),
    "xinjiang-2022": ("XJ22", "XJ13"),
    "xinxiang-2017": ("XX17",),
    "jiangsu": ("JS",),
    "default": (),
}
"""The register prefixes that each rulebook may cite: its own document's, and its base's."""


def of_provision(provision: Provision) -> Iterator[Citation]:
    """Yield what a provision cites."""
    yield from chain.from_iterable(provision.because.values())
    for demand in provision.papers:
        yield from demand.because
    for asked in provision.asks:
        yield from asked.because


def citations(book: Rulebook) -> Iterator[Citation]:
    """Yield everything that a rulebook cites."""
    for reading in book.readings.values():
        yield from reading.because
        yield from chain.from_iterable(reading.others.values())
    for provision in chain.from_iterable(book.services.values()):
        yield from of_provision(provision)
    for table in (book.not_offered, book.grounds, book.consequences):
        yield from chain.from_iterable(table.values())


class TestEveryRulebook:
    """What holds of all four and of the assumptions beneath them."""

    @pytest.mark.parametrize("name", ALL)
    def test_it_compiles(self, name: str) -> None:
        rules = Rules(rulebook(name))
        assert rules.services.keys() == rulebook(name).services.keys()

    @pytest.mark.parametrize("name", ALL)
    def test_every_citation_is_in_the_register_or_among_the_assumptions(self, name: str) -> None:
        book, register = rulebook(name), clause_register()
        cited = list(citations(book))
        assert cited
        for each in cited:
            if isinstance(each, Clause):
                assert each.entry == register[each.id]
            else:
                assert isinstance(each, Assumption)
                assert book.assumptions[each.name] == each

    @pytest.mark.parametrize("name", ALL)
    def test_it_cites_its_own_documents_only(self, name: str) -> None:
        prefixes = {each.id.split("-")[0] for each in citations(rulebook(name)) if isinstance(each, Clause)}
        assert prefixes == set(OF_DOCUMENTS[name])

    @pytest.mark.parametrize("name", ALL)
    def test_it_sets_every_switch_to_a_value_of_its_domain(self, name: str) -> None:
        book = rulebook(name)
        assert book.readings.keys() == SWITCHES.keys()
        for switch, reading in book.readings.items():
            assert SWITCHES[switch].accepts(reading.value)
            assert reading.because
            assert reading.value not in reading.others
            assert all(SWITCHES[switch].accepts(value) for value in reading.others)
            assert book.reading(switch) == reading.value

    @pytest.mark.parametrize("name", RULEBOOK_IDS)
    def test_every_request_is_offered_or_it_is_said_why_not(self, name: str) -> None:
        book, rules = rulebook(name), Rules(rulebook(name))
        for request in RequestName:
            if request in book.services:
                assert book.services[request]
            else:
                assert rules.not_offered(request)

    @pytest.mark.parametrize("name", ALL)
    def test_no_request_is_both_offered_and_not(self, name: str) -> None:
        book = rulebook(name)
        assert not book.services.keys() & book.not_offered.keys()

    @pytest.mark.parametrize("name", ALL)
    def test_every_provision_rests_on_something_and_can_be_reached(self, name: str) -> None:
        for provision in chain.from_iterable(rulebook(name).services.values()):
            assert provision.name
            assert provision.through
            assert provision.because["through"]
            assert provision.because["by"]
            assert provision.because["fee"]
            assert all(demand.because for demand in provision.papers)
            assert all(asked.because for asked in provision.asks)

    @pytest.mark.parametrize("name", ALL)
    def test_two_provisions_of_a_request_have_two_names(self, name: str) -> None:
        for provisions in rulebook(name).services.values():
            names = [provision.name for provision in provisions]
            assert len(set(names)) == len(names)

    @pytest.mark.parametrize("name", ALL)
    def test_what_is_asked_under_a_provision_stands_in_the_order_of_the_codes(self, name: str) -> None:
        compared = PRECEDENCE[RefusalCode.PIN_WRONG]
        for offer in Rules(rulebook(name)).services.values():
            for each in offer.provisions:
                early, late = ([ask.place for ask in asks] for asks in (each.early, each.late))
                assert early == sorted(early)
                assert late == sorted(late)
                assert all(place < compared for place in early)
                assert all(place > compared for place in late)

    def test_they_have_the_same_fields(self) -> None:
        told = {
            name: [bool(getattr(rulebook(name), each.name)) for each in fields(Rulebook)]
            for name in RULEBOOK_IDS
        }
        named = [each.name for each in fields(Rulebook)]
        for name in RULEBOOK_IDS:
            left_empty = {field for field, said in zip(named, told[name], strict=True) if not said}
            assert left_empty <= {"not_offered", "banks"}

    @pytest.mark.parametrize("name", RULEBOOK_IDS)
    def test_a_condition_rests_on_something_wherever_it_is_asked(self, name: str) -> None:
        assert rulebook(DEFAULT_ID).grounds.keys() <= rulebook(name).grounds.keys()
        assert all(rulebook(name).grounds.values())

    def test_they_name_their_bases(self) -> None:
        assert [rulebook(name).derives for name in ALL] == [
            "default",
            "xinjiang-2013",
            "default",
            "default",
            "",
        ]

    def test_every_request_has_a_service(self) -> None:
        assert SERVICES.keys() == set(RequestName)

    def test_every_condition_is_asked_somewhere(self) -> None:
        asked = {each.name for service in SERVICES.values() for each in service.asks}
        for name in RULEBOOK_IDS:
            for provision in chain.from_iterable(rulebook(name).services.values()):
                asked |= {each.condition for each in provision.asks}
        assert asked == CONDITIONS.keys()

    def test_every_assumption_has_its_reason_in_two_languages(self) -> None:
        for name in ALL:
            for assumption in rulebook(name).assumptions.values():
                assert assumption.en.endswith(".")
                assert assumption.zh.endswith("。")


class TestDeriving:
    """A rulebook that derives from another takes over what it does not say."""

    def test_what_is_not_said_is_that_of_the_base(self) -> None:
        base, book = rulebook("xinjiang-2013"), rulebook("xinjiang-2022")
        assert book.services[RequestName.RESET_CARD_DATA] is base.services[RequestName.RESET_CARD_DATA]
        assert book.readings["agent_papers"] is base.readings["agent_papers"]
        assert book.readings["renewal_window"] is not base.readings["renewal_window"]

    def test_what_is_said_takes_the_place_of_all_provisions_of_the_base(self) -> None:
        base, book = rulebook("xinjiang-2013"), rulebook("xinjiang-2022")
        names, of_base = (
            {provision.name for provision in each.services[RequestName.APPLY]} for each in (book, base)
        )
        assert not names & of_base

    def test_what_is_no_longer_offered_is_gone(self) -> None:
        assert RequestName.SEND_DESTRUCTION_RECEIPT in rulebook("xinjiang-2022").not_offered
        assert RequestName.SEND_DESTRUCTION_RECEIPT not in rulebook("xinjiang-2022").services


class TestFinding:
    """A rulebook is found by its id."""

    @pytest.mark.parametrize("name", ALL)
    def test_a_published_rulebook_is_found_and_kept(self, name: str) -> None:
        assert find_rulebook(name) is rulebook(name)
        assert rulebook(name).id == name

    @pytest.mark.parametrize("find", [rulebook, find_rulebook])
    def test_who_asks_for_another_is_told_which_there_are(self, find: type[Rulebook]) -> None:
        with pytest.raises(
            UnknownRulebook, match=r"jiangxi.*xinjiang-2013, xinjiang-2022, xinxiang-2017, jiangsu"
        ):
            find("jiangxi")  # type: ignore[call-arg]


class TestTheRegister:
    """Every line of the four documents, once."""

    def test_every_line_stands_in_a_known_document(self) -> None:
        for clause_id, entry in clause_register().items():
            assert clause_id == entry.id
            assert entry.document in DOCUMENTS
            assert entry.place
            assert entry.en
            assert entry.zh

    def test_a_rule_said_twice_is_said_by_lines_that_there_are(self) -> None:
        register = clause_register()
        for entry in register.values():
            assert set(entry.same_as) <= register.keys()

    def test_a_rule_that_code_must_carry_out_is_told_from_one_that_it_need_not(self) -> None:
        executed = [entry for entry in clause_register().values() if entry.check.is_executed]
        assert 0 < len(executed) < len(clause_register())
