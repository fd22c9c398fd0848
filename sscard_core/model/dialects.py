"""Dialects: how one authority writes the model's words as codes, in rows of code and meaning."""

from collections.abc import Mapping
from typing import Final, Literal, overload

from attrs import field, frozen

from sscard_core.model.people import IdType
from sscard_core.model.sex import Sex
from sscard_core.model.statuses import Hrss
from sscard_core.model.words import Word


class ApplicationKind(Word):
    """What a card is applied for (ACA017)."""

    APPLY = "apply", "新制卡"
    REPLACE = "replace", "补卡"
    EXCHANGE = "exchange", "换卡"
    EXCHANGE_SAME_NUMBER = "exchange_same_number", "同号换卡"


Meaning = Hrss | Sex | IdType | ApplicationKind | str | int
"""What a code stands for; a bank is its name, a specification version the generation of the card."""

Rows = tuple[tuple[str, Meaning], ...]
SHOWN: Final = 12


class UnknownCode(LookupError):
    """A code, or the field that it should stand in, is in no table of the dialect."""


class UnknownField(UnknownCode):
    """A field has no codes here."""


class NoCode(LookupError):
    """A meaning has no code in this field of the dialect."""


def _found(text: object) -> str:
    """What is longer than a code may be personal data in the wrong field, and is not shown whole."""
    shown = repr(text)
    return shown if isinstance(text, Word) or len(shown) <= SHOWN else shown[:3] + "…"


def _term(meaning: Meaning) -> str:
    return meaning.zh if isinstance(meaning, Word) else str(meaning)


@frozen
class Dialect:
    """The codes of one authority.

    A code reads as its first row says; a meaning is written with its first row. So several codes may stand
    for one meaning, and one code may have to do for several.

    Raises: UnknownField, UnknownCode and NoCode, each naming what is known.
    """

    name: str
    tables: Mapping[str, Rows] = field(repr=False, hash=False)

    @overload
    def read(self, field: Literal["AAZ502"], code: str) -> Hrss: ...
    @overload
    def read(self, field: Literal["AAC004"], code: str) -> Sex: ...
    @overload
    def read(self, field: Literal["AAC058"], code: str) -> IdType: ...
    @overload
    def read(self, field: Literal["ACA017"], code: str) -> ApplicationKind: ...
    @overload
    def read(self, field: Literal["AAE008"], code: str) -> str: ...
    @overload
    def read(self, field: Literal["AAZ508"], code: str) -> int: ...
    @overload
    def read(self, field: str, code: str) -> Meaning: ...
    def read(self, field: str, code: str) -> Meaning:
        """Return what the code means in the field."""
        rows = self.rows(field)
        for known, meaning in rows:
            if known == code:
                return meaning
        listed = ", ".join(f"{known} {_term(meaning)}" for known, meaning in rows)
        raise UnknownCode(f"{self.name}: {field} has no code {_found(code)}; known: {listed}")

    def write(self, field: str, meaning: Meaning) -> str:
        """Return the code for a meaning in the field."""
        rows = self.rows(field)
        for code, known in rows:
            if known == meaning and type(known) is type(meaning):
                return code
        listed = ", ".join(dict.fromkeys(_term(known) for _, known in rows))
        raise NoCode(f"{self.name}: {field} has no code for {_found(meaning)}; it has codes for: {listed}")

    def rows(self, field: str) -> Rows:
        """Return the rows of a field, in their order."""
        if field not in self.tables:
            known = ", ".join(self.tables)
            raise UnknownField(f"{self.name}: no codes for the field {_found(field)}; known: {known}")
        return self.tables[field]

    def derive(self, name: str, **changes: Mapping[str, Meaning]) -> "Dialect":
        """Return a dialect with other codes of its own, which come before these in their order.

        A code that the changes give a meaning loses the one it had.

        Raises: UnknownField; TypeError, for a meaning that is not of the field's kind.
        """
        return Dialect(
            name, {**self.tables, **{key: self._changed(key, new) for key, new in changes.items()}}
        )

    def _changed(self, field: str, new: Mapping[str, Meaning]) -> Rows:
        rows = self.rows(field)
        kind = type(rows[0][1])
        for code, meaning in new.items():
            if type(meaning) is not kind:
                raise TypeError(f"{field} {code}: expected {kind.__name__}, found {type(meaning).__name__}")
        return (*new.items(), *(row for row in rows if row[0] not in new))
