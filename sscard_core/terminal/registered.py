"""What the registry knows of the card in somebody's hand, and whether the chip says the same."""

from collections.abc import Iterator

from attrs import frozen

from sscard_core.device.reading import CardData
from sscard_core.model.card_file import CardFile
from sscard_core.model.identifiers import CardIdentificationCode, CardNumber
from sscard_core.model.words import Word


class Item(Word):
    """What chip and registry are compared by."""

    CARD_CODE = "card identification code", "卡识别码"
    CARD_NUMBER = "card number", "社会保障卡卡号"
    NAME = "holder's name", "持卡人姓名"
    NUMBER = "social security number", "社会保障号码"


@frozen(kw_only=True)
class Registered:
    """One physical card as the registry has it, beside the holder's card file.

    `region` is the administrative division (行政区划, 6 digits) that the card's data are to show after a move; "" leaves
    the chip's as it is.
    """

    file: CardFile
    card_code: CardIdentificationCode
    card_number: CardNumber
    region: str = ""


def differences(data: CardData, registered: Registered) -> tuple[Item, ...]:
    """Return in what the chip is not the registered card. What the chip keeps shut is not compared."""
    return tuple(_differences(data, registered))


def _differences(data: CardData, registered: Registered) -> Iterator[Item]:
    issuer, holder = data.issuer, registered.file.holder
    if issuer.card_code != registered.card_code:
        yield Item.CARD_CODE
    if issuer.card_number != registered.card_number:
        yield Item.CARD_NUMBER
    if data.holder is None:
        return
    if data.holder.name != holder.name:
        yield Item.NAME
    if holder.id_number is not None and data.holder.number != holder.id_number:
        yield Item.NUMBER
