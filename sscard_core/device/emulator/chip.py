"""The running card: its plan, its memory, and what it knows until the power goes.

A verified PIN counts for all applications of the social security card; a key counts in the application in which it was
proved. Both end with the power. (Sources: ISO/IEC 7816-4, 9.3, for specific and global status; PBOC.)
"""

import secrets
from collections.abc import Callable, Iterator
from typing import Final

from attrs import define, field, frozen

from sscard_core.device.emulator.answers import NO_CURRENT_FILE, NO_FILE, NO_KEY, NOT_SATISFIED, Answer
from sscard_core.device.emulator.memory import Change, Memory
from sscard_core.device.emulator.plan import CardPlan, PlannedApplication, PlannedFile
from sscard_core.device.files.access import Rule
from sscard_core.device.files.layout import Structure
from sscard_core.device.security.keys import KeyRing

RandomSource = Callable[[int], bytes]

CARD_STATE: Final = "card/state"
PIN: Final = "pin/value"
PIN_TRIES: Final = "pin/tries"
BALANCE: Final = "purse/balance"
LOADS: Final = "purse/loads"
"""Names of cells: the states of card and applications are one byte each."""

WORKING: Final = 0
BLOCKED: Final = 1
PERMANENTLY_BLOCKED: Final = 2


@frozen(repr=False)
class PendingLoad:
    """A load of the medical account between its two commands."""

    session: bytes
    amount: bytes
    terminal: bytes


@frozen(eq=False, repr=False)
class OpenFile:
    """A file of the plan with its cells: of records one each, else one for all."""

    plan: PlannedFile
    names: tuple[str, ...]
    cells: tuple[bytearray, ...]


@frozen(eq=False, repr=False)
class OpenApplication:
    """An application of the plan with its files by file identifier and by short identifier."""

    plan: PlannedApplication
    files: dict[int, OpenFile]
    by_sfi: dict[int, OpenFile]

    @property
    def state_cell(self) -> str:
        """The cell of its state."""
        return f"{self.plan.label}/state"


@define(repr=False)
class Session:
    """What is lost with the power."""

    application: OpenApplication | None = None
    file: OpenFile | None = None
    pin_verified: bool = False
    keys: set[int] = field(factory=set)
    challenge: bytes | None = None
    waiting: bytes = b""
    load: PendingLoad | None = None


def first_cells(plan: CardPlan) -> dict[str, bytes]:
    """Return the content of every cell as the card leaves its maker."""
    cells = {CARD_STATE: b"\0", PIN: plan.pin or b"", PIN_TRIES: bytes((plan.pin_tries if plan.pin else 0,))}
    cells |= {BALANCE: bytes(4), LOADS: bytes(2)}
    for kid in plan.keys.keys if plan.keys else ():
        cells[key_tries(kid)] = bytes((plan.key_tries,))
    for application in plan.applications:
        cells[f"{application.label}/state"] = b"\0"
        for file in application.files:
            cells.update(zip(_names(application, file), _contents(file), strict=True))
    return cells


def key_tries(kid: int) -> str:
    """Return the name of the cell that counts a key's tries."""
    return f"key/{kid:02X}/tries"


def _contents(file: PlannedFile) -> tuple[bytes, ...]:
    return (b"".join(file.contents),) if file.structure is not Structure.RECORDS else file.contents


def _names(application: PlannedApplication, file: PlannedFile) -> Iterator[str]:
    count = len(file.contents) if file.structure is Structure.RECORDS else 1
    return (f"{application.label}/{file.fid:04X}/{number}" for number in range(1, count + 1))


class Chip:
    """What handlers work on."""

    def __init__(self, plan: CardPlan, memory: Memory, random: RandomSource = secrets.token_bytes) -> None:
        self.plan = plan
        self.memory = memory
        self.random = random
        self.applications = [self._open(each) for each in plan.applications]
        self.session = Session()
        self.power_up()

    def power_up(self) -> None:
        """Forget what is lost with the power, mend the memory, and select the first application. Raises: PowerLost."""
        self.session = Session()
        self.memory.recover()
        self.session.application = self.applications[0]

    def _open(self, plan: PlannedApplication) -> OpenApplication:
        files = {}
        for each in plan.files:
            names = tuple(_names(plan, each))
            files[each.fid] = OpenFile(each, names, tuple(self.memory.cells[name] for name in names))
        return OpenApplication(plan, files, {each.plan.sfi: each for each in files.values() if each.plan.sfi})

    def enter(self, application: OpenApplication) -> None:
        """Make an application the current one; keys proved in another count no more."""
        if application is not self.session.application:
            self.session.keys.clear()
        self.session.application, self.session.file = application, None

    def current(self) -> OpenApplication:
        """Return the current application."""
        if self.session.application is None:
            raise Answer(NO_CURRENT_FILE)
        return self.session.application

    def file(self, sfi: int) -> OpenFile:
        """Return a file of the current application by short identifier, which selects it; 0 is the current file."""
        if not sfi:
            if self.session.file is None:
                raise Answer(NO_CURRENT_FILE)
            return self.session.file
        found = self.current().by_sfi.get(sfi)
        if found is None:
            raise Answer(NO_FILE)
        self.session.file = found
        return found

    def demand(self, rule: Rule) -> None:
        """Let pass who satisfies a rule."""
        if not rule.allows(pin=self.session.pin_verified, keys=self.session.keys):
            raise Answer(NOT_SATISFIED)

    def byte(self, cell: str) -> int:
        """Return the content of a cell of one byte."""
        return self.memory.cells[cell][0]

    def set_byte(self, cell: str, value: int) -> None:
        """Write a cell of one byte. Raises: PowerLost."""
        self.memory.write(Change(cell, bytes((value,))))

    def key_ring(self, kid: int) -> KeyRing:
        """Return the card's keys, in which the one asked for is."""
        ring = self.plan.keys
        if ring is None or kid not in ring.keys:
            raise Answer(NO_KEY)
        return ring

    def take_challenge(self) -> bytes | None:
        """Return the random number last given out, which is good for one use."""
        challenge, self.session.challenge = self.session.challenge, None
        return challenge
