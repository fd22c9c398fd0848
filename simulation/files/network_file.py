"""Reading a network file into a network, or telling every mistake in it."""

from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Final

from simulation.engine.station import AtClosing, QueueAtClosing
from simulation.errors import Mistake, NetworkFileError
from simulation.files.demand import read_precision, read_surges, read_target, read_works
from simulation.files.outlets import read_groups
from simulation.files.parts import (
    read_banks,
    read_home_visits,
    read_hotline,
    read_people,
    read_production,
)
from simulation.files.reading import Reading
from simulation.network.loads import check_loads
from simulation.network.network import Network, People
from simulation.units import DAY
from sscard_core.lifecycle.calendar import is_announced
from sscard_core.rulebooks import RULEBOOK_IDS, UnknownRulebook, find_rulebook, rulebook
from sscard_core.rulebooks.book import Rulebook
from sscard_core.rulebooks.places import RulebookError
from sscard_core.yaml_files.nodes import Kind, Value, read_values

TOP: Final = (
    "simulation", "rulebook", "from", "to", "target", "outlets", "demand", "services", "surges", "banks",
    "hotline", "home_visits", "production", "people", "online", "at_closing", "queue_at_closing", "exchange",
    "mode", "precision",
)  # fmt: skip
NEEDED: Final = {
    "simulation": ("a title", "标题"),
    "rulebook": (f"one of {', '.join(RULEBOOK_IDS)}", f"{'、'.join(RULEBOOK_IDS)} 之一"),
    "from": ("the first day", "首日"),
    "to": ("the last day", "末日"),
    "outlets": ("the groups of outlets", "网点组"),
}
NETWORK_FILE: Final = Kind(
    name="a network file",
    needs="`simulation`, `rulebook`, `from`, `to` and `outlets`",
    made_of="a network is a table of tables",
    error=NetworkFileError,
)
SOME_DAY: Final = date(2025, 1, 2)
LONGEST_DAYS: Final = 3660
FEW_OUTLETS: Final = 200
WEEK: Final = 7
TEN_DAYS: Final = 10


def read_network(file: Path, *, is_staffed: bool = True) -> tuple[Network, tuple[Mistake, ...]]:
    """Read a network file; return the network, and warnings that do not forbid a run.

    `is_staffed` is False where windows are still to be planned: then a load they cannot serve is no mistake.
    Raises: NetworkFileError, with every mistake.
    """
    root = read_values(file, NETWORK_FILE)
    reading = Reading(str(file))
    top = reading.table(root, "the file", TOP)
    for key, (en, zh) in NEEDED.items():
        if key not in top:
            reading.wrong(root.line, f"the file needs `{key}`: {en}", f"缺少 `{key}`：{zh}")
    network = _network(reading, top, sha256(file.read_bytes()).hexdigest()[:16])
    if not any(not each.is_warning for each in reading.mistakes):
        groups = reading.table(top["outlets"], "outlets")
        lines = {key: each.line for key, each in (top | groups).items()}
        check_loads(network, reading, lines, is_staffed=is_staffed)
    wrong = sorted((each for each in reading.mistakes if not each.is_warning), key=lambda each: each.line)
    if wrong:
        raise NetworkFileError(str(file), wrong[0].line, wrong[0].en, tuple(wrong))
    return network, tuple(reading.mistakes)


def _network(reading: Reading, top: dict[str, Value], file_hash: str) -> Network:
    book = _book(reading, top.get("rulebook"))
    first, last = _days(reading, top)
    told: dict[str, object] = {}
    if "target" in top:
        told["target_share"], told["target_minutes"] = read_target(reading, top["target"])
    for key, read in (("hotline", read_hotline), ("home_visits", read_home_visits), ("banks", read_banks)):
        if key in top:
            told[key] = read(reading, top[key])
    if "surges" in top:
        told["surges"] = read_surges(reading, top["surges"], first, last)
    if "online" in top:
        told["online"] = reading.yes_no(top["online"], "online")
    if "at_closing" in top:
        told["at_closing"] = reading.word(top["at_closing"], "at_closing", AtClosing, AtClosing.FINISH)
    if "queue_at_closing" in top:
        value = top["queue_at_closing"]
        told["queue_at_closing"] = reading.word(
            value, "queue_at_closing", QueueAtClosing, QueueAtClosing.SERVE
        )
    if "mode" in top:
        told["full"] = _is_full(reading, top["mode"])
    if "precision" in top:
        told["precision"] = read_precision(reading, top["precision"], "precision")
    groups = read_groups(reading, top["outlets"]) if "outlets" in top else ()
    return Network(
        title=reading.text(top["simulation"], "simulation") if "simulation" in top else "",
        book=book,
        first=first,
        last=last,
        groups=groups,
        works=read_works(reading, top.get("demand"), top.get("services")),
        people=read_people(reading, top["people"]) if "people" in top else People(),
        production=read_production(reading, top.get("production"), book),
        exchange_days=_exchange(
            reading,
            top.get("exchange"),
            sum(group.count for group in groups),
            is_full=told.get("full") is True,
        ),
        file_hash=file_hash,
        **told,  # type: ignore[arg-type]
    )


def _book(reading: Reading, value: Value | None) -> Rulebook:
    if value is None:
        return rulebook(RULEBOOK_IDS[0])
    try:
        return find_rulebook(reading.text(value, "rulebook"))
    except (UnknownRulebook, RulebookError, OSError) as problem:
        reading.wrong(value.line, f"rulebook: {problem}", f"rulebook：{problem}")
        return rulebook(RULEBOOK_IDS[0])


def _days(reading: Reading, top: dict[str, Value]) -> tuple[date, date]:
    first = reading.day(top["from"], "from", SOME_DAY) if "from" in top else SOME_DAY
    last = reading.day(top["to"], "to", first) if "to" in top else first
    if last < first:
        reading.wrong(top["to"].line, f"to: {last} is before {first}", f"to：{last} 早于 {first}")
        last = first
    if (last - first).days >= LONGEST_DAYS:
        reading.wrong(top["to"].line, "to: more than ten years; run fewer", "to：超过十年；请缩短")
        last = first
    for year in sorted({first.year, last.year}):
        if not is_announced(year):
            line = top["to" if year == last.year and "to" in top else "from"].line
            reading.warn(
                line,
                f"{year}: the State Council has not announced its calendar here; weekends and fixed holidays "
                "are assumed, make-up days are not known",
                f"{year}年：放假安排尚未公布（或未收录）；按周末及固定日期的节假日假定，不含调休",
            )
    return first, last


def _exchange(reading: Reading, value: Value | None, outlets: int, *, is_full: bool) -> int:
    """How often outlets and production tell each other, in days.

    Weekly, or in large networks every ten days, which costs less; daily in full mode, so that people come again on the
    very day that they meant to, since the rules count in days.
    """
    if value is None:
        few = 1 if is_full else WEEK
        return few if outlets <= FEW_OUTLETS else TEN_DAYS
    return max(1, int(reading.minutes(value, "exchange", lowest=DAY) // DAY))


def _is_full(reading: Reading, value: Value) -> bool:
    text = reading.text(value, "mode")
    if text not in ("full", "statistical"):
        reading.unknown(value.line, "mode", text, ("full", "statistical"))
    return text == "full"
