"""What a simulated customer costs beside idiomatic SimPy and Ciw, a region's year, full mode, a million cards, a plan.

CPU time; peers are run in turns with ours, and the medians compared. Run: python tests/bench/simulating.py [--quick]
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import numpy as np
from attrs import evolve
from queue_peers import ciw_waits, simpy_outlet, simpy_waits

import simulation
from simulation.engine.serving import Path as Way
from simulation.engine.serving import is_compiled_available, serve, serve_each
from simulation.engine.station import Customers, Station
from simulation.files.network_file import read_network
from simulation.network.network import Network, Stage
from simulation.planning.staffing import Planner, plan_network
from simulation.planning.target import target_in
from simulation.production.line import Cards, Line
from simulation.recording import Lot, Recorder
from simulation.running import replicate
from simulation.streams import Streams
from simulation.tallies import Kind, Tallies
from simulation.tapes import origin
from simulation.units import DAY
from simulation.visits.columns import Table, draw
from simulation.visits.drawing import Drawers
from simulation.visits.plans import GroupPlan, Period

SCENARIOS = Path(str(simulation.__file__)).parent / "scenarios"
ROUNDS = 3
WINDOWS = 3
RATE = 2.55
CUSTOMERS = 200_000
WAYS = (Way.SIMPY, Way.COMPILED) if is_compiled_available() else (Way.SIMPY,)


def seconds(work: Callable[[], object]) -> float:
    """Return the CPU time of something."""
    began = time.process_time()
    work()
    return time.process_time() - began


def in_turns(works: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Return the median CPU time of each of several works, run in turns."""
    took: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(ROUNDS):
        for name, work in works.items():
            took[name].append(seconds(work))
    return {name: median(each) for name, each in took.items()}


def markov(count: int) -> Customers:
    """Return the customers of M/M/3 at a load of 0.85."""
    rng = np.random.default_rng(1)
    return Customers(np.cumsum(rng.exponential(1.0 / RATE, count)), rng.exponential(1.0, count))


def with_figures(customers: Customers, way: Way) -> Tallies:
    """Run a queue and count every figure."""
    tallies = Tallies(1, 1, 1)
    recorder = Recorder(tallies, 15.0, way)
    none = np.zeros(len(customers), np.int64)
    served = serve(Station.constant(WINDOWS), customers, way)
    recorder.add(Kind.WINDOW, Lot(none, 0, none, customers.arrival, served))
    recorder.flush()
    return tallies


def tell(name: str, rate: float, note: str = "") -> None:
    """Print a row."""
    print(f"{name:<58}{rate:>14,.0f}   {note}")


