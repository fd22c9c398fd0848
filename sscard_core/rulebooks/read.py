"""Reading a rulebook file (TOML): every field checked, every error with file, line, field and remedy."""

import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any, Final, TypeVar

from attrs import define, field

from sscard_core.model.arguments import RequestName, Service
from sscard_core.model.channels import Channel
from sscard_core.model.citations import Assumption, Check, Clause, Entry, UnknownClause, enter_register
from sscard_core.model.decisions import Fee
from sscard_core.model.papers import Paper
from sscard_core.model.people import Actor
from sscard_core.model.words import Word
from sscard_core.rulebooks.book import (
    Asked,
    BankEntry,
    Demand,
    Grounds,
    Promise,
    Provision,
    Reading,
    Rulebook,
    Unit,
)
from sscard_core.rulebooks.places import Places, RulebookError
from sscard_core.rulebooks.readings import DATE, SWITCHES

LARGEST_FILE: Final = 2_000_000
"""Bytes; the largest of the four rulebooks has under a tenth."""

TOP: Final = frozenset(
    [
        "id",
        "derives",
        "title_en",
        "title_zh",
        "prefixes",
        "assumptions",
        "clauses",
        "readings",
        "services",
        "not_offered",
        "grounds",
        "consequences",
        "banks",
    ]
)
PROVISION: Final = frozenset(
    ["name", "when", "matches", "through", "by", "makes", "papers", "asks", "fee", "due", "because"]
)
ASPECTS: Final = ("through", "by", "makes", "fee", "due")
_PROMISE: Final = re.compile(r"([1-9][0-9]{0,2}) (days|working_days)")

Path = tuple[str, ...]
W = TypeVar("W", bound=Word)
T = TypeVar("T")


def near(word: str, known: "list[str]") -> str:
    """Say which known word may have been meant, or list them all where they are few."""
    close = get_close_matches(word, known, n=3)
    if close:
        return f"did you mean {' or '.join(close)}?"
    return f"known are: {', '.join(known)}" if len(known) <= 40 else ""


