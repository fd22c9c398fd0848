"""Numbered work on an executor: cut in chunks, tried again where a worker died, kept where a run is interrupted.

The result of a number depends on the number alone, so it is the same for any number of workers, any backend and order.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from math import ceil
from time import perf_counter
from typing import Final, Generic, TypeVar

from attrs import define, field, frozen

from simulation.farming.backends import Backend, Opened

Result = TypeVar("Result")
Work = Callable[[int], Result]

CHUNK_S: Final = 0.05
"""A task lasts at least so long where there is enough to do: sending one costs up to 2 ms."""
CHUNKS_A_WORKER: Final = 4
"""The rest is cut into at least so many chunks a worker where that leaves them long enough, to share it out evenly."""
MOST_DEATHS: Final = 3


class WorkersDied(RuntimeError):
    """Workers died again and again: how often, and which work was not done."""

    def __init__(self, deaths: int, undone: Sequence[int]) -> None:
        self.deaths, self.undone = deaths, tuple(undone)
        super().__init__(
            f"workers died {deaths} times; replication {undone[0]} and {len(undone) - 1} more are not done: "
            "use fewer workers, or give them more memory"
        )


@define
class Farmed(Generic[Result]):
    """What is done, by number. `is_complete` is False where the run was interrupted."""

    done: dict[int, Result] = field(factory=dict)
    is_complete: bool = False
    deaths: int = 0
    """How often workers died and their work was done again."""

    def in_order(self) -> list[Result]:
        """Return the results by ascending number."""
        return [self.done[number] for number in sorted(self.done)]


@frozen
class _Chunk(Generic[Result]):
    """What a worker is sent. Returns the seconds it took, and the results by number."""

    work: Work[Result]
    numbers: tuple[int, ...]

    def __call__(self) -> tuple[float, dict[int, Result]]:
        begun = perf_counter()
        made = {number: self.work(number) for number in self.numbers}
        return perf_counter() - begun, made


def farm(
    work: Work[Result],
    numbers: Sequence[int],
    backend: Backend,
    heard: Callable[[int], None] = lambda _: None,
) -> Farmed[Result]:
    """Do the work of every number; `heard` is told after each chunk how many are done.

    `work` must be picklable: a function of a module, or an instance of a class with `__call__`. An interruption (Ctrl-C)
    ends the run and keeps what is done. Raises: WorkersDied after the third death; BackendError; what the work raises.
    """
    farmed: Farmed[Result] = Farmed()
    todo = list(dict.fromkeys(numbers))
    try:
        while todo:
            with backend.opened() as opened:
                try:
                    _Round(work, opened, farmed, heard).run(todo)
                except opened.deaths:
                    farmed.deaths += 1
            todo = [number for number in todo if number not in farmed.done]
            if todo and farmed.deaths >= MOST_DEATHS:
                raise WorkersDied(farmed.deaths, todo)
    except KeyboardInterrupt:
        return farmed
    farmed.is_complete = True
    return farmed


@define
class _Round(Generic[Result]):
    """One executor's share of a run: until everything is done, or a worker dies."""

    work: Work[Result]
    opened: Opened
    farmed: Farmed[Result]
    heard: Callable[[int], None]
    open: set[Future[tuple[float, dict[int, Result]]]] = field(factory=set)

    def run(self, todo: Sequence[int]) -> None:
        """Send one number to each worker, and the rest when the first answer tells how long a number takes."""
        try:
            first, rest = todo[: self.opened.workers], todo[self.opened.workers :]
            for number in first:
                self._send((number,))
            while self.open:
                done, _ = wait(self.open, return_when=FIRST_COMPLETED)
                lasts_s = max([self._take(each) for each in done])
                for chunk in chunks(rest, lasts_s, self.opened.workers):
                    self._send(chunk)
                rest = []
        finally:
            for each in [each for each in self.open if _is_good(each)]:
                self._take(each)

    def _send(self, numbers: tuple[int, ...]) -> None:
        self.open.add(self.opened.executor.submit(_Chunk(self.work, numbers)))

    def _take(self, future: Future[tuple[float, dict[int, Result]]]) -> float:
        """Keep the results of a chunk; return the seconds a number took."""
        self.open.discard(future)
        lasted, made = future.result()
        self.farmed.done |= made
        self.heard(len(self.farmed.done))
        return lasted / len(made)


def _is_good(future: Future[tuple[float, dict[int, Result]]]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


def chunks(numbers: Sequence[int], lasts_s: float, workers: int) -> Iterator[tuple[int, ...]]:
    """Cut numbers into chunks: each long enough to be worth sending, and enough of them to share out."""
    worth = max(1, ceil(CHUNK_S / max(lasts_s, 1e-9) - 1e-6))
    fair = -(-len(numbers) // (CHUNKS_A_WORKER * workers))
    size = max(worth, fair)
    for begin in range(0, len(numbers), size):
        yield tuple(numbers[begin : begin + size])
