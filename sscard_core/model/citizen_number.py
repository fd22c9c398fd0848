"""The 18-character number of a person: resident, holder of a residence permit, foreign permanent resident."""

from datetime import date
from typing import ClassVar, Final, Self

from attrs import frozen

from sscard_core.model import regions
from sscard_core.model.check_digits import mod_11_2
from sscard_core.model.identifier import DIGITS, FutureBirthDate, Identifier, ImpossibleBirthDate
from sscard_core.model.sex import Sex
from sscard_core.model.words import Word

EARLIEST_BIRTH: Final = date(1850, 1, 1)
"""Assumed: nobody born before has a number."""

UNASSIGNED_REGION: Final = "659099"
"""No county has this code: those directly under Xinjiang count up from 659001 and were at 659013 in 2026."""

PERMIT_REGIONS: Final = ("810000", "820000", "830000")
FOREIGN: Final = "9"
SEQUENCES: Final = range(499)


class NumberKind(Word):
    """Whose number it is."""

    RESIDENT = "resident", "公民身份号码"
    RESIDENCE_PERMIT = "hmt_residence_permit", "港澳台居民居住证"
    PERMANENT_RESIDENCE = "permanent_residence", "外国人永久居留身份证"


@frozen(repr=False)
class CitizenNumber(Identifier):
    """The holder's number (公民身份号码): region 6, birth date 8, sequence 3, odd for men, check character 1.

    Sources: GB 11643-1999 (layout); ISO 7064 MOD 11-2 (check character); 国办发〔2018〕81号 art. 3 (regions
    of residence permits). A foreigner's, since 2023, has in place of the region 9, the province of
    application 2 and the nationality 3 (GB/T 2659). The 9 and the check character are in a vendor's copy of
    the immigration administration's notes on that card; the rest is read off two specimens that public code
    takes from these notes, so it is assumed. Numbers of 15 characters are refused.

    Any region is accepted, since codes come and go; `region_known` says whether it is listed.

    >>> CitizenNumber.parse("11010519491231002x")
    CitizenNumber(…002X)
    >>> print(CitizenNumber.parse("11010519491231002x"))
    110105********002X
    >>> CitizenNumber.parse("110105194912310021")
    Traceback (most recent call last):
        ...
    sscard_core.model.identifier.WrongCheckDigit: citizen number: expected check digit X, found 1
    """

    NOUN: ClassVar[str] = "citizen number"

    @classmethod
    def parse(cls, raw: str, *, today: date | None = None) -> Self:
        """Return the number that was typed.

        Raises: the first IdentifierError that applies, in the order length, characters, check digit, birth
        date; FutureBirthDate only where today is given.
        """
        number = cls(raw)
        if today is not None and number.is_future(today):
            raise FutureBirthDate(cls.NOUN, f"a birth date up to {today}", str(number.born))
        return number

    @classmethod
    def synthetic(cls, born: date, sex: Sex, sequence: int = 0, region: str = UNASSIGNED_REGION) -> Self:
        """Return a number for tests and scenarios. By default its region is one that no county has.

        `sequence` tells apart people of one birth date, sex and region. A number cannot leave the sex open:
        Sex.UNSTATED gets one of a woman's.

        Raises: ValueError, for a sequence outside 0 to 498; IdentifierError, for a region or date that cannot
        be.
        """

        if sequence not in SEQUENCES:
            raise ValueError(f"a sequence is 0 to {SEQUENCES[-1]}; found {sequence}")
        place = 2 * sequence + (1 if sex is Sex.MALE else 2)
        body = f"{region}{born:%Y%m%d}{place:03d}"
        return cls(body + mod_11_2(body))

    def _check(self) -> None:
        self._check_length((18,), "18 characters")
        self._check_characters(0, 17, DIGITS, "digits at places 1 to 17")
        self._check_characters(17, 18, DIGITS + "X", "a digit or X at place 18")
        self._check_last(mod_11_2(self.text[:17]))
        self._check_birth_date()

    def _check_birth_date(self) -> None:
        try:
            born = self.born
        except ValueError:
            found = self.text[6:14]
            raise ImpossibleBirthDate(self.NOUN, "a calendar day at places 7 to 14", found) from None
        if born < EARLIEST_BIRTH:
            raise ImpossibleBirthDate(self.NOUN, f"a birth date from {EARLIEST_BIRTH}", str(born))

    @property
    def kind(self) -> NumberKind:
        """Whose number it is."""
        if self.text.startswith(FOREIGN):
            return NumberKind.PERMANENT_RESIDENCE
        return NumberKind.RESIDENCE_PERMIT if self.text.startswith(PERMIT_REGIONS) else NumberKind.RESIDENT

    @property
    def region(self) -> str:
        """Six digits: where the number was given; of a foreigner's, the province of application."""
        return self.text[1:3] + "0000" if self.text.startswith(FOREIGN) else self.text[:6]

    @property
    def region_known(self) -> bool:
        """True if the region is listed, as far down as the list goes there (see regions.is_known)."""
        return regions.is_known(self.region)

    @property
    def region_name(self) -> str:
        """The smallest listed place around the region, in Chinese; "" where none is listed."""
        return regions.name_of(self.region)

    @property
    def nationality(self) -> str:
        """Three digits of GB/T 2659 in a foreigner's number; "" in others."""
        return self.text[3:6] if self.text.startswith(FOREIGN) else ""

    @property
    def born(self) -> date:
        """The birth date."""
        return date(int(self.text[6:10]), int(self.text[10:12]), int(self.text[12:14]))

    @property
    def sex(self) -> Sex:
        """The sex that the sequence tells."""

        return Sex.MALE if int(self.text[16]) % 2 else Sex.FEMALE

    def is_future(self, today: date) -> bool:
        """True if the birth date lies after the day."""
        return self.born > today
