"""Reading values of a network file: each method returns a value, or notes a mistake and returns what is assumed instead.

So one reading finds all mistakes, not the first alone.
"""

import re
from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches
from typing import Final, TypeVar

from attrs import define, field

from simulation.errors import Mistake
from simulation.units import DAY, HOUR, SECOND
from sscard_core.model.words import Word
from sscard_core.yaml_files.nodes import Value

W = TypeVar("W", bound=Word)
UNITS: Final = {
    "s": SECOND, "sec": SECOND, "second": SECOND, "seconds": SECOND, "秒": SECOND,
    "min": 1.0, "minute": 1.0, "minutes": 1.0, "分": 1.0, "分钟": 1.0,
    "h": HOUR, "hour": HOUR, "hours": HOUR, "小时": HOUR,
    "d": DAY, "day": DAY, "days": DAY, "天": DAY,
}  # fmt: skip
DURATION: Final = re.compile(r"(-?\d+(?:\.\d+)?)\s*(\D*)")
NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?")


@define
class Reading:
    """One file being read, and the mistakes found in it so far."""

    file: str
    mistakes: list[Mistake] = field(factory=list)

    def wrong(self, line: int, en: str, zh: str) -> None:
        """Note a mistake."""
        self.mistakes.append(Mistake(line, en, zh))

    def warn(self, line: int, en: str, zh: str) -> None:
        """Note what the user should know, but need not mend."""
        self.mistakes.append(Mistake(line, en, zh, is_warning=True))

    def table(self, value: Value, what: str, known: Iterable[str] | None = None) -> dict[str, Value]:
        """Read a table; unknown keys are mistakes where the known ones are given."""
        if not isinstance(value.content, dict):
            self.wrong(
                value.line, f"{what}: a table of keys and values belongs here", f"{what}：此处应为键值表"
            )
            return {}
        for key, each in value.content.items():
            if known is not None and key not in known:
                self.unknown(each.line, what, key, known)
        return value.content

    def unknown(self, line: int, what: str, word: str, known: Iterable[str]) -> None:
        """Note an unknown name, and the nearest known ones."""
        names = list(known)
        near = get_close_matches(word, names, n=2)
        told = ", ".join(near or names) or "-"
        self.wrong(
            line,
            f"{what}: no {word[:40]!r} is known; {'did you mean' if near else 'known are'} {told}",
            f"{what}：未知名称 {word[:40]!r}；{'是否指' if near else '可用'} {told}",
        )

    def text(self, value: Value, what: str) -> str:
        """Read a single text."""
        if isinstance(value.content, str) and len(value.content) <= 200:
            return value.content.strip()
        self.wrong(value.line, f"{what}: a single short value belongs here", f"{what}：此处应为单个值")
        return ""

    def items(self, value: Value) -> tuple[Value, ...]:
        """Read a list; one value alone is a list of one."""
        return value.content if isinstance(value.content, tuple) else (value,)

    def word(self, value: Value, what: str, kind: type[W], instead: W) -> W:
        """Read a word of the vocabulary."""
        return self.choice(value, what, {str(each): each for each in kind}, instead)

    def choice(self, value: Value, what: str, among: dict[str, W], instead: W) -> W:
        """Read one of some named things."""
        text = self.text(value, what)
        if text not in among:
            self.unknown(value.line, what, text, among)
        return among.get(text, instead)

    def number(self, value: Value, what: str, lowest: float, highest: float, instead: float = 1.0) -> float:
        """Read a number within bounds."""
        text = self.text(value, what)
        found = float(text) if NUMBER.fullmatch(text) else None
        if found is not None and lowest <= found <= highest:
            return found
        bounds = f"{_short(lowest)} … {_short(highest)}"
        self.wrong(
            value.line,
            f"{what}: a number within {bounds}, without unit; found {text[:40]!r}",
            f"{what}：应为 {bounds} 之间的数（不带单位）；现为 {text[:40]!r}",
        )
        return instead

    def whole(self, value: Value, what: str, lowest: int, highest: int) -> int:
        """Read a whole number."""
        found = self.number(value, what, lowest, highest, lowest)
        if found != int(found):
            self.wrong(
                value.line, f"{what}: a whole number; found {found}", f"{what}：应为整数；现为 {found}"
            )
        return int(found)

    def share(self, value: Value, what: str) -> float:
        """Read a share, written in per cent."""
        text = self.text(value, what)
        number = text.removesuffix("%").strip()
        if text.endswith("%") and NUMBER.fullmatch(number) and 0.0 <= float(number) <= 100.0:
            return float(number) / 100.0
        self.wrong(
            value.line,
            f"{what}: a share from 0% to 100%, such as 12%; found {text[:40]!r}",
            f"{what}：应为 0% 至 100% 的比例，如 12%；现为 {text[:40]!r}",
        )
        return 0.0

    def minutes(self, value: Value, what: str, *, lowest: float = 0.0) -> float:
        """Read a duration, written with its unit: 30 s, 9 min, 2 h, 7 days. Returns minutes."""
        text = self.text(value, what)
        match = DURATION.fullmatch(text)
        unit = UNITS.get(match[2].strip().lower()) if match else None
        if match is None or unit is None:
            self.wrong(
                value.line,
                f"{what}: a duration with its unit, such as 30 s, 9 min, 2 h, 7 days; found {text[:40]!r}",
                f"{what}：应为带单位的时长，如 30秒、9分钟、2小时、7天；现为 {text[:40]!r}",
            )
            return 1.0
        found = float(match[1]) * unit
        if found < lowest:
            self.wrong(
                value.line,
                f"{what}: at least {_short(lowest)} min; found {text!r}",
                f"{what}：至少 {_short(lowest)} 分钟；现为 {text!r}",
            )
            return max(lowest, 1.0)
        return found

    def clock(self, text: str, line: int, what: str) -> float:
        """Read a time of day. Returns minutes since midnight."""
        match = re.fullmatch(r"([01]?\d|2[0-4]):([0-5]\d)", text.strip())
        minute = int(match[1]) * HOUR + int(match[2]) if match else -1.0
        if 0.0 <= minute <= DAY:
            return minute
        self.wrong(
            line,
            f"{what}: a time of day such as 08:30; found {text[:40]!r}",
            f"{what}：应为时刻，如 08:30；现为 {text[:40]!r}",
        )
        return 0.0

    def day(self, value: Value, what: str, instead: date) -> date:
        """Read a date."""
        text = self.text(value, what)
        try:
            day = date.fromisoformat(text)
        except ValueError:
            day = None
        if day is not None and 2004 <= day.year <= 2099:
            return day
        self.wrong(
            value.line,
            f"{what}: a date from 2004 to 2099, such as 2025-03-01; found {text[:40]!r}",
            f"{what}：应为 2004 至 2099 年的日期，如 2025-03-01；现为 {text[:40]!r}",
        )
        return instead

    def yes_no(self, value: Value, what: str) -> bool:
        """Read a truth value."""
        text = self.text(value, what)
        if text not in ("yes", "true", "no", "false"):
            self.wrong(value.line, f"{what}: yes or no; found {text[:40]!r}", f"{what}：应为 yes 或 no")
        return text in ("yes", "true")


def _short(number: float) -> str:
    return f"{number:,.0f}" if abs(number) >= 1000 else f"{number:g}"
