"""Journeys are played at the desk: they reach their end, by steps that the rulebook permits, and fit a page."""

from itertools import combinations
from xml.etree import ElementTree

import pytest

from sscard_core.audit.diagrams import lanes
from sscard_core.audit.diagrams.journeys import Journey, Lane, journeys
from sscard_core.audit.diagrams.lanes import journey_as_svg
from sscard_core.audit.diagrams.layout import A4, SMALLEST, TEXT
from sscard_core.audit.diagrams.telling import Tongue
from sscard_core.audit.diagrams.wrapping import lines_of
from sscard_core.checking.bounds import BANK_PIN, HRSS_PIN
from sscard_core.model.arguments import RequestName
from sscard_core.model.decisions import Fee
from sscard_core.model.refusals import RefusalCode
from sscard_core.model.statuses import Bank, Body, Hrss
from sscard_core.rulebooks import RULEBOOK_IDS, rulebook
from sscard_core.rulebooks.telling import Language

N = RequestName
BOOKS = RULEBOOK_IDS


def journey(book: str, name: str) -> Journey:
    return next(each for each in journeys(rulebook(book)) if each.name == name)


class TestTheEnd:
    """Where a journey arrives."""

    @pytest.mark.parametrize("name", ["application", "loss"])
    @pytest.mark.parametrize("book", BOOKS)
    def test_a_card_is_in_hand_and_works(self, book: str, name: str) -> None:
        file = journey(book, name).steps[-1].decision.file
        assert (file.body, file.hrss, file.bank) == (Body.WITH_HOLDER, Hrss.NORMAL, Bank.ACTIVE)

    @pytest.mark.parametrize("book", BOOKS)
    def test_after_a_death_nothing_is_left(self, book: str) -> None:
        file = journey(book, "death").steps[-1].decision.file
        assert (file.hrss, file.bank) == (Hrss.CANCELLED, Bank.CANCELLED)
        assert (file.hrss_balance, file.bank_balance) == (0, 0)


class TestTheSteps:
    """What is told of each."""

    @pytest.mark.parametrize("book", BOOKS)
    def test_only_what_is_told_as_refused_is_refused(self, book: str) -> None:
        refused = [
            (each.name, step.request, step.decision.code)
            for each in journeys(rulebook(book))
            for step in each.steps
            if step.is_refused
        ]
        oral = ("loss", N.REPORT_LOSS, RefusalCode.SERVICE_NOT_OFFERED)
        assert refused == ([oral] if book == "xinxiang-2017" else [])

    def test_a_replacement_costs_what_the_rulebook_says(self) -> None:
        fees = {
            book: step.decision.fee
            for book in BOOKS
            for step in journey(book, "loss").steps
            if step.request is N.REPLACE
        }
        assert fees == {
            "xinjiang-2013": Fee.TARIFF,
            "xinjiang-2022": Fee.NONE,
            "xinxiang-2017": Fee.TARIFF,
            "jiangsu": Fee.NONE,
        }

    def test_what_is_promised_is_told(self) -> None:
        step = journey("jiangsu", "application").steps[0]
        assert step.promise is not None
        assert step.promise.number == 5
        assert step.decision.due is not None

    def test_bank_and_factory_make_a_card_that_is_not_made_at_once(self) -> None:
        lanes_ = {step.lane for step in journey("jiangsu", "application").steps}
        assert lanes_ == {Lane.WINDOW, Lane.BANK, Lane.FACTORY}
        assert Lane.FACTORY not in {step.lane for step in journey("xinjiang-2022", "application").steps}

    def test_a_family_comes_before_a_guardian(self) -> None:
        comers = [str(step.by) for step in journey("jiangsu", "death").steps if step.by]
        assert comers == ["family", "family"]


class TestThePicture:
    """The swim lanes."""

    @pytest.mark.parametrize("tongue", [None, *Language])
    @pytest.mark.parametrize("book", BOOKS)
    def test_no_boxes_overlap_and_the_text_is_large_enough_on_paper(self, book: str, tongue: Tongue) -> None:
        for each in journeys(rulebook(book)):
            cards, bottom = lanes._cards(each, tongue)  # the boxes are nowhere else than in the drawing
            assert not any(one.box.overlaps(other.box) for one, other in combinations(cards, 2))
            wide, high = lanes.LANE * len(Lane), bottom
            assert TEXT * min(1, A4[0] / wide, A4[1] / high) >= SMALLEST, each.name

    @pytest.mark.parametrize("book", BOOKS)
    def test_every_step_stands_in_its_lane_with_its_clauses(self, book: str) -> None:
        for each in journeys(rulebook(book)):
            root = ElementTree.fromstring(journey_as_svg(each))
            drawn = [box for box in root.iter() if box.get("tabindex") == "0"]
            assert [box.get("data-lane") for box in drawn] == [str(step.lane) for step in each.steps]
            told = [(box.get("data-clause") or "").split() for box in drawn]
            assert told == [[str(clause) for clause in step.decision.clauses] for step in each.steps]

    def test_neither_passwords_nor_names_are_in_it(self) -> None:
        told = "".join(journey_as_svg(each) for book in BOOKS for each in journeys(rulebook(book)))
        assert "补领" in told
        assert not any(secret in told for secret in (HRSS_PIN, BANK_PIN, "测试"))

    def test_the_same_journey_gives_the_same_bytes(self) -> None:
        assert journey_as_svg(journey("jiangsu", "loss")) == journey_as_svg(journey("jiangsu", "loss"))


class TestLines:
    """Where lines break."""

    @pytest.mark.parametrize(
        ("text", "lines"),
        [
            ("有效身份证件", ["有效身", "份证件"]),
            ("临时（口头）、双", ["临时", "（口", "头）、", "双"]),
            ("ab cd ef", ["ab cd", "ef"]),
            ("", []),
        ],
    )
    def test_chinese_breaks_anywhere_but_before_a_closing_sign(self, text: str, lines: list[str]) -> None:
        assert lines_of(text, 10, 30) == lines
