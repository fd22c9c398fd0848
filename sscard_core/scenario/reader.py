"""Checked reading of values: each method turns a value into what was expected there, or says what was."""

from collections.abc import Callable
from datetime import date, datetime, time
from difflib import get_close_matches
from typing import NoReturn, TypeVar

from attrs import frozen

from sscard_core.model.moments import SHANGHAI, midnight
from sscard_core.model.money import Fen, MoneyError, read_yuan
from sscard_core.model.pins import is_six_digits
from sscard_core.model.words import Word
from sscard_core.scenario.nodes import ScenarioError
from sscard_core.yaml_files.nodes import Value

W = TypeVar("W", bound=Word)
T = TypeVar("T")
TRUE, FALSE = frozenset({"yes", "true"}), frozenset({"no", "false"})
EARLIEST, LATEST = 1900, 2199


def suggestion(word: str, known: list[str]) -> str:
    """Say which known word may have been meant, or which there are."""
    close = get_close_matches(word, known, n=3)
    return f"did you mean {' or '.join(close)}?" if close else f"known are: {', '.join(known)}"


@frozen
class Reader:
    """Reads the values of one file; every complaint carries its line."""

    file: str

    def fail(self, value: Value, problem: str) -> NoReturn:
        """Raise the one error of a scenario file."""
        raise ScenarioError(self.file, value.line, problem)

    def table(self, value: Value, what: str, known: tuple[str, ...]) -> dict[str, Value]:
        """Read a table with known keys only."""
        if value.content == "" and not value.quoted:
            return {}
        if not isinstance(value.content, dict):
            self.fail(value, f"{what} is a table of keys and values here")
        for key, each in value.content.items():
            if key not in known:
                self.fail(each, f"{what} has no key {_short(key)!r}; {suggestion(key, list(known))}")
        return value.content

    def items(self, value: Value, what: str, read: Callable[[Value], T]) -> tuple[T, ...]:
        """Read a list; one value alone counts as a list of one."""
        if isinstance(value.content, dict):
            self.fail(value, f"{what} is a list here, such as [a, b]")
        parts = value.content if isinstance(value.content, tuple) else (value,)
        return tuple(read(each) for each in parts)

    def text(self, value: Value, what: str) -> str:
        """Read a text."""
        if not isinstance(value.content, str):
            self.fail(value, f"{what} is a single value here")
        if len(value.content) > 200:
            self.fail(value, f"{what} has over 200 characters")
        return value.content

    def word(self, kind: type[W], value: Value, what: str) -> W:
        """Read a word of the vocabulary."""
        text = self.text(value, what)
        known = [each for each in kind if each.value == text]
        if known:
            return known[0]
        return self.fail(
            value, f"{what} cannot be {_short(text)!r}; {suggestion(text, [str(each) for each in kind])}"
        )

    def yes_no(self, value: Value, what: str) -> bool:
        """Read a truth value."""
        text = self.text(value, what)
        if text not in TRUE | FALSE:
            self.fail(value, f"{what} is yes or no (true or false); found {_short(text)!r}")
        return text in TRUE

    def number(self, value: Value, what: str, lowest: int, highest: int) -> int:
        """Read a whole number."""
        text = self.text(value, what)
        if not (text.isascii() and text.isdigit() and lowest <= int(text[:9]) <= highest):
            self.fail(value, f"{what} is a whole number from {lowest} to {highest}; found {_short(text)!r}")
        return int(text)

    def amount(self, value: Value, what: str) -> Fen:
        """Read an amount in yuan."""
        try:
            return read_yuan(self.text(value, what))
        except MoneyError as problem:
            self.fail(value, f"{what}: {problem}")

    def day(self, value: Value, what: str) -> date:
        """Read a date."""
        text = self.text(value, what)
        try:
            day = date.fromisoformat(text)
        except ValueError:
            self.fail(value, f"{what} is a date that exists, such as 2026-03-02; found {_short(text)!r}")
        if not EARLIEST <= day.year <= LATEST:
            self.fail(value, f"{what} is between {EARLIEST} and {LATEST}; found {day}")
        return day

    def moment(self, value: Value, what: str) -> datetime:
        """Read a date, or a date with a time of day, in Shanghai's time."""
        text = self.text(value, what).replace(" ", "T")
        if "T" not in text:
            return midnight(self.day(value, what))
        day, _, clock = text.partition("T")
        try:
            told = time.fromisoformat(clock)
        except ValueError:
            self.fail(value, f"{what} is a moment such as 2026-03-02T10:00; found {_short(text)!r}")
        if told.tzinfo is not None:
            self.fail(value, f"{what} is Shanghai's time, written without a zone; found {_short(text)!r}")
        return datetime.combine(self.day(Value(day, value.line), what), told, SHANGHAI)

    def pin(self, value: Value, what: str) -> str:
        """Read a PIN that could have been typed at a keypad."""
        text = self.text(value, what)
        if not (text.isascii() and text.isdigit()):
            self.fail(
                value, f'{what} is digits in quotes, six of them, such as "739204"; found something else'
            )
        return text

    def six_digit_pin(self, value: Value, what: str) -> str:
        """Read a PIN that is set already."""
        text = self.pin(value, what)
        if not is_six_digits(text):
            self.fail(value, f"{what} is six digits in quotes; found {len(text)}")
        return text


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:40] + "…"