@define
class _Reader:
    """Walks the raw tables of one file; every complaint knows its place."""

    places: Places
    assumptions: dict[str, Assumption] = field(factory=dict)

    def fail(self, path: Path, problem: str) -> RulebookError:
        return self.places.error(path, problem)

    def table(self, raw: object, path: Path) -> Mapping[str, object]:
        if not isinstance(raw, dict):
            raise self.fail(path, f"expected a table, found {type(raw).__name__}")
        return raw

    def text(self, raw: object, path: Path) -> str:
        if not isinstance(raw, str):
            raise self.fail(path, f"expected a text in quotes, found {type(raw).__name__}")
        return raw

    def items(self, raw: object, path: Path, read: Callable[[object, Path], T]) -> tuple[T, ...]:
        if not isinstance(raw, list):
            raise self.fail(path, f"expected a list in square brackets, found {type(raw).__name__}")
        return tuple(read(each, path) for each in raw)

    def only(self, table: Mapping[str, object], known: frozenset[str], path: Path) -> None:
        for key in table:
            if key not in known:
                raise self.fail((*path, key), f"no such field; {near(key, sorted(known))}")

    def word(self, kind: type[W], raw: object, path: Path) -> W:
        text = self.text(raw, path)
        try:
            return kind.read(text)
        except ValueError:
            known = [str(each) for each in kind]
            raise self.fail(path, f"{text!r} is no {_spoken(kind)}; {near(text, known)}") from None

    def words(self, kind: type[W]) -> Callable[[object, Path], W]:
        return lambda raw, path: self.word(kind, raw, path)

    def citation(self, raw: object, path: Path) -> Clause | Assumption:
        text = self.text(raw, path)
        if text in self.assumptions:
            return self.assumptions[text]
        try:
            return Clause(text)
        except UnknownClause as unknown:
            hint = near(text, sorted(self.assumptions)) if not text.isupper() else ""
            raise self.fail(path, f"{unknown}; and no assumption is called so. {hint}".strip()) from None

    def grounds(self, raw: object, path: Path) -> Grounds:
        return self.items(raw, path, self.citation)

    def ground_table(self, raw: object, path: Path) -> dict[str, Grounds]:
        return {key: self.grounds(each, (*path, key)) for key, each in self.table(raw, path).items()}

    def assumption(self, name: str, raw: object, path: Path) -> Assumption:
        table = self.table(raw, path)
        self.only(table, frozenset({"en", "zh"}), path)
        en, zh = (self.text(table.get(key, ""), (*path, key)) for key in ("en", "zh"))
        if not en:
            raise self.fail(path, "an assumption needs its reason in `en`")
        return Assumption(name=name, en=en, zh=zh or en)

    def entry(self, clause_id: str, raw: object, path: Path, document: str) -> Entry:
        table = self.table(raw, path)
        self.only(table, frozenset(["place", "check", "en", "zh", "reason_en", "reason_zh"]), path)
        texts: dict[str, Any] = {
            key: self.text(each, (*path, key)) for key, each in table.items() if key != "check"
        }
        if not texts.get("en") or not texts.get("place"):
            raise self.fail(
                path, "a clause needs `place` (where it stands) and `en` (the rule in your words)"
            )
        check = self.word(Check, table.get("check", "Y"), (*path, "check"))
        texts.setdefault("zh", texts["en"])
        return Entry(id=clause_id, document=document, check=check, **texts)

    def reading(self, switch: str, raw: object, path: Path) -> Reading:
        if switch not in SWITCHES:
            raise self.fail(path, f"no such switch; {near(switch, sorted(SWITCHES))}")
        table = self.table(raw, path)
        self.only(table, frozenset({"value", "because", "others"}), path)
        value = self.switch_value(switch, table.get("value"), (*path, "value"))
        others = self.ground_table(table.get("others", {}), (*path, "others"))
        for other in others:
            self.switch_value(switch, other, (*path, "others", other))
        because = self.grounds(table.get("because", []), (*path, "because"))
        if not because:
            raise self.fail(path, "a reading rests on something: list clauses or assumptions in `because`")
        return Reading(value=value, because=because, others=others)

    def switch_value(self, switch: str, raw: object, path: Path) -> str:
        try:
            return read_switch(switch, raw)
        except ValueError as problem:
            raise self.fail(path, str(problem)) from None

    def demand(self, key: str, raw: object, path: Path) -> Demand:
        papers = tuple(self.word(Paper, each, path) for each in key.split("|"))
        if isinstance(raw, list):
            return Demand(papers=papers, because=self.grounds(raw, path))
        table = self.table(raw, path)
        self.only(table, frozenset({"when", "because"}), path)
        when = self.text(table.get("when", ""), (*path, "when"))
        return Demand(papers=papers, when=when, because=self.grounds(table.get("because", []), path))

    def promise(self, raw: object, path: Path) -> Promise | None:
        text = self.text(raw, path)
        if text in ("", "same_day"):
            return Promise(0, Unit.SAME_DAY) if text else None
        if match := _PROMISE.fullmatch(text):
            return Promise(int(match[1]), Unit.read(match[2]))
        raise self.fail(path, f'{text!r} is no promise; write "same_day", "30 days" or "5 working_days"')

    def provision(self, raw: object, path: Path) -> Provision:
        table = self.table(raw, path)
        self.only(table, PROVISION, path)
        for key in ("name", "through", "by", "because"):
            if key not in table:
                raise self.fail(path, f"a provision needs `{key}`")
        matches = self.table(table.get("matches", {}), (*path, "matches"))
        papers = self.table(table.get("papers", {}), (*path, "papers"))
        asks = self.ground_table(table.get("asks", {}), (*path, "asks"))
        makes = table.get("makes")
        return Provision(
            name=self.text(table["name"], (*path, "name")),
            when=self.text(table.get("when", ""), (*path, "when")),
            matches=tuple(
                (key, frozenset(self.items(each, (*path, "matches", key), self.text)))
                for key, each in matches.items()
            ),
            through=self.items(table["through"], (*path, "through"), self.words(Channel)),
            by=self.items(table["by"], (*path, "by"), self.words(Actor)),
            makes=None if makes is None else self.word(Service, makes, (*path, "makes")),
            papers=tuple(self.demand(key, each, (*path, "papers", key)) for key, each in papers.items()),
            asks=tuple(Asked(condition=key, because=each) for key, each in asks.items()),
            fee=self.word(Fee, table.get("fee", "none"), (*path, "fee")),
            due=self.promise(table.get("due", ""), (*path, "due")),
            because=self.aspects(table["because"], (*path, "because")),
        )

    def aspects(self, raw: object, path: Path) -> dict[str, Grounds]:
        given = self.ground_table(raw, path)
        self.only(given, frozenset((*ASPECTS, "all")), path)
        for needed in ("through", "by", "fee"):
            if not given.get(needed) and not given.get("all"):
                raise self.fail(
                    path, f"on what does `{needed}` rest? Give it, or `all`, a clause or an assumption"
                )
        return {aspect: given.get(aspect, given.get("all", ())) for aspect in ASPECTS}

    def bank(self, raw: object, path: Path) -> BankEntry:
        table = self.table(raw, path)
        self.only(table, frozenset({"name", "code", "hotline", "retires_old_card"}), path)
        if not table.get("name"):
            raise self.fail(path, "a bank needs its `name`")
        texts = {
            key: self.text(each, (*path, key)) for key, each in table.items() if key != "retires_old_card"
        }
        return BankEntry(**texts, retires_old_card=table.get("retires_old_card") is True)


