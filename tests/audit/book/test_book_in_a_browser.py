"""The book in a browser: it finds, filters, switches languages, marks edges, and fits every window."""

from pathlib import Path

import pytest
from book_browser import Browser, violations

PAGES = (
    "index.html", "clauses.html", "services-jiangsu.html", "table-jiangsu.html", "table-jiangsu-hrss.html",
    "findings.html", "assumptions.html", "differences.html", "differences-jiangsu--hostile.html", "evidence.html",
    "scenarios-jiangsu.html", "diagrams-jiangsu.html", "journeys-jiangsu.html", "services-hostile.html",
)  # fmt: skip

SHOWN = "return [...document.querySelectorAll('.entry:not([hidden])')].map(each => each.id)"
TYPE = """
const field = document.querySelector(arguments[0]);
field.value = arguments[1];
field.dispatchEvent(new Event(field.tagName === 'SELECT' ? 'change' : 'input', {bubbles: true}));
"""
VISIBLE = """
return [...document.querySelectorAll('main span[lang]')].filter(each => each.lang === arguments[0])
    .some(each => getComputedStyle(each).display !== 'none')
"""


@pytest.mark.parametrize("page", PAGES)
def test_no_page_complains_takes_the_title_or_scrolls_sideways(
    page: str, book: Path, reader: Browser
) -> None:
    for width in (360, 768, 1440):
        reader.wide(width)
        for language in ("zh", "en", "both"):
            reader.open(book / page, f"#lang={language}")
            wide = reader.run("return document.documentElement.scrollWidth")
            assert wide <= width, f"{page} is {wide} pixels wide in a window of {width}"
    assert reader.complaints == []
    assert reader.run("return document.title") != "taken"


def test_the_browser_would_tell_of_a_complaint_and_of_a_wide_page(tmp_path: Path, reader: Browser) -> None:
    page = tmp_path / "faulty.html"
    page.write_text("<p style='width: 2000px'>x</p><script>nothing.there</script>", "utf-8")
    reader.wide(360)
    reader.open(page)
    assert reader.run("return document.documentElement.scrollWidth") > 360
    assert len(reader.complaints) >= 1


def test_search_finds_a_clause_by_its_words_in_either_language(book: Path, reader: Browser) -> None:
    reader.open(book / "clauses.html")
    everything = reader.run(SHOWN)
    reader.run(TYPE, "#q", "临时挂失 7天")
    assert "JS-19" in reader.run(SHOWN)
    assert len(reader.run(SHOWN)) < 10 < len(everything)
    reader.run(TYPE, "#q", "released by itself")
    assert "JS-19" in reader.run(SHOWN)
    reader.run(TYPE, "#q", "no such words anywhere")
    assert reader.run(SHOWN) == []
    assert reader.run("return document.querySelector('output').textContent") == f"0 / {len(everything)}"


@pytest.mark.parametrize(
    ("field", "value", "there"),
    [
        ("f-book", "jiangsu", ("JS-19", "XX17-19b")),
        ("f-side", "bank", ("JS-16", "JS-01")),
        ("f-check", "no", ("XJ13-M-001", "JS-19")),
        ("f-run", "NOTHING", ("XJ13-M-001", "JS-19")),
        ("f-evidence", "scenario", ("JS-19", "XJ13-M-001")),
    ],
)
def test_a_filter_keeps_what_fits_and_hides_the_rest(
    field: str, value: str, there: tuple[str, str], book: Path, reader: Browser
) -> None:
    kept, hidden = there
    reader.open(book / "clauses.html")
    assert {kept, hidden} <= set(reader.run(SHOWN))
    reader.run(TYPE, f"#{field}", value)
    assert kept in reader.run(SHOWN)
    assert hidden not in reader.run(SHOWN)


def test_the_language_is_switched_and_remembered(book: Path, reader: Browser) -> None:
    reader.open(book / "index.html", "#lang=zh")
    reader.run("document.querySelector('[data-show=en]').click()")
    assert (reader.run(VISIBLE, "en"), reader.run(VISIBLE, "zh")) == (True, False)
    assert reader.run("return document.documentElement.lang") == "en"
    reader.open(book / "findings.html")
    assert (reader.run(VISIBLE, "en"), reader.run(VISIBLE, "zh")) == (True, False)
    reader.run("document.querySelector('[data-show=zh]').click()")
    assert (reader.run(VISIBLE, "en"), reader.run(VISIBLE, "zh")) == (False, True)


def test_a_clause_marks_its_edges_and_no_others(book: Path, reader: Browser) -> None:
    reader.open(book / "diagrams-jiangsu.html", "#clause=JS-19")
    marked = reader.run("return [...document.querySelectorAll('g.edge.marked')].map(e => e.dataset.clause)")
    assert marked
    assert all("JS-19" in each.split() for each in marked)
    assert len(marked) < reader.run("return document.querySelectorAll('g.edge').length")


def test_an_edge_in_focus_tells_papers_fee_and_conditions(book: Path, reader: Browser) -> None:
    reader.open(book / "diagrams-jiangsu.html", "#lang=en")
    reader.run("""
        const edge = [...document.querySelectorAll('g.edge')]
            .find(each => /release_loss/.test(each.getAttribute('aria-label')));
        edge.focus();
    """)
    told = reader.run("return document.getElementById('panel').innerText")
    assert "release loss" in told
    assert "id original" in told
    assert "no fee" in told
    assert "no replacement is under way" in told


FEWER = """
for (const list of document.querySelectorAll('main, .document, tbody, ol.conditions'))
    [...list.children].slice(list.tagName === "MAIN" ? 9 : 5).forEach(each => each.remove())
"""
"""An audit looks at every pair of colours on a page; what stands often is of one kind."""


def test_an_audit_of_accessibility_finds_nothing(book: Path, reader: Browser) -> None:
    found = []
    reader.wide(1440)
    for page in ("index.html", "clauses.html", "table-jiangsu-hrss.html", "findings.html", "diagrams-jiangsu.html",
                 "evidence.html", "services-hostile.html", "scenarios-jiangsu.html", "journeys-jiangsu.html",
                 "assumptions.html", "differences-jiangsu--hostile.html"):  # fmt: skip
        for language in ("zh", "both"):
            reader.open(book / page, f"#lang={language}")
            reader.run(FEWER)
            found += [(page, language, *each) for each in violations(reader)]
    assert found == []


def test_an_audit_would_tell_of_a_pale_text(tmp_path: Path, reader: Browser) -> None:
    page = tmp_path / "pale.html"
    page.write_text("<p style='color: #bbb; background: #fff'>pale</p>", "utf-8")
    reader.open(page)
    assert "color-contrast" in {name for name, _, _ in violations(reader)}
