"""The figures of a run: what the tallies of one replication say, by scope and name, each with its unit.

A scope is what the figures are about: the whole, a kind of window, a group, an outlet, a bank, a service, a channel, a
half-hour of the day, cards. Figures of several replications are joined in `results`.
"""

from collections.abc import Iterator
from typing import Final

import numpy as np
from attrs import frozen

from simulation.engine.station import Fate
from simulation.network.network import Network
from simulation.network.services import Door
from simulation.tallies import CardDay, End, Kind, Sums, Tallies, quantile
from simulation.units import HALF_HOUR, HALF_HOURS_A_DAY, clock
from sscard_core.model.words import Word

QUANTILES: Final = (("P50", 0.50), ("P90", 0.90), ("P95", 0.95), ("P99", 0.99))
WATCHED: Final = ("wait mean", "within target")
ENQUIRY: Final = "enquiry"
MOST_OUTLETS_TOLD: Final = 3000


class Scope(Word):
    """What figures are about."""

    NETWORK = "network", "全网"
    WINDOWS = "windows", "窗口类别"
    GROUP = "group", "网点组"
    OUTLET = "outlet", "网点"
    BANK = "bank", "银行"
    SERVICE = "service", "业务"
    CHANNEL = "channel", "渠道"
    HALF_HOUR = "half_hour", "时段"
    CARDS = "cards", "制卡"
    STAGE = "stage", "制卡环节"
    REFUSAL = "refusal", "不予办理"


KIND_NAMES: Final = {
    Kind.WINDOW: ("windows", "人社窗口"),
    Kind.BANK: ("bank windows", "银行窗口"),
    Kind.KIOSK: ("kiosks", "自助终端"),
    Kind.HOTLINE: ("hotline", "热线"),
    Kind.HOME_VISIT: ("home visits", "上门服务"),
}


@frozen
class Figure:
    """One figure of one replication. `unit`: min, share, number, days, people."""

    scope: Scope
    name: str
    figure: str
    unit: str
    value: float


def figures(network: Network, tallies: Tallies) -> Iterator[Figure]:
    """Yield every figure of one replication."""
    yield from _network(tallies)
    for kind in Kind:
        if tallies.fates[kind].any():
            yield from _kind(tallies, kind)
            yield from _half_hours(tallies, kind, network.days - tallies.days_cut)
    yield from _groups(network, tallies)
    yield from _banks(network, tallies)
    yield from _outlets(network, tallies)
    yield from _services(network, tallies)
    yield from _doors(network, tallies)
    yield from _cards(tallies)
    yield from _stages(network, tallies)
    for told, number in sorted(tallies.refusals.items()):
        yield Figure(Scope.REFUSAL, told, "refused", "number", number)


def _share(part: float, whole: float) -> float:
    return part / whole if whole else float("nan")


def _network(tallies: Tallies) -> Iterator[Figure]:
    ends = tallies.visit_ends.sum(axis=(0, 1))
    visits = int(ends.sum())
    told = (
        ("visits", "number", visits),
        ("first visits", "number", int(tallies.first_visits.sum())),
        ("repeated visits", "share", _share(float(tallies.visit_numbers[2:].sum()), visits)),
        ("sent home for papers", "share", _share(ends[End.PAPERS], visits)),
        ("refused by the desk", "share", _share(ends[End.REFUSED], visits)),
        ("bank did not answer", "share", _share(ends[End.UNANSWERED], visits)),
        ("left unserved", "share", _share(ends[End.LOST], visits)),
        ("went to another outlet", "share", _share(ends[End.OVERFLOWED], visits)),
        ("gave up", "number", int(tallies.given_up.sum())),
        ("still to come", "number", int(tallies.still_to_come.sum())),
    )
    for figure, unit, value in told:
        yield Figure(Scope.NETWORK, "all", figure, unit, float(value))


def _waits(
    scope: Scope, name: str, histogram: "np.ndarray[tuple[int, ...], np.dtype[np.int64]]"
) -> Iterator[Figure]:
    for word, share in QUANTILES:
        yield Figure(scope, name, f"wait {word}", "min", quantile(histogram, share))


def _fates(
    scope: Scope, name: str, fates: "np.ndarray[tuple[int, ...], np.dtype[np.int64]]"
) -> Iterator[Figure]:
    came = int(fates.sum())
    lost = came - int(fates[Fate.SERVED]) - int(fates[Fate.INSIDE])
    yield Figure(scope, name, "came", "number", came)
    yield Figure(scope, name, "served", "number", int(fates[Fate.SERVED]))
    yield Figure(scope, name, "abandoned", "share", _share(int(fates[Fate.RENEGED]), came))
    yield Figure(scope, name, "lost in all", "share", _share(lost, came))


