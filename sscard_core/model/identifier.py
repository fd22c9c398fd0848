"""What all identifiers share: a normal form, one way to be refused, and a text that nothing prints whole."""

from abc import ABC, abstractmethod
from collections.abc import Container
from typing import ClassVar, Final, Self

from attrs import field, frozen

DIGITS: Final = "0123456789"
LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

_FULL_WIDTH: Final = {0xFF01 + place: chr(0x21 + place).upper() for place in range(94)}
_SMALL: Final = {ord(letter.lower()): letter for letter in LETTERS}
_BLANKS: Final = dict.fromkeys(map(ord, " \u00a0\u3000"), "")
_NORMAL_FORM: Final = _FULL_WIDTH | _SMALL | _BLANKS


class IdentifierError(ValueError):
    """An identifier was refused. Says what was expected and found, never the whole of what was given."""

    def __init__(self, noun: str, expected: str, found: str) -> None:
        super().__init__(noun, expected, found)
        self.noun = noun
        self.expected = expected
        self.found = found

    def __str__(self) -> str:
        return f"{self.noun}: expected {self.expected}, found {self.found}"


class WrongLength(IdentifierError):
    """Too short or too long."""


class WrongCharacters(IdentifierError):
    """A character stands where its kind has no place."""


class WrongCheckDigit(IdentifierError):
    """The check digit does not follow from the characters before it."""


class ImpossibleBirthDate(IdentifierError):
    """The eight digits of the birth date are no day, or a day on which no living holder was born."""


class FutureBirthDate(ImpossibleBirthDate):
    """The birth date lies after the day given as today."""


def normal_form(raw: str) -> str:
    """Return what was typed without blanks, with full-width forms and small letters as ASCII capitals.

    Digits of other scripts stay as they are, and are refused.

    >>> normal_form(" 6222 ０２３４ ｘ")
    '62220234X'
    """
    return raw.strip().translate(_NORMAL_FORM)


def masked(text: str, head: int, tail: int) -> str:
    """Return the text with all but its first and last characters as asterisks.

    >>> masked("13800000000", 3, 4)
    '138****0000'
    """
    return text[:head] + "*" * (len(text) - head - tail) + text[len(text) - tail :]


@frozen(repr=False)
class Identifier(ABC):
    """A value that exists is a value that was checked. `text` holds it whole; str and repr do not show it."""

    NOUN: ClassVar[str]
    HEAD: ClassVar[int] = 6
    TAIL: ClassVar[int] = 4

    text: str = field(converter=normal_form)

    def __attrs_post_init__(self) -> None:
        self._check()

    @classmethod
    def parse(cls, raw: str) -> Self:
        """Return the identifier that was typed.

        Raises: the first IdentifierError that applies, in the order length, characters, check digit.
        """
        return cls(raw)

    @abstractmethod
    def _check(self) -> None:
        """Raise the first IdentifierError that applies."""

    def masked(self) -> str:
        """Return the text for people to read, its middle masked (JR/T 0171-2020, annex A)."""
        return masked(self.text, self.HEAD, self.TAIL)

    def __str__(self) -> str:
        return self.masked()

    def __repr__(self) -> str:
        return f"{type(self).__name__}(…{self.text[-4:]})"

    def _check_length(self, lengths: Container[int], expected: str) -> None:
        if len(self.text) not in lengths:
            raise WrongLength(self.NOUN, expected, str(len(self.text)))

    def _check_characters(self, start: int, end: int, allowed: str, expected: str) -> None:
        for place, character in enumerate(self.text[start:end], start + 1):
            if character not in allowed:
                raise WrongCharacters(self.NOUN, expected, f"{character!r} at place {place}")

    def _check_last(self, expected: str) -> None:
        if self.text[-1] != expected:
            raise WrongCheckDigit(self.NOUN, f"check digit {expected}", self.text[-1])