def _spoken(kind: type[Word]) -> str:
    """Return a class's name as words: RequestName is a request name."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind.__name__).lower()


def read_switch(switch: str, raw: object) -> str:
    """Read a switch's value as people type it: yes, true, 6, 7d.

    Raises: ValueError, with the domain.
    """
    if switch not in SWITCHES:
        raise ValueError(f"no switch is called {switch!r}; {near(switch, sorted(SWITCHES))}")
    text = {True: "yes", False: "no"}[raw] if isinstance(raw, bool) else str(raw)
    text = {"true": "yes", "false": "no"}.get(text, text)
    if not SWITCHES[switch].accepts(text):
        raise ValueError(f"{switch} cannot be {text[:40]!r}; it takes {SWITCHES[switch].domain}")
    if SWITCHES[switch].pattern == DATE and text not in SWITCHES[switch].choices:
        _existing_day(text)
    return text


def _existing_day(text: str) -> None:
    try:
        date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"there is no day {text}") from None


def read_rulebook(file: str, text: str, base_of: Callable[[str], Rulebook | None]) -> Rulebook:
    """Read a rulebook from TOML, on top of the one it derives from.

    Raises: RulebookError, with file, line and field.
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        line = re.search(r"at line (\d+)", str(problem))
        raise RulebookError(file, int(line[1]) if line else 1, "", f"no TOML: {problem}") from None
    reader = _Reader(Places.of(file, text))
    reader.only(raw, TOP, ())
    name = reader.text(raw.get("id", ""), ("id",))
    if not name:
        raise reader.fail((), 'a rulebook needs an id: id = "my-city"')
    derives = reader.text(raw.get("derives", ""), ("derives",))
    base = base_of(derives) if derives else None
    if derives and base is None:
        raise reader.fail(("derives",), f"no rulebook is called {derives!r}; see `sscard rulebooks`")
    return _assemble(reader, raw, name, derives, base)


def _assemble(
    reader: _Reader, raw: Mapping[str, object], name: str, derives: str, base: Rulebook | None
) -> Rulebook:
    def tables(key: str) -> Mapping[str, object]:
        return reader.table(raw.get(key, {}), (key,))

    own = {key: reader.entry(key, each, ("clauses", key), name) for key, each in tables("clauses").items()}
    if own:
        enter_register(own)
    reader.assumptions = dict(base.assumptions) if base else {}
    for key, each in tables("assumptions").items():
        reader.assumptions[key] = reader.assumption(key, each, ("assumptions", key))

    services = dict(base.services) if base else {}
    not_offered = dict(base.not_offered) if base else {}
    for key, each in tables("not_offered").items():
        request = reader.word(RequestName, key, ("not_offered", key))
        not_offered[request] = reader.grounds(each, ("not_offered", key))
        services.pop(request, None)
    for key, each in tables("services").items():
        request = reader.word(RequestName, key, ("services", key))
        rows = each if isinstance(each, list) else [each]
        services[request] = tuple(
            reader.provision(row, ("services", key, str(number))) for number, row in enumerate(rows)
        )
        not_offered.pop(request, None)

    readings = dict(base.readings) if base else {}
    for key, each in tables("readings").items():
        readings[key] = reader.reading(key, each, ("readings", key))
    prefixes = reader.items(raw.get("prefixes", []), ("prefixes",), reader.text)
    banks = reader.items(raw.get("banks", []), ("banks",), reader.bank)
    return Rulebook(
        id=name,
        derives=derives,
        title_en=reader.text(raw.get("title_en", name), ("title_en",)),
        title_zh=reader.text(raw.get("title_zh", name), ("title_zh",)),
        prefixes=prefixes,
        readings={switch: readings[switch] for switch in SWITCHES if switch in readings},
        services={request: services[request] for request in RequestName if request in services},
        not_offered=not_offered,
        grounds={
            **(base.grounds if base else {}),
            **reader.ground_table(raw.get("grounds", {}), ("grounds",)),
        },
        consequences={
            **(base.consequences if base else {}),
            **reader.ground_table(raw.get("consequences", {}), ("consequences",)),
        },
        banks=banks or (base.banks if base else ()),
        assumptions=reader.assumptions,
    )
