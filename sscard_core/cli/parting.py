"""`sscard check --between A B`: what a worker moving from one place to the other has to know."""

from itertools import groupby

from sscard_core.checking.between import Comparison, Parting, between, told
from sscard_core.cli.finding import open_book
from sscard_core.cli.page import Page, emit
from sscard_core.rulebooks.telling import Language, Row


def tell_partings(one: str, other: str, language: Language, *, as_json: bool) -> int:
    """Tell the shortest way to each request that one rulebook permits and the other refuses."""
    books = [open_book(each) for each in (one, other)]
    if books[0] is None or books[1] is None:
        return 2
    comparison = between(books[0], books[1])
    if as_json:
        emit(_record(comparison))
    else:
        _tell(Page(), comparison, language)
    return 0


def _tell(page: Page, comparison: Comparison, language: Language) -> None:
    for permits, partings in groupby(
        sorted(comparison.partings, key=lambda each: each.permits), lambda each: each.permits
    ):
        listed = list(partings)
        title = language.pick(
            f"{permits} permits, {listed[0].refuses} refuses", f"{permits} 办理、{listed[0].refuses} 不办理"
        )
        page.line(title, "bold")
        for each in listed:
            page.rows(_rows(each, language), indent=2)
    alike = ", ".join(f"{kind} ({book})" for kind, book in comparison.alike)
    bound = language.pick(
        f"{comparison.pairs:,} pairs of files looked at, up to {comparison.steps} steps"
        + (", all that there are" if comparison.complete else ", nearest first"),
        f"比较 {comparison.pairs:,} 对档案，至多 {comparison.steps} 步"
        + ("，已穷尽" if comparison.complete else "，由近及远"),
    )
    page.line(bound)
    if alike:
        page.line(language.pick(f"not found to part: {alike}", f"未见分歧：{alike}"))


def _rows(each: Parting, language: Language) -> list[Row]:
    why = ", ".join([*([str(each.code)] if each.code else []), *(str(one) for one in each.refusing)])
    refused = language.pick(f"refused: {why}", f"不办理：{why}")
    permitting = ", ".join(str(one) for one in each.permitting)
    return [
        Row(str(each.kind), refused if each.code else language.pick("no such deadline", "无此期限")),
        Row("", language.pick(f"permitted by {permitting}", f"办理依据 {permitting}")),
        Row("", language.pick("after ", "此前 ") + (told(each.prefix) or language.pick("nothing", "无"))),
    ]


def _record(comparison: Comparison) -> dict[str, object]:
    return {
        "partings": [
            {
                "request": str(each.kind),
                "permits": each.permits,
                "refuses": each.refuses,
                "code": str(each.code) if each.code else None,
                "refusing": [str(one) for one in each.refusing],
                "permitting": [str(one) for one in each.permitting],
                "after": [str(one.label) for one in each.prefix],
            }
            for each in comparison.partings
        ],
        "alike": [{"request": str(kind), "permits": book} for kind, book in comparison.alike],
        "pairs": comparison.pairs,
        "steps": comparison.steps,
        "complete": comparison.complete,
    }
