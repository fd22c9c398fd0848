"""The money is proved without bounds, every kind of proof is seen failing, and what is proved is what the desk does."""

import ast
import subprocess
import sys
import time
from importlib.util import find_spec
from itertools import pairwise, product
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st
from money_samples import (
    GIVEN_UP,
    HELD,
    LIVES,
    NEVER_PERMITTED,
    SETTLED,
    amount_of,
    decided,
    left_on_the_old_card,
    money_desk,
    money_on,
    movements_asked,
    paying,
    said_by_the_ledger,
    with_money,
)

import sscard_core
from sscard_core import RULEBOOK_IDS, CardFile, Decision, rulebook
from sscard_core import requests as ask
from sscard_core.checking import z3_door
from sscard_core.checking.proofs import (
    AT_FIRST,
    AT_LAST,
    BLANK,
    INVARIANTS,
    STEP_RULES,
    Effects,
    Obligation,
    Property,
    prove,
)
from sscard_core.checking.z3_door import NoProver, Verdict
from sscard_core.lifecycle.ledger import (
    BANK,
    BY_AMOUNT,
    EFFECTS,
    HRSS,
    OLD_CARD,
    WHOLE,
    Effect,
    Line,
    Movement,
    is_something,
    the_amount,
)
from sscard_core.model.arguments import RequestName
from sscard_core.model.card_file import Mark
from sscard_core.model.citations import find_entry
from sscard_core.model.money import Fen
from sscard_core.model.refusals import RefusalCode
from sscard_core.model.requests import RequestError

M = Movement
PROPERTIES = (*INVARIANTS, *STEP_RULES)
needs_z3 = pytest.mark.skipif(
    find_spec("z3") is None, reason="z3 is not installed: pip install 'sscard[check]'"
)


def instead(movement: Movement, *lines: Line, asks: bool = True) -> Effects:
    """Return the ledger with other lines for one movement, and no conditions where nothing is asked any more."""
    return {**EFFECTS, movement: Effect(lines, EFFECTS[movement].given if asks else (is_something,))}


FAULTS: dict[str, tuple[Effects, Movement, str, str]] = {
    "a transfer from the bank account to the HRSS account": (
        instead(M.TRANSFER_OUT, Line(BANK, -1, the_amount), Line(HRSS, +1, the_amount)),
        M.TRANSFER_OUT,
        "accounts_apart",
        "amount 0.01, bank_balance 0.01, bank_balance paid in 0.01; then hrss_balance 0.01, bank_balance 0.00, "
        "hrss_balance paid in 0.01, bank_balance paid out 0.01",
    ),
    "cash is given whether the balance suffices or not": (
        instead(M.WITHDRAW_CASH, Line(BANK, -1, the_amount), asks=False),
        M.WITHDRAW_CASH,
        "never_negative",
        "amount 0.01; then bank_balance -0.01, bank_balance paid out 0.01",
    ),
    "a contribution is paid in instead of out": (
        instead(M.CONTRIBUTE, Line(BANK, +1, the_amount)),
        M.CONTRIBUTE,
        "value_accounted",
        "amount 0.01, bank_balance 0.01, bank_balance paid in 0.01; then bank_balance 0.02, "
        "bank_balance paid in 0.02",
    ),
    "a settlement pays out a fen too much": (
        instead(M.SETTLE_BANK, Line(BANK, -1, lambda held, _amount: held.bank_balance + 1)),
        M.SETTLE_BANK,
        "ends_at_nothing",
        "nothing anywhere; then bank_balance -0.01, bank_balance paid out 0.01",
    ),
    "cash is taken from the HRSS account": (
        {**EFFECTS, M.WITHDRAW_CASH: EFFECTS[M.PAY_MEDICAL]},
        M.WITHDRAW_CASH,
        "medical_money_leaves_for_treatment",
        "amount 0.01, hrss_balance 0.01, hrss_balance paid in 0.01; then hrss_balance 0.00, "
        "hrss_balance paid out 0.01",
    ),
    "a deposit lands on the HRSS account": (
        instead(M.DEPOSIT, Line(HRSS, +1, the_amount)),
        M.DEPOSIT,
        "medical_money_comes_by_credit",
        "amount 0.01; then hrss_balance 0.01, hrss_balance paid in 0.01",
    ),
    "the old card keeps what was moved from it": (
        instead(M.MIGRATE_MEDICAL_CARD, Line(HRSS, +1, WHOLE[OLD_CARD])),
        M.MIGRATE_MEDICAL_CARD,
        "migration_conserves",
        "legacy_balance 0.01, legacy_balance paid in 0.01; then hrss_balance 0.01, hrss_balance paid in 0.01",
    ),
    "a deposit counts twice": (
        instead(M.DEPOSIT, Line(BANK, +2, the_amount)),
        M.DEPOSIT,
        "in_minus_out",
        "amount 0.01; then bank_balance 0.02, bank_balance paid in 0.01",
    ),
    "a settlement is booked as a negative sum paid in": (
        instead(M.SETTLE_BANK, Line(BANK, +1, lambda held, _amount: -held.bank_balance)),
        M.SETTLE_BANK,
        "sums_only_grow",
        "bank_balance 0.01, bank_balance paid in 0.01; then bank_balance 0.00, bank_balance paid in 0.00",
    ),
}


