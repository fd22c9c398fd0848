"""Keeping what Spin says: `python -m sscard_core.checking.keep specs` writes each graph in Aldebaran form.

Whoever changes the specification runs this, so that a machine without Spin compares with what Spin last gave.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from sscard_core.checking.spin import WHOLE, Model, SpinError, missing
from sscard_core.checking.views import VIEWS
from sscard_core.rulebooks import RULEBOOK_IDS


def keep(specs: Path) -> int:
    """Write the graphs of every rulebook and view, and return how many edges they have. Raises: SpinError."""
    folder = specs / "expected"
    folder.mkdir(exist_ok=True)
    edges = 0
    for book in RULEBOOK_IDS:
        for view in VIEWS:
            graph, _ = Model(specs / "card.pml", book, view).explored()
            edges += graph.edges
            (folder / f"{book}-{view}.aut").write_text("\n".join(graph.lines()) + "\n", "ascii")
    return edges


def whole(specs: Path) -> Iterator[str]:
    """Check the assertions and every formula on all actions together, and yield a line for each. Raises: SpinError."""
    for book in RULEBOOK_IDS:
        model = Model(specs / "card.pml", book, WHOLE)
        for verdict in (model.assertions(), *model.formulas()):
            yield f"{book} {verdict.name}: {verdict.states:,} states, {verdict.errors} errors"


if __name__ == "__main__":
    if absent := missing():
        sys.exit(f"{' and '.join(absent)} must be installed: apt-get install spin gcc")
    try:
        print(f"{keep(Path(sys.argv[1]))} edges kept")
        for line in whole(Path(sys.argv[1])):
            print(line)
    except (SpinError, OSError) as problem:
        sys.exit(str(problem))
