"""What the book tells: states reached, answers, readings turned, findings weighed, faults by clause, pages bound."""

from pathlib import Path

from attrs import evolve
from book_reading import ids_of, read_page
from book_samples import SCENARIOS

from sscard_core.audit.book.binding import bound
from sscard_core.audit.book.matter.checked import Checked, CheckedBook, Fault, PlantedFaults
from sscard_core.audit.book.matter.clauses import ClauseFacts, Execution, clause_facts
from sscard_core.audit.book.matter.findings import findings
from sscard_core.audit.book.matter.inputs import Inputs
from sscard_core.audit.book.matter.played import play_file
from sscard_core.audit.book.matter.reaching import reached
from sscard_core.audit.book.matter.resting import assumptions, shares
from sscard_core.audit.book.matter.sources import digest_of
from sscard_core.audit.book.matter.turning import Weight, turns
from sscard_core.audit.book.site import site
from sscard_core.lifecycle.table import STATES, Region
from sscard_core.model.statuses import Hrss, Side, Temporary
from sscard_core.rulebooks import rulebook


def clause(inputs: Inputs, name: str) -> ClauseFacts:
    """Return what the book has of a clause."""
    return next(each for each in clause_facts(inputs) if each.entry.id == name)


def test_every_state_that_a_rulebook_knows_is_reached_and_no_other() -> None:
    found = reached(rulebook("jiangsu"))
    for (region, state), each in found.items():
        assert getattr(each.file, region.value) is state
    missing = {state for region, states in STATES.items() for state in states if (region, state) not in found}
    assert Temporary.VALID in missing  # there is no temporary card in Jiangsu
    assert not {each for each in missing if isinstance(each, Hrss)}


def test_a_state_is_told_of_the_file_nearest_to_a_card_in_use() -> None:
    found = reached(rulebook("jiangsu"))
    assert found[Region.HRSS, Hrss.NORMAL].way == ()
    assert len(found[Region.HRSS, Hrss.FORMALLY_LOST].way) == 1


def test_every_state_has_an_answer_for_every_row(inputs: Inputs) -> None:
    for table in inputs.tables.values():
        assert len({(str(row.name), row.given.en) for row in table.rows}) == len(table.rows)
        assert {len(each.answers) for each in table.states} <= {0, len(table.rows)}
        assert all(answer.grounds for state in table.states for answer in state.answers)


def test_another_reading_turns_a_decision_and_the_weight_says_how() -> None:
    played = play_file(SCENARIOS, SCENARIOS / "xinjiang-2013" / "agent-reports-and-releases.yaml")
    weights = {(each.turn.switch, each.weight) for each in played.flips}
    assert ("release_after_formal_loss", Weight.PERMISSION) in weights
    assert "temporary_loss_lapses_after" not in {switch for switch, _ in weights}


def test_a_scenario_that_turns_a_reading_itself_is_not_turned_again(inputs: Inputs) -> None:
    (turned,) = [each for each in inputs.scenarios if each.turned]
    assert turned.flips == ()
    assert turned.holds


def test_a_finding_is_a_contradiction_where_a_clause_has_the_other_reading(inputs: Inputs) -> None:
    found = {(each.book.id, each.switch.name): each for each in findings(inputs)}
    assert found["xinjiang-2013", "release_after_formal_loss"].is_contradiction
    gap = found["jiangsu", "release_needs_card"]
    assert (gap.is_contradiction, gap.is_assumed) == (False, True)
    assert {each.value for each in turns(rulebook("jiangsu")) if each.switch == "release_needs_card"} == {
        "yes"
    }


def test_a_clause_that_nothing_executes_says_so_and_why(inputs: Inputs) -> None:
    purpose = clause(inputs, "XJ13-M-001")
    assert purpose.execution is Execution.NOTHING
    assert purpose.entry.reason_zh
    assert clause(inputs, "JS-19").execution is Execution.EXECUTED
    assert Side.HRSS in clause(inputs, "JS-17").sides


def test_planted_faults_are_counted_with_the_clauses_of_what_they_are_in(inputs: Inputs) -> None:
    faults = (
        Fault("row dropped: release_loss [formal, at an outlet]", "specification", "release leads elsewhere"),
        Fault("paper dropped: release_loss [formal, at an outlet] id_original", None, ""),
        Fault("fee changed: release_loss [formal, at an outlet]", "alike", ""),
        Fault("row dropped: collect [by the person]", "property", "x"),
    )
    book = CheckedBook(
        id="jiangsu",
        holds=True,
        scopes=(),
        properties=(),
        views=(),
        doors=None,
        planted=PlantedFaults(faults),
    )
    checked = Checked(holds=True, books=(book,), table=PlantedFaults(), obligations=(), not_run=(), stale=())
    planted = clause(evolve(inputs, plan=evolve(inputs.plan, checked=checked)), "JS-21").planted
    assert planted is not None
    assert (planted.faults, dict(planted.noticed), planted.left) == (2, {"specification": 1}, 1)


def test_what_rests_on_assumption_is_what_cites_one(inputs: Inputs) -> None:
    known = {each.assumption.name: each for each in assumptions(inputs)}
    tries = {here.book.id for here in known["hrss_pin_tries"].books if here.rules}
    assert "jiangsu" in tries
    assert "xinxiang-2017" not in tries
    for share in shares(inputs.books):
        assert min(share.clause, share.mixed, share.alone) > 0


def test_a_hash_tells_where_one_text_ends_and_the_next_begins() -> None:
    assert digest_of([("a", b"bc")]) != digest_of([("ab", b"c")])
    assert digest_of([("a", b"bc")]) == digest_of([("a", b"bc")])


def test_the_bound_pages_have_no_id_twice_and_lead_nowhere_else(inputs: Inputs, tmp_path: Path) -> None:
    files = dict(site(inputs))
    text = bound(files, [each for each in files if each.endswith(".html")])
    (tmp_path / "print.html").write_text(text, "utf-8")
    page = read_page(tmp_path / "print.html")
    ids = ids_of(page)
    assert len(ids) == len(set(ids))
    leads = {
        each.attributes.get("href", "#") for sheet in page.all("div", "sheet") for each in sheet.all("a")
    }
    assert {each for each in leads if each.startswith("#") and each[1:] not in ("", *ids)} == set()
    sheets = {f"table-{name}.{kind}" for name in inputs.tables for kind in ("csv", "xlsx")}
    assert {each for each in leads if not each.startswith("#")} == sheets
    assert "<details>" not in text
    assert "JS-19" in page.at("clauses--JS-19").text
