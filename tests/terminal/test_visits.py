"""Visits at a terminal: what is refused, what the chip is told, and that a card pulled out anywhere is caught up with."""

import itertools
from collections.abc import Callable
from typing import Final

import pytest
from attrs import evolve
from terminal_samples import (
    NEW_PIN,
    NOON,
    PIN,
    WRONG_PIN,
    CutLine,
    card_of,
    desk_of,
    module_of,
    registered,
    with_file,
)

from sscard_core import Decision, requests
from sscard_core.device.card import OpenedCard
from sscard_core.device.card_blocks import is_blocked
from sscard_core.device.card_errors import LastTry, WrongPin
from sscard_core.device.card_pins import tries_left, verify_pin
from sscard_core.device.emulator.card import EmulatedCard
from sscard_core.model.arguments import LossKind
from sscard_core.model.channels import Channel
from sscard_core.model.decisions import Outcome
from sscard_core.model.identifiers import CardNumber
from sscard_core.model.papers import Paper
from sscard_core.model.people import Actor
from sscard_core.model.refusals import RefusalCode
from sscard_core.model.requests import Request
from sscard_core.model.statuses import Hrss, Side
from sscard_core.terminal.chip_tasks import ACCOUNT, TaskName
from sscard_core.terminal.registered import Item, Registered
from sscard_core.terminal.serving import Ending, Terminal, Visit

ENTER: Final = requests.EnterPin(side=Side.HRSS, pin=PIN, by=Actor.HOLDER, through=Channel.SERVICE_WINDOW)
WRONG: Final = evolve(ENTER, pin=WRONG_PIN)
CHANGE: Final = requests.ChangePin(
    side=Side.HRSS, old=PIN, new=NEW_PIN, by=Actor.HOLDER, through=Channel.SERVICE_WINDOW
)
REPORT: Final = requests.ReportLoss(
    side=Side.HRSS, kind=LossKind.TEMPORARY, by=Actor.HOLDER, through=Channel.HOTLINE
)
RELEASE: Final = requests.ReleaseLoss(
    side=Side.HRSS, by=Actor.HOLDER, through=Channel.HOTLINE, papers=frozenset(Paper)
)


def terminal(generation: int = 2, **given: object) -> Terminal:
    return Terminal(desk_of(), module_of(generation), **given)  # type: ignore[arg-type]


def decided(visit: Visit) -> Decision:
    assert visit.decision is not None, (visit.ending, visit.fault)
    return visit.decision


def chip_of(card: EmulatedCard, generation: int = 2) -> OpenedCard:
    card.reset()
    return OpenedCard.open(card, module_of(generation))


def right_pin(card: EmulatedCard, pin: str) -> bool:
    try:
        verify_pin(chip_of(card), pin, force=True)
    except WrongPin:
        return False
    return True


class TestWhoseCard:
    """A card that is not the registered one is served nothing."""

    @pytest.mark.parametrize(
        ("change", "item"),
        [
            (lambda known: evolve(known, card_number=CardNumber("X00000027")), Item.CARD_NUMBER),
            (
                lambda known: evolve(
                    known, file=evolve(known.file, holder=evolve(known.file.holder, name="李四"))
                ),
                Item.NAME,
            ),
        ],
    )
    def test_another_card_is_refused(self, change: Callable[[Registered], Registered], item: Item) -> None:
        card = card_of()
        visit = terminal().serve(card, change(registered()), WRONG, NOON)
        assert (visit.ending, visit.differs, visit.decision) == (Ending.OTHER_CARD, (item,), None)
        assert tries_left(chip_of(card)) == 3

    @pytest.mark.parametrize("generation", [1, 2, 3])
    def test_the_registered_one_is_served(self, generation: int) -> None:
        visit = terminal(generation).serve(card_of(generation), registered(), ENTER, NOON)
        assert (visit.ending, decided(visit).outcome, visit.pins_disagree) == (
            Ending.DECIDED,
            Outcome.ACCEPTED,
            False,
        )

    def test_nothing_personal_is_told(self) -> None:
        known = evolve(registered(), card_number=CardNumber("X00000027"))
        told = repr(terminal().serve(card_of(), known, WRONG, NOON)) + repr(terminal(initial_pin=PIN))
        assert not any(each in told for each in (PIN, WRONG_PIN, "张三", "X00000019", known.card_code.text))


