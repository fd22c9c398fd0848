"""One visit at a terminal: the card in the reader, a request, the desk's decision, and the chip after it.

The order keeps whatever the card is pulled out of: the chip is compared and read first; a PIN is shown to it before the
desk is asked, so that a right one at the chip is known; a PIN is changed on the chip before the decision is given back,
and every other change is made after, from what the file says, and made up for at the next visit if the card left.
The decision is a value: until the caller stores its file, nothing has happened but on the chip.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Final

from attrs import evolve, field, frozen

from sscard_core.device.card import BASIC, OpenedCard
from sscard_core.device.card_errors import PinLocked, WrongPin
from sscard_core.device.card_pins import change_pin, reload_pin, verify_pin
from sscard_core.device.errors import DeviceError
from sscard_core.device.port import CardPort
from sscard_core.device.reading import read_opened
from sscard_core.device.security.security_module import SecurityModule
from sscard_core.lifecycle.desk import Desk
from sscard_core.model.arguments import BankAnswer
from sscard_core.model.decisions import Decision, Outcome
from sscard_core.model.refusals import RefusalCode
from sscard_core.model.requests import ChangePin, EnterPin, PayMedical, Request, ResetPin
from sscard_core.model.statuses import Side
from sscard_core.model.words import Word
from sscard_core.terminal.chip_tasks import TaskName, wanted
from sscard_core.terminal.registered import Item, Registered, differences

WRONG: Final = frozenset({RefusalCode.PIN_WRONG, RefusalCode.PIN_LOCKED})
"""Refusals after which the registry holds the PIN for wrong, or does not look at it any more."""


class Ending(Word):
    """How a visit ended."""

    DECIDED = "decided", "已办理"
    CHIP_BEHIND = "decided, the chip is still to be changed", "已办理，卡内信息待更新"
    OTHER_CARD = "the card is not the registered one", "卡与登记信息不符"
    NOT_ASKED = "the card or the line failed before the desk was asked", "未办理：卡或通信故障"
    NOT_CHANGED = "the chip did not take the PIN, so nothing was decided", "未办理：卡内密码未能更改"


@frozen(kw_only=True)
class Visit:
    """What came of a visit. `decision` is there for `DECIDED` and `CHIP_BEHIND` alone: store its file.

    `differs`: in what the chip is not the registered card. `done`: what was changed on the chip beside a PIN.
    `pins_disagree`: chip and registry think otherwise of the PIN that was entered; have it reset.
    `fault`: what went wrong at the card, with its remedy.
    """

    ending: Ending
    decision: Decision | None = field(default=None, repr=False)
    differs: tuple[Item, ...] = ()
    done: tuple[TaskName, ...] = ()
    pins_disagree: bool = False
    fault: DeviceError | None = None


class _Stopped(Exception):
    """The visit ends here."""

    def __init__(self, visit: Visit) -> None:
        super().__init__()
        self.visit = visit


@frozen
class Terminal:
    """A counter with a reader. `module` holds the keys of a PSAM or HSM; without it the chip is read and never changed.

    `force`: show a PIN to a card that has one try left; ask the holder first. `initial_pin`: what a chip's PIN becomes
    when it is reset to its initial state; regions differ, and None leaves the chip's as it is.
    """

    desk: Desk
    module: SecurityModule | None = None
    force: bool = False
    initial_pin: str | None = field(default=None, repr=False)

    def serve(
        self,
        port: CardPort,
        registered: Registered,
        request: Request,
        at: datetime,
        *,
        bank_answer: BankAnswer = BankAnswer.DONE,
    ) -> Visit:
        """Serve a request with the card in the reader. A card that fails ends the visit; no error is raised for it.

        Raises: NaiveMoment, StaleMoment, as the desk does.
        """
        try:
            with _ending(Ending.NOT_ASKED):
                card = OpenedCard.open(port, self.module)
                differs = differences(read_opened(card), registered)
            if differs:
                return Visit(ending=Ending.OTHER_CARD, differs=differs)
            with _ending(Ending.NOT_ASKED):
                made_up = tuple(self._tasks(card, registered))
                agreed = self._shown(card, request)
            decision = self.desk.decide(registered.file, request, at, bank_answer=bank_answer)
            if decision.outcome is not Outcome.REFUSED:
                with _ending(Ending.NOT_CHANGED):
                    self._change_pin(card, request)
        except _Stopped as stopped:
            return stopped.visit
        told = Visit(
            ending=Ending.DECIDED,
            decision=decision,
            done=made_up,
            pins_disagree=agreed is not None and agreed is not _is_right(decision),
        )
        return self._after(card, evolve(registered, file=decision.file), told)

    def _after(self, card: OpenedCard, registered: Registered, visit: Visit) -> Visit:
        done = list(visit.done)
        try:
            for name in self._tasks(card, registered):
                done.append(name)
        except DeviceError as fault:
            return evolve(visit, ending=Ending.CHIP_BEHIND, done=tuple(done), fault=fault)
        return evolve(visit, done=tuple(done))

    def _tasks(self, card: OpenedCard, registered: Registered) -> Iterator[TaskName]:
        if self.module is None:
            return
        for task in wanted(card, registered):
            task.do(card, registered)
            yield task.name

    def _shown(self, card: OpenedCard, request: Request) -> bool | None:
        """Show the HRSS PIN that was entered to the chip; None where none was. Raises: DeviceError."""
        pin = entered_at_chip(request)
        if pin is None:
            return None
        card.enter(BASIC)
        try:
            verify_pin(card, pin, force=self.force)
        except (WrongPin, PinLocked):
            return False
        return True

    def _change_pin(self, card: OpenedCard, request: Request) -> None:
        """Give the chip the PIN that the request sets. Raises: DeviceError, where the chip has not taken it."""
        card.enter(BASIC)
        match request:
            case ChangePin(side=Side.HRSS, old=str(old), new=new):
                self._replace_pin(card, old, new)
            case ChangePin(side=Side.HRSS, new=new):
                reload_pin(card, new)
            case ResetPin(side=Side.HRSS, new=new):
                if (pin := new or self.initial_pin) is not None:
                    reload_pin(card, pin)
            case _:
                pass

    def _replace_pin(self, card: OpenedCard, old: str, new: str) -> None:
        """Change a PIN that the desk found right; a chip that refuses it may have taken the new one at a torn visit."""
        try:
            change_pin(card, old, new, force=self.force)
        except WrongPin as wrong:
            try:
                verify_pin(card, new, force=self.force)
            except DeviceError:
                raise wrong from None


@contextmanager
def _ending(ending: Ending) -> Iterator[None]:
    """End the visit where the card or the line fails."""
    try:
        yield
    except DeviceError as fault:
        raise _Stopped(Visit(ending=ending, fault=fault)) from None


def entered_at_chip(request: Request) -> str | None:
    """Return the HRSS PIN that a request enters and the chip compares; a changed PIN's old one goes with the change."""
    match request:
        case EnterPin(side=Side.HRSS, pin=pin) | PayMedical(pin=pin):
            return pin
        case _:
            return None


def _is_right(decision: Decision) -> bool:
    return decision.code not in WRONG
