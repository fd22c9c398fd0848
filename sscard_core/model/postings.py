"""Postings: the lines of the two ledgers. A balance moves by a posting and by nothing else."""

from typing import Final

from attrs import frozen

from sscard_core.model.money import Fen
from sscard_core.model.statuses import Side

BALANCES: Final = {Side.HRSS: "hrss_balance", Side.BANK: "bank_balance"}
"""The field of the card file that each account's ledger adds up to."""


@frozen(weakref_slot=False)
class Posting:
    """One line of an account's ledger: fen in (positive) or out (negative)."""

    account: Side
    amount: Fen
