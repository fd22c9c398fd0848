"""The services people come for: how often, how long at which window, and through which channels."""

from typing import Final

from attrs import frozen

from sscard_core.model.arguments import RequestName as N
from sscard_core.model.words import Word


class Where(Word):
    """Whose window a service is done at: the HRSS side's, the bank's, or first the one and then the other."""

    WINDOW = "window", "人社窗口"
    BANK = "bank", "银行窗口"
    BOTH = "both", "人社窗口及银行窗口"


@frozen
class Work:
    """A service at the windows. Minutes; `cv` is the coefficient of variation of a lognormal time.

    `rate`: requests per thousand holders a year. `papers`: the share of visits at which papers are missing, used where
    the desk is not asked. `minutes` at the HRSS window, `bank_minutes` at the bank's.
    """

    name: N
    rate: float
    where: Where
    minutes: float
    bank_minutes: float = 0.0
    cv: float = 0.8
    papers: float = 0.05
    source: str = "assumption"

    @property
    def uses_window(self) -> bool:
        """True where the HRSS window has a part."""
        return self.where is not Where.BANK

    @property
    def uses_bank(self) -> bool:
        """True where the bank's window has a part."""
        return self.where is not Where.WINDOW


SSA: Final = (
    "assumption, from about 17 staff-minutes a card request at SSA field offices (its OIG), in two parts"
)

DEFAULT_WORKS: Final = (
    Work(N.APPLY, 30.0, Where.BOTH, 9.0, 8.0, papers=0.08, source=SSA),
    Work(N.REPLACE, 22.0, Where.BOTH, 9.0, 8.0, papers=0.05, source=SSA),
    Work(N.EXCHANGE, 12.0, Where.BOTH, 9.0, 8.0, papers=0.05, source=SSA),
    Work(N.RENEW, 8.0, Where.BOTH, 8.0, 6.0, papers=0.03, source=SSA),
    Work(N.COLLECT, 0.0, Where.WINDOW, 4.0, papers=0.04),
    Work(N.ACTIVATE_BANK, 45.0, Where.BANK, 0.0, 6.0, papers=0.04),
    Work(N.REPORT_LOSS, 20.0, Where.WINDOW, 5.0, papers=0.03),
    Work(N.RELEASE_LOSS, 4.0, Where.WINDOW, 5.0, papers=0.05),
    Work(N.RESET_PIN, 15.0, Where.WINDOW, 5.0, papers=0.05),
    Work(N.UNLOCK_PIN, 6.0, Where.WINDOW, 4.0, papers=0.05),
    Work(N.UPDATE_INFORMATION, 25.0, Where.WINDOW, 6.0, papers=0.08),
    Work(N.QUERY_STATUS, 30.0, Where.WINDOW, 3.0, papers=0.0),
    Work(N.CANCEL, 4.0, Where.BOTH, 10.0, 8.0, papers=0.15),
)
"""What is assumed of a service that a file does not describe. `collect` follows from the cards that were made."""

WORK_NAMES: Final = tuple(each.name for each in DEFAULT_WORKS)
ORDERS: Final = frozenset({N.APPLY, N.REPLACE, N.EXCHANGE, N.RENEW})
"""The services that order a card."""


class Door(Word):
    """The way a demand takes: what of it reaches a window."""

    COUNTER = "counter", "窗口"
    KIOSK = "kiosk", "自助终端"
    ONLINE = "online", "线上"
    HOTLINE = "hotline", "热线"
    HOME_VISIT = "home_visit", "上门"


DOOR_WEIGHTS: Final = {
    Door.COUNTER: 1.0,
    Door.KIOSK: 0.15,
    Door.ONLINE: 0.35,
    Door.HOTLINE: 0.6,
    Door.HOME_VISIT: 0.01,
}
"""How demand is shared among the doors that the rulebook opens for a service and the network has. Assumption."""
