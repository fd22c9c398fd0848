"""The file FIT.json: a fit written one field a line, and every field checked when it is read."""

import json
from itertools import pairwise
from math import inf, isfinite
from pathlib import Path
from typing import Final

from attrs import asdict, frozen

from simulation.replay.fitted import CallType, Fit, Patience, Pauses, Turnaround
from simulation.replay.presence import PresenceRule
from simulation.replay.trace_errors import FitError

VERSION: Final = 1
DAY_S: Final = 86_400.0
AGAIN: Final = "write the file anew with --fit-from TRACE.csv"


def write_fit(path: Path, fit: Fit) -> None:
    """Write a fit. Raises: OSError."""
    fields: dict[str, object] = {"version": VERSION, **asdict(fit)}
    lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(value)}" for name, value in fields.items())
    path.write_text(f"{{\n{lines}\n}}\n", "utf-8")


def read_fit(path: Path) -> Fit:
    """Read a fit. Raises: FitError naming the field, what was found, and the remedy; OSError."""
    try:
        raw = json.loads(path.read_text("utf-8-sig"))
    except UnicodeDecodeError as problem:
        raise FitError(str(path), "", f"byte {problem.start} is not UTF-8: {AGAIN}") from None
    except json.JSONDecodeError as problem:
        at = f"line {problem.lineno}, column {problem.colno}"
        raise FitError(str(path), at, f"not JSON ({problem.msg}): {AGAIN}") from None
    return _fit(_Node(str(path), "", raw))


def _fit(node: "_Node") -> Fit:
    if (version := node.get("version").value) != VERSION:
        raise node.get("version").error(version, f"{VERSION}")
    credit = node.get("credit_s").numbers(0.0, DAY_S, 3)
    return Fit(
        tuple(each.text() for each in node.get("fitted_on").items()),
        _presence(node.get("presence")),
        Turnaround(node.get("turnaround").get("seconds").ascending(0.0, DAY_S)),
        _pauses(node.get("pauses")),
        _patience(node.get("patience")),
        int(node.get("queue_limit").number(0, 1_000_000, whole=True)),
        (credit[0], credit[1], credit[2]),
        {name: _call_type(each) for name, each in node.get("types").entries().items()},
    )


def _presence(node: "_Node") -> PresenceRule:
    return PresenceRule(
        node.get("away_after_s").number(0, DAY_S),
        node.get("briefest_s").number(0, DAY_S),
        node.get("at_once_s").number(0, DAY_S),
        int(node.get("passed_over").number(1, 1_000_000, whole=True)),
        node.get("last_share").number(0, 1),
        node.get("type_share").number(0, 1),
    )


def _pauses(node: "_Node") -> Pauses:
    return Pauses(node.get("missed").number(0, 0.999), node.get("back_after_s").number(0.001, DAY_S))


def _patience(node: "_Node") -> Patience:
    seconds = node.get("seconds").ascending(0.0, DAY_S)
    staying = node.get("staying").numbers(0.0, 1.0, len(seconds))
    if any(later > earlier for earlier, later in pairwise((1.0, *staying))):
        raise node.get("staying").error(list(staying), "shares that do not rise")
    return Patience(node.get("at_once").number(0, 1), seconds, staying)


def _call_type(node: "_Node") -> CallType:
    shares = node.get("priorities").numbers(0.0, 1.0, 3)
    if abs(sum(shares) - 1) > 0.01:
        raise node.get("priorities").error(list(shares), "three shares that add up to 1")
    mean, cv = node.get("service_mean_s").number(0.001, DAY_S), node.get("service_cv").number(0, 100)
    return CallType(mean, cv, (shares[0], shares[1], shares[2]))


@frozen
class _Node:
    """A value of the file and where it stands."""

    file: str
    path: str
    value: object

    def error(self, found: object, wanted: str) -> FitError:
        shown = json.dumps(found)
        short = shown if len(shown) <= 60 else f"{shown[:57]}..."
        return FitError(self.file, self.path, f"found {short}, expected {wanted}: correct it, or {AGAIN}")

    def entries(self) -> dict[str, "_Node"]:
        if not isinstance(self.value, dict) or not self.value:
            raise self.error(self.value, "an object with fields")
        return {
            key: _Node(self.file, f"{self.path}.{key}".strip("."), each) for key, each in self.value.items()
        }

    def get(self, key: str) -> "_Node":
        found = self.entries()
        if key not in found:
            name = f"{self.path}.{key}".strip(".")
            raise FitError(self.file, name, f"the field is missing: add it, or {AGAIN}")
        return found[key]

    def items(self) -> list["_Node"]:
        if not isinstance(self.value, list) or not self.value:
            raise self.error(self.value, "a list that is not empty")
        return [_Node(self.file, f"{self.path}[{place}]", each) for place, each in enumerate(self.value)]

    def text(self) -> str:
        if not isinstance(self.value, str):
            raise self.error(self.value, "a text")
        return self.value

    def number(self, least: float, most: float = inf, *, whole: bool = False) -> float:
        kind = int if whole else int | float
        sound = isinstance(self.value, kind) and not isinstance(self.value, bool)
        if not sound or not isfinite(self.value) or not least <= self.value <= most:  # type: ignore[arg-type,operator]
            raise self.error(self.value, f"a {'whole ' if whole else ''}number from {least:g} to {most:g}")
        return self.value if whole else float(self.value)  # type: ignore[return-value,arg-type]

    def numbers(self, least: float, most: float, size: int | None = None) -> tuple[float, ...]:
        listed = self.items()
        if size is not None and len(listed) != size:
            raise self.error(self.value, f"{size} numbers")
        return tuple(each.number(least, most) for each in listed)

    def ascending(self, least: float, most: float) -> tuple[float, ...]:
        found = self.numbers(least, most)
        if any(later < earlier for earlier, later in pairwise(found)):
            raise self.error(list(found), "numbers that do not fall")
        return found
