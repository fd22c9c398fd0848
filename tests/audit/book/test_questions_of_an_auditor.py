"""An auditor's questions, answered from the pages of the book alone and held against what the documents say.

The answers were written down from the four documents, by article, before the book was read for them.
"""

from pathlib import Path

import pytest
from book_reading import Element, read_page

from sscard_core.audit.book.telling import anchor

RELEASES = (
    # place, provision, who comes, with which papers, by which articles
    ("xinjiang-2013", "HRSS side", {"持卡人本人"}, {"有效身份证件原件"}, {"XJ13-M-013b"}),
    ("xinjiang-2013", "HRSS side, by an agent", {"代理人"},
     {"代理人身份证件原件", "有效身份证件复印件"}, {"XJ13-M-013b"}),
    ("xinxiang-2017", "HRSS side", {"持卡人本人"}, {"社会保障卡", "有效身份证件原件"}, {"XX17-19b"}),
    ("xinxiang-2017", "HRSS side, by an agent", {"代理人"},
     {"社会保障卡", "有效身份证件原件", "代理人身份证件原件", "代理人身份证件复印件"}, {"XX17-19c", "XX17-21"}),
    ("jiangsu", "formal, at an outlet", {"持卡人本人"}, {"有效身份证件原件"}, {"JS-18", "JS-21"}),
    ("jiangsu", "formal, at an outlet, by an agent", {"代理人"},
     {"有效身份证件原件", "代理人身份证件原件"}, {"JS-04"}),
)  # fmt: skip


def page(book: Path, name: str) -> Element:
    """Return a page of the book."""
    return read_page(book / f"{name}.html")


def provision(book: Path, place: str, request: str, name: str) -> Element:
    """Return what a place says of a request under one provision."""
    return page(book, f"services-{place}").at(anchor(f"{request} [{name}]"))


@pytest.mark.parametrize(("place", "name", "who", "papers", "articles"), RELEASES)
def test_who_may_release_a_formally_lost_card_and_with_which_papers(  # noqa: PLR0913, PLR0917 - a table's columns
    place: str, name: str, who: set[str], papers: set[str], articles: set[str], book: Path
) -> None:
    said = provision(book, place, "release_loss", name)
    for each in who:
        assert each in said.said("办理人")
    for each in papers:
        assert each in said.said("材料")
    assert said.said("材料").count("件") == sum(each.count("件") for each in papers), "and no other paper"
    for each in articles:
        assert each in said.text
        assert page(book, "clauses").at(each).text


def test_a_formal_loss_is_released_until_a_replacement_in_three_places_and_never_in_one(book: Path) -> None:
    answers = {
        "xinjiang-2013": ("until_replacement", "XJ13-M-013a"),
        "xinjiang-2022": ("never", "XJ22-76-6"),
        "xinxiang-2017": ("until_replacement", "XX17-19b"),
        "jiangsu": ("until_replacement", "JS-20"),
    }
    for place, (reading, article) in answers.items():
        said = page(book, f"services-{place}").at("r-release_after_formal_loss").text
        assert reading in said.split("until_replacement XJ22-73-1")[0]
        assert article in said


def test_the_other_reading_in_xinjiang_and_what_it_would_change_are_told(book: Path) -> None:
    said = page(book, "findings").at("xinjiang-2013-release_after_formal_loss")
    assert "XJ13-H-049" in said.text
    assert "XJ13-M-013a" in said.said("所取口径")
    assert "办与不办" in said.text
    assert "agent-reports-and-releases" in said.text


def test_a_formally_lost_card_in_the_table_is_released_or_refused_with_its_article(book: Path) -> None:
    answers = {
        "xinjiang-2013": ("yes", "XJ13-M-013a"),
        "xinjiang-2022": ("no", "XJ22-76-6"),
        "jiangsu": ("yes", "JS-20"),
    }
    for place, (kind, article) in answers.items():
        table = page(book, f"table-{place}-hrss").all("table")[0]
        heads = [each.text for each in table.all("thead")[0].all("th")]
        (row,) = [
            each
            for each in table.all("tr", "entry")
            if "解挂" in each.text and "双侧" in each.all("th")[0].text
        ]
        place_of = next(number for number, head in enumerate(heads) if "正式挂失" in head)
        cell = _cell_of(row, place_of)
        assert kind in cell.attributes["class"].split(), place
        assert article in cell.text, place


