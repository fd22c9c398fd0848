"""Money is whole fen (分), an int; yuan with two decimals exist only in what people type and read."""

import re
from typing import Final, NewType

Fen = NewType("Fen", int)

NIL: Final = Fen(0)
_YUAN: Final = re.compile(r"(0|[1-9][0-9]{0,12})(?:\.([0-9]{1,2}))?")


class MoneyError(ValueError):
    """An amount is not written as yuan with at most two decimals."""


def read_yuan(raw: str) -> Fen:
    """Read an amount in yuan: ASCII digits, at most two decimals, no sign, at most 13 digits before the point.

    Raises: MoneyError, which says what was found.

    >>> read_yuan("60.5")
    6050
    >>> read_yuan("-1.00")
    Traceback (most recent call last):
        ...
    sscard_core.model.money.MoneyError: an amount is yuan with at most two decimals and no sign, such as "60.00"; found '-1.00'
    """
    match = _YUAN.fullmatch(raw)
    if match is None:
        found = raw if len(raw) <= 24 else raw[:24] + "…"
        raise MoneyError(
            f'an amount is yuan with at most two decimals and no sign, such as "60.00"; found {found!r}'
        )
    yuan, decimals = match.groups()
    return Fen(int(yuan) * 100 + int((decimals or "0").ljust(2, "0")))


def show_yuan(amount: Fen) -> str:
    """Write an amount as yuan with two decimals.

    >>> show_yuan(Fen(6050))
    '60.50'
    """
    sign = "-" if amount < 0 else ""
    return f"{sign}{abs(amount) // 100}.{abs(amount) % 100:02d}"
