"""The _HSM_Step forms: the keys are far away, and their answers come back by the caller's hand.

Sources: documents of vendors' drivers: what step 1 of the basic reading gives, what step 2 takes (degree A); key addresses
(degree B). That the two random numbers of the other functions are process factor and source, as there, is read into
them; so is what the steps of the PIN functions pass on.
"""

import secrets
from typing import Final

from sscard_core.device.answer_to_reset import historical_bytes
from sscard_core.device.apdu import Command, MalformedApdu
from sscard_core.device.card import OpenedCard
from sscard_core.device.driver.addresses import joined, parse
from sscard_core.device.driver.cards import basic_fields, items_read, items_written
from sscard_core.device.driver.codes import (
    BAD_ARGUMENT,
    HSM_NOT_NEEDED,
    NOT_GENUINE,
    NOT_IN_STRUCTURE,
    DriverRefused,
)
from sscard_core.device.driver.pins import new_pin
from sscard_core.device.driver.station import Station, demand_card
from sscard_core.device.exchange import CardAnswered
from sscard_core.device.files.access import Control, Rule
from sscard_core.device.files.layout import Layout
from sscard_core.device.instructions import Instruction
from sscard_core.device.pin_blocks import pack_pin
from sscard_core.device.security.ciphers import ALGORITHM_IDS, FACTOR, Algorithm
from sscard_core.device.security.keys import RKSSSE
from sscard_core.device.status_words import StatusWord

RELOAD_ADDRESS: Final = "009010"
UNBLOCK_ADDRESS: Final = "000006"
"""The first is in the vendor's table; of the second only the last byte, the PUK's number, was met."""

_PROOF: Final = 2 * FACTOR
_IDS: Final = {algorithm: code for code, algorithm in ALGORITHM_IDS.items()}
_BY_GENERATION: Final = {"3": Algorithm.SM4}
_PIN_COMMANDS: Final = ((0x84, Instruction.PIN_CHANGE_OR_UNBLOCK), (0x80, Instruction.CHANGE_OR_RELOAD_PIN))


def read_card_bas_1(station: Station, i_type: int) -> str:
    """iReadCardBas_HSM_Step1: what the HSM needs; the external pair is empty where the card asks for none."""
    card = station.open(i_type)
    gated = _is_gated(card)
    factor, source = _random(), _random()
    outer = (card.challenge().hex().upper(), _random()) if gated else ("", "")
    code = card.read("SSSEEF05", "01")
    history = historical_bytes(card.origin.atr).hex().upper()
    station.hold(card, "iReadCardBas", factor=factor, source=source)
    return joined(code[:6], history, _algorithm(card), code, factor, source, *outer, station.terminal.number)


def read_card_bas_2(station: Station, key: str) -> str:
    """iReadCardBas_HSM_Step2: compare the card's proof with the HSM's, give the card the HSM's, and read."""
    held = station.take_up("iReadCardBas")
    card, kept = held.card, held.kept
    proofs = key.split("|")
    if len(proofs) != 3 or proofs[2]:
        raise DriverRefused(BAD_ARGUMENT)
    inner = _proof(proofs[0])
    outer = _proof(proofs[1]) if _is_gated(card) else b""
    if card.proof(bytes.fromhex(kept["factor"]), bytes.fromhex(kept["source"])) != inner[:FACTOR]:
        raise DriverRefused(NOT_GENUINE)
    if outer:
        card.prove(RKSSSE, outer)
    return basic_fields(station, card)


def read_card_1(station: Station, i_type: int, card_info: str, file_address: str) -> str:
    """iReadCard_HSM_Step1: algorithm, key address and two random numbers. -2204 where no key is asked for."""
    return _ask_key(station, i_type, card_info, file_address, "iReadCard")


def read_card_2(station: Station, key: str) -> str:
    """iReadCard_HSM_Step2: prove the key and read the items asked for in step 1."""
    held = station.take_up("iReadCard")
    _prove(held.card, held.kept["address"], key)
    return items_read(held.card, parse(held.kept["files"]))


def write_card_1(station: Station, i_type: int, card_info: str, file_address: str) -> str:
    """iWriteCard_HSM_Step1: as for reading, with the key that writing asks for."""
    return _ask_key(station, i_type, card_info, file_address, "iWriteCard")


def write_card_2(station: Station, key: str, write_data: str) -> str:
    """iWriteCard_HSM_Step2: prove the key and write."""
    held = station.take_up("iWriteCard")
    _prove(held.card, held.kept["address"], key)
    items_written(held.card, parse(held.kept["files"])[0], write_data)
    return ""


def reload_pin_1(station: Station, i_type: int, card_info: str) -> str:
    """iReloadPIN_HSM_Step1."""
    return _ask_issuer(station, i_type, card_info, RELOAD_ADDRESS, "iReloadPIN")


