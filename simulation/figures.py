"""The figures of a run: what the tallies of one replication say, by scope and name, each with its unit.

A scope is what the figures are about: the whole, a kind of window, a group, an outlet, a bank, a service, a channel, a
half-hour of the day, cards. Figures of several replications are joined in `results`.
"""

from collections.abc import Callable, Iterator
from typing import Final

import numpy as np

from simulation.card_figures import card_figures
from simulation.engine.station import Fate
from simulation.figure_parts import KIND_NAMES, About, Figure, Scope, share
from simulation.figure_words import refused_at
from simulation.network.hours import Shift, open_days
from simulation.network.network import Group, Network
from simulation.network.services import Door
from simulation.staffing import shifts_of
from simulation.tallies import COUNTERS, End, Kind, Sums, Tallies
from simulation.units import HALF_HOUR, HALF_HOURS_A_DAY, clock

WATCHED: Final = ("wait mean", "within target")
ENQUIRY: Final = "enquiry"
MOST_OUTLETS_TOLD: Final = 3000
MOST_GROUPS_BY_HOUR: Final = 12
"""Groups told by half-hour, where there are no more."""


def figures(network: Network, tallies: Tallies) -> Iterator[Figure]:
    """Yield every figure of one replication."""
    yield from _network(tallies)
    for kind in Kind:
        if tallies.fates[kind].any():
            yield from _kind(tallies, kind)
            yield from _half_hours(network, tallies, kind)
    yield from _groups(network, tallies)
    yield from _banks(network, tallies)
    if network.outlets <= MOST_OUTLETS_TOLD:
        yield from _outlets(network, tallies)
    yield from _services(network, tallies)
    yield from _doors(network, tallies)
    yield from card_figures(network, tallies)
    yield from _refusals(tallies)


def _refusals(tallies: Tallies) -> Iterator[Figure]:
    """Yield how often the desk refused for each reason, in all and by channel."""
    reasons = sorted({told for _, told in tallies.refusals})
    for told in reasons:
        by_door = {door: tallies.refusals.get((str(door), told), 0) for door in Door}
        yield Figure(Scope.REFUSAL, told, "refused", "number", sum(by_door.values()))
        for door, number in by_door.items():
            if number:
                yield Figure(Scope.REFUSAL, told, refused_at(door), "number", number)


def watched(tallies: Tallies) -> dict[str, float]:
    """Return the figures that decide whether there are enough replications: waits at the counters, share in time."""
    return {
        f"{each.name} {each.figure}": each.value
        for kind in (Kind.WINDOW, Kind.BANK)
        if tallies.fates[kind].any()
        for each in _kind(tallies, kind)
        if each.figure in WATCHED
    }


def _network(tallies: Tallies) -> Iterator[Figure]:
    ends = tallies.visit_ends.sum(axis=(0, 1))
    visits = int(ends.sum())
    told = (
        ("visits", "number", visits),
        ("first visits", "number", int(tallies.first_visits.sum())),
        ("repeated visits", "share", share(float(tallies.visit_numbers[2:].sum()), visits)),
        ("sent home for papers", "share", share(ends[End.PAPERS], visits)),
        ("refused by the desk", "share", share(ends[End.REFUSED], visits)),
        ("bank did not answer", "share", share(ends[End.UNANSWERED], visits)),
        ("left unserved", "share", share(ends[End.LOST], visits)),
        ("went to another outlet", "share", share(ends[End.OVERFLOWED], visits)),
        ("gave up", "number", int(tallies.given_up.sum())),
        ("sent on from other channels", "number", int(tallies.sent_on.sum())),
        ("still to come", "number", int(tallies.still_to_come.sum())),
    )
    for figure, unit, value in told:
        yield Figure(Scope.NETWORK, "all", figure, unit, float(value))


