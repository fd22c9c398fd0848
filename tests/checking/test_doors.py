"""The doors: who may come, and where. What the desk opens, what the specification opens, and where they differ."""

from pathlib import Path
from typing import Final

import pytest
from attrs import evolve

from sscard_core import RULEBOOK_IDS, Desk, requests, rulebook
from sscard_core.checking.door_file import Door, DoorFileError, read_doors
from sscard_core.checking.doors import (
    DoorDifference,
    Doorkeeper,
    Errand,
    compare_doors,
    errands,
    open_ways,
    specified_ways,
)
from sscard_core.checking.explore import VERIFIER
from sscard_core.checking.mutants import mutants
from sscard_core.model.arguments import LossKind, RequestName
from sscard_core.model.channels import Channel
from sscard_core.model.people import Actor
from sscard_core.model.statuses import Side

DOORS: Final = Path(__file__).parents[2] / "specs" / "doors"
BOOK: Final = "jiangsu"
RULES: Final = Desk(rulebook(BOOK), VERIFIER).rules
EVERY: Final = errands(rulebook(BOOK))


def errand(request: requests.Request, stands: str = "") -> Errand:
    """Return a request as it is asked of a card that stands so."""
    return next(each for each in EVERY if (each.request, each.stands) == (request, stands))


def written(folder: Path, text: str) -> Path:
    """Write a file of doors."""
    file = folder / "doors.toml"
    file.write_text(text, "utf-8")
    return file


GOOD: Final = """
[[door]]
request = "report_loss"
case = { side = ["hrss"], kind = ["temporary"] }
by = ["holder"]
through = ["hotline", "online"]
says = ["JS-15"]
assumed = ["holder_or_guardian"]
"""


class TestTheFile:
    """What cannot be read says which door it is, and what was expected."""

    def test_a_door(self, tmp_path: Path) -> None:
        assert read_doors(written(tmp_path, GOOD)) == (
            Door(
                RequestName.REPORT_LOSS,
                {"side": frozenset({"hrss"}), "kind": frozenset({"temporary"})},
                (Actor.HOLDER,),
                (Channel.HOTLINE, Channel.ONLINE),
                ("JS-15",),
                ("holder_or_guardian",),
            ),
        )

    @pytest.mark.parametrize(
        ("before", "after", "told"),
        [
            ('request = "report_loss"', "", "door 1: request is missing"),
            ("says", "sayz", "door 1: sayz is not known"),
            ("hotline", "hotlines", "door 1: 'hotlines' is none of service_window,"),
            ("holder", "holders", "door 1: 'holders' is none of holder, agent,"),
            ("report_loss", "report", "door 1: 'report' is none of apply,"),
            ("side =", "sides =", "door 1: case is a table of account,"),
            ('["hrss"]', '"hrss"', "door 1: side is a list of words"),
            ("JS-15", "JS-99", "door 1: no clause is called JS-99"),
            ("[[door]]", "[[door]", "doors.toml: "),
        ],
    )
    def test_a_mistake(self, tmp_path: Path, before: str, after: str, told: str) -> None:
        assert before in GOOD
        with pytest.raises(DoorFileError) as found:
            read_doors(written(tmp_path, GOOD.replace(before, after, 1)))
        assert told in str(found.value)


class TestTheDesk:
    """What stands open is what a provision serves, whoever comes and wherever."""

    def test_who_may_come_is_told_from_who_may_not(self) -> None:
        ways = open_ways(RULES, errand(requests.ReportLoss(side=Side.HRSS, kind=LossKind.TEMPORARY)))
        assert (Actor.HOLDER, Channel.HOTLINE) in ways
        assert (Actor.EMPLOYER, Channel.HOTLINE) not in ways
        assert (Actor.HOLDER, Channel.PHARMACY) not in ways

    def test_institutions_are_nobody_at_a_counter(self) -> None:
        ways = open_ways(RULES, errand(requests.RecordMaliciousExchange()))
        assert {by for by, _ in ways} == {None}


class TestComparing:
    """Each side alone is told, with what the specification says."""

    def doors(self) -> tuple[Door, ...]:
        """Return the doors of a rulebook as written."""
        return read_doors(DOORS / f"{BOOK}.toml")

    @pytest.mark.parametrize("book_id", RULEBOOK_IDS)
    def test_the_published_rulebooks_agree_with_the_texts(self, book_id: str) -> None:
        book = rulebook(book_id)
        result = compare_doors(
            read_doors(DOORS / f"{book_id}.toml"), Desk(book, VERIFIER).rules, errands(book)
        )
        assert result.differences == ()
        assert result.open > 1000

    def test_a_person_that_only_the_desk_lets_in(self) -> None:
        doors = [
            evolve(each, by=tuple(by for by in each.by if by is not Actor.AGENT)) for each in self.doors()
        ]
        ask = errand(requests.Replace())
        found = compare_doors([each for each in doors if each.by], RULES, [ask]).differences
        assert [each.only for each in found] == ["code"]
        assert {by for by, _ in found[0].ways} == {Actor.AGENT}

    def test_a_channel_that_only_the_specification_opens(self) -> None:
        ask = errand(requests.Replace())
        more = Door(RequestName.REPLACE, {}, (Actor.HOLDER,), (Channel.PHARMACY,), ("JS-22",), ())
        _, said = specified_ways(self.doors(), RULES, ask)
        assert compare_doors([*self.doors(), more], RULES, [ask]).differences == (
            DoorDifference(
                "spec",
                ask.request,
                "",
                ((Actor.HOLDER, Channel.PHARMACY),),
                tuple(dict.fromkeys((*said, "JS-22"))),
            ),
        )


class TestFaults:
    """Whoever is let in or shut out by a fault is seen."""

    @pytest.mark.parametrize(
        ("kind", "told"),
        [
            ("person added", "open"),
            ("channel added", "open"),
            ("person dropped", "shut"),
            ("channel dropped", "shut"),
        ],
    )
    def test_a_fault_in_the_doors(self, kind: str, told: str) -> None:
        keeper = Doorkeeper.of(rulebook(BOOK))
        faults = [
            each
            for each in mutants(rulebook(BOOK))
            if each.kind == kind and each.request is RequestName.REPORT_LOSS
        ]
        seen = [keeper.noticed(each.desk(rulebook(BOOK)).rules, each.request) for each in faults]
        assert any(each.endswith(f"is {told}") for each in seen)
        assert all(each == "" or each.endswith(f"is {told}") for each in seen)

    def test_a_sound_desk_is_not_noticed(self) -> None:
        assert Doorkeeper.of(rulebook(BOOK)).noticed(RULES, None) == ""
