"""The clause register: every rule of the four documents, a line each, from the tables in register/."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from sscard_core.model.citations import Check, Entry, enter_register

DOCUMENTS: Final = {
    "xinjiang-2013-handbook": "《新疆社会保障卡使用手册》（2013）",
    "xinjiang-2013-measure": "《新疆维吾尔自治区社会保障卡管理暂行办法》",
    "xinjiang-2022-guides": "新疆社会保障卡办事指南 70-76（2022 年起）",
    "xinxiang-2017": "《新乡市社会保障卡管理暂行办法》（新人社〔2017〕145号）",
    "jiangsu": "《江苏省社会保障卡申办指南》",
}
"""The tables of the register, with the document each covers."""


def _read(table: str) -> Iterator[Entry]:
    text = files("sscard_core.rulebooks").joinpath("register", f"{table}.tsv").read_text(encoding="utf-8")
    for line in text.splitlines()[1:]:
        clause_id, place, check, same_as, en, zh, reason_en, reason_zh = (line + "\t" * 7).split("\t")[:8]
        yield Entry(
            id=clause_id,
            document=table,
            place=place,
            check=Check.read(check),
            same_as=tuple(same_as.split()),
            en=en,
            zh=zh,
            reason_en=reason_en,
            reason_zh=reason_zh,
        )


@cache
def clause_register() -> Mapping[str, Entry]:
    """Return the register of the four documents, in their order, and make its clauses citable."""
    register = {entry.id: entry for table in DOCUMENTS for entry in _read(table)}
    enter_register(register)
    return register
