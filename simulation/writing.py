"""Writing results: JSON with everything, CSV and Parquet with one row a figure."""

import csv
import json
import math
from pathlib import Path
from typing import Final

from simulation.analysis.replicating import Replicated
from simulation.errors import SimulationError
from simulation.experiment import Cut
from simulation.results import Result, Row

COLUMNS: Final = ("scope", "name", "figure", "unit", "mean", "low", "high")
VERSION: Final = 1
"""The version of the layout of a result file."""


def record(result: Result) -> dict[str, object]:
    """Return a result as plain values; what is not known (NaN) is null."""
    return {
        "layout": VERSION,
        "title": result.title,
        "file_hash": result.file_hash,
        "rulebook": result.rulebook,
        "from": result.first,
        "to": result.last,
        "seed": result.seed,
        "replications": result.replications,
        "path": result.path,
        "level": result.level,
        "versions": result.versions,
        "precision": None if result.precision is None else _precision(result.precision),
        "warm_up": None if result.warm_up is None else _warm_up(result.warm_up),
        "figures": [dict(zip(COLUMNS, cells(row), strict=True)) for row in result.rows],
    }


def _precision(met: Replicated) -> dict[str, object]:
    return {
        "half_width": met.precision.relative_half_width,
        "most": met.precision.budget,
        "ran": met.ran,
        "met": met.is_precise,
        "figures": [
            {
                "figure": each.figure,
                "mean": each.mean,
                "half_width": each.relative_half_width if math.isfinite(each.relative_half_width) else None,
                "met": each.is_met,
            }
            for each in met.watched()
        ],
    }


def _warm_up(cut: Cut) -> dict[str, object]:
    return {"days_cut": cut.days, "auto": cut.is_auto, "settled": cut.is_settled}


def cells(row: Row) -> tuple[str | float | None, ...]:
    """Return the cells of a row."""
    numbers = (None if math.isnan(each) else each for each in (row.mean, row.low, row.high))
    return (str(row.scope), row.name, row.figure, row.unit, *numbers)


def write_json(result: Result, file: Path) -> None:
    """Write everything. Raises: OSError."""
    file.write_text(json.dumps(record(result), ensure_ascii=False, indent=1) + "\n", "utf-8")


def write_csv(result: Result, file: Path) -> None:
    """Write one line a figure, with a byte-order mark so that spreadsheets read Chinese. Raises: OSError."""
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(COLUMNS)
        writer.writerows(cells(row) for row in result.rows)


def write_parquet(result: Result, file: Path) -> None:
    """Write one row a figure; what a result was made from stands in the file's metadata.

    Raises: SimulationError where pyarrow is not installed; OSError.
    """
    try:
        import pyarrow  # noqa: PLC0415
        from pyarrow import parquet  # noqa: PLC0415
    except ImportError:
        raise SimulationError("Parquet needs pyarrow: pip install 'sscard[sim-fast]'") from None
    columns = zip(*(cells(row) for row in result.rows), strict=True)
    table = pyarrow.table({name: list(each) for name, each in zip(COLUMNS, columns, strict=True)})
    told = {key: str(value) for key, value in record(result).items() if key != "figures"}
    parquet.write_table(table.replace_schema_metadata(told), file)
