"""Running pieces of work in processes of their own, some at a time, each telling its answer through a pipe."""

import os
import pickle
import resource
import selectors
import signal
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, TypeVar

MOST_MEMORY: Final = 6 * 2**30
Work = TypeVar("Work")


def quiet() -> None:
    """Send what this process prints nowhere."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (1, 2):
        os.dup2(nowhere, stream)


def limit_cpu(seconds: float) -> None:
    """End this process by a signal if it computes longer than this from now on; 0 lifts the limit."""
    signal.setitimer(signal.ITIMER_PROF, seconds)


def _child(action: Callable[[Work], Any], work: Work, pipe: int, loud: bool) -> None:
    try:
        if not loud:
            quiet()
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        answer = pickle.dumps(action(work))
    except BaseException:
        traceback.print_exc()
        answer = pickle.dumps(None)
    with os.fdopen(pipe, "wb") as stream:
        stream.write(answer)
    os._exit(0)


def _start(action: Callable[[Work], Any], work: Work, loud: bool) -> tuple[int, int]:
    reading, writing = os.pipe()
    sys.stdout.flush()
    process = os.fork()
    if process == 0:
        os.close(reading)
        _child(action, work, writing, loud)
    os.close(writing)
    return process, reading


def each_in_a_fork(
    action: Callable[[Work], Any], tasks: Iterable[Work], jobs: int, *, loud: bool = False
) -> Iterator[tuple[Work, Any]]:
    """Yield each task with its answer, in the order in which they end; None where the process was ended."""
    waiting = iter(tasks)
    selector = selectors.DefaultSelector()
    running: dict[int, tuple[Work, int, bytearray]] = {}

    def fill() -> None:
        while len(running) < jobs:
            try:
                work = next(waiting)
            except StopIteration:
                return
            process, pipe = _start(action, work, loud)
            running[pipe] = (work, process, bytearray())
            selector.register(pipe, selectors.EVENT_READ)

    fill()
    while running:
        for key, _ in selector.select():
            work, process, said = running[key.fd]
            part = os.read(key.fd, 1 << 20)
            if part:
                said += part
                continue
            selector.unregister(key.fd)
            os.close(key.fd)
            os.waitpid(process, 0)
            del running[key.fd]
            yield work, pickle.loads(bytes(said)) if said else None
        fill()


def in_a_fork(action: Callable[[], Any]) -> Any:
    """Return what an action answers, leaving nothing of it behind in this process."""
    [(_, answer)] = each_in_a_fork(lambda _: action(), [None], 1, loud=True)
    return answer