def _kind(tallies: Tallies, kind: Kind) -> Iterator[Figure]:
    about = About(Scope.WINDOWS, KIND_NAMES[kind][0])
    yield from about.fates(tallies.fates[kind].sum(axis=0))
    waited, within = float(tallies.wait_sum[kind].sum()), int(tallies.within[kind].sum())
    yield from about.waits(tallies.wait_histogram(kind), waited, within)
    yield about.use(float(tallies.serving[kind].sum()), float(tallies.staffed[kind].sum()))
    if kind not in COUNTERS and kind.name in tallies.busy:
        yield from about.single(tallies.busy[kind.name][0], tallies.open[kind.name][0])
    if tallies.called_back[kind]:
        yield about.figure("called back", "number", int(tallies.called_back[kind]))


def _half_hours(network: Network, tallies: Tallies, kind: Kind) -> Iterator[Figure]:
    """Yield the figures of a kind by half-hour: of all outlets together, and of an outlet of each group."""
    name = KIND_NAMES[kind][0]
    yield from _day(
        network, tallies, kind, slice(None), 1, lambda time: About(Scope.HALF_HOUR, f"{name} {time}")
    )
    if kind in COUNTERS and len(network.groups) <= MOST_GROUPS_BY_HOUR:
        for place, group, _ in _places(network):

            def about(time: str, group: Group = group) -> About:
                return About(Scope.GROUP_HALF_HOUR, f"{group.name} {name} {time}")

            yield from _day(network, tallies, kind, slice(place, place + 1), group.count, about)


def _day(  # noqa: PLR0913, PLR0917 - what a day's figures are made of
    network: Network,
    tallies: Tallies,
    kind: Kind,
    groups: slice,
    outlets: int,
    about_at: Callable[[str], About],
) -> Iterator[Figure]:
    """Yield figures by half-hour of some groups; people who came and who wait are those of one of so many outlets.

    Where a group closes, windows are held until whoever is there is served: such minutes are staffed as long as they are
    worked, or the few windows of another group would seem to do that work.
    """

    def of(table: "np.ndarray[tuple[int, ...], np.dtype[np.float64 | np.int64]]", half: int) -> float:
        return float(table[kind][groups, half].sum())

    opened = _days_open(network, tallies.days_cut, kind)
    for half in range(HALF_HOURS_A_DAY):
        staffed, came = of(tallies.staffed, half), of(tallies.came, half)
        if not staffed and not came:
            continue
        about = about_at(clock(half * HALF_HOUR))
        yield about.figure("came", "number", came / outlets)
        waiting = float((tallies.waiting[kind][groups, half] / opened[groups]).sum())
        yield about.figure("waiting", "people", waiting / HALF_HOUR / outlets)
        serving = tallies.serving[kind][groups, half]
        held = np.maximum(tallies.staffed[kind][groups, half], serving)
        yield about.use(float(serving.sum()), float(held.sum()))
        histogram = tallies.half_hour_waits[kind][groups, half].sum(axis=0)
        within = int(of(tallies.half_hour_within, half))
        yield from about.waits(histogram, of(tallies.half_hour_wait_sum, half), within)
        yield about.figure("abandoned", "share", share(of(tallies.half_hour_reneged, half), came))


def _days_open(network: Network, cut: int, kind: Kind) -> Sums:
    """Return on how many of the days that count each group has a kind of window open, the network itself last; at least 1."""
    return np.array([float(_open_days(network, cut, shift)) for shift in shifts_of(network, kind)])


def _open_days(network: Network, cut: int, shift: Shift | None) -> int:
    days = open_days(shift.days, network.first, network.last) if shift else ()
    return max(1, sum(day >= cut for day in days))


def _places(network: Network) -> Iterator[tuple[int, Group, int]]:
    """Yield the place of each group, the group, and the row of its first outlet."""
    first = 0
    for place, group in enumerate(network.groups):
        yield place, group, first
        first += group.count


def _groups(network: Network, tallies: Tallies) -> Iterator[Figure]:
    for place, group, first in _places(network):
        outlets = slice(first, first + group.count)
        for kind in COUNTERS:
            about = About(Scope.GROUP, f"{group.name} {KIND_NAMES[kind][0]}")
            yield from _of_outlets(tallies, kind, outlets, about, tallies.staffed[kind][place].sum())
            if kind.name in tallies.busy and tallies.fates[kind][outlets].any():
                yield from about.single(
                    tallies.busy[kind.name][outlets].sum(axis=0), tallies.open[kind.name][place]
                )


