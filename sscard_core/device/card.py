"""A social security card at a terminal: opened, its version known, its items read and written by address.

The version (item 03) is read before the layout is chosen: the same record number is another item in another version.
Sources: the sequences that articles and vendors' programs have in common.
"""

import secrets
from typing import Final, Self

from attrs import define, evolve

from sscard_core.device import commands
from sscard_core.device.apdu import Command, Response
from sscard_core.device.card_errors import (
    CardIsBlocked,
    KeyRefused,
    NeedsPin,
    NeedsTerminalKey,
    NotASocialSecurityCard,
    NotGenuine,
    UnknownVersion,
)
from sscard_core.device.exchange import CardAnswered, Exchange
from sscard_core.device.files.access import Control, Rule
from sscard_core.device.files.codecs import BadContent
from sscard_core.device.files.layout import ElementFile, Layout, Structure
from sscard_core.device.files.layout_files import BUILT_IN, layout
from sscard_core.device.files.tlv import record, split_record
from sscard_core.device.port import CardPort
from sscard_core.device.security.ciphers import FACTOR
from sscard_core.device.security.keys import IRK
from sscard_core.device.security.messaging import mac_text, process_factor
from sscard_core.device.security.security_module import CardOrigin, SecurityModule
from sscard_core.device.status_words import StatusWord

BASIC: Final = "SSSE"
ISSUER_FILE: Final = "SSSEEF05"
_CODE, _VERSION = 0x01, 0x03
_INVALIDATED: Final = 0x6283
_NOT_SATISFIED: Final = 0x6982
_BLOCKED: Final = frozenset({0x6A81, 0x9303})
_NOT_BY_TAG: Final = frozenset({0x6A81, 0x6A83, 0x6A86})


