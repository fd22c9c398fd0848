"""The plan of a card: its applications, files, keys and PIN as they leave the maker. What changes later is in memory.

Sources: articles on the files and commands of the chip. Not found, and so arguments: how many tries a PIN has, how many
a key, under which identifier a DF is selected.
"""

from typing import Final

from attrs import field, frozen
from attrs.validators import and_, ge, le

from sscard_core.device.files.access import FREE, NEVER, Rule
from sscard_core.device.files.layout import Structure
from sscard_core.device.security.ciphers import Algorithm
from sscard_core.device.security.keys import KeyRing

MASTER_FILE: Final = 0x3F00
ENVIRONMENT: Final = 0xDDF1
"""File identifiers of the MF and, where it is a DF below it, of the SSSE (社会保障系统环境)."""

PIN_TRIES: Final = 3
"""Assumed: three is typical, some regions have six; the constant of the standard was not found."""

KEY_TRIES: Final = 15
"""Assumed: the constant was not found."""


_COUNTABLE: Final = and_(ge(1), le(15))
"""What 63Cx can tell."""


@frozen
class PlannedFile:
    """One elementary file with its first contents.

    Of records: one entry each, tag and length included. Of a cyclic file: those written so far, newest first, and room
    for `capacity` of `record_size` bytes. Of a transparent one: a single entry of all its bytes.
    """

    fid: int
    structure: Structure
    contents: tuple[bytes, ...] = field(default=(), repr=False)
    read: Rule = FREE
    write: Rule = NEVER
    record_size: int = 0
    capacity: int = 0
    sfi: int = 0


@frozen
class PlannedApplication:
    """One DF. `label` is what the fabricator calls it, such as DF04; `name` its AID; `purse`: the medical account is here."""

    label: str
    fid: int
    name: bytes
    files: tuple[PlannedFile, ...] = ()
    purse: bool = False


@frozen
class CardPlan:
    """A whole card. The PIN is packed decimal, filled with F; None where the card has none yet. Keys may be missing."""

    atr: bytes
    applications: tuple[PlannedApplication, ...]
    pin: bytes | None = field(default=None, repr=False)
    pin_tries: int = field(default=PIN_TRIES, validator=_COUNTABLE)
    keys: KeyRing | None = None
    key_tries: int = field(default=KEY_TRIES, validator=_COUNTABLE)
    algorithm: Algorithm = Algorithm.TDES
