"""Making a card: from a profile and a layout the plan of every file, with keys where a security module has them.

Sources: the layout's own; for the bank application the commands that terminals send to find the card's number (tag 5A).
File identifiers of the DFs were not found; those here only have to differ.
"""

from typing import Final

from attrs import evolve

from sscard_core.device.emulator.plan import ENVIRONMENT, CardPlan, PlannedApplication, PlannedFile
from sscard_core.device.files.access import FREE
from sscard_core.device.files.elements import Element
from sscard_core.device.files.layout import ElementFile, Layout, Structure
from sscard_core.device.files.layout_files import layout
from sscard_core.device.files.names import split_name
from sscard_core.device.files.tlv import ber, record
from sscard_core.device.pin_blocks import pack_pin
from sscard_core.device.profile import Profile
from sscard_core.device.security.keys import CARD_KEYS, PURSE_KEYS, KeyRing
from sscard_core.device.security.security_module import CardOrigin, SoftwareModule

DEBIT: Final = "A000000333010101"
"""The UnionPay debit application (借记); its neighbour for credit ends in 02, and a social security card has none."""

PAYMENT_ENVIRONMENT: Final = b"1PAY.SYS.DDF01"
PURSE: Final = "DF04"
_BASIC: Final = "SSSE"
_NAME, _EXTENSION = "09", "4E"


def card_plan(profile: Profile, of: Layout | None = None, module: SoftwareModule | None = None) -> CardPlan:
    """Return the plan of a profile's card. Without a module it has no keys: what only a key opens stays shut.

    Raises: BadValue, for a value that does not fit its item; UnusablePin; NotInLayout, for values at no address.
    """
    used = of or layout(profile.version)
    _demand_known(profile, used)
    origin = CardOrigin(profile.region, profile.answer_to_reset)
    return CardPlan(
        atr=profile.answer_to_reset,
        applications=(*(_application(profile, used, label) for label in used.names), *_bank(profile)),
        pin=pack_pin(profile.pin) if profile.pin is not None else None,
        pin_tries=profile.pin_tries,
        keys=module.card_keys(origin) if module else None,
        key_tries=profile.key_tries,
        algorithm=profile.algorithm,
    )


def module_of_tests(profile: Profile, of: Layout | None = None, label: str = "root") -> SoftwareModule:
    """Return a security module with test keys for everything that the profile's layout names."""
    files = (of or layout(profile.version)).files.values()
    named = {rule.kid for file in files for rule in (file.read, file.write) if rule.kid is not None}
    return SoftwareModule(
        KeyRing.of_tests(profile.algorithm, sorted({*CARD_KEYS, *PURSE_KEYS, *named}), label)
    )


def _demand_known(profile: Profile, used: Layout) -> None:
    for address, values in profile.values.items():
        for tag in values:
            used.file(address).element(tag)


def _application(profile: Profile, used: Layout, label: str) -> PlannedApplication:
    fid = ENVIRONMENT if label == _BASIC else int(label, 16)
    files = tuple(_file(profile, each) for each in used.within(label))
    return PlannedApplication(label, fid, used.name(label), files, purse=label == PURSE)


def _file(profile: Profile, file: ElementFile) -> PlannedFile:
    planned = PlannedFile(file.fid, file.structure, (), file.read, file.write, sfi=file.sfi)
    if file.structure is Structure.TRANSPARENT:
        return evolve(planned, contents=(_picture(file),))
    if file.structure is Structure.CYCLIC:
        element = file.elements[0]
        text = _text(profile, file, element)
        written = (element.encode(text),) if text else ()
        return evolve(planned, contents=written, record_size=element.size, capacity=element.repeats)
    contents = tuple(record(each.number, _value(profile, file, each)) for _, each in file.numbered())
    return evolve(planned, contents=contents)


def _value(profile: Profile, file: ElementFile, element: Element) -> bytes:
    if file.application == _BASIC and element.tag in (_NAME, _EXTENSION):
        extended = any(each.tag == _EXTENSION for each in file.elements)
        return split_name(profile.name, extended=extended)[element.tag == _EXTENSION]
    return element.encode(_text(profile, file, element))


def _text(profile: Profile, file: ElementFile, element: Element) -> str:
    given = profile.values.get(file.address, {})
    basic = profile.basic_values() if file.application == _BASIC else {}
    otherwise = element.example if profile.examples else ""
    return given.get(element.tag, basic.get(element.tag, otherwise))


def _picture(file: ElementFile) -> bytes:
    """Return bytes in place of a photo or fingerprint: recognisable, different from place to place, nobody's."""
    return bytes(place * 31 + (place >> 8) & 0xFF for place in range(file.size))


def _bank(profile: Profile) -> tuple[PlannedApplication, ...]:
    """Return the payment environment and the debit application, which are readable without PIN or key."""
    if profile.bank_card is None:
        return ()
    digits = profile.bank_card.text
    number = bytes.fromhex(digits + "F" * (len(digits) % 2))
    entry = ber(0x70, ber(0x61, ber(0x4F, bytes.fromhex(DEBIT)) + ber(0x50, b"PBOC DEBIT")))
    listed = PlannedFile(0x0001, Structure.RECORDS, (entry,), FREE, sfi=1)
    held = PlannedFile(0x0002, Structure.RECORDS, (ber(0x70, ber(0x5A, number)),), FREE, sfi=2)
    return (
        PlannedApplication("PSE", 0xDFA0, PAYMENT_ENVIRONMENT, (listed,)),
        PlannedApplication("DEBIT", 0xDFA1, bytes.fromhex(DEBIT), (held,)),
    )