def _kind(tallies: Tallies, kind: Kind) -> Iterator[Figure]:
    name, scope = KIND_NAMES[kind][0], Scope.WINDOWS
    histogram = tallies.wait_histogram(kind)
    began = int(histogram.sum())
    yield from _fates(scope, name, tallies.fates[kind].sum(axis=0))
    yield Figure(scope, name, "wait mean", "min", _share(float(tallies.wait_sum[kind].sum()), began))
    yield from _waits(scope, name, histogram)
    yield Figure(scope, name, "within target", "share", _share(int(tallies.within[kind].sum()), began))
    serving, staffed = float(tallies.serving[kind].sum()), float(tallies.staffed[kind].sum())
    yield Figure(scope, name, "utilisation", "share", _share(serving, staffed))
    if tallies.called_back[kind]:
        yield Figure(scope, name, "called back", "number", int(tallies.called_back[kind]))


def _half_hours(tallies: Tallies, kind: Kind, days: int) -> Iterator[Figure]:
    name = KIND_NAMES[kind][0]
    for half in range(HALF_HOURS_A_DAY):
        staffed = float(tallies.staffed[kind][:, half].sum())
        came = int(tallies.came[kind][:, half].sum())
        if not staffed and not came:
            continue
        told = f"{name} {clock(half * HALF_HOUR)}"
        waiting = float(tallies.waiting[kind][:, half].sum()) / HALF_HOUR / days
        yield Figure(Scope.HALF_HOUR, told, "came", "number", came)
        yield Figure(Scope.HALF_HOUR, told, "waiting", "people", waiting)
        yield Figure(
            Scope.HALF_HOUR, told, "utilisation", "share",
            _share(float(tallies.serving[kind][:, half].sum()), staffed),
        )  # fmt: skip
        histogram = tallies.half_hour_waits[kind][:, half].sum(axis=0)
        yield Figure(Scope.HALF_HOUR, told, "wait P95", "min", quantile(histogram, 0.95))


def _groups(network: Network, tallies: Tallies) -> Iterator[Figure]:
    first = 0
    for place, group in enumerate(network.groups):
        outlets = slice(first, first + group.count)
        first += group.count
        for kind in (Kind.WINDOW, Kind.BANK, Kind.KIOSK):
            fates = tallies.fates[kind][outlets].sum(axis=0)
            if not fates.any():
                continue
            name = f"{group.name} {KIND_NAMES[kind][0]}"
            histogram = tallies.waits[kind][outlets].sum(axis=0, dtype=np.int64)
            began = int(histogram.sum())
            yield from _fates(Scope.GROUP, name, fates)
            waited = float(tallies.wait_sum[kind][outlets].sum())
            yield Figure(Scope.GROUP, name, "wait mean", "min", _share(waited, began))
            yield from _waits(Scope.GROUP, name, histogram)
            within = int(tallies.within[kind][outlets].sum())
            yield Figure(Scope.GROUP, name, "within target", "share", _share(within, began))
            used = _share(
                float(tallies.serving[kind][place].sum()), float(tallies.staffed[kind][place].sum())
            )
            yield Figure(Scope.GROUP, name, "utilisation", "share", used)


def _banks(network: Network, tallies: Tallies) -> Iterator[Figure]:
    names = sorted({group.bank for group in network.groups if group.bank})
    for name in names:
        places = [place for place, group in enumerate(network.groups) if group.bank == name]
        used = _share(
            float(tallies.serving[Kind.BANK][places].sum()), float(tallies.staffed[Kind.BANK][places].sum())
        )
        ends = tallies.visit_ends[places].sum(axis=(0, 1))
        yield Figure(Scope.BANK, name, "utilisation", "share", used)
        yield Figure(Scope.BANK, name, "bank did not answer", "number", int(ends[End.UNANSWERED]))
        histogram = tallies.half_hour_waits[Kind.BANK][places].sum(axis=(0, 1))
        yield from _waits(Scope.BANK, name, histogram)


