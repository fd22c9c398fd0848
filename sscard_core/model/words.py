"""The base of every public word: an enum whose value is the word typed, beside its Chinese term."""

from enum import Enum
from typing import Self


class Word(Enum):
    """A word of the public vocabulary.

    The value is what users type and read; `zh` is the term of the Chinese measures.
    Words hash by identity, so that tables of words cost no string comparison.
    """

    zh: str

    def __new__(cls, word: str, zh: str) -> Self:
        member = object.__new__(cls)
        member._value_ = word
        member.zh = zh
        return member

    @classmethod
    def read(cls, word: str) -> Self:
        """Return the member that a public word names. Raises: ValueError."""
        return cls(word)  # type: ignore[call-arg]

    __hash__ = object.__hash__

    def __str__(self) -> str:
        return str(self.value)

    def __repr__(self) -> str:
        return f"{type(self).__name__}.{self.name}"

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self

    def __reduce_ex__(self, protocol: object) -> tuple[type[Self], tuple[str]]:
        return type(self), (str(self.value),)
