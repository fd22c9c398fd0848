"""Tallies: what a run counts. Sums and histograms only, so that two can be added and memory does not grow with visits.

Kinds of stations are rows (`Kind`); network-wide ones stand in the row after the last outlet and the last group.
A wait is that of a person whose service began; histograms have half-minutes up to four hours, and one bin for more.
"""

from enum import IntEnum, StrEnum
from typing import Any, Final

import numpy as np
from attrs import define, field, fields
from numpy.typing import NDArray

from simulation.engine.station import Fate
from simulation.units import HALF_HOURS_A_DAY

BINS_A_MINUTE: Final = 2
LONGEST_BIN: Final = 480
BINS: Final = LONGEST_BIN + 1
FATES: Final = len(Fate)
LONGEST_TURNAROUND: Final = 400
"""Days; the last bin holds what took longer."""

Counts = NDArray[np.int64]
Sums = NDArray[np.float64]


class Kind(IntEnum):
    """The kinds of stations: HRSS windows, bank windows, kiosks, hotline agents, home-visit teams."""

    WINDOW = 0
    BANK = 1
    KIOSK = 2
    HOTLINE = 3
    HOME_VISIT = 4


class End(IntEnum):
    """How a visit ended. LOST: in the queue. REFUSED: by the desk. UNANSWERED: the bank's system was down."""

    DONE = 0
    PAPERS = 1
    REFUSED = 2
    UNANSWERED = 3
    LOST = 4
    OVERFLOWED = 5


KINDS: Final = len(Kind)
COUNTERS: Final = (Kind.WINDOW, Kind.BANK, Kind.KIOSK)
"""What an outlet has; of the others the network has one."""
ENDS: Final = len(End)
DOORS: Final = 5
SERIES: Final = ("backlog", "card_days")
"""What is told by day or period of the run, so that a warm-up can be cut from it afterwards."""


class CardDay(StrEnum):
    """What is told of a card by the day on which it happened."""

    ORDERED = "ordered"
    READY = "ready"
    IN_HAND = "in hand"


def zeros(*shape: int) -> Counts:
    """Return counts at nought."""
    return np.zeros(shape, np.int64)


