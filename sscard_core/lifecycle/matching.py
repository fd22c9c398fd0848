"""What a provision may match on: the arguments of a request, and how the card stands that it is about."""

from collections.abc import Callable
from typing import Final

from sscard_core.lifecycle.case import BANK_LOST, HRSS_LOST, Case
from sscard_core.model.arguments import LossKind
from sscard_core.model.refusals import RefusalCode
from sscard_core.model.statuses import Bank, Hrss, Side


def _word(name: str) -> Callable[[Case], str | None]:
    def read(case: Case) -> str | None:
        value = getattr(case.request, name, None)
        return None if value is None else str(value)

    return read


def _lost_as(case: Case) -> str | None:
    """Return how the sides named are lost, None where they are not: then every provision matches."""
    side = Side.BANK if case.side is Side.BANK else Side.HRSS
    lost = case.file.bank in BANK_LOST if side is Side.BANK else case.file.hrss in HRSS_LOST
    if case.side is Side.BOTH and not lost:
        side, lost = Side.BANK, case.file.bank in BANK_LOST
    if not lost:
        return None
    formal = Bank.FORMALLY_LOST if side is Side.BANK else Hrss.FORMALLY_LOST
    state = case.file.bank if side is Side.BANK else case.file.hrss
    return str(LossKind.FORMAL if state is formal else LossKind.TEMPORARY)


def _field(case: Case) -> str | None:
    """Return the first field to be changed; a request that names a key field is about that one."""
    names = [str(name) for name, _ in getattr(case.request, "fields", ())]
    key = [name for name in names if name in ("name", "id_number")]
    return next(iter(key or names), None)


MATCHERS: Final[dict[str, Callable[[Case], str | None]]] = {
    "kind": lambda case: str(case.kind),
    "lost_as": _lost_as,
    "field": _field,
    "card": _word("card"),
    "account": _word("account"),
    "at": lambda case: str(getattr(case.request, "at", None) or "here"),
    "to": _word("to"),
    "side": _word("side"),
    "reason": _word("reason"),
    "deceased": lambda case: "yes" if case.is_deceased else "no",
}
"""What a provision may match on. Side and reason come late: what they shut out is told by another code."""

UNLISTED: Final = {"side": RefusalCode.WRONG_CHANNEL, "reason": RefusalCode.NOT_ELIGIBLE}
"""The code where no provision has the value; for the other keys it is `service_not_offered`."""
