"""Executors by name: processes of this machine, a Dask cluster, MPI.

processes, processes://4     the standard process pool, with as many workers
dask://host:port             a Dask cluster that runs already (extra `sim-cluster`)
mpi                          mpi4py's executor, under `mpiexec -n N python -m mpi4py.futures`
"""

import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from importlib import import_module
from multiprocessing import get_context
from types import ModuleType
from typing import Any, Final

from attrs import frozen

CONNECT_S: Final = 10


class BackendError(ValueError):
    """A backend cannot be had: what was asked for, why not, and the remedy."""

    def __init__(self, asked: str, problem: str) -> None:
        self.asked, self.problem = asked, problem
        super().__init__(f"backend {asked}: {problem}")


@frozen
class Opened:
    """An executor in use, how many workers it has, how it is closed, and what it raises where a worker died."""

    executor: Executor
    workers: int
    close: Callable[[], object]
    deaths: tuple[type[BaseException], ...]


@frozen
class Backend:
    """Where work is done. Each block gets a new executor, so that a broken one can be replaced."""

    asked: str
    open: Callable[[], Opened]

    @contextmanager
    def opened(self) -> Iterator[Opened]:
        """Open an executor for a block. Raises: BackendError."""
        found = self.open()
        try:
            yield found
        finally:
            found.close()


def backend(asked: str = "processes") -> Backend:
    """Return the backend of a name. Raises: BackendError where the name or a package is wrong."""
    kind, _, rest = asked.partition("://")
    if kind not in _KINDS:
        raise BackendError(asked, f"unknown: write one of {', '.join(_KINDS)}, for example dask://host:port")
    return _KINDS[kind](asked, rest)


def _processes(asked: str, rest: str) -> Backend:
    if rest and not (rest.isdecimal() and int(rest) > 0):
        raise BackendError(asked, "write the number of workers as processes://4")
    workers = int(rest) if rest else _processors()

    def start() -> Opened:
        # spawn: a fork would copy locks that other threads hold, those of a progress display for one
        pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_leave_interrupts)
        return Opened(pool, workers, lambda: pool.shutdown(cancel_futures=True), (BrokenProcessPool,))

    return Backend(asked, start)


def _processors() -> int:
    """Return the processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _leave_interrupts() -> None:
    """Leave Ctrl-C to the process that started the workers: it keeps what is done and ends them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _dask(asked: str, rest: str) -> Backend:
    if not rest:
        raise BackendError(asked, "name the scheduler: dask://host:port")
    distributed = _package(asked, "distributed", "install the extra `sim-cluster`")

    def connect() -> Opened:
        try:
            client: Any = distributed.Client(f"tcp://{rest}", timeout=CONNECT_S, set_as_default=False)
        except (OSError, ValueError) as problem:
            told = f"no scheduler answers ({type(problem).__name__}): start one, or correct the address"
            raise BackendError(asked, told) from None
        workers = max(1, sum(client.nthreads().values()))
        return Opened(client.get_executor(pure=False), workers, client.close, (distributed.KilledWorker,))

    return Backend(asked, connect)


def _mpi(asked: str, rest: str) -> Backend:
    if rest:
        raise BackendError(asked, "takes no address: write mpi, under mpiexec -n N python -m mpi4py.futures")
    futures = _package(asked, "mpi4py.futures", "install mpi4py and an MPI library, or use processes")

    def start() -> Opened:
        executor: Any = futures.MPIPoolExecutor()
        return Opened(executor, max(1, int(executor.num_workers)), executor.shutdown, (BrokenProcessPool,))

    return Backend(asked, start)


def _package(asked: str, name: str, remedy: str) -> ModuleType:
    try:
        return import_module(name)
    except (ImportError, RuntimeError):  # mpi4py without its library raises the latter
        raise BackendError(asked, f"needs the package {name.partition('.')[0]}: {remedy}") from None


_KINDS: Final[dict[str, Callable[[str, str], Backend]]] = {
    "processes": _processes,
    "dask": _dask,
    "mpi": _mpi,
}