def failing(obligations: tuple[Obligation, ...]) -> dict[tuple[str, str], str]:
    """Return the counterexamples of what does not hold, by rule and property."""
    return {
        (each.rule, each.about.name): each.counterexample
        for each in obligations
        if each.verdict is Verdict.FAILS
    }


@needs_z3
class TestTheProofs:
    """Every property is proved of every row, for all amounts and all histories."""

    def test_every_obligation_holds_within_two_seconds(self) -> None:
        started = time.process_time()
        obligations = prove()
        assert time.process_time() - started < 2
        assert [str(each) for each in obligations if each.verdict is not Verdict.HOLDS] == []

    def test_every_row_is_proved_to_keep_every_property_that_concerns_it(self) -> None:
        steps = {(str(m), each.name) for m in Movement for each in INVARIANTS}
        steps |= {(str(m), each.name) for each in STEP_RULES for m in each.concerns}
        ends = set(product((AT_FIRST, AT_LAST), (each.name for each in INVARIANTS)))
        proved = [(each.rule, each.about.name) for each in prove()]
        assert len(proved) == len(set(proved))
        assert set(proved) == steps | ends

    def test_an_obligation_reads_as_a_sentence(self) -> None:
        first, *_ = prove()
        assert str(first) == "a blank file: in_minus_out holds [XJ13-H-009, two_accounts]"

    @pytest.mark.parametrize("fault", FAULTS)
    def test_a_fault_is_found_in_its_own_row_and_told_with_its_figures(self, fault: str) -> None:
        rules, movement, name, told = FAULTS[fault]
        found = failing(prove(rules))
        assert found[str(movement), name] == told
        assert {rule for rule, _ in found} <= {str(movement), AT_LAST}

    def test_every_kind_of_proof_is_seen_failing(self) -> None:
        seen = {name for _, _, name, _ in FAULTS.values()}
        assert seen == {each.name for each in PROPERTIES}

    def test_a_file_that_begins_in_debt_is_found(self) -> None:
        found = failing(prove(first=evolve(BLANK, bank_balance=Fen(-5))))
        assert found == dict.fromkeys(
            product((AT_FIRST, AT_LAST), ("in_minus_out", "never_negative")), "bank_balance -0.05"
        )

    def test_a_history_that_leads_to_a_fault_is_found_without_the_induction(self) -> None:
        rules, _, _, _ = FAULTS["cash is given whether the balance suffices or not"]
        found = failing(prove(rules))[AT_LAST, "never_negative"]
        assert found.startswith("nothing anywhere; then ")
        assert "bank_balance -" in found

    def test_what_is_not_decided_in_time_does_not_count_as_holding(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(z3_door, "PATIENCE_MS", 1)
        one, two, three = (z3_door.unknown(name) for name in "abc")
        hard = one**3 + two**3 + three**3 != 114
        assert z3_door.rule_on((), hard, ()).verdict is Verdict.UNDECIDED
        passage = z3_door.Passage((), (one + two, one * two + three))
        ruling = z3_door.reach({"one": one, "two": two}, {"one": 1, "two": 3}, [passage], three, hard)
        assert ruling.verdict is Verdict.UNDECIDED


class TestWhatIsPromised:
    """The table of properties and the table of movements."""

    def test_every_movement_has_its_row(self) -> None:
        assert set(EFFECTS) == set(Movement)

    @pytest.mark.parametrize("about", PROPERTIES, ids=lambda each: each.name)
    def test_a_property_rests_on_something_that_is_written_down(self, about: Property) -> None:
        assumptions = rulebook("jiangsu").assumptions
        assert about.clauses
        assert [each for each in about.clauses if not find_entry(each) and each not in assumptions] == []
        assert about.en
        assert about.zh

    def test_without_z3_it_is_said_what_to_install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "z3", None)
        with pytest.raises(NoProver, match=r"pip install 'sscard\[check\]'"):
            prove()

    def test_z3_is_not_loaded_before_something_is_proved(self) -> None:
        code = "import sys, sscard_core.checking.proofs; print('z3' in sys.modules)"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert done.stdout == "False\n"


def assert_it_is_as_the_ledger_says(before: CardFile, request: ask.Request, decision: Decision) -> None:
    """Compare what a decision did to the money with the rows of the movements that the request is."""
    movements = movements_asked(before, request) if decision.is_accepted else ()
    amount = amount_of(request)
    posted = tuple(posting for event in decision.events for posting in event.postings)
    assert posted == said_by_the_ledger(before, movements, amount)
    assert decision.file.legacy_balance == left_on_the_old_card(before, movements, amount)
    for movement in movements:
        assert all(holds(before, amount) for holds in EFFECTS[movement].given), f"{movement} was permitted"