def _cell_of(row: Element, column: int) -> Element:
    """Return the cell of a row that stands in a column, those that span several counted."""
    at = 1
    for cell in row.all("td"):
        at += int(cell.attributes.get("colspan", "1"))
        if at > column:
            return cell
    raise LookupError(column)


def test_what_a_lost_temporary_card_costs(book: Path) -> None:
    """Xinjiang 2013: a new one in place of a lost one is paid for as a replacement is (art. 8).

    Xinxiang's article 9 is silent, so that there it is an assumption; the other two offer no temporary card.
    """
    clause = page(book, "clauses").at("XJ13-M-008d").text
    assert "第八条" in clause
    assert "收费同补卡一样" in clause
    tariff = page(book, "clauses").at("XJ13-M-014c").text
    assert "第十四条" in tariff
    told = page(book, "services-xinjiang-2013")
    assert "XJ13-M-008d" in told.at("c-lost_temporary_card_is_paid").text
    elsewhere = page(book, "services-xinxiang-2017").at("c-lost_temporary_card_is_paid").text
    assert "temporary_card_loss" in elsewhere
    assert "XX17" not in elsewhere
    assert "xinxiang-2017" in page(book, "assumptions").at("temporary_card_loss").text


def test_a_temporary_card_is_not_offered_in_two_places(book: Path) -> None:
    assert page(book, "services-jiangsu").at("r-temporary_card").all("code")[1].text == "none"
    assert page(book, "services-xinjiang-2022").at("r-temporary_card").all("code")[1].text == "none"
    assert page(book, "services-xinjiang-2013").at("r-temporary_card").all("code")[1].text == "60d"
    assert page(book, "services-xinxiang-2017").at("r-temporary_card").all("code")[1].text == "3m"


def test_what_happens_to_the_pension_account_when_a_card_is_replaced_online(book: Path) -> None:
    """Xinjiang 2022, guide 75: who replaced online changes the payout account personally, in the app."""
    told = page(book, "services-xinjiang-2022").at("c-payout_account_changed_by_holder")
    assert "XJ22-75-9" in told.text
    clause = page(book, "clauses").at("XJ22-75-9").text
    assert "75.10.3" in clause
    assert "the holder activates the financial function" in clause
    assert "then changes the pension payment account" in clause
    assert "same-number mode the change in the app is not needed" in clause
    for place in ("xinjiang-2013", "xinxiang-2017", "jiangsu"):
        with pytest.raises(LookupError):
            page(book, f"services-{place}").at("c-payout_account_changed_by_holder")


def test_which_rules_rest_on_assumption(book: Path) -> None:
    told = page(book, "assumptions")
    tries = told.at("bank_pin_tries").text
    for place in ("xinjiang-2013", "xinjiang-2022", "xinxiang-2017", "jiangsu"):
        assert place in tries
    hrss_tries = told.at("hrss_pin_tries").text
    assert "jiangsu" in hrss_tries
    assert "xinxiang-2017" not in hrss_tries  # article 24 says six
    assert "XX17-24a" in page(book, "services-xinxiang-2017").at("r-hrss_pin_tries").text
    validity = told.at("card_validity").text
    assert "jiangsu" in validity
    assert "xinjiang-2013" not in validity  # article 5 says ten years
    shares = [[cell.text for cell in row.all("td")] for row in told.all("table")[0].all("tr")[1:]]
    assert all(int(whole) == sum(int(each) for each in parts) for whole, *parts in shares)
    assert all(int(each) > 0 for row in shares for each in row)
