"""The conformance of executors: every backend gives what doing the work here gives, whatever happens to its workers."""

import os
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from farming_samples import DiesOnce, draw, fails_at_seven

from simulation.farming.backends import Backend, BackendError, Opened, backend
from simulation.farming.farm import CHUNK_S, WorkersDied, chunks, farm

NUMBERS = range(40)
HERE = [draw(number) for number in NUMBERS]


@pytest.fixture(scope="module")
def dask() -> Iterator[str]:
    """Start a Dask cluster of two worker processes on the loopback interface and return its address."""
    distributed: Any = pytest.importorskip("distributed", reason="the extra sim-cluster is not installed")
    samples = str(Path(__file__).parent)
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join([samples, *([before] if before else [])])
    cluster = distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1", silence_logs=50
    )
    try:
        yield cluster.scheduler_address.replace("tcp://", "dask://")
    finally:
        cluster.close()
        if before is None:
            del os.environ["PYTHONPATH"]
        else:
            os.environ["PYTHONPATH"] = before


@pytest.fixture(params=["processes://1", "processes://2", "dask"])
def any_backend(request: pytest.FixtureRequest) -> Backend:
    """Return each backend in turn."""
    asked = request.getfixturevalue("dask") if request.param == "dask" else request.param
    return backend(asked)


def test_results_are_those_of_this_process(any_backend: Backend) -> None:
    farmed = farm(draw, NUMBERS, any_backend)
    assert farmed.is_complete
    assert farmed.in_order() == HERE


def test_the_order_of_the_numbers_does_not_matter(any_backend: Backend) -> None:
    assert farm(draw, list(reversed(NUMBERS)), any_backend).in_order() == HERE


def test_an_error_of_the_work_is_raised(any_backend: Backend) -> None:
    with pytest.raises(ValueError, match="seven"):
        farm(fails_at_seven, NUMBERS, any_backend)


def test_a_killed_worker_costs_a_retry(any_backend: Backend, tmp_path: Path) -> None:
    farmed = farm(DiesOnce(tmp_path, at=13), NUMBERS, any_backend)
    assert (tmp_path / "died").exists()
    assert farmed.is_complete
    assert farmed.in_order() == HERE


def test_work_that_always_kills_its_worker_ends_the_run_with_a_reason(tmp_path: Path) -> None:
    with pytest.raises(WorkersDied, match=r"died 3 times; replication 2 .*more memory") as caught:
        farm(DiesOnce(tmp_path, at=2, always=True), range(3), backend("processes://1"))
    assert 2 in caught.value.undone


def _threads() -> Opened:
    pool = ThreadPoolExecutor(2)
    return Opened(pool, 2, lambda: pool.shutdown(cancel_futures=True), (RuntimeError,))


def test_an_interruption_keeps_what_is_done() -> None:
    def interrupt(done: int) -> None:
        if done >= 5:
            raise KeyboardInterrupt

    farmed = farm(_slow, NUMBERS, Backend("threads", _threads), interrupt)
    assert not farmed.is_complete
    assert 5 <= len(farmed.done) < len(NUMBERS)
    assert all(farmed.done[number] == HERE[number] for number in farmed.done)


def _slow(number: int) -> float:
    begun = os.times().elapsed
    while os.times().elapsed < begun + CHUNK_S:
        pass
    return draw(number)


def test_progress_is_told_until_all_is_done() -> None:
    told: list[int] = []
    farm(draw, NUMBERS, Backend("threads", _threads), told.append)
    assert told == sorted(told)
    assert told[-1] == len(NUMBERS)


def test_nothing_to_do_is_done() -> None:
    assert farm(draw, [], Backend("threads", _threads)).is_complete


@pytest.mark.parametrize(
    ("lasts_s", "workers", "sizes"),
    [(1.0, 2, [13] * 7 + [9]), (0.001, 2, [50, 50]), (0.026, 50, [2] * 50), (1e-12, 1, [100])],
)
def test_chunks_are_long_enough_and_many_enough(lasts_s: float, workers: int, sizes: list[int]) -> None:
    cut = list(chunks(range(100), lasts_s, workers))
    assert [len(each) for each in cut] == sizes
    assert [number for each in cut for number in each] == list(range(100))


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("cloud", "unknown: write one of processes, dask, mpi"),
        ("processes://none", "processes://4"),
        ("processes://0", "processes://4"),
        ("dask", "name the scheduler"),
        ("mpi://1", "takes no address"),
    ],
)
def test_a_wrong_backend_is_told_with_the_remedy(asked: str, told: str) -> None:
    with pytest.raises(BackendError, match=told):
        backend(asked)


def test_an_absent_package_is_told_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(BackendError, match="needs the package distributed: install the extra `sim-cluster`"):
        backend("dask://127.0.0.1:8786")
    monkeypatch.setitem(sys.modules, "mpi4py.futures", None)
    with pytest.raises(BackendError, match="needs the package mpi4py"):
        backend("mpi")
