"""The book's files: every link resolves, nothing leads out, hostile text stands as text, the same input gives the same bytes."""

import csv
import io
import re
from pathlib import Path

import pytest
from book_reading import ids_of, links_of, parted, read_page
from book_samples import LONG, SCRIPT

from sscard_core.audit.book.matter.inputs import Inputs
from sscard_core.audit.book.site import site

FRAGMENTS_OF_THE_SCRIPT = ("clause=", "lang=")


def pages(book: Path) -> list[Path]:
    """Return the pages of a book."""
    return sorted(book.glob("*.html"))


def test_every_link_leads_to_a_place_that_is_there(book: Path) -> None:
    read = {each.name: read_page(each) for each in pages(book)}
    places = {name: set(ids_of(page)) for name, page in read.items()}
    lost = []
    for name, page in read.items():
        for link in links_of(page):
            file, place = parted(link)
            there = places.get(file or name)
            if there is None and (book / file).is_file():
                continue
            if there is None or (
                place and place not in there and not place.startswith(FRAGMENTS_OF_THE_SCRIPT)
            ):
                lost.append((name, link))
    assert lost == []
    assert sum(len(links_of(page)) for page in read.values()) > 3000


def test_a_lost_link_would_be_seen(tmp_path: Path) -> None:
    page = tmp_path / "one.html"
    page.write_text('<a href="two.html#x">x</a><cite>JS-1 natural_order</cite><p id="a"></p>', "utf-8")
    read = read_page(page)
    assert links_of(read) == {"two.html#x", "clauses.html#JS-1", "assumptions.html#natural_order"}
    assert ids_of(read) == ["a"]


def test_no_page_has_one_id_twice(book: Path) -> None:
    twice = {}
    for each in pages(book):
        ids = ids_of(read_page(each))
        if len(ids) != len(set(ids)):
            twice[each.name] = sorted({one for one in ids if ids.count(one) > 1})
    assert twice == {}


def test_nothing_leads_out_of_the_book(book: Path) -> None:
    sources = re.compile(r"""(?:src|href)\s*=\s*["']?(?:https?:)?//|@import|url\(|fetch\(|XMLHttpRequest""")
    for each in (*pages(book), book / "script.js", book / "style.css"):
        assert sources.search(each.read_text("utf-8")) is None, each.name


def test_hostile_text_of_a_users_rulebook_stands_as_text(book: Path) -> None:
    raw = "".join(each.read_text("utf-8") for each in pages(book))
    assert SCRIPT not in raw
    assert "<img" not in raw
    assert "&lt;script&gt;document.title" in raw
    assert LONG in raw
    assert read_page(book / "clauses.html").at("HC-9").text.count("<script>") == 1


def test_hostile_text_is_no_formula_in_a_spreadsheet(book: Path) -> None:
    lines = list(csv.reader(io.StringIO((book / "table-hostile.csv").read_text("utf-8-sig"))))
    assert len(lines) > 3000
    cells = [cell for line in lines for cell in line]
    assert f"'=1+1 {SCRIPT}" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_the_workbook_holds_the_lines_of_the_csv(book: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    sheet = openpyxl.load_workbook(
        io.BytesIO((book / "table-jiangsu.xlsx").read_bytes()), read_only=True
    ).active
    told = [tuple(str(cell or "") for cell in row) for row in sheet.iter_rows(values_only=True)]
    text = (book / "table-jiangsu.csv").read_text("utf-8-sig")
    lines = [tuple(line) for line in csv.reader(io.StringIO(text))]
    assert told == lines


def test_the_same_input_gives_the_same_bytes(inputs: Inputs, book: Path) -> None:
    again = dict(site(inputs))
    assert {name: (book / name).read_bytes() == content for name, content in again.items()} == dict.fromkeys(
        again, True
    )


def test_the_first_page_is_light(book: Path) -> None:
    weight = sum((book / each).stat().st_size for each in ("index.html", "style.css", "script.js"))
    assert weight < 300_000


def test_no_personal_data_of_a_scenario_are_in_the_book(book: Path) -> None:
    raw = "".join(each.read_text("utf-8") for each in (*pages(book), *book.glob("*.csv")))
    assert re.search(r"(?<!\d)\d{17}[\dX](?!\d)", raw) is None
    assert re.search(r"(?<![\d.])1[3-9]\d{9}(?!\d)", raw) is None
    for secret in ("314159", "271828", "739204", "测试甲", "测试"):
        assert secret not in raw


def test_every_page_has_its_landmarks_and_both_languages(book: Path) -> None:
    for each in pages(book):
        page = read_page(each)
        (main,) = page.all("main")
        assert main.attributes["id"] == "main", each.name
        assert len(page.all("h1")) == 1, each.name
        assert page.all("a", "skip")[0].attributes["href"] == "#main"
        assert {"zh", "en"} <= {one.attributes.get("lang") for one in main.all("span")}, each.name


def test_without_a_result_the_book_says_that_the_check_was_not_run(book: Path) -> None:
    page = read_page(book / "evidence.html")
    assert "sscard check --faults --json" in page.all("p", "not-run")[0].text
    assert "未运行" in page.at("p-lapse_restores_once").text
    assert "JS-19" in page.at("p-lapse_restores_once").text
