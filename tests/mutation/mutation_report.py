"""The result of a run as a page: counts for each module, and every survivor with the reason why it does no harm."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from attrs import frozen
from mutation_enums import ROOT
from verdicts import NOTHING, SCENARIO, TEST, TIMEOUT, Verdict

EXPLAINED: Final = Path(__file__).with_name("explained.toml")
PAGE: Final = ROOT / "specs" / "mutation.md"

HEAD: Final = """# Source mutations

What notices a small change of the desk, the conditions or the identifiers. Each mutant is one such change of one place:
a comparison, a word, a number, a part of a condition, an argument, a statement left out, an answer given at once. It is
tried on the scenarios that run the changed lines, then on the tests that do; an identifier on the tests first. Tests on
random examples are not asked; assertions, words for people and annotations are left as they are.

`nox -s mutation` writes this page. It fails where a survivor is not explained in `tests/mutation/explained.toml`, or
where what is explained there no longer survives.
"""


@frozen
class Explained:
    """Why some mutants of a module survive."""

    module: str
    because: str
    mutants: tuple[str, ...]


def read_explained(file: Path = EXPLAINED) -> tuple[Explained, ...]:
    """Return the explanations, in the order of the file."""
    rows = tomllib.loads(file.read_text("utf-8"))["explained"]
    return tuple(Explained(row["module"], row["because"], tuple(row["mutants"])) for row in rows)


def short_name(module: str) -> str:
    """Return a module's name as the page has it."""
    return module.removeprefix("sscard_core.").replace(".", "/")


def survivors(verdicts: Iterable[Verdict]) -> list[tuple[str, str]]:
    """Return the module and the words of every mutant that nothing killed."""
    return [(short_name(each.mutant.module), each.mutant.told) for each in verdicts if each.by == NOTHING]


def complaints(verdicts: Iterable[Verdict], explained: Iterable[Explained]) -> list[str]:
    """Tell of survivors that are not explained, and of what is explained and does not survive."""
    alive = survivors(verdicts)
    told = [(each.module, mutant) for each in explained for mutant in each.mutants]
    return [
        *(f"survives unexplained: {each[0]}: {each[1]}" for each in alive if each not in told),
        *(f"explained, but does not survive: {each[0]}: {each[1]}" for each in told if each not in alive),
    ]


def _table(verdicts: tuple[Verdict, ...]) -> Iterator[str]:
    ways = (SCENARIO, TEST, TIMEOUT, NOTHING)
    counts = Counter((short_name(each.mutant.module), each.by) for each in verdicts)
    yield "| module | mutants | killed by a scenario | by a test | by a limit of time | survive |"
    yield "|---|---|---|---|---|---|"
    for module in dict.fromkeys(module for module, _ in counts):
        row = [counts[module, way] for way in ways]
        yield f"| {module} | {sum(row)} | {' | '.join(str(each) for each in row)} |"
    totals = [sum(each.by == way for each in verdicts) for way in ways]
    yield f"| all | {sum(totals)} | {' | '.join(str(each) for each in totals)} |"


def page(verdicts: Iterable[Verdict], explained: Iterable[Explained], day: str | None) -> str:
    """Return the page. The verdicts come in the order of the modules and their mutants."""
    verdicts, explained = tuple(verdicts), tuple(explained)
    alive = survivors(verdicts)
    told = {(each.module, mutant) for each in explained for mutant in each.mutants}
    dated = [f"As of {day}.", ""] if day else []
    lines = [HEAD, *dated, *_table(verdicts), "", "## What survives, and why"]
    for module in dict.fromkeys(each.module for each in explained):
        lines += ["", f"### {module}"]
        for each in explained:
            listed = [f"- ``{mutant}``" for mutant in each.mutants if (module, mutant) in alive]
            if each.module == module and listed:
                lines += ["", each.because, "", *listed]
    unexplained = [f"- {module}: ``{mutant}``" for module, mutant in alive if (module, mutant) not in told]
    if unexplained:
        lines += ["", "### Not explained", "", *unexplained]
    return "\n".join(lines) + "\n"
