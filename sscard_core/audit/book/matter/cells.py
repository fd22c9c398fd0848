"""The table of answers as cells: one for each state, neighbours that are alike taken together."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from attrs import frozen

from sscard_core.audit.book.matter.answers import Answer, AnswerTable, Row, StateAnswers
from sscard_core.lifecycle.table import Region, State
from sscard_core.model.arguments import RequestName
from sscard_core.model.citations import assumptions_in, clauses_in
from sscard_core.model.decisions import Fee, Outcome
from sscard_core.model.refusals import RefusalCode
from sscard_core.rulebooks.telling import Phrase


@frozen
class Shown:
    """What a cell shows of an answer. `assumed` counts the assumptions that it rests on beside its clauses."""

    served: bool
    code: RefusalCode | None
    why: Phrase | None
    moves: tuple[tuple[Region, State], ...]
    papers: tuple[Phrase, ...]
    fee: Fee | None
    due: date | None
    clauses: tuple[str, ...]
    assumed: int


@frozen
class Cell:
    """An answer for one state, or for some that stand side by side and are answered alike."""

    shown: Shown
    states: tuple[State, ...]


@frozen
class CellRow:
    """A request with its answers; forms of it that are answered alike everywhere stand in one row."""

    rows: tuple[Row, ...]
    cells: tuple[Cell, ...]


def region_states(table: AnswerTable, region: Region) -> tuple[StateAnswers, ...]:
    """Return the states of a region that something leads to."""
    return tuple(each for each in table.states if each.region is region and each.start is not None)


def unreached(table: AnswerTable, region: Region) -> tuple[State, ...]:
    """Return the states of a region that nothing leads to in this rulebook."""
    return tuple(each.state for each in table.states if each.region is region and each.start is None)


def cell_rows(table: AnswerTable, region: Region) -> Iterator[CellRow]:
    """Yield the rows of a region's table."""
    states = region_states(table, region)
    told: dict[tuple[RequestName, tuple[Cell, ...]], list[Row]] = {}
    for place, row in enumerate(table.rows):
        cells = tuple(_joined((each.state, shown(each.answers[place])) for each in states))
        told.setdefault((row.name, cells), []).append(row)
    for (_, cells), rows in told.items():
        yield CellRow(tuple(rows), cells)


def _joined(answers: Iterable[tuple[State, Shown]]) -> Iterator[Cell]:
    for told, group in groupby(answers, key=lambda each: each[1]):
        yield Cell(told, tuple(state for state, _ in group))


def shown(answer: Answer) -> Shown:
    """Return what is shown of an answer."""
    served = answer.outcome is not Outcome.REFUSED
    return Shown(
        served=served,
        code=answer.code,
        why=answer.failing[0][1] if answer.failing and not served else None,
        moves=answer.moves,
        papers=answer.papers if served else (),
        fee=answer.fee if served else None,
        due=answer.due,
        clauses=tuple(str(each) for each in clauses_in(answer.grounds)),
        assumed=len(assumptions_in(answer.grounds)),
    )