@define(eq=False)
class Tallies:
    """The figures of one replication, or of several added.

    Fates, waits and histograms by kind and outlet; by kind and service; by kind, group and half-hour. Areas are
    person-minutes: waiting, and being served; `staffed` are window-minutes. `sent_on`: people whom the desk refused
    elsewhere and who then come to an outlet of the group; `refusals` by channel and reason.
    """

    outlets: int
    groups: int
    services: int
    replications: int = 1
    fates: Counts = field(init=False)
    service_fates: Counts = field(init=False)
    within: Counts = field(init=False)
    wait_sum: Sums = field(init=False)
    waits: NDArray[np.int32] = field(init=False)
    service_waits: Counts = field(init=False)
    service_wait_sum: Sums = field(init=False)
    service_within: Counts = field(init=False)
    half_hour_waits: Counts = field(init=False)
    half_hour_wait_sum: Sums = field(init=False)
    half_hour_within: Counts = field(init=False)
    half_hour_reneged: Counts = field(init=False)
    came: Counts = field(init=False)
    waiting: Sums = field(init=False)
    serving: Sums = field(init=False)
    staffed: Sums = field(init=False)
    visit_ends: Counts = field(init=False)
    visit_numbers: Counts = field(init=False)
    first_visits: Counts = field(init=False)
    given_up: Counts = field(init=False)
    still_to_come: Counts = field(init=False)
    sent_on: Counts = field(init=False)
    called_back: Counts = field(init=False)
    doors: Counts = field(init=False)
    refusals: dict[tuple[str, str], int] = field(factory=dict)
    cards: dict[str, int] = field(factory=dict)
    turnaround: dict[str, Counts] = field(factory=dict)
    backlog: dict[str, Counts] = field(factory=dict)
    card_days: dict[str, Counts] = field(factory=dict)
    """Cards by the day of the run on which they were ordered, ready, in the holder's hand (by `CardDay`)."""
    busy: dict[str, Sums] = field(factory=dict)
    """Minutes in service by kind (its name), outlet and single window; of the network's kinds in one row."""
    open: dict[str, Sums] = field(factory=dict)
    """Minutes staffed by kind, group and single window; all outlets of the group together."""
    days_cut: int = 0
    """The first days, which are not counted; the series by day and by period have them still."""

    def __attrs_post_init__(self) -> None:
        """Begin with nothing."""
        outlets, groups, services = self.outlets + 1, self.groups + 1, self.services
        self.fates = zeros(KINDS, outlets, FATES)
        self.service_fates = zeros(KINDS, services, FATES)
        self.within = zeros(KINDS, outlets)
        self.wait_sum = np.zeros((KINDS, outlets))
        self.waits = np.zeros((KINDS, outlets, BINS), np.int32)
        self.service_waits = zeros(KINDS, services, BINS)
        self.service_wait_sum = np.zeros((KINDS, services))
        self.service_within = zeros(KINDS, services)
        self.half_hour_wait_sum = np.zeros((KINDS, groups, HALF_HOURS_A_DAY))
        self.half_hour_within = zeros(KINDS, groups, HALF_HOURS_A_DAY)
        self.half_hour_reneged = zeros(KINDS, groups, HALF_HOURS_A_DAY)
        self.half_hour_waits = zeros(KINDS, groups, HALF_HOURS_A_DAY, BINS)
        self.came = zeros(KINDS, groups, HALF_HOURS_A_DAY)
        self.waiting = np.zeros((KINDS, groups, HALF_HOURS_A_DAY))
        self.serving = np.zeros((KINDS, groups, HALF_HOURS_A_DAY))
        self.staffed = np.zeros((KINDS, groups, HALF_HOURS_A_DAY))
        self.visit_ends = zeros(groups, services, ENDS)
        self.visit_numbers = zeros(8)
        self.first_visits = zeros(groups)
        self.given_up = zeros(groups)
        self.still_to_come = zeros(groups)
        self.sent_on = zeros(groups)
        self.called_back = zeros(KINDS)
        self.doors = zeros(DOORS, services)

    def __add__(self, other: "Tallies") -> "Tallies":
        """Return the sum of two runs of one network."""
        assert (self.outlets, self.groups, self.services) == (other.outlets, other.groups, other.services)
        assert self.days_cut == other.days_cut, "runs with different warm-ups are not added"
        total = Tallies(
            self.outlets, self.groups, self.services, replications=self.replications + other.replications
        )
        for each in fields(Tallies):
            mine, theirs = getattr(self, each.name), getattr(other, each.name)
            if isinstance(mine, np.ndarray):
                setattr(total, each.name, mine + theirs)
            elif isinstance(mine, dict):
                setattr(total, each.name, _added(mine, theirs))
        total.days_cut = self.days_cut
        return total

    def tell_cards(self, name: str, number: int) -> None:
        """Count cards under a name."""
        self.cards[name] = self.cards.get(name, 0) + number

    def since(self, earlier: "Tallies", days: int) -> "Tallies":
        """Return what this run counted after an earlier state of it, `days` after its beginning."""
        left = Tallies(self.outlets, self.groups, self.services, self.replications)
        for each in fields(Tallies):
            mine, theirs = getattr(self, each.name), getattr(earlier, each.name)
            if isinstance(mine, np.ndarray):
                setattr(left, each.name, mine - theirs)
            elif isinstance(mine, dict):
                setattr(left, each.name, mine if each.name in SERIES else _left(mine, theirs))
        left.days_cut = days
        return left

    def wait_histogram(self, kind: Kind) -> Counts:
        """Return the histogram of waits at one kind of station, all outlets together."""
        histogram: Counts = self.waits[kind].sum(axis=0, dtype=np.int64)
        return histogram


def _added(mine: dict[object, object], theirs: dict[object, object]) -> dict[object, object]:
    both = dict(mine)
    for key, each in theirs.items():
        before = both.get(key)
        both[key] = each if before is None else before + each  # type: ignore[operator]
    return both


def _left(mine: dict[str, Any], earlier: dict[str, Any]) -> dict[str, Any]:
    return {key: each - earlier[key] if key in earlier else each for key, each in mine.items()}


def bin_of(waits: Sums) -> NDArray[np.int64]:
    """Return the bins of waits in minutes."""
    return np.minimum(waits * BINS_A_MINUTE, LONGEST_BIN).astype(np.int64)


def quantile(histogram: Counts, share: float) -> float:
    """Return the wait in minutes that a share of people does not exceed, even within its bin; NaN of nobody.

    The last bin has no upper end: a quantile in it is told as its lower end, four hours.
    """
    total = int(histogram.sum())
    if total == 0:
        return float("nan")
    reached = np.cumsum(histogram)
    place = int(np.searchsorted(reached, share * total))
    if place >= LONGEST_BIN:
        return LONGEST_BIN / BINS_A_MINUTE
    before = int(reached[place - 1]) if place else 0
    inside = (share * total - before) / max(int(histogram[place]), 1)
    return float((place + inside) / BINS_A_MINUTE)
