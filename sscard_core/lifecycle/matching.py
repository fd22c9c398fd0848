"""What a provision may match on: the arguments of a request, and how the card stands that it is about."""

from collections.abc import Callable
from typing import Final

from sscard_core.lifecycle.case import Case
from sscard_core.model.arguments import LossKind
from sscard_core.model.refusals import RefusalCode
from sscard_core.model.statuses import Bank, Hrss, Side


def _word(name: str) -> Callable[[Case], str | None]:
    def read(case: Case) -> str | None:
        value = getattr(case.request, name, None)
        return None if value is None else str(value)

    return read


def _lost_as(case: Case) -> str | None:
    """Return how the first of the sides named that is lost is lost; None where none is: every provision matches."""
    lost = [side for side in case.sides if side in case.lost_sides]
    if not lost:
        return None
    state = case.file.hrss if lost[0] is Side.HRSS else case.file.bank
    formal = state in (Hrss.FORMALLY_LOST, Bank.FORMALLY_LOST)
    return str(LossKind.FORMAL if formal else LossKind.TEMPORARY)


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
