"""Mutate the desk, the conditions and the identifiers, and see what notices.

Run: python tests/mutation [--jobs N] [--only MODULE …] [--date DATE]

Writes specs/mutation.md unless only some modules are tried. Exit code 1 where a survivor is not explained, or an
explanation has lost its survivor; 2 where a scenario or a test fails without any change.
"""

import argparse
import importlib
import os
import sys
import time

from mutants import mutants, scope
from mutation_enums import ROOT
from mutation_report import PAGE, complaints, page, read_explained, short_name
from verdicts import measure, tried

BEFOREHAND = (
    *("cattrs", "chinese_calendar", "hypothesis", "ruamel.yaml", "transitions"),
    *("stdnum.luhn", "stdnum.iso7064.mod_11_2"),
)
"""Imported once, so that the process of a mutant need not; the package itself must not be."""


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="mutants tried at a time")
    parser.add_argument("--only", nargs="+", default=[], help="last names of modules, such as desk")
    parser.add_argument("--date", help="the day that the page is of; none unless given")
    return parser.parse_args()


def main() -> int:
    """Try all mutants; return the exit code."""
    options = _options()
    sys.path.insert(0, str(ROOT))
    for name in BEFOREHAND:
        importlib.import_module(name)
    modules = [each for each in scope() if not options.only or each.split(".")[-1] in options.only]
    wanted = [mutant for module in modules for mutant in mutants(module)]
    started = time.monotonic()
    known = measure()
    if known.baseline.faults:
        print("these fail without any change:", *known.baseline.faults, sep="\n  ")
        return 2
    found = {(each.mutant.module, each.mutant.told): each for each in tried(wanted, known, options.jobs)}
    verdicts = [found[mutant.module, mutant.told] for mutant in wanted]
    explained = [each for each in read_explained() if each.module in [short_name(name) for name in modules]]
    if not options.only:
        PAGE.write_text(page(verdicts, explained, options.date), "utf-8")
    faults = complaints(verdicts, explained)
    print(f"{len(wanted):,} mutants of {len(modules)} modules in {time.monotonic() - started:.0f} s")
    print(*faults, sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
