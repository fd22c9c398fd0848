"""The table of answers as cells: one for each state, neighbours that are alike taken together."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from attrs import frozen

from sscard_core.audit.book.matter.answers import Answer, AnswerTable, Row, StateAnswers
from sscard_core.lifecycle.table import Region, State
from sscard_core.model.arguments import RequestName
from sscard_core.model.citations import assumptions_in, clauses_in
from sscard_core.model.decisions import Outcome
from sscard_core.model.refusals import ENGLISH
from sscard_core.rulebooks.telling import Language, Phrase
from sscard_core.scenario.report import FEES


@frozen
class Shown:
    """What a cell shows of an answer, a line each; `assumed` counts the assumptions that it rests on beside its clauses."""

    served: bool
    told: Phrase
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

    @property
    def given(self) -> Phrase:
        """The arguments of each form, a line each."""
        return Phrase(
            "\n".join(each.given.en for each in self.rows), "\n".join(each.given.zh for each in self.rows)
        )


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
    return Shown(
        served=answer.outcome is not Outcome.REFUSED,
        told=Phrase("\n".join(_lines(answer, Language.ENGLISH)), "\n".join(_lines(answer, Language.CHINESE))),
        clauses=tuple(str(each) for each in clauses_in(answer.grounds)),
        assumed=len(assumptions_in(answer.grounds)),
    )


def _lines(answer: Answer, language: Language) -> Iterator[str]:
    """Yield the lines of an answer: what moves, papers, fee and day where it is served, else why it is not."""
    if answer.code is not None:
        yield language.pick(ENGLISH[answer.code], answer.code.zh)
        if answer.failing:
            yield f"✗ {language.word(answer.failing[0][1])}"
        return
    yield language.pick("served", "办理")
    for region, state in answer.moves:
        yield f"{language.word(region)} → {language.word(state)}".replace("_", " ")
    if answer.papers:
        yield f"▤ {language.words(answer.papers)}".replace("_", " ")
    if answer.fee is not None:
        due = language.pick(f"; due {answer.due}", f"；应于{answer.due}前办结") if answer.due else ""
        yield language.pick(FEES[answer.fee], answer.fee.zh) + due
