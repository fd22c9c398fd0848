"""`sscard sim compare --within MIN`: plans run on, those that cannot be best left out, until the best is known."""

from math import isnan

from rich.table import Table

from simulation.analysis.choosing import Chosen, Selection, choose
from simulation.errors import OptionError
from simulation.experiment import Experiment
from simulation.figure_parts import KIND_NAMES
from simulation.figures import watched
from simulation.network.network import Network
from simulation.results import LEVEL, versions
from simulation.tallies import Kind
from sscard_core.cli.page import Page, emit
from sscard_core.rulebooks.telling import Language

FIGURE = "wait mean"
KEY = f"{KIND_NAMES[Kind.WINDOW][0]} {FIGURE}"


def chosen_plan(sides: dict[str, Experiment], selection: Selection) -> Chosen | None:
    """Run the sides until that of the shortest mean wait at the windows is found; None where interrupted.

    Raises: OptionError where nobody waits at a window in some replication.
    """

    def wait(plan: str, number: int) -> float:
        made = sides[plan].run(range(number, number + 1))
        if not made:
            raise KeyboardInterrupt
        sides[plan].done.clear()  # only the figure is needed
        found = watched(made[0]).get(KEY, float("nan"))
        if isnan(found):
            raise OptionError(
                f"{plan}: in run {number} nobody waited at a window, so waits cannot be compared; run more days",
                f"{plan}：第 {number} 次运行中无人在窗口等候，无法比较；请加长运行",
            )
        return found

    try:
        return choose(wait, list(sides), selection)
    except KeyboardInterrupt:
        return None


def emit_choice(network: Network, seed: int, selection: Selection, found: Chosen) -> None:
    """Write a choice as JSON."""
    emit(
        {
            "title": network.title,
            "file_hash": network.file_hash,
            "seed": seed,
            "level": selection.confidence,
            "versions": versions(),
            "figure": KEY,
            "within": selection.difference,
            "most": selection.budget,
            "best": found.best if found.probability else None,
            "probability": found.probability,
            "plans": {
                plan: {"mean": mean, "replications": found.replications[plan]}
                for plan, mean in found.means.items()
            },
        }
    )


def tell_choice(network: Network, seed: int, selection: Selection, found: Chosen, language: Language) -> None:
    """Write a choice as a page."""
    page, pick = Page(), language.pick
    page.line(network.title, "bold")
    if found.probability:
        told = pick(
            f"{found.best} has the shortest mean wait at the windows, or is within {selection.difference:g} min of it, with "
            f"a probability of at least {found.probability:.0%}",
            f"{found.best} 的窗口平均等候最短（或与最短者相差不超过 {selection.difference:g} 分钟），"
            f"概率不低于 {found.probability:.0%}",
        )
    else:
        told = pick(
            f"which has the shortest mean wait at the windows is NOT KNOWN after {selection.budget} runs of each that was left",
            f"各运行 {selection.budget} 次后，仍无法判断哪个方案的窗口平均等候最短",
        )
    page.line(told)
    page.line(pick(f"common random numbers, seed {seed}", f"公共随机数，种子 {seed}"))
    table = Table(box=None, pad_edge=False)
    for head in ("", pick("mean wait, min", "平均等候（分钟）"), pick("runs", "运行次数")):
        table.add_column(head, justify="right" if head else "left")
    for plan, mean in found.means.items():
        table.add_row(plan, f"{mean:.2f}", str(found.replications[plan]))
    page.table(table)


def selection_of(within: float, most: int) -> Selection:
    """Return what is asked of a choice: the difference in minutes that matters, and the runs of each plan at most."""
    return Selection(within, LEVEL, first=min(Selection(within).first, most), budget=most)