@define
class OpenedCard:
    """A card whose version is known. `blocked`: its application answered that it is invalidated (6283).

    It remembers which application and file are selected and does not select them again: a card may forget its proofs
    when an application is selected, and every command on a real card takes some ten milliseconds.
    """

    exchange: Exchange
    layout: Layout
    origin: CardOrigin
    module: SecurityModule | None = None
    blocked: bool = False
    _application: str = BASIC
    _file: str = ISSUER_FILE

    @classmethod
    def open(cls, port: CardPort, module: SecurityModule | None = None, local: Layout | None = None) -> Self:
        """Select the application, read version and region, and choose the layout: the local one, if one is given.

        Raises: NotASocialSecurityCard, CardIsBlocked, UnknownVersion, CardAnswered; DeviceError of the line.
        """
        exchange = Exchange(port)
        used = local or layout("2.00")
        blocked = _enter(exchange, used.name(BASIC))
        exchange.send_ok(commands.select_file(used.file(ISSUER_FILE).fid), "SELECT EF05")
        version = split_record(exchange.send_ok(commands.read_by_tag(_VERSION), "READ 03")).value
        code = split_record(exchange.send_ok(commands.read_by_tag(_CODE), "READ 01")).value
        chosen = local or layout(version_of(version))
        return cls(exchange, chosen, CardOrigin(code[:3].hex(), port.atr), module, blocked)

    def read(self, address: str, tag: str, repeat: int = 1) -> str:
        """Return one item as text; `repeat` counts the records of a repeated item, and those of a cyclic file.

        Raises: NotInLayout, BadContent, NeedsPin, NeedsTerminalKey, KeyRefused, CardAnswered.
        """
        file = self.layout.file(address)
        element = file.element(tag)
        raw = self.read_raw(address, tag, repeat)
        return element.decode(raw)

    def read_raw(self, address: str, tag: str, repeat: int = 1) -> bytes:
        """Return the bytes of one item, without tag and length. Raises: as read."""
        file = self.layout.file(address)
        element, number = file.element(tag), file.record_number(tag, repeat)
        self.select(file)
        if file.structure is Structure.CYCLIC:
            return self._opened(commands.read_by_number(number), file, file.read)
        if repeat > 1:
            found = split_record(self._opened(commands.read_by_number(number), file, file.read))
        else:
            found = split_record(self._by_tag(file, element.number, number))
        if found.tag != element.number:
            raise BadContent(f"{address}: record {number} has the tag {found.tag:02X}, not {tag}")
        return found.value

    def read_transparent(self, address: str) -> bytes:
        """Return the whole of a transparent file. Raises: as read."""
        file = self.layout.file(address)
        self.select(file)
        parts = (
            range(start, min(start + commands.PART, file.size))
            for start in range(0, file.size, commands.PART)
        )
        return b"".join(
            self._opened(commands.read_binary(each.start, len(each)), file, file.read) for each in parts
        )

    def write(self, address: str, tag: str, text: str, repeat: int = 1) -> None:
        """Write one item; of a cyclic file, add a record. Raises: BadValue before anything is sent; as read."""
        file = self.layout.file(address)
        element, number = file.element(tag), file.record_number(tag, repeat)
        value = element.encode(text)
        self.select(file)
        if file.structure is Structure.CYCLIC:
            command = commands.append_record(value)
        else:
            command = commands.update_by_number(number, record(element.number, value))
        self._opened(command, file, file.write)

    def write_transparent(self, address: str, data: bytes) -> None:
        """Write a transparent file from its beginning. A card taken away meanwhile keeps the parts written so far."""
        file = self.layout.file(address)
        self.select(file)
        for start in range(0, len(data), commands.PART):
            self._opened(commands.update_binary(start, data[start : start + commands.PART]), file, file.write)

    def select(self, file: ElementFile) -> None:
        """Select a file and the application that it is in. Raises: CardIsBlocked, CardAnswered."""
        if file.address != self._file:
            self.enter(file.application)
            self.exchange.send_ok(commands.select_file(file.fid), f"SELECT {file.address}")
            self._file = file.address

    def enter(self, application: str) -> None:
        """Select an application, such as DF04, unless it is selected. Raises: CardIsBlocked, CardAnswered."""
        if application != self._application:
            self.leave()
            name = f"SELECT {application}"
            answer = self.exchange.send(commands.select_name(self.layout.name(application)), name)
            if answer.sw in _BLOCKED:
                raise CardIsBlocked
            if not answer.is_ok and answer.sw != _INVALIDATED:
                raise CardAnswered(StatusWord(answer.sw), name)
            self._application = application

    def leave(self) -> None:
        """Forget what is selected: something else is, or may be."""
        self._application = self._file = ""

    def authenticate(self, kid: int, address: str) -> None:
        """Prove a key to the card. Raises: NeedsTerminalKey without a module, KeyRefused."""
        module = self._module(kid, address)
        random = process_factor(self.challenge())
        source = secrets.token_bytes(FACTOR)
        made = module.cryptogram(kid, self.origin, random, source)
        self.prove(kid, made + source)

    def prove(self, kid: int, proof: bytes) -> None:
        """Send what a module, here or far away, computed: cryptogram and source. Raises: KeyRefused."""
        half = len(proof) - FACTOR
        answer = self.exchange.send_once(commands.external_authenticate(kid, proof[:half], proof[half:]))
        if not answer.is_ok:
            raise KeyRefused(kid, StatusWord(answer.sw).tries_left)

    def demand_genuine(self) -> None:
        """Let the card prove that it is genuine (内部认证). Raises: NotGenuine, NeedsTerminalKey, CardAnswered."""
        module = self._module(IRK, "the proof of the card")
        factor, source = secrets.token_bytes(FACTOR), secrets.token_bytes(FACTOR)
        if self.proof(factor, source) != module.cryptogram(IRK, self.origin, factor, source):
            raise NotGenuine

    def proof(self, factor: bytes, source: bytes) -> bytes:
        """Return the card's own proof for a process factor and a source, 8 bytes each."""
        return self.exchange.send_ok(commands.internal_authenticate(factor, source), "INTERNAL AUTHENTICATE")

    def challenge(self) -> bytes:
        """Return 8 random bytes of the card."""
        return self.exchange.send_ok(commands.get_challenge(), "GET CHALLENGE")

    def with_mac(self, command: Command, kid: int) -> Command:
        """Return a command with its MAC, for a random number fetched now. Raises: NeedsTerminalKey."""
        module = self._module(kid, "the command")
        random = process_factor(self.challenge())
        return evolve(command, data=command.data + module.mac(kid, self.origin, random, mac_text(command)))

    def _module(self, kid: int, address: str) -> SecurityModule:
        if self.module is None:
            raise NeedsTerminalKey(address, kid)
        return self.module

    def _by_tag(self, file: ElementFile, tag: int, number: int) -> bytes:
        """Read by tag, or by number from a card that does not know how to read by tag."""
        try:
            return self._opened(commands.read_by_tag(tag), file, file.read)
        except CardAnswered as refused:
            if refused.status.value not in _NOT_BY_TAG:
                raise
        return self._opened(commands.read_by_number(number), file, file.read)

    def _opened(self, command: Command, file: ElementFile, rule: Rule) -> bytes:
        """Send a command; where the card asks for a proof first, give the key's, once, if there is one."""
        answer = self.exchange.send(command, file.address)
        if answer.sw == _NOT_SATISFIED:
            self._satisfy(file, rule)
            answer = self.exchange.send(command, file.address)
        return _data(answer, file, rule)

    def _satisfy(self, file: ElementFile, rule: Rule) -> None:
        if rule.control is Control.PIN or (
            rule.control is Control.PIN_OR_KEY and not (self.module and rule.kid)
        ):
            raise NeedsPin(file.address)
        if rule.control is Control.NEVER:
            raise CardAnswered(StatusWord(_NOT_SATISFIED), file.address)
        if rule.kid is None or self.module is None:
            raise NeedsTerminalKey(file.address, rule.kid)
        self.authenticate(rule.kid, file.address)


def _data(answer: Response, file: ElementFile, rule: Rule) -> bytes:
    if answer.sw == _NOT_SATISFIED and rule.control is Control.PIN_AND_KEY:
        raise NeedsPin(file.address)
    if not answer.is_ok:
        raise CardAnswered(StatusWord(answer.sw), file.address)
    return answer.data


def _enter(exchange: Exchange, name: bytes) -> bool:
    """Select the environment; return whether it is invalidated."""
    answer = exchange.send(commands.select_name(name), "SELECT SSSE")
    if answer.sw in _BLOCKED:
        raise CardIsBlocked
    if not answer.is_ok and answer.sw != _INVALIDATED:
        raise NotASocialSecurityCard
    return answer.sw == _INVALIDATED


def version_of(raw: bytes) -> str:
    """Return the version of the layout for the bytes of item 03. Raises: UnknownVersion.

    Its first character decides: later revisions keep it. A first byte of 00 is met on cards of the second generation
    (degree of certainty C).
    """
    first = raw[:1].replace(b"\0", b"2")
    for version in BUILT_IN:
        if first == version[0].encode():
            return version
    raise UnknownVersion
