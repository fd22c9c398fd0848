"""A book for the tests: the four rulebooks and a hostile one of a user's, few scenarios, drawings of one rulebook."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from sscard_core.audit.book.matter.answers import answer_table
from sscard_core.audit.book.matter.drawings import Drawings, drawings
from sscard_core.audit.book.matter.inputs import Inputs, Plan
from sscard_core.audit.book.matter.played import play_files
from sscard_core.audit.book.matter.sources import file_source, package_sources
from sscard_core.checking.between import between
from sscard_core.lifecycle.user_rulebooks import checked_book
from sscard_core.rulebooks import RULEBOOK_IDS, rulebook

PROJECT: Final = Path(__file__).parents[3]
SCENARIOS: Final = PROJECT / "specs" / "scenarios"
PLAYED: Final = (
    "jiangsu-temporary-loss-lapses.yaml",
    "xinjiang-2013-loss-and-temporary-card.yaml",
    "xinjiang-2022-formal-loss-and-electronic-card.yaml",
    "xinxiang-found-card.yaml",
    "xinjiang-2013/agent-reports-and-releases.yaml",
    "jiangsu/no-lapse-under-another-reading.yaml",
)

SCRIPT: Final = "<script>document.title='taken'</script>"
LONG: Final = "很长的名称" * 60 + "W" * 300
HOSTILE: Final = f"""\
id = "hostile"
derives = "jiangsu"
title_zh = "某市{SCRIPT}"
title_en = "A city <img src=x onerror=document.title='taken'>"

[clauses."HC-9"]
place = "第九条<b>"
en = "A temporary loss report lasts three days. {SCRIPT}"
zh = "临时挂失管三天。{LONG}"

[clauses."第十条 \\"&<i>"]
place = "第十条"
en = "=HYPERLINK(1)"

[readings.temporary_loss_lapses_after]
value = "3d"
because = ["HC-9", "第十条 \\"&<i>"]

[[services.query_status]]
name = "=1+1 {SCRIPT}"
through = ["online"]
by = ["holder"]
because.all = ["HC-9"]
"""


@cache
def sample_inputs() -> Inputs:
    """Return what the tests' book is made from."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "hostile.toml"
        file.write_text(HOSTILE, "utf-8")
        hostile = checked_book(file)
        sources = (*package_sources(), file_source(file))
    books = (*(rulebook(each) for each in RULEBOOK_IDS), hostile)
    jiangsu = rulebook("jiangsu")
    return Inputs(
        plan=Plan(books=books, own={hostile.id: file}, scenarios=SCENARIOS, version="0.0"),
        tables={book.id: answer_table(book) for book in books},
        drawings={book.id: drawings(book) if book is jiangsu else Drawings((), ()) for book in books},
        comparisons={
            pair: between(*(book for each in pair for book in books if book.id == each), most_pairs=300)
            for pair in (("xinjiang-2013", "jiangsu"), ("jiangsu", "hostile"))
        },
        scenarios=play_files(SCENARIOS, [SCENARIOS / each for each in PLAYED]),
        sources=sources,
    )
