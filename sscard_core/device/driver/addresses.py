"""The strings of the driver: `|` ends an item, `$` a file, `^` stands between the parts of an item.

`SSSEEF05|01|07|$SSSEEF06|08|09|$` asks for items; `DF04EF08:01$` for a record of a cyclic file; `4A:02` for the second of
a repeated item. 3F00 and MF in place of SSSE are met too. Source: documents of vendors' drivers.

>>> [(each.address, [str(item) for item in each.items], each.record) for each in parse("SSSEEF05|01|4A:2|$DF04EF08:02$")]
[('SSSEEF05', ['01', '4A:02'], 1), ('DF04EF08', [], 2)]
"""

import re
from typing import Final

from attrs import frozen

from sscard_core.device.driver.codes import BAD_ARGUMENT, DriverRefused

FILE_END: Final = "$"
ITEM_END: Final = "|"
_ALIASES: Final = {"3F00": "SSSE", "MF": "SSSE"}
_FILE: Final = re.compile(r"([0-9A-Z]{2,8})(EF[0-9A-F]{2})(?::([0-9]{1,3}))?")
_ITEM: Final = re.compile(r"([0-9A-F]{2})(?::([0-9]{1,3}))?")


@frozen
class Item:
    """One item that is asked for; `repeat` counts from 1."""

    tag: str
    repeat: int = 1

    def __str__(self) -> str:
        return self.tag if self.repeat == 1 else f"{self.tag}:{self.repeat:02d}"


@frozen
class Wanted:
    """One file with the items asked for; `record` of a cyclic file, 1 is the newest."""

    address: str
    items: tuple[Item, ...]
    record: int = 1


def parse(text: str) -> tuple[Wanted, ...]:
    """Return the files of an address. Raises: DriverRefused (-14) for what is no address."""
    files = text.split(FILE_END)
    if len(files) < 2 or files[-1]:
        raise DriverRefused(BAD_ARGUMENT)
    return tuple(_file(each) for each in files[:-1])


def _file(text: str) -> Wanted:
    name, *items = text.split(ITEM_END)
    match = _FILE.fullmatch(name.upper())
    if match is None or (items and items[-1]):
        raise DriverRefused(BAD_ARGUMENT)
    application, file, record = match.groups()
    address = _ALIASES.get(application, application) + file
    return Wanted(address, tuple(_item(each) for each in items[:-1]), _count(record))


def _item(text: str) -> Item:
    match = _ITEM.fullmatch(text.upper())
    if match is None:
        raise DriverRefused(BAD_ARGUMENT)
    return Item(match[1], _count(match[2]))


def _count(text: str | None) -> int:
    number = int(text) if text else 1
    if number == 0:
        raise DriverRefused(BAD_ARGUMENT)
    return number


def fields(text: str, count: int) -> list[str]:
    """Return as many fields as a text ended by `|` has to have. Raises: DriverRefused (-14)."""
    found = text.split(ITEM_END)
    if len(found) != count + 1 or found[-1]:
        raise DriverRefused(BAD_ARGUMENT)
    return found[:-1]


def joined(*values: str) -> str:
    """Return fields, each ended by `|`."""
    return "".join(value + ITEM_END for value in values)
