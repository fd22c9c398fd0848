"""iReadCardBas, iReadCard and iWriteCard with the terminal's own security module, or without any."""

from typing import Final

from sscard_core.device.answer_to_reset import historical_bytes
from sscard_core.device.card import OpenedCard
from sscard_core.device.card_pins import verify_pin
from sscard_core.device.driver.addresses import FILE_END, ITEM_END, Wanted, joined, parse
from sscard_core.device.driver.codes import BAD_ARGUMENT, DriverRefused
from sscard_core.device.driver.pin_pad import Ask
from sscard_core.device.driver.station import Station, demand_card
from sscard_core.device.files.codecs import BadContent
from sscard_core.device.files.elements import Element, Kind
from sscard_core.device.files.layout import Structure
from sscard_core.device.files.names import join_name

ISSUER, HOLDER = "SSSEEF05", "SSSEEF06"
BY_PIN: Final = 1
BY_KEY: Final = 2
"""iAuthType."""

_MARKS: Final = (ITEM_END, FILE_END)


def read_card_bas(station: Station, i_type: int) -> str:
    """iReadCardBas: the eleven fields. With a module the card proves itself first."""
    card = station.open(i_type)
    if station.module is not None:
        card.demand_genuine()
    return basic_fields(station, card)


def basic_fields(station: Station, card: OpenedCard) -> str:
    """Return the eleven fields, region first; the region is the beginning of the card's code."""
    code = card.read(ISSUER, "01")
    return joined(
        code[:6],
        card.read(HOLDER, "08"),
        card.read(ISSUER, "07"),
        code,
        _name(card),
        historical_bytes(card.origin.atr).hex().upper(),
        card.read(ISSUER, "03"),
        card.read(ISSUER, "05"),
        card.read(ISSUER, "06"),
        station.terminal.number,
        station.terminal.device,
    )


def _name(card: OpenedCard) -> str:
    has_more = any(each.tag == "4E" for each in card.layout.file(HOLDER).elements)
    return join_name(card.read_raw(HOLDER, "09"), card.read_raw(HOLDER, "4E") if has_more else b"")


def read_card(station: Station, i_type: int, i_auth_type: int, card_info: str, file_address: str) -> str:
    """iReadCard: the items asked for, in the form in which they are asked for. The PIN comes from the pad."""
    if i_auth_type not in (BY_PIN, BY_KEY):
        raise DriverRefused(BAD_ARGUMENT)
    wanted = parse(file_address)
    card = station.open(i_type)
    demand_card(card, card_info)
    if i_auth_type == BY_PIN:
        verify_pin(card, station.pad.enter(Ask.PIN), force=True)
    return items_read(card, wanted)


def items_read(card: OpenedCard, wanted: tuple[Wanted, ...]) -> str:
    """Return the items asked for, file by file."""
    return "".join(joined(each.address, *_values(card, each)) + FILE_END for each in wanted)


def _values(card: OpenedCard, wanted: Wanted) -> list[str]:
    file = card.layout.file(wanted.address)
    if file.structure is Structure.TRANSPARENT:
        return [card.read_transparent(wanted.address).hex().upper()]
    if file.structure is Structure.CYCLIC:
        return [card.read(wanted.address, "", wanted.record)]
    tags = wanted.items
    return [_shown(card.read(wanted.address, each.tag, each.repeat)) for each in tags]


def _shown(text: str) -> str:
    """Let pass a text without the marks that end items and files."""
    if any(mark in text for mark in _MARKS):
        raise BadContent("the text of an item holds a mark of the driver's strings")
    return text


def write_card(station: Station, i_type: int, card_info: str, file_address: str, write_data: str) -> str:
    """iWriteCard: write the items of one file; files after the first are left out, as vendors do."""
    wanted = parse(file_address)[0]
    card = station.open(i_type)
    demand_card(card, card_info)
    items_written(card, wanted, write_data)
    return ""


def items_written(card: OpenedCard, wanted: Wanted, write_data: str) -> None:
    """Write `value|value|`, with or without `$`; every value is looked at before the first is written."""
    file = card.layout.file(wanted.address)
    values = write_data.removesuffix(FILE_END).removesuffix(ITEM_END).split(ITEM_END)
    if file.structure is Structure.TRANSPARENT:
        if len(values) != 1:
            raise DriverRefused(BAD_ARGUMENT)
        card.write_transparent(wanted.address, Element("", Kind.B, file.size).encode(values[0]))
        return
    if file.structure is Structure.CYCLIC:
        card.write(wanted.address, "", values[0])
        return
    if len(values) != len(wanted.items):
        raise DriverRefused(BAD_ARGUMENT)
    for item, value in zip(wanted.items, values, strict=True):
        file.element(item.tag).encode(value)
    for item, value in zip(wanted.items, values, strict=True):
        card.write(wanted.address, item.tag, value, item.repeat)