def _outlets(network: Network, tallies: Tallies) -> Iterator[Figure]:
    if network.outlets > MOST_OUTLETS_TOLD:
        return
    names = [
        f"{group.name}-{number + 1}" if group.count > 1 else group.name
        for group in network.groups
        for number in range(group.count)
    ]
    for outlet, name in enumerate(names):
        histogram = tallies.waits[Kind.WINDOW][outlet].astype(np.int64)
        began = int(histogram.sum())
        came = int(tallies.fates[Kind.WINDOW][outlet].sum())
        waited = float(tallies.wait_sum[Kind.WINDOW][outlet])
        yield Figure(Scope.OUTLET, name, "came", "number", came)
        yield Figure(Scope.OUTLET, name, "wait mean", "min", _share(waited, began))
        yield Figure(Scope.OUTLET, name, "wait P95", "min", quantile(histogram, 0.95))
        within = int(tallies.within[Kind.WINDOW][outlet])
        yield Figure(Scope.OUTLET, name, "within target", "share", _share(within, began))


def _services(network: Network, tallies: Tallies) -> Iterator[Figure]:
    for place, work in enumerate(network.works):
        name, ends = str(work.name), tallies.visit_ends[:, place].sum(axis=0)
        if not ends.any():
            continue
        visits = int(ends.sum())
        yield Figure(Scope.SERVICE, name, "visits", "number", visits)
        yield Figure(Scope.SERVICE, name, "done", "share", _share(ends[End.DONE], visits))
        yield Figure(Scope.SERVICE, name, "sent home for papers", "share", _share(ends[End.PAPERS], visits))
        yield Figure(Scope.SERVICE, name, "refused by the desk", "share", _share(ends[End.REFUSED], visits))
        yield Figure(Scope.SERVICE, name, "left unserved", "share", _share(ends[End.LOST], visits))
        both = tallies.service_waits[Kind.WINDOW][place] + tallies.service_waits[Kind.BANK][place]
        yield from _waits(Scope.SERVICE, name, both)


def _doors(network: Network, tallies: Tallies) -> Iterator[Figure]:
    for place, door in enumerate(Door):
        asked = int(tallies.doors[place].sum())
        if asked:
            yield Figure(Scope.CHANNEL, str(door), "asked", "number", asked)
            enquiries = int(tallies.doors[place][len(network.works)])
            if enquiries:
                yield Figure(Scope.CHANNEL, str(door), ENQUIRY, "number", enquiries)


def _cards(tallies: Tallies) -> Iterator[Figure]:
    for name, number in sorted(tallies.cards.items()):
        if not name.endswith((".promised", ".kept")):
            yield Figure(Scope.CARDS, "all", name, "number", number)
    for makes, histogram in sorted(tallies.turnaround.items()):
        total = int(histogram.sum())
        days = np.arange(len(histogram))
        yield Figure(Scope.CARDS, makes, "turnaround mean", "days", _share(float(histogram @ days), total))
        reached = np.cumsum(histogram)
        for word, share in QUANTILES:
            day = int(np.searchsorted(reached, share * total)) if total else 0
            yield Figure(Scope.CARDS, makes, f"turnaround {word}", "days", day)
        promised = tallies.cards.get(f"{makes}.promised", 0)
        if promised:
            kept = tallies.cards.get(f"{makes}.kept", 0)
            yield Figure(Scope.CARDS, makes, "promise kept", "share", _share(kept, promised))


def _stages(network: Network, tallies: Tallies) -> Iterator[Figure]:
    """Yield what waits for each stage at the ends of periods, and the cards in production at the ends of days."""
    for stage, whole in tallies.backlog.items():
        backlog = whole[tallies.days_cut // network.exchange_days :]
        yield Figure(Scope.STAGE, stage, "backlog mean", "number", float(backlog.mean()))
        yield Figure(Scope.STAGE, stage, "backlog most", "number", float(backlog.max()))
        yield Figure(Scope.STAGE, stage, "backlog at the end", "number", float(backlog[-1]))
    inside = cards_between(tallies, CardDay.ORDERED, CardDay.READY)[tallies.days_cut :]
    yield Figure(Scope.CARDS, "all", "in production", "number", float(inside.mean()))


def cards_between(tallies: Tallies, since: CardDay, until: CardDay) -> Sums:
    """Return how many cards have gone through the one but not the other, at the end of each day of the run."""
    begun, ended = (np.cumsum(tallies.card_days[each]) for each in (since, until))
    return np.asarray(begun - ended, float)


def watched(tallies: Tallies) -> dict[str, float]:
    """Return the figures that decide whether there are enough replications: waits at the counters, share in time."""
    return {
        f"{each.name} {each.figure}": each.value
        for kind in (Kind.WINDOW, Kind.BANK)
        if tallies.fates[kind].any()
        for each in _kind(tallies, kind)
        if each.figure in WATCHED
    }