def compare_markov(count: int) -> None:
    """M/M/3, all figures on, beside SimPy and Ciw."""
    customers = markov(count)
    works: dict[str, Callable[[], object]] = {
        "idiomatic SimPy": lambda: simpy_waits(customers, WINDOWS),
        "Ciw": lambda: ciw_waits(RATE, 1.0, WINDOWS, count // 4),
    }
    for way in WAYS:
        with_figures(customers, way)
        works[f"ours, {way.value}"] = lambda way=way: with_figures(customers, way)  # type: ignore[misc]
    took = in_turns(works)
    rates = {name: (count // 4 if name == "Ciw" else count) / each for name, each in took.items()}
    for name, rate in rates.items():
        told = f"{rate / rates['idiomatic SimPy']:.1f} x SimPy, {rate / rates['Ciw']:.1f} x Ciw"
        tell(f"M/M/3, load 0.85, {name}: customers/s", rate, told)


def outlet_year() -> Network:
    """Return one outlet of a county for a year, in one period."""
    network, _ = read_network(SCENARIOS / "xinxiang-2017-county.yaml")
    hall = evolve(network.groups[0], kiosks=None, holders=100_000.0, line=10**9)
    return evolve(network, groups=(hall,), exchange_days=network.days, hotline=None, home_visits=None)


def compare_outlet() -> None:
    """An outlet's year at its HRSS windows: drawing, queue and figures, beside the idiomatic model of the queue alone."""
    network = outlet_year()
    plan, table, year = (
        GroupPlan(network, network.groups[0], 0, 0),
        Table.of(network),
        Period(0, 0, network.days - 1),
    )
    shared = plan.in_period(year)
    assert shared.windows is not None
    station = shared.windows

    def drawn(way: Way) -> Customers:
        drawers = Drawers.of([origin(Streams(1, 0, 1))], way)
        visits = drawers.first_visits(shared.demands)
        found = draw(network, network.groups[0], table, drawers, visits, None)
        return Customers(found.visits.arrival, found.minutes, found.patience, found.classes)

    def ours(way: Way) -> None:
        customers, tallies = drawn(way), Tallies(1, 1, len(network.works))
        recorder, none = Recorder(tallies, 15.0, way), np.zeros(len(customers), np.int64)
        served = serve_each(station, customers, np.array([0, len(customers)]), way)
        recorder.add(Kind.WINDOW, Lot(none, 0, none, customers.arrival, served))
        recorder.flush()

    customers = drawn(Way.SIMPY)
    works: dict[str, Callable[[], object]] = {"idiomatic SimPy": lambda: simpy_outlet(station, customers)}
    for way in WAYS:
        ours(way)
        works[f"ours, {way.value}"] = lambda way=way: ours(way)  # type: ignore[misc]
    took = in_turns(works)
    for name, each in took.items():
        tell(
            f"outlet-year, {len(customers):,} visits, {name}: visits/s",
            len(customers) / each,
            f"{took['idiomatic SimPy'] / each:.1f} x SimPy",
        )


def tell_region() -> None:
    """The region's year, on each path."""
    for way in WAYS:
        command = [sys.executable, str(Path(__file__).with_name("region_year.py")), way.value]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
        took, visits, served, peak = (float(each) for each in told)
        note = f"{visits:,.0f} visits, {served:,.0f} customers at stations, {took:.1f} s, {peak:.0f} MB"
        tell(f"region-year, {way.value}: customers/s", served / took, note)


def tell_full(quick: bool) -> None:
    """Full mode: every channel asks the desk, outlets and production tell each other daily, as a file has it by default."""
    network, _ = read_network(SCENARIOS / "xinxiang-2017-county.yaml")
    network = evolve(network, last=network.first.replace(month=2 if quick else 6, day=28), hotline=None)
    plain, full = (evolve(network, full=each, exchange_days=1) for each in (False, True))
    visits = int(replicate(full, 1).visit_ends.sum())
    took = in_turns({"plain": lambda: replicate(plain, 1), "full": lambda: replicate(full, 1)})
    tell("full mode, visits/s", visits / took["full"], f"without the desk {visits / took['plain']:,.0f}")


def tell_cards() -> None:
    """Cards through a line with a narrow stage: the cost of a card at growing backlogs."""
    stages = (Stage(name="a", days=1), Stage(name="b", capacity=5_000, days=2, fails=0.01), Stage(name="c"))
    for count in (10_000, 100_000, 1_000_000):

        def work(count: int = count) -> None:
            line = Line(stages, Streams(1, 0), tuple(range(700)))
            ordered = np.sort(np.random.default_rng(1).random(count) * DAY)
            line.order(Cards(ordered, np.zeros(count, np.int64), np.zeros(count, np.int64)))
            line.run_until(600 * DAY)
            line.check()

        took = in_turns({"line": work})["line"]
        tell(
            f"production, {count:,} cards at once: cards/s",
            count / took,
            f"{took / count * 1e6:.2f} µs a card",
        )


def different(network: Network, share: float) -> Network:
    """Return a share of a network's outlets, every one a group of its own with other numbers of holders."""
    groups = []
    for group in network.groups:
        count = int(group.count * share)
        sizes = [group.holders * (0.5 + (place + 0.5) / count) for place in range(count)]
        groups += [
            evolve(group, name=f"{group.name} {place}", count=1, holders=each)
            for place, each in enumerate(sizes)
        ]
    return evolve(network, groups=tuple(groups))


def tell_plan(quick: bool) -> None:
    """A staffing plan where no two outlets are alike: the cost of an outlet, one worker."""
    network, _ = read_network(SCENARIOS / "xinjiang-2022-region.yaml")
    some = different(network, 0.01 if quick else 0.05)
    planner = Planner(network=some, target=target_in(some), seed=1, path=WAYS[-1])
    planner(0)  # compile before the clock starts
    took = seconds(lambda: plan_network(planner)) / len(some.groups)
    note = f"{took * 1e3:.1f} ms each: 2,000 on two cores {took * 1000:.0f} s and the workers' start"
    tell(f"staffing plan, {len(some.groups)} different outlets: outlets/s", 1.0 / took, note)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the customers, without the region")
    asked = parser.parse_args()
    compare_markov(CUSTOMERS // 10 if asked.quick else CUSTOMERS)
    compare_outlet()
    tell_full(asked.quick)
    tell_cards()
    tell_plan(asked.quick)
    if not asked.quick:
        tell_region()


if __name__ == "__main__":
    main()
