"""The tables for spreadsheets: CSV and XLSX, the same bytes for the same table. The one door to openpyxl."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook  # type: ignore[import-untyped]
from openpyxl.cell import WriteOnlyCell  # type: ignore[import-untyped]
from openpyxl.styles import Font  # type: ignore[import-untyped]

from sscard_core.audit.book.matter.answers import Answer, AnswerTable, Row, StateAnswers
from sscard_core.model.citations import assumptions_in, clauses_in

COLUMNS: Final = (
    "region 部分", "state 状态", "request 业务", "arguments 参数", "answer 答复", "code 理由代码",
    "condition that decides 起决定作用的条件", "others that fail 其他不符", "that hold 符合",
    "papers 材料", "fee 费用", "due 应办结", "then 变化", "clauses 条款", "assumptions 推定", "provision 规定",
)  # fmt: skip
LAST_COLUMN: Final = chr(ord("A") + len(COLUMNS) - 1)
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for a formula at the head of a cell."""
UNWRITABLE: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")
"""What XML cannot hold."""
THEN: Final = (1980, 1, 1, 0, 0, 0)
"""The moment of every part of a workbook: the first that the format knows, since no clock is read."""
SAVED: Final = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def lines(table: AnswerTable) -> Iterator[tuple[str, ...]]:
    """Yield the lines of a table, one for each state and request, in the order of COLUMNS."""
    for state in table.states:
        for row, answer in zip(table.rows, state.answers, strict=False):
            yield tuple(_safe(each) for each in _line(state, row, answer))


def _line(state: StateAnswers, row: Row, answer: Answer) -> tuple[str, ...]:
    return (
        f"{state.region} {state.region.zh}",
        f"{state.state} {state.state.zh}",
        f"{row.name} {row.name.zh}",
        row.given.zh,
        answer.outcome.zh,
        str(answer.code or ""),
        answer.failing[0][1].zh if answer.failing else "",
        str(max(len(answer.failing) - 1, 0)),
        str(answer.held),
        ", ".join(each.en for each in answer.papers),
        str(answer.fee or ""),
        str(answer.due or ""),
        ", ".join(f"{region}={reached}" for region, reached in answer.moves),
        " ".join(str(each) for each in clauses_in(answer.grounds)),
        " ".join(str(each) for each in assumptions_in(answer.grounds)),
        answer.provision,
    )


def _safe(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula and every format can hold."""
    plain = UNWRITABLE.sub("�", text)
    return f"'{plain}" if plain.startswith(FORMULA) else plain


def as_csv(table: AnswerTable) -> bytes:
    """Return the table as CSV: UTF-8 with a byte order mark, without which spreadsheets garble Chinese."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows(lines(table))
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(table: AnswerTable) -> bytes:
    """Return the table as a workbook, its heading fixed and filtered."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("table")
    sheet.freeze_panes = "A2"
    heading = [WriteOnlyCell(sheet, each) for each in COLUMNS]
    for cell in heading:
        cell.font = Font(bold=True)
    sheet.append(heading)
    listed = list(lines(table))
    for line in listed:
        sheet.append(line)
    sheet.auto_filter.ref = f"A1:{LAST_COLUMN}{len(listed) + 1}"
    saved = io.BytesIO()
    book.save(saved)
    return _timeless(saved)


def _timeless(saved: io.BytesIO) -> bytes:
    """Return a workbook without the moment at which it was saved."""
    written = io.BytesIO()
    with ZipFile(saved) as read, ZipFile(written, "w", ZIP_DEFLATED, compresslevel=9) as made:
        for name in _parts(read.namelist()):
            content = SAVED.sub(rb"\g<1>1980-01-01T00:00:00Z", read.read(name))
            part = ZipInfo(name, THEN)
            part.compress_type = ZIP_DEFLATED
            made.writestr(part, content)
    return written.getvalue()


def _parts(names: Iterable[str]) -> list[str]:
    """Return the parts with the table of contents first, as readers of the format expect it."""
    return sorted(names, key=lambda each: (each != "[Content_Types].xml", each))
