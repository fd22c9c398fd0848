"""Reading what is beside the outlets: banks, hotline, home visits, production, people."""

from typing import Final

from attrs import evolve

from simulation.files.reading import Reading
from simulation.files.shifts import read_shift
from simulation.network.defaults import production_for
from simulation.network.network import (
    NO_LIMIT,
    Bank,
    HomeVisits,
    Hotline,
    People,
    Production,
    Stage,
)
from simulation.network.profiles import PRESETS
from simulation.units import DAY
from sscard_core.rulebooks.book import Rulebook
from sscard_core.yaml_files.nodes import Value

BANK: Final = ("response", "accounts_a_day", "outages_a_year", "outage")
HOTLINE: Final = (
    "agents", "hours", "lunch", "days", "minutes", "cv", "calls_per_thousand", "patience", "call_back", "line",
    "profile",
)  # fmt: skip
HOME: Final = ("teams", "hours", "lunch", "days", "minutes", "cv")
PEOPLE: Final = (
    "patience", "priority", "credit", "returns", "again_after", "to_outlet", "agents", "guardians",
    "appointment_credit", "punctuality",
)  # fmt: skip
SHARES: Final = frozenset({"priority", "returns", "to_outlet", "agents", "guardians", "call_back"})
PRODUCTION: Final = ("stages", "collect_after", "undelivered", "kept")
STAGE: Final = ("runs", "capacity", "least", "longest", "days", "fails", "rework", "back_to")
Table = dict[str, Value]


def read_banks(reading: Reading, value: Value) -> tuple[Bank, ...]:
    """Read the banks by name."""
    return tuple(_bank(reading, name, each) for name, each in reading.table(value, "banks").items())


def _bank(reading: Reading, name: str, value: Value) -> Bank:
    what = f"banks.{name}"
    table = reading.table(value, what, BANK)
    told = {
        **_minutes(reading, table, what, "response", "outage"),
        **_numbers(reading, table, what, "accounts_a_day", "outages_a_year"),
    }
    return Bank(name=name, **told)


def read_hotline(reading: Reading, value: Value) -> Hotline:
    """Read the hotline."""
    table = reading.table(value, "hotline", HOTLINE)
    agents = reading.whole(table["agents"], "hotline.agents", 0, 5000) if "agents" in table else 2
    hotline = Hotline(agents=read_shift(reading, table, agents, "hotline"))
    told = {
        **_minutes(reading, table, "hotline", "minutes", "patience"),
        **_numbers(reading, table, "hotline", "cv", "calls_per_thousand"),
        **_shares(reading, table, "hotline", "call_back"),
    }
    hotline = evolve(hotline, **told)  # type: ignore[arg-type]
    if "profile" in table:
        name = reading.text(table["profile"], "hotline.profile")
        if name not in PRESETS:
            reading.unknown(table["profile"].line, "hotline.profile", name, PRESETS)
        hotline = evolve(hotline, profile=PRESETS.get(name, hotline.profile))
    return (
        evolve(hotline, line=reading.whole(table["line"], "hotline.line", 1, NO_LIMIT))
        if "line" in table
        else hotline
    )


def read_home_visits(reading: Reading, value: Value) -> HomeVisits:
    """Read the teams that visit people."""
    table = reading.table(value, "home_visits", HOME)
    teams = reading.whole(table["teams"], "home_visits.teams", 0, 5000) if "teams" in table else 1
    told = {
        **_minutes(reading, table, "home_visits", "minutes"),
        **_numbers(reading, table, "home_visits", "cv"),
    }
    return HomeVisits(teams=read_shift(reading, table, teams, "home_visits"), **told)


def read_people(reading: Reading, value: Value) -> People:
    """Read how people behave."""
    table = reading.table(value, "people", PEOPLE)
    durations = ("patience", "credit", "appointment_credit", "punctuality")
    told = {
        **_minutes(reading, table, "people", *durations),
        **_shares(reading, table, "people", *sorted(SHARES)),
    }
    if "again_after" in table:
        told["again_after"] = reading.minutes(table["again_after"], "people.again_after") / DAY
    return People(**told)


def read_production(reading: Reading, value: Value | None, book: Rulebook) -> Production:
    """Read production; what is left out follows the rulebook's stages."""
    assumed = production_for(book)
    if value is None:
        return assumed
    table = reading.table(value, "production", PRODUCTION)
    told: dict[str, object] = {**_shares(reading, table, "production", "undelivered")}
    if "collect_after" in table:
        told["collect_after"] = reading.minutes(table["collect_after"], "production.collect_after") / DAY
    if "kept" in table:
        told["kept"] = int(reading.minutes(table["kept"], "production.kept", lowest=DAY) // DAY)
    if "stages" in table:
        told["stages"] = _stages(reading, table["stages"], assumed.stages)
    return evolve(assumed, **told)  # type: ignore[arg-type]


def _stages(reading: Reading, value: Value, assumed: tuple[Stage, ...]) -> tuple[Stage, ...]:
    """Read figures for stages of the rulebook, by name."""
    names = [stage.name for stage in assumed]
    table = reading.table(value, "production.stages", names)
    return tuple(_stage(reading, stage, table.get(stage.name), names) for stage in assumed)


def _stage(reading: Reading, stage: Stage, value: Value | None, names: list[str]) -> Stage:
    if value is None:
        return stage
    what = f"production.stages.{stage.name}"
    table = reading.table(value, what, STAGE)
    told: dict[str, object] = {**_shares(reading, table, what, "fails", "rework")}
    for key, lowest, highest in (("capacity", 1, NO_LIMIT), ("least", 1, NO_LIMIT), ("longest", 1, 366)):
        if key in table:
            told[key] = reading.whole(table[key], f"{what}.{key}", lowest, highest)
    if "days" in table:
        told["days"] = reading.whole(table["days"], f"{what}.days", 0, 366)
    if "runs" in table:
        runs = (
            reading.clock(reading.text(each, what), each.line, what) for each in reading.items(table["runs"])
        )
        told["runs"] = tuple(sorted(runs))
    if "back_to" in table:
        back = reading.text(table["back_to"], f"{what}.back_to")
        if back not in names[: names.index(stage.name) + 1]:
            reading.unknown(
                table["back_to"].line, f"{what}.back_to", back, names[: names.index(stage.name) + 1]
            )
        told["back_to"] = back
    return evolve(stage, **told)  # type: ignore[arg-type]


def _minutes(reading: Reading, table: Table, what: str, *keys: str) -> dict[str, float]:
    return {key: reading.minutes(table[key], f"{what}.{key}") for key in keys if key in table}


def _numbers(reading: Reading, table: Table, what: str, *keys: str) -> dict[str, float]:
    return {key: reading.number(table[key], f"{what}.{key}", 0.0, 1e9) for key in keys if key in table}


def _shares(reading: Reading, table: Table, what: str, *keys: str) -> dict[str, float]:
    return {key: reading.share(table[key], f"{what}.{key}") for key in keys if key in table}