def unblock_pin_1(station: Station, i_type: int, card_info: str) -> str:
    """iUnblockPIN_HSM_Step1."""
    return _ask_issuer(station, i_type, card_info, UNBLOCK_ADDRESS, "iUnblockPIN")


def reload_pin_2(station: Station, key: str) -> str:
    """iReloadPIN_HSM_Step2: compare the card's proof, let the holder enter, and give the HSM block and random number."""
    return _pass_pin(station, key, "iReloadPIN")


def unblock_pin_2(station: Station, key: str) -> str:
    """iUnblockPIN_HSM_Step2."""
    return _pass_pin(station, key, "iUnblockPIN")


def reload_pin_3(station: Station, key: str) -> str:
    """iReloadPIN_HSM_Step3: send the command that the HSM made, header, enciphered PIN and MAC, once."""
    return _send_made(station, key, "iReloadPIN")


def unblock_pin_3(station: Station, key: str) -> str:
    """iUnblockPIN_HSM_Step3."""
    return _send_made(station, key, "iUnblockPIN")


def _random() -> str:
    return secrets.token_hex(FACTOR).upper()


def _is_gated(card: OpenedCard) -> bool:
    return card.layout.file("SSSEEF06").read.control is Control.KEY


def _algorithm(card: OpenedCard) -> str:
    """Return the identifier of the algorithm: the module's, else what cards of the version compute with."""
    version = card.layout.version[:1]
    return _IDS[card.module.algorithm if card.module else _BY_GENERATION.get(version, Algorithm.TDES)]


def _proof(text: str) -> bytes:
    """Return cryptogram and source, 32 hexadecimal digits."""
    try:
        proof = bytes.fromhex(text)
    except ValueError:
        raise DriverRefused(BAD_ARGUMENT) from None
    if len(proof) != _PROOF:
        raise DriverRefused(BAD_ARGUMENT)
    return proof


def _ask_key(station: Station, i_type: int, card_info: str, files: str, function: str) -> str:
    wanted = parse(files)
    card = station.open(i_type)
    demand_card(card, card_info)
    reading = function == "iReadCard"
    address = _common_key(
        card.layout, [each.address for each in (wanted if reading else wanted[:1])], reading=reading
    )
    card.select(card.layout.file(wanted[0].address))  # a key counts in the application where it is proved
    random, source = card.challenge().hex().upper(), _random()
    station.hold(card, function, files=files, address=address)
    return joined(_algorithm(card), address, random, source)


def _common_key(layout: Layout, addresses: list[str], *, reading: bool) -> str:
    """Return the key address that all files have. Raises: DriverRefused for none (-2204), several (-14), unknown (-25)."""
    rules: set[Rule] = {layout.file(each).read if reading else layout.file(each).write for each in addresses}
    guarded = {each for each in rules if each.control is not Control.FREE}
    if not guarded:
        raise DriverRefused(HSM_NOT_NEEDED)
    keys = {each.key for each in guarded}
    if "" in keys:
        raise DriverRefused(NOT_IN_STRUCTURE)
    if len(keys) > 1:
        raise DriverRefused(BAD_ARGUMENT)
    return keys.pop()


def _prove(card: OpenedCard, address: str, key: str) -> None:
    card.prove(int(address[-2:], 16), _proof(key.removesuffix("|")))


def _ask_issuer(station: Station, i_type: int, card_info: str, address: str, function: str) -> str:
    card = station.open(i_type)
    demand_card(card, card_info)
    factor, source = _random(), _random()
    station.hold(card, f"{function}2", factor=factor, source=source, address=address)
    return joined(_algorithm(card), address, factor, source)


def _pass_pin(station: Station, key: str, function: str) -> str:
    """The block is the holder's new PIN in the clear, for the HSM alone: this is how the convention has it."""
    held = station.take_up(f"{function}2")
    inner = _proof(key.removesuffix("|"))
    factor, source = (bytes.fromhex(held.kept[each]) for each in ("factor", "source"))
    if held.card.proof(factor, source) != inner[:FACTOR]:
        raise DriverRefused(NOT_GENUINE)
    packed = pack_pin(new_pin(station)) if function == "iReloadPIN" else b""
    block = (bytes((len(packed),)) + packed).hex().upper() if packed else ""
    random = held.card.challenge().hex().upper()
    station.hold(held.card, f"{function}3")
    return joined(block, random)


def _send_made(station: Station, key: str, function: str) -> str:
    held = station.take_up(f"{function}3")
    try:
        command = Command.parse(bytes.fromhex(key.removesuffix("|")))
    except (ValueError, MalformedApdu):
        raise DriverRefused(BAD_ARGUMENT) from None
    if (command.cla, command.ins) not in _PIN_COMMANDS:
        raise DriverRefused(BAD_ARGUMENT)
    answer = held.card.exchange.send_once(command)
    if not answer.is_ok:
        raise CardAnswered(StatusWord(answer.sw), function)
    return ""
