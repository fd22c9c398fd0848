"""The pieces of a check, each of which runs in a process of its own."""

import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from attrs import evolve, frozen

from sscard_core.checking.door_file import DoorFileError, read_doors
from sscard_core.checking.doors import Doorkeeper, DoorsResult, compare_doors, errands
from sscard_core.checking.explore import VERIFIER, Explored, Explorer, asked_again
from sscard_core.checking.graphs import Difference, compare, compare_numbered, read_aldebaran
from sscard_core.checking.killing import (
    EdgeSample,
    Evidence,
    Judge,
    Kill,
    Sample,
    edge_samples_of,
    samples_of,
)
from sscard_core.checking.mutants import mutants, table_mutants
from sscard_core.checking.normal import remembers_reports
from sscard_core.checking.projection import desk_graph, explore_view
from sscard_core.checking.promises import Promise, StateRule
from sscard_core.checking.properties import PROMISES, STATE_RULES
from sscard_core.checking.questions import OpenDesk
from sscard_core.checking.reach import stuck
from sscard_core.checking.results import END_IN_REACH, ScopeResult, ViewResult
from sscard_core.checking.scopes import SCOPES, Scope
from sscard_core.checking.spin import Model, SpinError, Verdict, missing
from sscard_core.checking.story import Story, path_to, tell
from sscard_core.checking.views import VIEWS
from sscard_core.lifecycle.desk import Desk
from sscard_core.rulebooks.book import Rulebook

ASKED_AGAIN: Final = 2000
"""Answers of each scope that are asked for once more, of a plain desk about plain files."""

EvidenceOf = Callable[[str], Evidence | None]
WIDE: Final = ("together", "half")
"""The scopes that take longest, which run by themselves."""

SAMPLED: Final = ("pins", "orders", "outlets", "people", "cards", "doors")
"""The scopes whose answers judge faults."""

WITHOUT_END: Final = ("doors", "cards", "outlets", "pins", "orders")
"""Scopes in which nothing is cancelled, or the relation never ends, so that no end can be reached."""


@frozen(kw_only=True)
class Task:
    """One piece of work for one rulebook. `law` is the published one that the specification speaks of.

    `model`, `kept` and `doors` are the specification: the model, the folder of its graphs, the folder of its doors.
    """

    kind: str
    book: Rulebook
    law: str
    model: Path | None = None
    kept: Path | None = None
    doors: Path | None = None
    evidence: EvidenceOf | None = None
    faults: bool = False


@frozen(kw_only=True)
class Done:
    """What came of a piece of work."""

    task: str
    book: str
    scopes: tuple[ScopeResult, ...] = ()
    views: tuple[ViewResult, ...] = ()
    doors: DoorsResult | None = None
    kills: tuple[Kill, ...] = ()
    table: tuple[Kill, ...] = ()


def run(task: Task) -> Done:
    """Do one piece of work."""
    return KINDS[task.kind](task)


def _wide(task: Task) -> Done:
    results = tuple(
        _told(task.book, scope, _explored(task.book, scope)) for scope in SCOPES if scope.name in WIDE
    )
    return Done(task=task.kind, book=task.book.id, scopes=results)


def _narrow(task: Task) -> Done:
    results = []
    samples: list[Sample] = []
    for scope in SCOPES:
        if scope.name in SAMPLED:
            explored = _explored(task.book, scope)
            results.append(_told(task.book, scope, explored))
            if task.evidence is not None:
                read = task.book.with_readings(dict(scope.readings))
                samples += samples_of(explored, OpenDesk(read, VERIFIER), _promises(task.book)[0])
    if task.evidence is None:
        return Done(task=task.kind, book=task.book.id, scopes=tuple(results))
    evidence, doors = task.evidence(task.book.id), Doorkeeper.of(task.book) if task.faults else None
    judge = Judge.of(task.book, samples, _edges(task.book), evidence, doors)
    kills = tuple(judge.judged(mutant) for mutant in mutants(task.book)) if task.faults else ()
    table = tuple(judge.judged_table(mutant) for mutant in table_mutants())
    return Done(task=task.kind, book=task.book.id, scopes=tuple(results), kills=kills, table=table)


def _edges(book: Rulebook) -> Iterator[EdgeSample]:
    desk = OpenDesk(book, VERIFIER)
    for view in VIEWS:
        viewed = explore_view(book, view)
        yield from edge_samples_of(viewed.explored, viewed.actions, desk)


