"""The mobile number to which people are written."""

from typing import ClassVar

from attrs import frozen

from sscard_core.model.identifier import DIGITS, Identifier


@frozen(repr=False)
class Mobile(Identifier):
    """A mobile number of the mainland (手机号码): 11 digits, 1 and then 3 to 9, without the country code.

    Assumed: no list of assigned ranges is kept, since they are added to.

    >>> print(Mobile.parse("138 0000 0000"))
    138****0000
    >>> Mobile.parse("12800000000")
    Traceback (most recent call last):
        ...
    sscard_core.model.identifier.WrongCharacters: mobile number: expected 3 to 9, found '2' at place 2
    """

    NOUN: ClassVar[str] = "mobile number"
    HEAD: ClassVar[int] = 3

    def _check(self) -> None:
        self._check_length((11,), "11 digits")
        self._check_characters(0, 1, "1", "1")
        self._check_characters(1, 2, "3456789", "3 to 9")
        self._check_characters(2, 11, DIGITS, "digits")
