"""Reading a card: who issued it, whose it is, and what could not be read and why.

Sources: the sequences of articles and vendors' programs; GB/T 2261.1 for the sex. The numbers are checked as the model
checks them; one that fails is left out and noted, since a card is read as it is.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar

from attrs import field, frozen

from sscard_core.device.bank_number import bank_card_number
from sscard_core.device.card import BASIC, OpenedCard
from sscard_core.device.card_errors import KeyRefused, NeedsPin, NeedsTerminalKey
from sscard_core.device.exchange import CardAnswered
from sscard_core.device.files.codecs import BadContent, decode_date
from sscard_core.device.files.layout import ElementFile, Layout
from sscard_core.device.files.names import join_name
from sscard_core.device.port import CardPort
from sscard_core.device.security.security_module import SecurityModule
from sscard_core.model import regions
from sscard_core.model.identifiers import (
    BankCardNumber,
    CardIdentificationCode,
    CardNumber,
    CitizenNumber,
    IdentifierError,
)
from sscard_core.model.national_codes import NATIONAL, UnknownCode
from sscard_core.model.people import masked_name
from sscard_core.model.sex import Sex
from sscard_core.model.words import Word

T = TypeVar("T")


class Lack(Word):
    """Why something was not read."""

    NEEDS_KEY = "needs terminal key", "需要终端密钥"
    NEEDS_PIN = "needs PIN", "需要密码"
    REFUSED = "refused by the card", "卡片拒绝"
    UNREADABLE = "content not readable", "内容无法识别"
    BLOCKED = "application invalidated", "应用已失效"
    CONTRADICTION = "items contradict each other", "数据项不一致"


@frozen
class Note:
    """Something that a reader of the card should know. Holds no content of the card."""

    address: str
    lack: Lack
    told: str


@frozen(kw_only=True)
class Issuer:
    """The data of the issuer (发卡机构数据, EF05). What is None was not readable, or not written."""

    version: str
    card_code: CardIdentificationCode | None
    card_class: str
    institution: str
    issued_on: date | None
    last_valid_day: date | None
    card_number: CardNumber | None


@frozen(kw_only=True, repr=False)
class CardHolder:
    """The basic data of the holder (持卡人基本信息, EF06). `number` is None for one that is no citizen's number."""

    number: CitizenNumber | None
    number_text: str
    name: str
    sex: Sex | None
    nation: str
    birthplace: str
    born: date | None

    @property
    def birthplace_name(self) -> str:
        """The smallest listed place around the birthplace, in Chinese; "" where none is listed."""
        return regions.name_of(self.birthplace) if len(self.birthplace) == 6 else ""

    def __repr__(self) -> str:
        return f"CardHolder({masked_name(self.name)}, {self.number or '…'})"


@frozen(kw_only=True)
class CardData:
    """What a card says. `holder` is None where the card keeps it shut; `notes` tell why."""

    generation: int
    atr: bytes = field(repr=False)
    issuer: Issuer
    holder: CardHolder | None
    bank_card: BankCardNumber | None
    notes: tuple[Note, ...]

    @property
    def is_whole(self) -> bool:
        """True if nothing was kept back or unreadable."""
        return not self.notes


def read_card(port: CardPort, keys: SecurityModule | None = None, *, local: Layout | None = None) -> CardData:
    """Read a card: version first, then issuer, holder and bank card. Nothing is written, no try is risked but a key's.

    Raises: NotASocialSecurityCard, CardIsBlocked, UnknownVersion; DeviceError of the line.
    """
    return read_opened(OpenedCard.open(port, keys, local))


def read_opened(card: OpenedCard) -> CardData:
    """Read a card that was opened before. Raises: DeviceError of the line."""
    reader = _Reader(card)
    issuer = reader.issuer()
    holder = reader.holder()
    bank = bank_card_number(card.exchange)
    card.leave()
    return CardData(
        generation=int(issuer.version[:1] if issuer.version[:1].isdecimal() else card.layout.version[:1]),
        atr=card.origin.atr,
        issuer=issuer,
        holder=holder,
        bank_card=bank,
        notes=tuple(reader.notes),
    )


