"""Before a run: the load of each window against its hours, demand without a window, memory that would not suffice."""

from collections.abc import Iterator
from typing import Final, Protocol

from attrs import frozen

from simulation.network.doors import counter_share, door_share
from simulation.network.hours import Shift, open_days
from simulation.network.network import Group, Network
from simulation.network.services import ORDERS, Door
from sscard_core.model.arguments import RequestName, Service

BYTES_A_VISIT: Final = 400
"""Of working memory for a visit of one exchange period, measured with room to spare."""

BYTES_AN_OUTLET: Final = 12_000
"""Of figures kept for an outlet."""

MOST_BYTES: Final = 4_000_000_000
YEAR: Final = 365.0


class Notes(Protocol):
    """Where mistakes are noted."""

    def wrong(self, line: int, en: str, zh: str) -> None:
        """Note a mistake."""

    def warn(self, line: int, en: str, zh: str) -> None:
        """Note what need not be mended."""


@frozen
class Load:
    """The load of one kind of window in a group: minutes of work and staffed minutes over the run, one outlet."""

    group: str
    windows: str
    work: float
    staffed: float

    @property
    def utilisation(self) -> float:
        """Work over staffed minutes; infinite where nothing is staffed."""
        return self.work / self.staffed if self.staffed else float("inf")


def visits_of(network: Network, group: Group) -> Iterator[tuple[RequestName, float]]:
    """Yield each service with the visits to counters it brings to one outlet over the run, without repeats."""
    scale = group.holders / 1000.0 * network.days / YEAR
    ordered = 0.0
    for work in network.works:
        visits = work.rate * scale * counter_share(network, group, work.name)
        if work.name is RequestName.COLLECT:
            continue
        yield work.name, visits
        ordered += visits if work.name in ORDERS else 0.0
    if group.makes is not Service.INSTANT:
        yield RequestName.COLLECT, ordered


def loads(network: Network) -> Iterator[Load]:
    """Yield the load of every kind of window."""
    works = {work.name: work for work in network.works}
    for group in network.groups:
        visits = dict(visits_of(network, group))
        response = network.bank_named(group.bank).response
        at_window = sum(n * works[name].minutes for name, n in visits.items() if works[name].uses_window)
        at_bank = sum(
            n * (works[name].bank_minutes + response) for name, n in visits.items() if works[name].uses_bank
        )
        yield Load(group.name, "windows", at_window, staffed(network, group.windows))
        if at_bank:
            yield Load(group.name, "bank_windows", at_bank, staffed(network, group.bank_windows))
    if network.hotline is not None:
        calls = network.hotline.calls_per_thousand + sum(
            work.rate * door_share(network, None, work.name, Door.HOTLINE) for work in network.works
        )
        holders = sum(group.holders * group.count for group in network.groups) / 1000.0
        work = calls * holders * network.days / YEAR * network.hotline.minutes
        yield Load("hotline", "agents", work, staffed(network, network.hotline.agents))


def staffed(network: Network, shift: Shift | None) -> float:
    """Return the staffed minutes of a shift over the run."""
    if shift is None:
        return 0.0
    return shift.window_minutes * len(open_days(shift.days, network.first, network.last))


def check_loads(network: Network, notes: Notes, lines: dict[str, int], *, is_staffed: bool = True) -> None:
    """Note what cannot be served, and memory that would not suffice.

    `is_staffed` is False where the number of windows is still to be planned: then too few are no mistake, none are.
    """
    for load in loads(network):
        line = lines.get(load.group, 1)
        place = f"{load.group}.{load.windows}"
        if load.work > 0.0 and load.staffed == 0.0:
            notes.wrong(
                line,
                f"{place}: there is demand but no window is open; give it windows and hours",
                f"{place}：有业务需求而无窗口；请设置窗口数与时间",
            )
        elif is_staffed and load.utilisation >= 1.0:
            notes.wrong(
                line,
                f"{place}: the load cannot be served: utilisation {load.utilisation:.0%}; "
                f"at least {load.utilisation:.2f} times the windows or hours are needed",
                f"{place}：负荷无法完成：利用率 {load.utilisation:.0%}；窗口或时长至少需增至 {load.utilisation:.2f} 倍",
            )
    needed = memory(network)
    if needed > MOST_BYTES:
        notes.wrong(
            lines.get("outlets", 1),
            f"the run would need about {needed / 1e9:.0f} GB of memory; shorten `exchange` or the demand",
            f"约需内存 {needed / 1e9:.0f} GB；请缩短 `exchange` 或减少需求",
        )


def memory(network: Network) -> float:
    """Return the bytes a run needs, roughly."""
    share = min(1.0, network.exchange_days / network.days)
    most = max((sum(n for _, n in visits_of(network, group)) for group in network.groups), default=0.0)
    return network.outlets * BYTES_AN_OUTLET + most * share * BYTES_A_VISIT
