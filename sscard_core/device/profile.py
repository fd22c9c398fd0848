"""The profile of an emulated card: whose it is, of which generation, and what stands in it. Synthetic people only.

>>> Profile()
Profile(generation 2, 张*, 659099********0027)
"""

from collections.abc import Mapping
from datetime import date
from typing import Final, Self

from attrs import field, frozen
from attrs.validators import in_

from sscard_core.device.answer_to_reset import FACTOR
from sscard_core.device.chip_error import ChipError
from sscard_core.device.emulator.plan import KEY_TRIES, PIN_TRIES
from sscard_core.device.security.ciphers import Algorithm
from sscard_core.model.card_file import CardFile
from sscard_core.model.identifiers import BankCardNumber, CardIdentificationCode, CardNumber, CitizenNumber
from sscard_core.model.national_codes import NATIONAL
from sscard_core.model.people import masked_name
from sscard_core.model.sex import Sex

VERSIONS: Final = {1: "1.00", 2: "2.00", 3: "3.00"}
ALGORITHMS: Final = {1: Algorithm.TDES, 2: Algorithm.TDES, 3: Algorithm.SM4}
"""What cards of a generation compute with: 3DES, and SM4 since the third."""

FACTORY_PIN: Final = "123456"
"""Established by use; regions differ."""

SPECIMEN_NUMBER: Final = CitizenNumber("659099199001010027")
SPECIMEN_CARD: Final = CardNumber("X00000019")
SPECIMEN_CODE: Final = CardIdentificationCode("659099D15600000500A1B2C300000001")
SPECIMEN_BANK_CARD: Final = BankCardNumber("6200000000000000000")
"""Synthetic: the region is one that no county has, the bank one that no bank is."""

_ATR_HEAD: Final = bytes.fromhex("3B6D000000814E432386600001")
"""T=0, 13 historical bytes: chip vendor, COS, maker, and the first two bytes of the serial number."""


class NoCardInFile(ChipError):
    """A card file has nothing that a chip could be made of."""

    def __init__(self) -> None:
        super().__init__(
            "the card file has no card, or its holder has no citizen's number",
            remedy="collect the card first, or give the holder a number",
        )


@frozen(repr=False, kw_only=True)
class Profile:
    """One emulated card. Every default is synthetic; `values` adds items by address and tag, such as DF01EF06 and 23.

    `examples`: fill the items that are not given with the layout's examples, else leave them empty.
    """

    generation: int = field(default=2, validator=in_(VERSIONS))
    name: str = "张三"
    number: CitizenNumber = SPECIMEN_NUMBER
    nation: str = "01"
    birthplace: str = "659099"
    card_number: CardNumber = SPECIMEN_CARD
    card_code: CardIdentificationCode = SPECIMEN_CODE
    card_class: str = "1"
    institution: str = "650000000000000000000001"
    issued_on: date = date(2020, 1, 1)
    last_valid_day: date = date(2030, 1, 1)
    bank_card: BankCardNumber | None = SPECIMEN_BANK_CARD
    pin: str | None = FACTORY_PIN
    pin_tries: int = PIN_TRIES
    key_tries: int = KEY_TRIES
    atr: bytes | None = None
    examples: bool = True
    values: Mapping[str, Mapping[str, str]] = field(factory=dict)

    def __repr__(self) -> str:
        return f"Profile(generation {self.generation}, {masked_name(self.name)}, {self.number})"

    @classmethod
    def of_file(cls, file: CardFile) -> Self:
        """Return the profile of the card in a card file: its holder, generation and days; the rest by default.

        Raises: NoCardInFile, where the file has no card, or its holder no citizen's number.
        """
        if file.card is None or file.holder.id_number is None:
            raise NoCardInFile
        return cls(
            generation=file.card.generation,
            name=file.holder.name,
            number=file.holder.id_number,
            issued_on=file.card.issued_on,
            last_valid_day=file.card.last_valid_day,
        )

    @property
    def version(self) -> str:
        """The specification version, as item 03 has it."""
        return VERSIONS[self.generation]

    @property
    def algorithm(self) -> Algorithm:
        """What its keys are for."""
        return ALGORITHMS[self.generation]

    @property
    def region(self) -> str:
        """The region that issued the card."""
        return self.card_code.issuing_region

    @property
    def answer_to_reset(self) -> bytes:
        """The ATR: the one given, else one that ends as the card's own part of its code begins.

        Source: of the one specimen that was seen, the last four historical bytes are bytes 9 to 12 of its code.
        """
        return self.atr or _ATR_HEAD + bytes.fromhex(self.card_code.text)[FACTOR : FACTOR + 4]

    def basic_values(self) -> dict[str, str]:
        """Return the texts of the SSSE's items by tag; the name is not among them, it takes two."""
        sex: Sex = self.number.sex
        return {
            "01": self.card_code.text,
            "02": self.card_class,
            "03": self.version,
            "04": self.institution,
            "05": f"{self.issued_on:%Y%m%d}",
            "06": f"{self.last_valid_day:%Y%m%d}",
            "07": self.card_number.text,
            "08": self.number.text,
            "0A": NATIONAL.write("AAC004", sex),
            "0B": self.nation,
            "0C": self.birthplace,
            "0D": f"{self.number.born:%Y%m%d}",
        }
