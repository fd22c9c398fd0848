"""A small result and a small plan, made once for all tests of the report."""

from datetime import date
from functools import cache

from simulation.engine.serving import Path
from simulation.network.defaults import production_for
from simulation.network.hours import Shift, Span
from simulation.network.network import Group, Network
from simulation.planning.staffing import Planner, plan_network
from simulation.planning.station_plans import NetworkPlan
from simulation.planning.target import target_of
from simulation.results import Result, result_of
from simulation.running import replicate
from sscard_core.rulebooks import rulebook

SHIFT = Shift((Span(540.0, 720.0, 2), Span(810.0, 1020.0, 2)))


def network(name: str = "大厅 <hall> $x$ & co") -> Network:
    """Return a network of one group, with a name that needs care."""
    law = rulebook("xinxiang-2017")
    group = Group(name=name, count=2, windows=SHIFT, bank_windows=SHIFT, bank="icbc", holders=20_000.0)
    return Network(
        title="四周 <four weeks>",
        book=law,
        first=date(2025, 3, 3),
        last=date(2025, 3, 30),
        groups=(group,),
        production=production_for(law),
        file_hash="0123456789abcdef",
    )


@cache
def result() -> Result:
    """Return three replications."""
    made = network()
    runs = [replicate(made, 1, number, path=Path.AUTO) for number in range(3)]
    return result_of(made, runs, seed=1, path="auto")


@cache
def plan() -> NetworkPlan:
    """Return a plan."""
    return plan_network(Planner(network=network(), target=target_of("90% < 10 min"), seed=1))
