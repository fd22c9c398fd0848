"""The three numbers of a card: on its face, in its chip, and at the bank."""

from typing import ClassVar, Final

from attrs import frozen

from sscard_core.model.check_digits import luhn
from sscard_core.model.identifier import DIGITS, LETTERS, Identifier, WrongCharacters

NATIONAL_RID: Final = "D156000005"
"""The registered application provider of the social security card."""

FULL_CODE: Final = 32
SHORT_CODE: Final = 24


@frozen(repr=False)
class CardNumber(Identifier):
    """The card number (社会保障卡卡号, AAZ500): nine characters, letters then digits.

    Unique in the issuing region. Its check rule, if it has one, was not found: only the shape is checked, and
    the shape is established by use. Six and four characters would show all nine, so only four are shown.

    >>> print(CardNumber.parse("x00000019"))
    *****0019
    >>> CardNumber.parse("X0000001")
    Traceback (most recent call last):
        ...
    sscard_core.model.identifier.WrongLength: card number: expected 9 characters, found 8
    """

    NOUN: ClassVar[str] = "card number"
    HEAD: ClassVar[int] = 0

    def _check(self) -> None:
        expected = "letters, then digits"
        self._check_length((9,), "9 characters")
        self._check_characters(0, 1, LETTERS, expected)
        letters = len(self.text) - len(self.text.lstrip(LETTERS))
        if letters == len(self.text):
            raise WrongCharacters(self.NOUN, expected, "no digit")
        self._check_characters(letters, len(self.text), DIGITS, expected)


@frozen(repr=False)
class CardIdentificationCode(Identifier):
    """The card identification code (卡识别码, AAZ501): 32 hexadecimal characters; some systems keep 24.

    The first six are the issuing region. In the specimen that was seen the national RID follows, then the
    card's own part; how its last eight characters are computed was not found, so nothing of it is checked.

    >>> print(CardIdentificationCode.parse("639900d15600000500bf7c7a48fb4966"))
    639900**********************4966
    >>> CardIdentificationCode.parse("639900D15600000500BF")
    Traceback (most recent call last):
        ...
    sscard_core.model.identifier.WrongLength: card identification code: expected 32 or 24 characters, found 20
    """

    NOUN: ClassVar[str] = "card identification code"

    def _check(self) -> None:
        self._check_length((FULL_CODE, SHORT_CODE), f"{FULL_CODE} or {SHORT_CODE} characters")
        self._check_characters(0, 6, DIGITS, "six digits of a region")
        self._check_characters(6, len(self.text), DIGITS + "ABCDEF", "hexadecimal characters")

    @property
    def issuing_region(self) -> str:
        """The region that issued the card, six digits; local ones such as 639900 are in no national list."""
        return self.text[:6]

    @property
    def has_national_rid(self) -> bool:
        """True if the RID of the social security card follows the region."""
        return self.text.startswith(NATIONAL_RID, 6)

    @property
    def is_complete(self) -> bool:
        """False for the 24 characters that some systems keep."""
        return len(self.text) == FULL_CODE


@frozen(repr=False)
class BankCardNumber(Identifier):
    """The bank card number (银行卡号, AAE010): 16 to 19 digits, the last by Luhn.

    Source: ISO/IEC 7812-1 (at most 19 digits, check digit). Sixteen as the least is an assumption.

    >>> print(BankCardNumber.parse("6200 0000 0000 0000 000"))
    620000*********0000
    >>> BankCardNumber.parse("6200000000000000004")
    Traceback (most recent call last):
        ...
    sscard_core.model.identifier.WrongCheckDigit: bank card number: expected check digit 0, found 4
    """

    NOUN: ClassVar[str] = "bank card number"

    def _check(self) -> None:
        self._check_length(range(16, 20), "16 to 19 digits")
        self._check_characters(0, len(self.text), DIGITS, "digits")
        self._check_last(luhn(self.text[:-1]))
