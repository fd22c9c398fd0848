"""Small networks to be planned: four weeks, a hall and two branches, all of it quick."""

from datetime import date

from attrs import evolve

from simulation.engine.serving import Path
from simulation.network.defaults import production_for
from simulation.network.hours import Days, Shift, Span
from simulation.network.network import Group, Network
from simulation.planning.staffing import Planner
from simulation.planning.target import Target, target_of
from sscard_core.model.arguments import Service
from sscard_core.rulebooks import rulebook

LAW = rulebook("jiangsu")
TARGET: Target = target_of("90% < 10 min")


def hours(windows: int, *, lunch: int | None = None) -> Shift:
    """Return office hours, with a lunch at which so many windows stay where that is told."""
    midday = () if lunch is None else (Span(720.0, 810.0, lunch),)
    return Shift((Span(540.0, 720.0, windows), *midday, Span(810.0, 990.0, windows)), Days.WORKING)


def hall(name: str = "hall", *, holders: float = 60_000.0, lunch: int | None = None) -> Group:
    """Return a busy outlet without a bank's window."""
    shift = hours(1, lunch=lunch)
    return Group(name=name, makes=Service.INSTANT, windows=shift, holders=holders)


def network(*groups: Group) -> Network:
    """Return a network of four weeks of March 2025."""
    return Network(
        title="a test",
        book=LAW,
        first=date(2025, 3, 3),
        last=date(2025, 3, 30),
        groups=groups or (hall(),),
        production=production_for(LAW),
    )


def planner(of: Network | None = None, target: Target = TARGET, path: Path = Path.AUTO) -> Planner:
    """Return what plans a network."""
    return Planner(network=of or network(), target=target, seed=1, path=path)


def with_bank(group: Group) -> Group:
    """Return the group with a bank's windows beside its own."""
    return evolve(group, bank_windows=group.windows, bank="icbc")
