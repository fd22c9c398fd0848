"""A progress bar on stderr, for people who wait: only at a terminal, and only after two seconds."""

import sys
import time
from types import TracebackType
from typing import Final, Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress

PATIENCE: Final = 2.0
"""Seconds without a bar."""
REFRESH: Final = 0.1
"""Seconds from one drawing to the next."""


class Bar:
    """Counts what is done out of a total. Drawn by hand, so that no thread writes into the account."""

    def __init__(self, total: int) -> None:
        self.total, self.done = total, 0
        self.next_drawing = time.monotonic() + PATIENCE
        self.watched = sys.stderr.isatty()
        self.progress: Progress | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.clear()

    def advance(self) -> None:
        """Count one more."""
        self.done += 1
        if self.watched and time.monotonic() > self.next_drawing:
            self._draw()
            self.next_drawing = time.monotonic() + REFRESH

    def expect(self, more: int) -> None:
        """Take in that there is more to do than was known."""
        self.total += more

    def clear(self) -> None:
        """Take the bar off the screen before something else is written."""
        if self.progress:
            self.progress.stop()

    def _draw(self) -> None:
        if self.progress is None:
            self.progress = Progress(
                BarColumn(),
                MofNCompleteColumn(),
                console=Console(stderr=True),
                transient=True,
                auto_refresh=False,
                redirect_stdout=False,
                redirect_stderr=False,
            )
            self.progress.add_task("", total=self.total, completed=self.done)
        self.progress.start()
        self.progress.update(self.progress.task_ids[0], completed=self.done, total=self.total, refresh=True)