def _promises(book: Rulebook) -> tuple[Sequence[Promise], Sequence[StateRule]]:
    return [each for each in PROMISES if each.arises(book)], [
        each for each in STATE_RULES if each.arises(book)
    ]


def _explored(book: Rulebook, scope: Scope) -> Explored:
    read = book.with_readings(dict(scope.readings))
    desk = OpenDesk(read, VERIFIER)
    followed = tuple(dict.fromkeys(scope.followed(desk.rules)))
    beside = tuple(each for each in dict.fromkeys(scope.asked(desk.rules)) if each not in frozenset(followed))
    promises, rules = _promises(read)
    explorer = Explorer(
        desk,
        starts=scope.starts(desk),
        questions=(*followed, *beside),
        promises=promises,
        rules=rules,
        followed=len(followed),
    )
    return explorer.explore()


def _told(book: Rulebook, scope: Scope, explored: Explored) -> ScopeResult:
    read = book.with_readings(dict(scope.readings))
    again = _picks(explored)
    desk = Desk(read, VERIFIER)
    return ScopeResult(
        name=scope.name,
        en=scope.en,
        zh=scope.zh,
        states=explored.states,
        edges=explored.edges,
        questions=len(explored.questions),
        attempts=explored.attempts,
        asked=explored.asked,
        asked_again=len(again),
        answered_otherwise=asked_again(explored, desk, again, reports=remembers_reports(desk.rules)),
        complete=explored.complete,
        witnesses=tuple((name, _steps(explored, each.state)) for name, each in explored.witnesses.items())
        + (((END_IN_REACH, 0),) if scope.name not in WITHOUT_END else ()),
        broken=tuple(_broken(read, scope, explored)),
    )


def _picks(explored: Explored) -> list[tuple[int, int]]:
    """Choose answers at random, the same each time."""
    chance = random.Random(explored.states)
    pairs = range(min(ASKED_AGAIN, explored.attempts))
    return [(chance.randrange(explored.states), chance.randrange(len(explored.questions))) for _ in pairs]


def _steps(explored: Explored, state: int) -> int:
    return sum(1 for _ in explored.path(state)) + 1


def _broken(book: Rulebook, scope: Scope, explored: Explored) -> Iterator[tuple[str, Story]]:
    found = [(name, each.state, each.question) for name, each in explored.broken.items()]
    no_end = stuck(explored) if scope.name not in WITHOUT_END else None
    if no_end is not None:
        found.append((END_IN_REACH, no_end, None))
    for name, state, question in found:
        path = path_to(explored, scope.openings(), state, question)
        yield name, tell(book, evolve(path, readings=scope.readings))


def _views(task: Task) -> Done:
    views = tuple(_view(task, name) for name in VIEWS)
    return Done(task=task.kind, book=task.book.id, views=views, doors=_doors(task))


def _doors(task: Task) -> DoorsResult | None:
    if task.doors is None:
        return None
    every = errands(task.book)
    try:
        specified = read_doors(task.doors / f"{task.law}.toml")
    except (DoorFileError, OSError) as problem:
        return DoorsResult(asked=0, tried=0, open=0, problem=str(problem))
    return compare_doors(specified, Desk(task.book, VERIFIER).rules, every)


def _view(task: Task, name: str) -> ViewResult:
    graph = desk_graph(explore_view(task.book, name))
    spun = task.model is not None and not missing()
    differences: list[Difference] = []
    verdicts: tuple[Verdict, ...] = ()
    problem = ""
    try:
        if spun and task.model is not None:
            model = Model(task.model, task.law, name)
            specified, assertions = model.explored()
            differences = compare(graph, specified)
            verdicts = (assertions, *model.formulas())
        elif task.kept is not None:
            text = (task.kept / f"{task.law}-{name}.aut").read_text("ascii")
            differences = compare_numbered(graph, read_aldebaran(text))
    except (SpinError, OSError, ValueError) as stopped:
        problem = str(stopped)
    return ViewResult(
        name=name,
        states=len(graph.moves),
        edges=graph.edges,
        by_spin=spun,
        differences=tuple(differences),
        verdicts=verdicts,
        problem=problem,
    )


KINDS: Final[dict[str, Callable[[Task], Done]]] = {"wide": _wide, "narrow": _narrow, "views": _views}
