"""`sscard sim validate`: every mistake of a network file, and the load of each kind of window before any run."""

from pathlib import Path
from typing import Final

from simulation.errors import Mistake, NetworkFileError, OptionError, SimulationError
from simulation.files.network_file import read_network
from simulation.network.loads import Load, loads
from simulation.network.network import Network
from sscard_core.cli.complaining import complain
from sscard_core.cli.page import Page, emit
from sscard_core.rulebooks.telling import Language, Row

WRONG: Final = 2


def open_network(file: Path, language: Language, *, is_staffed: bool = True) -> Network | None:
    """Return a network; complain and return None where the file has mistakes. Warnings are told."""
    try:
        network, warnings = read_network(file, is_staffed=is_staffed)
    except NetworkFileError as problem:
        for each in problem.mistakes:
            complain(told(file, each, language))
        return None
    except SimulationError as problem:
        complain(problem)
        return None
    for each in warnings:
        complain(told(file, each, language))
    return network


def told(file: Path, mistake: Mistake, language: Language) -> str:
    """Return a mistake as one line."""
    kind = language.pick("warning: ", "提示：") if mistake.is_warning else ""
    return f"{file}:{mistake.line}: {kind}{language.pick(mistake.en, mistake.zh)}"


def complain_in(language: Language, problem: Exception) -> None:
    """Say what cannot be done, in the language of the account where it is known in both."""
    complain(language.pick(problem.en, problem.zh) if isinstance(problem, OptionError) else problem)


def validate_file(file: Path, language: Language, *, as_json: bool) -> int:
    """Check a network file. Exit code 2: it has mistakes."""
    if as_json:
        return _as_json(file)
    network = open_network(file, language)
    if network is None:
        return WRONG
    page = Page()
    page.line(language.pick("The file can be run.", "文件可以运行。"))
    page.line(
        language.pick(
            f"{network.outlets:,} outlets, {network.days} days, rulebook {network.book.id}",
            f"{network.outlets:,} 个网点，{network.days} 天，规则 {network.book.id}",
        )
    )
    page.line(language.pick("Utilisation expected of each kind of window:", "各类窗口的预期利用率："))
    page.rows((_row(each) for each in loads(network)), 2)
    return 0


def _row(load: Load) -> Row:
    return Row(f"{load.group}.{load.windows}", f"{load.utilisation:.0%}")


def _as_json(file: Path) -> int:
    try:
        network, warnings = read_network(file)
    except NetworkFileError as problem:
        emit({"valid": False, "mistakes": [_record(each) for each in problem.mistakes]})
        return WRONG
    expected = {f"{each.group}.{each.windows}": round(each.utilisation, 4) for each in loads(network)}
    emit({"valid": True, "mistakes": [_record(each) for each in warnings], "utilisation": expected})
    return 0


def _record(mistake: Mistake) -> dict[str, object]:
    return {"line": mistake.line, "en": mistake.en, "zh": mistake.zh, "warning": mistake.is_warning}
