"""`sscard card read` and `dump`: what a card says, masked unless it is asked for whole."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from attrs import evolve, frozen

from sscard_core.cli.card_lines import CardLine, failing
from sscard_core.cli.page import Page, emit
from sscard_core.device.card import OpenedCard
from sscard_core.device.card_errors import KeyRefused, NeedsPin, NeedsTerminalKey
from sscard_core.device.exchange import CardAnswered
from sscard_core.device.files.codecs import BadContent
from sscard_core.device.files.layout import ElementFile, Structure
from sscard_core.device.reading import CardData, read_opened
from sscard_core.model.people import masked_name
from sscard_core.rulebooks.telling import Language, Row

UNREADABLE = (CardAnswered, BadContent, NeedsPin, NeedsTerminalKey, KeyRefused)
"""What keeps one item back and leaves the card readable."""


def read_one(line: CardLine, language: Language, *, whole: bool, as_json: bool) -> int:
    """Read a card. Exit code 1 where it cannot be read, 2 for options that mean nothing."""
    with failing(language) as code, line.open() as card:
        data = read_opened(card)
        if as_json:
            emit({field.name: field.value(whole=whole) for field in _fields(data)} | _notes(data))
        else:
            page = Page()
            page.rows(
                Row(language.pick(each.en, each.zh), str(each.value(whole=whole) or "–"))
                for each in _fields(data)
            )
            for note in data.notes:
                page.line(f"{note.address} {language.word(note.lack)}: {note.told}", first="! ")
    return code[0]


@frozen
class _Field:
    """One line of what a card says: `masked` is what is shown unless it is asked for whole."""

    name: str
    en: str
    zh: str
    plain: object
    masked: object = ...

    def value(self, *, whole: bool) -> object:
        """Return what is shown."""
        shown = self.plain if whole or self.masked is ... else self.masked
        return shown.isoformat() if isinstance(shown, date) else shown


def _fields(data: CardData) -> Iterator[_Field]:
    issuer, holder = data.issuer, data.holder
    yield _Field("generation", "generation", "卡代次", data.generation)
    yield _Field("version", "specification version", "规范版本", issuer.version)
    yield _Field("card_code", "card identification code", "卡识别码", *_masked(issuer.card_code))
    yield _Field("card_number", "card number", "社会保障卡卡号", *_masked(issuer.card_number))
    yield _Field("institution", "initialising institution", "初始化机构编号", issuer.institution)
    yield _Field("issued_on", "issued on", "发卡日期", issuer.issued_on)
    yield _Field("last_valid_day", "last valid day", "有效期至", issuer.last_valid_day)
    if holder is not None:
        yield _Field("name", "name", "姓名", holder.name, masked_name(holder.name))
        yield _Field("number", "social security number", "社会保障号码", *_masked(holder.number))
        yield _Field("sex", "sex", "性别", None if holder.sex is None else str(holder.sex))
        yield _Field("nation", "ethnicity (GB 3304)", "民族", holder.nation)
        yield _Field("birthplace", "birthplace (GB/T 2260)", "出生地", holder.birthplace)
        yield _Field("born", "born", "出生日期", holder.born, "****-**-**")
    yield _Field("bank_card", "bank card number", "银行卡号", *_masked(data.bank_card))


def _masked(number: object) -> tuple[object, object]:
    """Return a number in full and as it shows itself."""
    return (None, None) if number is None else (getattr(number, "text", str(number)), str(number))


def _notes(data: CardData) -> dict[str, object]:
    return {
        "notes": [{"address": each.address, "lack": str(each.lack), "told": each.told} for each in data.notes]
    }


def dump_one(line: CardLine, language: Language, *, whole: bool, as_json: bool) -> int:
    """Read every item of every file; what the card keeps back is told with the reason."""
    with failing(language) as code, line.open() as card:
        page = Page()
        for file in card.layout.files.values():
            items = list(_items(card, file, whole=whole))
            if as_json:
                emit({"file": file.address, "name": file.zh, "items": [each.record() for each in items]})
                continue
            page.line(f"{file.address} {language.pick(file.en, file.zh) or file.zh}", "bold")
            page.rows((Row(f"{each.tag} {each.zh}".strip(), each.told(language)) for each in items), indent=2)
    return code[0]


@frozen
class _Item:
    """One item of a file, or why it was not read."""

    tag: str
    zh: str
    text: str | None
    kept_back: str = ""

    def told(self, language: Language) -> str:
        return self.text if self.text is not None else language.pick("not read: ", "未读：") + self.kept_back

    def record(self) -> dict[str, object]:
        return {"tag": self.tag, "name": self.zh, "text": self.text, "kept_back": self.kept_back}


def _items(card: OpenedCard, file: ElementFile, *, whole: bool) -> Iterator[_Item]:
    """Read a file's items; once a proof is missing, the rest of the file is not tried."""
    if file.structure is Structure.TRANSPARENT:
        yield _item("", file.zh, lambda: f"{len(card.read_transparent(file.address))} B")
        return
    for element in file.elements:
        item = _item(element.tag, element.zh, partial(card.read, file.address, element.tag))
        yield item if whole or not item.text else evolve(item, text="*" * len(item.text))
        if item.text is None and file.structure is Structure.CYCLIC:
            return


def _item(tag: str, zh: str, read: Callable[[], str]) -> _Item:
    try:
        return _Item(tag, zh, read())
    except UNREADABLE as problem:
        return _Item(tag, zh, None, str(problem))
