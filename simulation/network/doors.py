"""Which doors the rulebook opens for a service, and how its demand is shared among those the network has.

So another rulebook is another load: what may be done online or at a kiosk does not come to a window.
"""

from functools import cache
from typing import Final

from simulation.network.network import Group, Network
from simulation.network.services import DOOR_WEIGHTS, Door
from sscard_core.model.arguments import RequestName
from sscard_core.model.channels import Channel
from sscard_core.rulebooks.book import Rulebook

DOOR_OF: Final = {
    Channel.ONLINE: Door.ONLINE,
    Channel.KIOSK: Door.KIOSK,
    Channel.HOTLINE: Door.HOTLINE,
    Channel.BANK_HOTLINE: Door.HOTLINE,
    Channel.HOME_VISIT: Door.HOME_VISIT,
}
"""The door of a channel; every other channel is a counter."""


def doors(book: Rulebook, name: RequestName) -> frozenset[Door]:
    """Return the doors that some provision of a rulebook opens for a request."""
    return frozenset(
        DOOR_OF.get(channel, Door.COUNTER)
        for provision in book.services.get(name, ())
        for channel in provision.through
    )


def has_door(network: Network, group: Group | None, door: Door) -> bool:
    """Say whether the network has a door at all."""
    if door is Door.KIOSK:
        return group is not None and group.kiosks is not None
    present = {
        Door.COUNTER: True,
        Door.ONLINE: network.online,
        Door.HOTLINE: network.hotline is not None,
        Door.HOME_VISIT: network.home_visits is not None,
    }
    return present[door]


def shares(network: Network, group: Group | None, name: RequestName) -> dict[Door, float]:
    """Return how the demand for a service is shared; empty where the rulebook does not offer it."""
    opened = tuple(sorted(doors(network.book, name), key=str))
    present = tuple(has_door(network, group, door) for door in opened)
    return _shares(opened, present)


@cache
def _shares(opened: tuple[Door, ...], present: tuple[bool, ...]) -> dict[Door, float]:
    weights = {door: DOOR_WEIGHTS[door] for door, here in zip(opened, present, strict=True) if here}
    total = sum(weights.values())
    return {door: weight / total for door, weight in weights.items()}


def door_share(network: Network, group: Group | None, name: RequestName, door: Door) -> float:
    """Return the share of a service's demand that takes a door."""
    return shares(network, group, name).get(door, 0.0)


def counter_share(network: Network, group: Group, name: RequestName) -> float:
    """Return the share of a service's demand that comes to a window of the group."""
    return door_share(network, group, name, Door.COUNTER)
