"""What a scenario says: who, from what start, which steps, and what each is expected to lead to."""

from collections.abc import Mapping
from datetime import date, datetime

from attrs import frozen

from sscard_core.lifecycle.opening import Start
from sscard_core.model.arguments import BankAnswer
from sscard_core.model.citations import Clause
from sscard_core.model.decisions import Fee, Outcome, ProcedureStage
from sscard_core.model.events import EventName
from sscard_core.model.papers import Paper
from sscard_core.model.people import Holder
from sscard_core.model.refusals import RefusalCode
from sscard_core.model.requests import Request
from sscard_core.rulebooks.book import Rulebook


@frozen(kw_only=True)
class Expected:
    """What a step is expected to lead to. None: nothing is expected of it."""

    outcome: Outcome = Outcome.ACCEPTED
    refused: RefusalCode | None = None
    missing: frozenset[Paper] | None = None
    clauses: tuple[Clause, ...] = ()
    fee: Fee | None = None
    due: date | None = None
    status: Mapping[str, str | int | list[str]] | None = None
    events: tuple[EventName, ...] = ()
    assumed: tuple[str, ...] = ()
    liable: bool | None = None
    advice: tuple[str, ...] = ()
    at_stage: ProcedureStage | None = None


@frozen(kw_only=True)
class Step:
    """One step: a request put at a moment, or time that passes. `line` is where it stands in the file."""

    number: int
    line: int
    on: datetime
    request: Request | None
    bank_answer: BankAnswer = BankAnswer.DONE
    expected: Expected


@frozen(kw_only=True)
class Scenario:
    """A scenario file, read and checked."""

    file: str
    title: str
    book: Rulebook
    clauses: tuple[Clause, ...]
    holder: Holder
    start: Start
    steps: tuple[Step, ...]
