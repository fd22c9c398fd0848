"""What figures are made of: their scopes and words, and those that every station has."""

from collections.abc import Iterator
from typing import Final

import numpy as np
from attrs import frozen

from simulation.engine.station import Fate
from simulation.figure_words import SINGLE
from simulation.tallies import Counts, Kind, Sums, quantile
from sscard_core.model.words import Word

QUANTILES: Final = (("P50", 0.50), ("P90", 0.90), ("P95", 0.95), ("P99", 0.99))


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
    GROUP_HALF_HOUR = "group_half_hour", "网点组分时段（每网点）"
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


@frozen
class About:
    """What some figures are about."""

    scope: Scope
    name: str

    def figure(self, figure: str, unit: str, value: float) -> Figure:
        """Return a figure."""
        return Figure(self.scope, self.name, figure, unit, float(value))

    def waits(self, histogram: Counts, wait_sum: float, within: int) -> Iterator[Figure]:
        """Yield the waits of those whose service began: mean, quantiles, the share in time."""
        began = int(histogram.sum())
        yield self.figure("wait mean", "min", share(wait_sum, began))
        for word, part in QUANTILES:
            yield self.figure(f"wait {word}", "min", quantile(histogram, part))
        yield self.figure("within target", "share", share(within, began))

    def fates(self, fates: Counts) -> Iterator[Figure]:
        """Yield who came and was served, and the shares that left or were lost in any way."""
        came = int(fates.sum())
        served, inside = int(fates[Fate.SERVED]), int(fates[Fate.INSIDE])
        yield self.figure("came", "number", came)
        yield self.figure("served", "number", served)
        yield self.figure("abandoned", "share", share(int(fates[Fate.RENEGED]), came))
        yield self.figure("lost in all", "share", share(came - served - inside, came))

    def use(self, serving: float, staffed: float) -> Figure:
        """Return the utilisation: minutes of work over minutes staffed."""
        return self.figure("utilisation", "share", share(serving, staffed))

    def single(self, busy: Sums, opened: Sums) -> Iterator[Figure]:
        """Yield the utilisation of each single window that is ever staffed, by its number."""
        for place in np.flatnonzero(opened > 0.0).tolist():
            yield self.figure(single_window(place + 1), "share", share(busy[place], opened[place]))


def single_window(number: int) -> str:
    """Return the figure's word for the utilisation of the window of a number."""
    return f"{SINGLE}{number}"


def share(part: float, whole: float) -> float:
    """Return a part of a whole; NaN of nothing."""
    return part / whole if whole else float("nan")