def _of_outlets(
    tallies: Tallies, kind: Kind, outlets: slice, about: About, staffed: float
) -> Iterator[Figure]:
    """Yield the figures of one kind of window at some outlets; nothing where nobody came."""
    fates = tallies.fates[kind][outlets].sum(axis=0)
    if not fates.any():
        return
    yield from about.fates(fates)
    histogram = tallies.waits[kind][outlets].sum(axis=0, dtype=np.int64)
    waited, within = float(tallies.wait_sum[kind][outlets].sum()), int(tallies.within[kind][outlets].sum())
    yield from about.waits(histogram, waited, within)
    if kind.name in tallies.busy:
        yield about.use(float(tallies.busy[kind.name][outlets].sum()), staffed)


def _banks(network: Network, tallies: Tallies) -> Iterator[Figure]:
    for name in sorted({group.bank for group in network.groups if group.bank}):
        about, kind = About(Scope.BANK, name), Kind.BANK
        places = [place for place, group, _ in _places(network) if group.bank == name]
        rows = np.concatenate(
            [
                np.arange(first, first + group.count)
                for _, group, first in _places(network)
                if group.bank == name
            ]
        )
        yield from about.fates(tallies.fates[kind][rows].sum(axis=0))
        histogram = tallies.half_hour_waits[kind][places].sum(axis=(0, 1))
        waited, within = float(tallies.wait_sum[kind][rows].sum()), int(tallies.within[kind][rows].sum())
        yield from about.waits(histogram, waited, within)
        yield about.use(
            float(tallies.serving[kind][places].sum()), float(tallies.staffed[kind][places].sum())
        )
        ends = tallies.visit_ends[places].sum(axis=(0, 1))
        yield about.figure("bank did not answer", "number", int(ends[End.UNANSWERED]))


def _outlets(network: Network, tallies: Tallies) -> Iterator[Figure]:
    """Yield the figures of each outlet: those of its HRSS windows by its name, the others' with the kind."""
    for place, group, first in _places(network):
        for number in range(group.count):
            name = f"{group.name}-{number + 1}" if group.count > 1 else group.name
            for kind in COUNTERS:
                told = name if kind is Kind.WINDOW else f"{name} {KIND_NAMES[kind][0]}"
                about, row = About(Scope.OUTLET, told), first + number
                staffed = float(tallies.staffed[kind][place].sum()) / group.count
                yield from _of_outlets(tallies, kind, slice(row, row + 1), about, staffed)
                if kind.name in tallies.busy and tallies.fates[kind][row].any():
                    opened: Sums = tallies.open[kind.name][place] / group.count
                    yield from about.single(tallies.busy[kind.name][row], opened)


def _services(network: Network, tallies: Tallies) -> Iterator[Figure]:
    at = [Kind.WINDOW, Kind.BANK]
    for place, work in enumerate(network.works):
        ends = tallies.visit_ends[:, place].sum(axis=0)
        if not ends.any():
            continue
        about, visits = About(Scope.SERVICE, str(work.name)), int(ends.sum())
        yield about.figure("visits", "number", visits)
        for word, end in (
            ("done", End.DONE),
            ("sent home for papers", End.PAPERS),
            ("refused by the desk", End.REFUSED),
            ("left unserved", End.LOST),
        ):
            yield about.figure(word, "share", share(ends[end], visits))
        fates = tallies.service_fates[at, place].sum(axis=0)
        yield about.figure("abandoned", "share", share(int(fates[Fate.RENEGED]), int(fates.sum())))
        waited = float(tallies.service_wait_sum[at, place].sum())
        within = int(tallies.service_within[at, place].sum())
        yield from about.waits(tallies.service_waits[at, place].sum(axis=0), waited, within)


def _doors(network: Network, tallies: Tallies) -> Iterator[Figure]:
    for place, door in enumerate(Door):
        asked = int(tallies.doors[place].sum())
        if asked:
            yield Figure(Scope.CHANNEL, str(door), "asked", "number", asked)
            enquiries = int(tallies.doors[place][len(network.works)])
            if enquiries:
                yield Figure(Scope.CHANNEL, str(door), ENQUIRY, "number", enquiries)
