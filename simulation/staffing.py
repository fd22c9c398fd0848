"""Which shifts staff each kind of station."""

from simulation.network.hours import Shift
from simulation.network.network import Network
from simulation.tallies import Kind


def shifts_of(network: Network, kind: Kind) -> list[Shift | None]:
    """Return the shift of a kind of station at each group, and the network's own last; None where there is none."""
    line, home = network.hotline, network.home_visits
    at_groups: dict[Kind, list[Shift | None]] = {
        Kind.WINDOW: [group.windows for group in network.groups],
        Kind.BANK: [group.bank_windows for group in network.groups],
        Kind.KIOSK: [group.kiosks for group in network.groups],
    }
    own = {Kind.HOTLINE: line.agents if line else None, Kind.HOME_VISIT: home.teams if home else None}
    return [*at_groups.get(kind, [None] * len(network.groups)), own.get(kind)]
