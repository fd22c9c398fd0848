"""Scenarios as evidence: they notice what a faulty desk tells or changes otherwise, and nothing of a sound one."""

from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import evolve
from exploration_samples import without

from sscard_core import Desk, Rulebook
from sscard_core.checking.explore import VERIFIER
from sscard_core.model.arguments import RequestName
from sscard_core.model.decisions import Fee
from sscard_core.rulebooks.book import Provision
from sscard_core.scenario.evidence import Evidence
from sscard_core.scenario.parse import read_scenario

TEXT = """\
scenario: a report, and a replacement with its fee
rulebook: jiangsu
clauses: [JS-22]
holder: {name: 测试甲, born: 1985-03-02}
start: {situation: active, on: 2025-11-03}
steps:
  - {on: 2026-03-10T10:00, do: report_loss, side: both, then: {hrss: formally_lost}}
  - {on: 2026-03-10T11:00, do: query_status, side: hrss}
  - {on: 2026-03-10T12:00, do: replace, fee: none}
"""
DeskOf = Callable[[Rulebook], Desk]


@pytest.fixture
def evidence(tmp_path: Path) -> Evidence:
    file = tmp_path / "one.yaml"
    file.write_text(TEXT, "utf-8")
    return Evidence([read_scenario(file)], VERIFIER)


def sound(book: Rulebook) -> Desk:
    return Desk(book, VERIFIER)


def altered(name: RequestName, change: Callable[[Provision], Provision]) -> DeskOf:
    """Return how to make a desk whose provisions for a request differ."""

    def desk(book: Rulebook) -> Desk:
        rows = tuple(change(each) for each in book.services[name])
        return Desk(evolve(book, services={**book.services, name: rows}), VERIFIER)

    return desk


def reading(**turned: str) -> DeskOf:
    return lambda book: Desk(book.with_readings(turned), VERIFIER)


def other_fee(row: Provision) -> Provision:
    return evolve(row, fee=Fee.TARIFF if row.fee is Fee.NONE else Fee.NONE)


class TestNoticing:
    """What a scenario expects is noticed when it comes out otherwise."""

    @pytest.mark.parametrize("name", [None, *RequestName], ids=str)
    def test_a_sound_desk(self, evidence: Evidence, name: RequestName | None) -> None:
        assert evidence.noticed_by(name, sound) is None

    def test_a_changed_fee(self, evidence: Evidence) -> None:
        faulty = altered(RequestName.REPLACE, other_fee)
        for name in (RequestName.REPLACE, None):
            seen = evidence.noticed_by(name, faulty)
            assert seen is not None
            assert seen.endswith("one.yaml step 3: expected fee none, got tariff")

    def test_a_fee_that_nothing_expects(self, evidence: Evidence) -> None:
        assert (
            evidence.noticed_by(RequestName.REPORT_LOSS, altered(RequestName.REPORT_LOSS, other_fee)) is None
        )

    def test_a_request_that_no_scenario_makes(self, evidence: Evidence) -> None:
        assert evidence.noticed_by(RequestName.APPLY, altered(RequestName.APPLY, other_fee)) is None
        assert {*evidence.recorded} == {
            RequestName.REPORT_LOSS,
            RequestName.QUERY_STATUS,
            RequestName.REPLACE,
        }

    def test_a_changed_state(self, evidence: Evidence) -> None:
        def no_longer_offered(book: Rulebook) -> Desk:
            return Desk(without(book, RequestName.REPORT_LOSS), VERIFIER)

        seen = evidence.noticed_by(RequestName.REPORT_LOSS, no_longer_offered)
        assert seen is not None
        assert "one.yaml step 1: expected accepted, got refused: service_not_offered" in seen

    def test_a_changed_reading(self, evidence: Evidence) -> None:
        assert evidence.noticed_by(None, reading(in_force_from="2027-01-01")) is not None
        assert evidence.noticed_by(None, reading(hrss_pin_tries="4")) is None

    def test_a_desk_is_made_once_for_each_set_of_readings(self, evidence: Evidence) -> None:
        made: list[Rulebook] = []

        def counted(book: Rulebook) -> Desk:
            made.append(book)
            return sound(book)

        evidence.noticed_by(RequestName.REPLACE, counted)
        assert len(made) == 1
