"""The network whole: outlets by groups, banks, hotline, home visits, production, demand; minutes unless said otherwise."""

from datetime import date
from typing import Final

from attrs import field, frozen

from simulation.engine.station import AtClosing, QueueAtClosing
from simulation.network.hours import Shift
from simulation.network.profiles import PRESETS, Profile
from simulation.network.services import DEFAULT_WORKS, Work
from simulation.units import DAY, HOUR
from sscard_core.model.arguments import RequestName, Service
from sscard_core.rulebooks.book import Rulebook

NO_LIMIT: Final = 10**9


@frozen(kw_only=True)
class Group:
    """Outlets that are alike (网点组): `count` of them, each with these windows and this many holders around it.

    `overflow` names the group to which people go on who find at least `line` waiting; without it they go home.
    """

    name: str
    count: int = 1
    makes: Service = Service.STANDARD
    windows: Shift
    bank_windows: Shift | None = None
    kiosks: Shift | None = None
    bank: str = ""
    holders: float
    line: int = NO_LIMIT
    overflow: str = ""
    walk: float = 20.0
    profile: Profile = PRESETS["office"]
    appointments: float = 0.0


@frozen(kw_only=True)
class Bank:
    """A partner bank's systems (合作银行): its answer to a request adds `response` minutes at its window.

    `accounts_a_day` bounds the accounts it opens for cards ordered, `outages_a_year` its failures of `outage` minutes each,
    during which its half of a request is not answered.
    """

    name: str
    response: float = 0.5
    accounts_a_day: float = NO_LIMIT
    outages_a_year: float = 2.0
    outage: float = 2 * HOUR


@frozen(kw_only=True)
class Hotline:
    """The telephone line (12333): agents, calls, patience, and who leaves a number instead of waiting."""

    agents: Shift
    minutes: float = 3.0
    cv: float = 1.2
    calls_per_thousand: float = 40.0
    patience: float = 3.0
    call_back: float = 0.0
    line: int = NO_LIMIT
    profile: Profile = PRESETS["calls"]


@frozen(kw_only=True)
class HomeVisits:
    """Teams that come to people's homes (上门服务); a visit takes `minutes`, travel included. Assumption."""

    teams: Shift
    minutes: float = 75.0
    cv: float = 0.4


@frozen(kw_only=True)
class Stage:
    """A stage of production: done in runs, at `runs` times of a working day, of at most `capacity` cards each.

    A run with fewer than `least` cards waits for more, but not longer than `longest` days. `days` are the working
    days a run takes. A share `fails` fails: of it, a share `rework` goes back to the stage named, the rest is given up.
    """

    name: str
    runs: tuple[float, ...] = (17 * HOUR,)
    capacity: int = NO_LIMIT
    least: int = 1
    longest: int = 5
    days: int = 1
    fails: float = 0.0
    rework: float = 1.0
    back_to: str = ""


@frozen(kw_only=True)
class Production:
    """How ordered cards are made (制卡): stages in order, the courier last, and how they are handed over.

    `collect_after`: days on average until people fetch a card that is ready; `undelivered`: the share never fetched,
    returned after `kept` days.
    """

    stages: tuple[Stage, ...]
    collect_after: float = 5.0
    undelivered: float = 0.01
    kept: int = 90


@frozen(kw_only=True)
class Surge:
    """More or less demand for a while: a campaign, the start of term, a cancelled day elsewhere."""

    first: date
    last: date
    factor: float
    services: frozenset[RequestName] = frozenset()


@frozen(kw_only=True)
class People:
    """How people behave. Shares between 0 and 1.

    `again_after`: days on average until people come again who were sent away. `to_outlet`: the share that comes to an
    outlet of those whom the desk refused elsewhere.
    """

    patience: float = 45.0
    priority: float = 0.12
    credit: float = 30.0
    returns: float = 0.8
    again_after: float = 3.0
    to_outlet: float = 0.7
    agents: float = 0.06
    guardians: float = 0.08
    appointment_credit: float = 60.0
    punctuality: float = 5.0


@frozen(kw_only=True)
class Network:
    """Everything that a run needs and that does not change during it.

    `precision`: the half-width beside the mean until which replications go on, where their number is not given; 0: none.
    """

    title: str
    book: Rulebook = field(repr=False)
    first: date
    last: date
    groups: tuple[Group, ...]
    banks: tuple[Bank, ...] = ()
    works: tuple[Work, ...] = DEFAULT_WORKS
    people: People = People()
    hotline: Hotline | None = None
    home_visits: HomeVisits | None = None
    production: Production
    surges: tuple[Surge, ...] = ()
    online: bool = True
    at_closing: AtClosing = AtClosing.FINISH
    queue_at_closing: QueueAtClosing = QueueAtClosing.TURN_AWAY
    bank_stays: float = 30.0
    target_minutes: float = 15.0
    target_share: float = 0.95
    exchange_days: int = 7
    full: bool = False
    precision: float = 0.0
    file_hash: str = ""

    @property
    def days(self) -> int:
        """The length of the run in days."""
        return (self.last - self.first).days + 1

    @property
    def minutes(self) -> float:
        """The length of the run in minutes."""
        return self.days * DAY

    @property
    def outlets(self) -> int:
        """The number of outlets."""
        return sum(group.count for group in self.groups)

    def bank_named(self, name: str) -> Bank:
        """Return a bank; one that the file does not describe has the assumed figures."""
        return next((bank for bank in self.banks if bank.name == name), Bank(name=name))
