"""The parts of a page: tables, sections, the frame. Every text from outside is escaped here."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Final

from simulation.errors import SimulationError

MOST_BYTES: Final = 2_000_000
STYLE: Final = """\
body{font:15px/1.5 "Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif;max-width:80rem;
margin:2rem auto;padding:0 1rem;color:#222}
table{border-collapse:collapse;margin:.5rem 0 1.5rem;font-size:13px}th,td{padding:.15rem .6rem;border-bottom:1px solid #ddd;
text-align:right;vertical-align:top}th{border-bottom:1px solid #222}td:first-child,th:first-child{text-align:left}
td{white-space:nowrap}.text{text-align:left!important;white-space:normal}h2{margin-top:2rem}svg{max-width:100%;height:auto}.missed{color:#b00020;font-weight:bold}
@media print{body{margin:0;max-width:none}}
"""


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], *, prose: bool = False) -> str:
    """Return a table; in `prose` every cell is set to the left."""
    mark = ' class="text"' if prose else ""
    head = "".join(f"<th{mark}>{escape(each)}</th>" for each in heads)
    body = "".join(
        "<tr>" + "".join(f"<td{mark}>{escape(cell)}</td>" for cell in row) + "</tr>\n" for row in rows
    )
    return f"<table>\n<tr>{head}</tr>\n{body}</table>\n"


def section(title: str, *parts: str) -> str:
    """Return a section; nothing where it has no parts."""
    kept = [part for part in parts if part]
    return f"<h2>{escape(title)}</h2>\n{''.join(kept)}" if kept else ""


def paragraph(text: str, mark: str = "") -> str:
    """Return a paragraph."""
    marked = f' class="{mark}"' if mark else ""
    return f"<p{marked}>{escape(text)}</p>\n"


def page(title: str, sections: Iterable[str]) -> bytes:
    """Return a whole page. Raises: SimulationError where it is larger than two megabytes."""
    body = "".join(sections)
    text = (
        f'<!DOCTYPE html>\n<html lang="zh">\n<head>\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
        f"<style>\n{STYLE}</style>\n</head>\n<body>\n<h1>{escape(title)}</h1>\n{body}</body>\n</html>\n"
    )
    written = text.encode()
    if len(written) > MOST_BYTES:
        raise SimulationError(
            f"the report would have {len(written):,} bytes, more than {MOST_BYTES:,}: join groups that are alike with "
            "`count`, or write CSV"
        )
    return written