class TestThePin:
    """Chip and registry count and change together."""

    def test_a_wrong_one_is_counted_on_both(self) -> None:
        card = card_of()
        visit = terminal().serve(card, registered(), WRONG, NOON)
        assert decided(visit).code is RefusalCode.PIN_WRONG
        assert decided(visit).file.hrss_secret.wrong_tries == 1
        assert tries_left(chip_of(card)) == 2

    def test_a_right_one_clears_both(self) -> None:
        card, known = card_of(), registered()
        known = with_file(known, decided(terminal().serve(card, known, WRONG, NOON)).file)
        visit = terminal().serve(card, known, ENTER, NOON)
        assert decided(visit).file.hrss_secret.wrong_tries == 0
        assert tries_left(chip_of(card)) == 3

    def test_the_last_try_is_not_taken_unasked(self) -> None:
        card = card_of(pin_tries=1)
        visit = terminal().serve(card, registered(), WRONG, NOON)
        assert (visit.ending, visit.decision) == (Ending.NOT_ASKED, None)
        assert isinstance(visit.fault, LastTry)
        assert tries_left(chip_of(card)) == 1
        assert (
            decided(terminal(force=True).serve(card, registered(), WRONG, NOON)).code is RefusalCode.PIN_WRONG
        )
        assert tries_left(chip_of(card)) == 0

    def test_it_is_changed_on_the_chip(self) -> None:
        card = card_of()
        assert decided(terminal().serve(card, registered(), CHANGE, NOON)).outcome is Outcome.ACCEPTED
        assert right_pin(card, NEW_PIN)

    def test_a_change_that_the_chip_refuses_is_not_decided(self) -> None:
        card = card_of(pin=WRONG_PIN)
        visit = terminal().serve(card, registered(), CHANGE, NOON)
        assert (visit.ending, visit.decision) == (Ending.NOT_CHANGED, None)
        assert isinstance(visit.fault, WrongPin)

    def test_chips_that_think_otherwise_are_told_of(self) -> None:
        visit = terminal().serve(card_of(pin=NEW_PIN), registered(), ENTER, NOON)
        assert visit.pins_disagree
        assert decided(visit).outcome is Outcome.ACCEPTED

    def test_a_reset_one_is_the_initial_one_on_the_chip(self) -> None:
        reset = requests.ResetPin(
            side=Side.HRSS, by=Actor.HOLDER, through=Channel.HRSS_OUTLET, papers=frozenset(Paper)
        )
        card = card_of(pin_tries=1)
        locked = with_file(
            registered(), decided(terminal(force=True).serve(card, registered(), WRONG, NOON)).file
        )
        visit = terminal(initial_pin="123456").serve(card, locked, reset, NOON)
        assert decided(visit).outcome is Outcome.ACCEPTED
        assert right_pin(card, "123456")


class TestTheApplication:
    """A loss report blocks the chip's application where the card turns up, a release opens it."""

    def test_a_reported_card_that_turns_up_is_blocked(self) -> None:
        card, known = card_of(), registered()
        lost = desk_of().decide(known.file, REPORT, NOON)
        assert lost.file.hrss is Hrss.TEMPORARILY_LOST
        visit = terminal().serve(card, with_file(known, lost.file), ENTER, NOON)
        assert decided(visit).code is RefusalCode.CARD_LOST
        assert visit.done == (TaskName.BLOCK_APPLICATION,)
        assert is_blocked(chip_of(card), ACCOUNT)

    def test_a_release_opens_it(self) -> None:
        card, known = card_of(), registered()
        lost = with_file(known, desk_of().decide(known.file, REPORT, NOON).file)
        terminal().serve(card, lost, ENTER, NOON)
        card.reset()
        visit = terminal().serve(card, lost, RELEASE, NOON)
        assert decided(visit).outcome is Outcome.ACCEPTED
        assert visit.done == (TaskName.UNBLOCK_APPLICATION,)
        assert not is_blocked(chip_of(card), ACCOUNT)

    def test_the_region_is_written_after_a_move(self) -> None:
        card = card_of()
        visit = terminal().serve(card, registered(region="320500"), ENTER, NOON)
        assert visit.done == (TaskName.WRITE_REGION,)
        assert chip_of(card).read("DF01EF06", "24") == "320500"

    def test_without_keys_the_chip_is_read_and_left_alone(self) -> None:
        card = card_of()
        visit = Terminal(desk_of()).serve(card, registered(region="320500"), ENTER, NOON)
        assert (visit.ending, visit.done) == (Ending.DECIDED, ())


JOURNEYS: Final[dict[str, tuple[Request, ...]]] = {
    "change": (CHANGE,),
    "enter": (ENTER,),
    "wrong": (WRONG, ENTER),
}


class TestPulledOut:
    """Wherever the card leaves, the next visit with the file that was stored sets chip and registry right."""

    @pytest.mark.parametrize("arrives", [False, True], ids=["before the command", "before the answer"])
    @pytest.mark.parametrize("journey", JOURNEYS)
    def test_the_next_visit_sets_it_right(self, journey: str, arrives: bool) -> None:
        for commands in itertools.count():
            card, known = card_of(), registered(region="320500")
            cut = terminal().serve(
                CutLine(card, commands, arrives=arrives), known, JOURNEYS[journey][0], NOON
            )
            if cut.fault is None:
                break
            stored = with_file(known, cut.decision.file) if cut.decision else known
            card.reset()
            if cut.decision is None or journey == "wrong":
                again = terminal(force=True).serve(card, stored, JOURNEYS[journey][-1], NOON)
                assert decided(again).outcome is Outcome.ACCEPTED, commands
                stored = with_file(stored, decided(again).file)
            card.reset()
            pin = NEW_PIN if journey == "change" else PIN
            last = terminal(force=True).serve(card, stored, evolve(ENTER, pin=pin), NOON)
            assert (decided(last).outcome, last.pins_disagree) == (Outcome.ACCEPTED, False), commands
            assert tries_left(chip_of(card)) == 3
            assert chip_of(card).read("DF01EF06", "24") == "320500"
        assert commands > 20

    @pytest.mark.parametrize("arrives", [False, True])
    def test_a_block_is_made_up_for(self, arrives: bool) -> None:
        known = registered()
        lost = with_file(known, desk_of().decide(known.file, REPORT, NOON).file)
        seen = set()
        for commands in itertools.count():
            card = card_of()
            cut = terminal().serve(CutLine(card, commands, arrives=arrives), lost, ENTER, NOON)
            seen.add(cut.ending)
            if cut.fault is None:
                break
            card.reset()
            assert decided(terminal().serve(card, lost, ENTER, NOON)).code is RefusalCode.CARD_LOST
            assert is_blocked(chip_of(card), ACCOUNT)
        assert Ending.NOT_ASKED in seen
