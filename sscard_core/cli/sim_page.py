"""The page of a simulation: what ran, waits, queues by time of day, windows, banks, services, cards."""

from math import isnan
from typing import Final

from rich.table import Table

from simulation.figure_parts import KIND_NAMES, Scope, single_window
from simulation.figure_words import chinese, refused_at
from simulation.network.network import Network
from simulation.network.services import Door
from simulation.results import Result, Row
from sscard_core.cli.page import Page
from sscard_core.cli.sim_stating import statements
from sscard_core.rulebooks.telling import Language

PEOPLE: Final = ("wait mean", "wait P50", "wait P90", "wait P95", "wait P99", "within target", "abandoned")
WAITS: Final = ("came", *PEOPLE, "lost in all", "utilisation")
SINGLE_WINDOWS: Final = tuple(single_window(number) for number in range(1, 13))
"""As many as a page has room for; JSON and CSV have all."""

REFUSED_AT: Final = tuple(refused_at(door) for door in Door)
TABLES: Final = (
    (Scope.WINDOWS, "Windows", "窗口", WAITS),
    (Scope.GROUP, "Groups of outlets", "网点组", WAITS),
    (Scope.BANK, "Banks", "银行", (*WAITS, "bank did not answer")),
    (Scope.GROUP, "Single windows", "单个窗口", SINGLE_WINDOWS),
    (Scope.WINDOWS, "Single agents and teams", "单个坐席与小组", SINGLE_WINDOWS),
    (
        Scope.SERVICE,
        "Services",
        "业务",
        (
            "visits",
            "done",
            "sent home for papers",
            "refused by the desk",
            "left unserved",
            *PEOPLE,
        ),
    ),
    (Scope.HALF_HOUR, "By time of day", "分时段", ("came", "waiting", *PEOPLE, "utilisation")),
    (Scope.CHANNEL, "Channels", "渠道", ("asked", "enquiry")),
    (
        Scope.CARDS,
        "Cards",
        "制卡",
        ("turnaround mean", "turnaround P50", "turnaround P90", "turnaround P99", "promise kept"),
    ),
    (Scope.STAGE, "Production", "制卡环节", ("backlog mean", "backlog most", "backlog at the end")),
    (
        Scope.REFUSAL,
        "Refused, by service, reason and clauses, and by channel",
        "不予办理（业务、原因、条款；分渠道）",
        ("refused", *REFUSED_AT),
    ),
)


def tell(page: Page, network: Network, result: Result, language: Language) -> None:
    """Write the page."""
    page.line(result.title)
    page.line(
        language.pick(
            f"{network.outlets:,} outlets, {result.first} to {result.last}, rulebook {result.rulebook}; "
            f"{result.replications} replications, seed {result.seed}, file {result.file_hash}",
            f"{network.outlets:,} 个网点，{result.first} 至 {result.last}，规则 {result.rulebook}；"
            f"{result.replications} 次重复，种子 {result.seed}，文件 {result.file_hash}",
        )
    )
    page.line(
        language.pick(
            f"± is the half-width of the {result.level:.0%} interval of the mean; waits in minutes; "
            f"target {network.target_share:.0%} < {network.target_minutes:g} min",
            f"± 为均值 {result.level:.0%} 置信区间半宽；等候以分钟计；目标 {network.target_share:.0%} < "
            f"{network.target_minutes:g} 分钟",
        )
    )
    for stated in statements(network, result, language):
        page.line(stated)
    _list(page, result, Scope.NETWORK, language)
    for scope, en, zh, columns in TABLES:
        _table(page, result, scope, language.pick(en, zh), columns, language)
    _list(page, result, Scope.CARDS, language)


def _list(page: Page, result: Result, scope: Scope, language: Language) -> None:
    page.line()
    for row in result.rows:
        if row.scope is scope and row.name == "all":
            page.line(shown(row), first=f"  {_word(row.figure, language):<26}")


def _table(  # noqa: PLR0913, PLR0917 - what a table is made of
    page: Page, result: Result, scope: Scope, title: str, columns: tuple[str, ...], language: Language
) -> None:
    by_name = result.by_name(scope)
    present = [each for each in columns if any(each in rows for rows in by_name.values())]
    if not present:
        return
    table = Table(title=title, title_justify="left", box=None, pad_edge=False)
    table.add_column("")
    for each in present:
        table.add_column(_word(each, language), justify="right")
    for name, rows in by_name.items():
        if any(each in rows for each in present) and not _is_quiet(rows):
            shown_cells = (shown(rows[each]) if each in rows else "" for each in present)
            table.add_row(_name(name, language), *shown_cells)
    page.console.print()
    page.table(table)


def _is_quiet(rows: dict[str, Row]) -> bool:
    """True for a half-hour, say, in which nobody came."""
    return "came" in rows and rows["came"].mean == 0.0


def _word(figure: str, language: Language) -> str:
    return language.pick(figure, chinese(figure))


def _name(name: str, language: Language) -> str:
    """Return a name with the kind of window in the language of the page."""
    for en, zh in sorted(KIND_NAMES.values(), key=lambda each: -len(each[0])):
        if name == en or name.startswith(f"{en} ") or name.endswith(f" {en}"):
            return language.pick(name, name.replace(en, zh))
    return name


def shown(row: Row) -> str:
    """Return a figure with the half-width of its interval."""
    if isnan(row.mean):
        return "-"
    half = (row.high - row.low) / 2
    if row.unit == "share":
        return f"{row.mean:.1%}" if isnan(half) else f"{row.mean:.1%} ±{half:.1%}"
    digits = 0 if row.unit == "number" else 1
    return f"{row.mean:,.{digits}f}" if isnan(half) else f"{row.mean:,.{digits}f} ±{half:,.{digits}f}"