class _Reader:
    """Reads the two basic files, and collects what is to be noted."""

    def __init__(self, card: OpenedCard) -> None:
        self.card = card
        self.notes: list[Note] = []
        if card.blocked:
            self.notes.append(
                Note(BASIC, Lack.BLOCKED, "the application was invalidated by the issuer (6283)")
            )

    def issuer(self) -> Issuer:
        file = self.card.layout.file("SSSEEF05")
        raw = self._values(file)
        text = self._texts(file, raw)
        return Issuer(
            version=text["03"],
            card_code=self._made(file, "01", text, CardIdentificationCode.parse),
            card_class=text["02"],
            institution=text["04"],
            issued_on=self._made(file, "05", text, decode_date),
            last_valid_day=self._made(file, "06", text, decode_date),
            card_number=self._made(file, "07", text, CardNumber.parse),
        )

    def holder(self) -> CardHolder | None:
        file = self.card.layout.file("SSSEEF06")
        raw = self._values(file)
        if not raw:
            return None
        name = self._name(file, raw)
        text = self._texts(file, {tag: each for tag, each in raw.items() if tag not in ("09", "4E")})
        holder = CardHolder(
            number=self._made(file, "08", text, CitizenNumber.parse),
            number_text=text["08"],
            name=name,
            sex=self._made(file, "0A", text, lambda code: NATIONAL.read("AAC004", code)),
            nation=text["0B"],
            birthplace=text["0C"],
            born=self._made(file, "0D", text, decode_date),
        )
        if holder.number and holder.born and holder.number.born != holder.born:
            self._note(file, Lack.CONTRADICTION, "0D 出生日期 is not the birth date in 08 社会保障号码")
        return holder

    def _values(self, file: ElementFile) -> dict[str, bytes]:
        """Return the raw items of a file; none at all once the card asks for a proof that is not at hand."""
        values = {}
        for element in file.elements:
            try:
                values[element.tag] = self.card.read_raw(file.address, element.tag)
            except CardAnswered as refused:
                self._note(file, Lack.REFUSED, f"{element.tag} {element.zh}: {refused.status}")
            except BadContent as problem:
                self._note(file, Lack.UNREADABLE, f"{element.tag} {element.zh}: {problem}")
            except (NeedsTerminalKey, KeyRefused) as shut:
                self._note(file, Lack.NEEDS_KEY, str(shut))
                return {}
            except NeedsPin as shut:
                self._note(file, Lack.NEEDS_PIN, str(shut))
                return {}
        return values

    def _texts(self, file: ElementFile, raw: Mapping[str, bytes]) -> dict[str, str]:
        texts: dict[str, str] = defaultdict(str)
        for tag, value in raw.items():
            try:
                texts[tag] = file.element(tag).decode(value)
            except BadContent as problem:
                self._note(file, Lack.UNREADABLE, str(problem))
        return texts

    def _name(self, file: ElementFile, raw: Mapping[str, bytes]) -> str:
        try:
            return join_name(raw.get("09", b""), raw.get("4E", b""))
        except BadContent as problem:
            self._note(file, Lack.UNREADABLE, f"09 姓名: {problem}")
            return ""

    def _made(
        self, file: ElementFile, tag: str, text: Mapping[str, str], make: Callable[[str], T]
    ) -> T | None:
        """Return what the text of an item stands for, None for an empty item; a text that is none is noted."""
        if not text[tag]:
            return None
        try:
            return make(text[tag])
        except (IdentifierError, UnknownCode, BadContent) as problem:
            self._note(file, Lack.UNREADABLE, f"{tag} {file.element(tag).zh}: {_told(problem)}")
            return None

    def _note(self, file: ElementFile, lack: Lack, told: str) -> None:
        self.notes.append(Note(file.address, lack, told))


def _told(problem: Exception) -> str:
    """Say what is wrong with an item without showing any of it: part of a number may be a birth date."""
    if isinstance(problem, IdentifierError):
        return f"no {problem.noun}: expected {problem.expected}"
    return "no such code" if isinstance(problem, UnknownCode) else str(problem)
