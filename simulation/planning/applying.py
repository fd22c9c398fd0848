"""A network with other shifts than its own: what a plan says, put in place."""

from collections.abc import Mapping

from attrs import evolve

from simulation.network.hours import Shift
from simulation.network.network import Group, Network
from simulation.planning.station_plans import NetworkPlan
from simulation.tallies import Kind

Shifts = Mapping[Kind, Shift]


def with_shifts(network: Network, groups: Mapping[str, Shifts], remote: Shifts) -> Network:
    """Return the network with the shifts told, of groups by name; what is not told, or is not there, stays."""
    line, home = network.hotline, network.home_visits
    return evolve(
        network,
        groups=tuple(_with(group, groups.get(group.name, {})) for group in network.groups),
        hotline=line and evolve(line, agents=remote.get(Kind.HOTLINE, line.agents)),
        home_visits=home and evolve(home, teams=remote.get(Kind.HOME_VISIT, home.teams)),
    )


def _with(group: Group, shifts: Shifts) -> Group:
    return evolve(
        group,
        windows=shifts.get(Kind.WINDOW, group.windows),
        bank_windows=group.bank_windows and shifts.get(Kind.BANK, group.bank_windows),
        kiosks=group.kiosks and shifts.get(Kind.KIOSK, group.kiosks),
    )


def staffed(plan: NetworkPlan) -> Network:
    """Return the network of a plan with its shifts and its target."""
    groups = {
        group.group: {station.kind: station.shift for station in group.stations} for group in plan.groups
    }
    network = with_shifts(plan.network, groups, {station.kind: station.shift for station in plan.remote})
    return evolve(network, target_share=plan.target.share, target_minutes=plan.target.minutes)
