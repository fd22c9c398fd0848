"""One page of what a check found: counts first, then what is broken, with the way to it, and what may be claimed."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from sscard_core.checking.bounds import TOLD
from sscard_core.checking.doors import DoorDifference, DoorsResult
from sscard_core.checking.graphs import Difference
from sscard_core.checking.killing import ALIKE, LAYERS, Kill
from sscard_core.checking.results import BookResult, CheckResult, PropertyResult, ViewResult
from sscard_core.checking.story import Story, ToldStep
from sscard_core.checking.views import told
from sscard_core.cli.page import Page
from sscard_core.rulebooks.telling import Language, Row
from sscard_core.scenario.asked import arguments

MOST: Final = 12
"""How many of a kind are told; `--json` has them all."""

LAYER_WORDS: Final = {
    "property": ("property", "性质"),
    "specification": ("specification", "规约"),
    "scenario": ("scenario", "场景"),
    ALIKE: ("none within the bounds", "界内无差异"),
}


ONLY: Final = {
    "code": ("only the desk", "仅业务台"),
    "spec": ("only the specification", "仅规约"),
    "both": ("otherwise", "结果不同"),
}
"""Which side alone has what differs; `both` where each has it otherwise."""


def tell(page: Page, result: CheckResult, language: Language) -> None:
    """Tell a check."""
    for book in result.books:
        _tell_book(page, book, language)
    _tell_proofs(page, result, language)
    _tell_table(page, result, language)
    for each in result.not_run:
        page.line(language.pick(f"not run: {each}", f"未运行：{each}"))
    page.line()
    page.line(language.pick("Bounds", "界限"), "bold")
    for en, zh in TOLD:
        page.line(language.pick(en, zh), first="  ")
    page.line()
    page.line(_claim(result, language), "bold")
    page.line(
        language.pick(
            "Not claimed: that the measures are read rightly, anything beyond the bounds, two requests at the same "
            "moment, storage, or the cryptography of PINs.",
            "不在断言之内：条文是否理解正确、界限之外、同时并发的业务、存储及密码学实现。",
        )
    )


def _tell_book(page: Page, book: BookResult, language: Language) -> None:
    page.line(book.id, "bold")
    for scope in book.scopes:
        text = language.pick(
            f"{scope.states:,} states, {scope.edges:,} edges, {scope.attempts:,} attempts of {scope.questions:,} "
            f"questions ({scope.asked:,} put to the desk, the rest read alike; {scope.asked_again:,} asked again, "
            f"{scope.answered_otherwise} otherwise): {scope.en}",
            f"{scope.states:,} 状态，{scope.edges:,} 边，{scope.questions:,} 问 {scope.attempts:,} 次"
            f"（向业务台提出 {scope.asked:,} 次，其余读取相同；重问 {scope.asked_again:,} 次，"
            f"不符 {scope.answered_otherwise}）：{scope.zh}",
        )
        page.line(text, first=f"  {scope.name:<10}")
    for view in book.views:
        page.line(_view(view, language), first=f"  {view.name:<10}")
        for difference in view.differences[:MOST]:
            page.rows(_difference(difference, language), indent=6)
    if book.doors is not None:
        _tell_doors(page, book.doors, language)
    _tell_properties(page, book, language)
    _tell_kills(page, book, language)
    if book.scenarios:
        page.line(
            language.pick(
                f"{book.scenarios} scenarios played, {len(book.contradicted)} not as expected",
                f"场景 {book.scenarios} 个，不符 {len(book.contradicted)} 个",
            ),
            first="  ",
        )
    for line in book.contradicted[:MOST]:
        page.line(line, first="    ✗ ")
    page.line()


def _view(view: ViewResult, language: Language) -> str:
    if view.problem:
        return language.pick(f"not compared: {view.problem}", f"未比较：{view.problem}")
    source = language.pick(
        "with the specification in Spin"
        if view.by_spin
        else "with the last graph that Spin gave (Spin was not run)",
        "与 Spin 中的规约" if view.by_spin else "与上次 Spin 所得的图（本次未运行 Spin）",
    )
    failed = [each.name for each in view.verdicts if each.errors]
    checked = len(view.verdicts)
    text = language.pick(
        f"{view.states:,} states, {view.edges:,} edges compared {source}: {len(view.differences)} differences",
        f"{view.states:,} 状态、{view.edges:,} 边{source}比较：差异 {len(view.differences)}",
    )
    if checked:
        text += language.pick(
            f"; {checked} checks of its own, {len(failed)} failed", f"；自检 {checked} 项，失败 {len(failed)}"
        )
    return text + ("" if not failed else f" ({', '.join(failed)})")


def _difference(each: Difference, language: Language) -> Iterator[Row]:
    only = language.pick(*ONLY[each.only])
    yield Row(only, each.action)
    yield Row(language.pick("after", "此前"), ", ".join(each.path) or language.pick("nothing", "无"))
    yield Row(language.pick("in", "状态"), told(each.before))
    if each.after is not None:
        yield Row(language.pick("to", "至"), told(each.after))
    if each.other is not None:
        yield Row(language.pick("other", "另一方"), told(each.other))


def _tell_doors(page: Page, doors: DoorsResult, language: Language) -> None:
    compared = language.pick(
        f"{doors.open:,} of {doors.tried:,} ways of coming with {doors.asked} requests stand open, compared with the "
        f"specification: {len(doors.differences)} differences",
        f"{doors.asked} 种业务的 {doors.tried:,} 种来办方式中开放 {doors.open:,} 种，与规约比较：差异 {len(doors.differences)}",
    )
    problem = language.pick(f"not compared: {doors.problem}", f"未比较：{doors.problem}")
    page.line(problem if doors.problem else compared, first=f"  {'who, where':<11}")
    for each in doors.differences[:MOST]:
        page.rows(_door(each, language), indent=6)


def _door(each: DoorDifference, language: Language) -> Iterator[Row]:
    given = language.pick(", ", "，").join(arguments(each.request, language))
    stands = f" ({each.stands})" if each.stands else ""
    yield Row(
        language.pick(*ONLY[each.only]),
        language.with_term(each.request.name) + (f": {given}" if given else "") + stands,
    )
    people: dict[str, list[str]] = {}
    for by, channel in each.ways:
        people.setdefault(language.word(by) if by else language.pick("institutions", "机构"), []).append(
            language.word(channel)
        )
    for who, channels in people.items():
        yield Row(language.pick("lets in", "可来办"), f"{who}: {', '.join(channels)}")
    if each.says:
        yield Row(language.pick("says", "规约依据"), ", ".join(each.says))


def _tell_properties(page: Page, book: BookResult, language: Language) -> None:
    counts = Counter(each.verdict for each in book.properties)
    page.line(
        language.pick(
            f"{counts['holds']} properties hold, each with a witness; {counts['broken']} broken, "
            f"{counts['vacuous']} without a witness, {counts['absent']} without a case here",
            f"性质成立 {counts['holds']} 项，均有见证；不成立 {counts['broken']}，无见证 {counts['vacuous']}，"
            f"本地无此情形 {counts['absent']}",
        ),
        first="  ",
    )
    for each in book.properties:
        if each.verdict == "vacuous":
            page.line(f"{each.name}: {language.pick(each.en, each.zh)}", first="    ? ")
        if each.story is not None:
            _tell_broken(page, each, each.story, language)


def _tell_broken(page: Page, broken: PropertyResult, story: Story, language: Language) -> None:
    page.line(f"{broken.name}: {language.pick(broken.en, broken.zh)}", "bold", first="    ✗ ")
    page.line(", ".join(broken.clauses), first="      ")
    page.rows((row for step in story.steps for row in _step(step, language)), indent=6, repeat=True)
    if not story.reproduced:
        page.line(
            language.pick(
                f"no days bring this about: {story.difference}", f"无法以实际日期重现：{story.difference}"
            ),
            first="      ",
        )


def _step(step: ToldStep, language: Language) -> Iterator[Row]:
    asked = language.with_term(step.request.name) if step.request else step.label
    given = language.pick(", ", "，").join(arguments(step.request, language)) if step.request else ""
    answer = f" → {language.word(step.code)}" if step.code else ""
    yield Row(f"{step.number}  {step.at:%Y-%m-%d %H:%M}", f"{asked}{': ' if given else ''}{given}{answer}")
    cited = [str(each) for each in (*step.clauses, *step.assumed)]
    if cited:
        yield Row("", language.pick("rests on ", "依据 ") + ", ".join(cited))
    for change in step.changes:
        yield Row("", f"{change.field}: {change.before} → {change.after}")


def _tell_kills(page: Page, book: BookResult, language: Language) -> None:
    if book.kills:
        page.line(_faults(book.kills, book.unexplained, language), first="  ")
        _tell_unexplained(page, book.unexplained)


def _tell_table(page: Page, result: CheckResult, language: Language) -> None:
    if result.table:
        told = _faults(result.table, result.unexplained, language)
        page.line(language.pick(f"the machines' table: {told}", f"状态机规则表：{told}"))
        _tell_unexplained(page, result.unexplained)


def _tell_unexplained(page: Page, kills: tuple[Kill, ...]) -> None:
    for kill in kills[:MOST]:
        page.line(f"{kill.mutant} ({kill.differs}: {kill.seen})", first="    ? ")


def _faults(kills: tuple[Kill, ...], unexplained: tuple[Kill, ...], language: Language) -> str:
    counts = Counter(each.layer for each in kills)
    words = [f"{language.pick(*LAYER_WORDS[layer])} {counts[layer]}" for layer in LAYERS if counts[layer]]
    explained = counts[None] - len(unexplained)
    return language.pick(
        f"{len(kills)} single faults planted; noticed by {', '.join(words)}; "
        f"left unnoticed and explained {explained}, unexplained {len(unexplained)}",
        f"植入单一错误 {len(kills)} 处；发现者：{'、'.join(words)}；"
        f"未发现但有说明 {explained}，无说明 {len(unexplained)}",
    )


def _tell_proofs(page: Page, result: CheckResult, language: Language) -> None:
    if not result.obligations:
        return
    held = sum(each.verdict.value == "holds" for each in result.obligations)
    page.line(
        language.pick(
            f"the two ledgers: {held} of {len(result.obligations)} obligations proved for all amounts and any number of steps",
            f"两本账：{len(result.obligations)} 项证明义务中 {held} 项对任意金额、任意步数成立",
        )
    )
    for each in result.obligations:
        if each.verdict.value != "holds":
            page.line(str(each), first="    ✗ ")


def _claim(result: CheckResult, language: Language) -> str:
    """Say what may honestly be claimed, or that nothing may."""
    if not result.holds:
        return language.pick("Something does not hold; see above.", "存在不成立之处，见上文。")
    states = sum(scope.states for book in result.books for scope in book.scopes)
    attempts = sum(scope.attempts for book in result.books for scope in book.scopes)
    edges = sum(view.edges for book in result.books for view in book.views)
    spun = all(view.by_spin for book in result.books for view in book.views)
    compared = language.pick(
        f"; on {edges:,} edges of the core lifecycle the code and an independently written specification agree"
        + ("" if spun else " (as Spin last gave it)"),
        f"；在核心业务的 {edges:,} 条边上，程序与独立编写的规约一致"
        + ("" if spun else "（按上次 Spin 结果）"),
    )
    proved = language.pick("; the ledgers hold for all amounts and histories", "；两本账对任意金额与经过成立")
    return language.pick(
        f"In {states:,} states, reached within the bounds, {attempts:,} attempts were answered and every listed "
        f"property held{compared if edges else ''}{proved if result.obligations else ''}. {result.seconds:.0f} s.",
        f"在界限之内所达的 {states:,} 个状态中共 {attempts:,} 次提问，所列性质全部成立"
        f"{compared if edges else ''}{proved if result.obligations else ''}。用时 {result.seconds:.0f} 秒。",
    )