class TestTheDesk:
    """What is proved of the ledger's rows is what the desk does: the same postings, under the same conditions."""

    def test_each_row_is_what_a_request_does(self) -> None:
        desk = money_desk("xinjiang-2013")
        moved = {M.OPEN_HRSS, M.OPEN_BANK, M.OPEN_OLD_CARD}
        for life in ((*paying(7_00), *SETTLED), GIVEN_UP):
            file, _ = with_money(desk, 50_00, 90_00, 30_00)
            for request in life:
                decision = decided(desk, file, request)
                assert decision.code is None, f"{request} was refused: {decision.code}"
                assert_it_is_as_the_ledger_says(file, request, decision)
                moved |= (
                    set(movements_asked(file, request))
                    if money_on(decision.file) != money_on(file)
                    else set()
                )
                file = decision.file
        assert moved == set(Movement)

    @given(book=st.sampled_from(RULEBOOK_IDS), hrss=HELD, bank=HELD, old=st.none() | HELD, life=LIVES)
    def test_whatever_is_asked_the_desk_posts_what_the_ledger_says(
        self, book: str, hrss: int, bank: int, old: int | None, life: list[ask.Request]
    ) -> None:
        desk = money_desk(book)
        file, _ = with_money(desk, hrss, bank, old)
        for request in life:
            decision = decided(desk, file, request)
            assert_it_is_as_the_ledger_says(file, request, decision)
            file = decision.file

    @given(hrss=HELD, bank=HELD, old=HELD)
    def test_a_file_is_opened_as_the_ledger_says(self, hrss: int, bank: int, old: int) -> None:
        file, (opened,) = with_money(money_desk("jiangsu"), hrss, bank, old)
        rows = ((M.OPEN_HRSS, hrss), (M.OPEN_BANK, bank), (M.OPEN_OLD_CARD, old))
        said = [posting for row, amount in rows for posting in said_by_the_ledger(BLANK, (row,), amount)]
        assert list(opened.postings) == said
        assert file.legacy_balance == left_on_the_old_card(BLANK, (M.OPEN_OLD_CARD,), old)
        assert all(holds(BLANK, amount) for row, amount in rows for holds in EFFECTS[row].given)

    @given(
        hrss=HELD, bank=HELD, old=HELD, more=st.integers(-2, 2), way=st.sampled_from(range(len(paying(1))))
    )
    def test_what_is_not_given_is_refused(self, way: int, hrss: int, bank: int, old: int, more: int) -> None:
        desk = money_desk("xinjiang-2013")
        file, _ = with_money(desk, hrss, bank, old)
        (movement,) = movements_asked(file, paying(1)[way])
        row = EFFECTS[movement]
        amount = WHOLE[row.lines[0].balance](file, 0) + more
        assume(amount > 0)
        permitted = all(holds(file, amount) for holds in row.given)
        code = decided(desk, file, paying(amount)[way]).code
        assert code is (None if permitted else RefusalCode.INSUFFICIENT_FUNDS)

    @pytest.mark.parametrize("amount", [0, -1])
    @pytest.mark.parametrize("name", sorted(BY_AMOUNT, key=str), ids=str)
    def test_a_request_for_nothing_cannot_be_made(self, name: RequestName, amount: int) -> None:
        with pytest.raises(RequestError, match=r"more than 0\.00"):
            ask.REQUESTS[name](amount=Fen(amount))  # type: ignore[call-arg]

    @pytest.mark.parametrize("book", RULEBOOK_IDS)
    def test_what_no_row_moves_is_refused(self, book: str) -> None:
        desk = money_desk(book)
        file, _ = with_money(desk, 100, 100, None)
        for request in NEVER_PERMITTED:
            decision = decided(desk, file, request)
            assert decision.code is not None
            assert decision.file == file

    def test_an_old_card_whose_balance_was_moved_spends_the_hrss_account(self) -> None:
        desk = money_desk("xinjiang-2013")
        file, _ = with_money(desk, 50_00, 0, 30_00)
        files = [file]
        for request in paying(7_00)[2:5]:
            files.append(decided(desk, files[-1], request).file)
        assert [each.legacy_balance for each in files] == [30_00, 23_00, 0, 0]
        assert [each.hrss_balance for each in files] == [50_00, 50_00, 73_00, 66_00]
        assert [Mark.MEDICAL_CARD_MIGRATED in each.marks for each in files] == [False, False, True, True]
        assert all(one.version < other.version for one, other in pairwise(files))

    def test_nothing_else_in_the_lifecycle_makes_a_posting(self) -> None:
        """Openings included."""
        folder = Path(sscard_core.__file__).parent / "lifecycle"
        makers = {path.name for path in folder.rglob("*.py") if _makes_entries(path.read_text("utf-8"))}
        assert makers == {"ledger.py"}


def _makes_entries(source: str) -> bool:
    """True for code that makes a posting or names the old card's balance as a field."""
    nodes = list(ast.walk(ast.parse(source)))
    calls = {node.func.id for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    words = {node.value for node in nodes if isinstance(node, ast.Constant)}
    return "Posting" in calls or OLD_CARD in words
