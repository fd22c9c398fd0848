"""Proofs about the money, without bounds: for all amounts, and for any number of movements one after the other.

The rows of the ledger are proved, one by one, in the reading that the desk's own arithmetic has on unknown integers: the
row's expressions make the postings, and the card file's own `changed` adds them up. What is proved of every row, and of
the blank file, holds of every history (induction). Which movement a request is, and when, is not the ledger's to say:
tests compare the rows with the desk's decisions, and the exploration looks at when a side may be settled.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final

from attrs import field, frozen

from sscard_core.checking.z3_door import Passage, Ruling, Term, Verdict, both, either, reach, rule_on, unknown
from sscard_core.lifecycle.ledger import BANK, EFFECTS, HRSS, OLD_CARD, Effect, Movement, entries
from sscard_core.model.card_file import CardFile
from sscard_core.model.money import Fen, show_yuan
from sscard_core.model.people import Holder

M = Movement
Effects = Mapping[Movement, Effect]

BLANK: Final = CardFile.blank(Holder(name="", born=date.min))
"""The file before anything happened. Whose it is does not matter to its money."""

BALANCES: Final = (HRSS, BANK, OLD_CARD)
AT_FIRST: Final = "a blank file"
AT_LAST: Final = "any number of movements"
"""What an obligation is about that is about no single movement."""


@frozen
class Books:
    """The balances of a file, and beside each the sums of all that ever went in and out of it."""

    file: CardFile
    paid_in: Mapping[str, Term]
    paid_out: Mapping[str, Term]

    def after(self, effect: Effect, amount: Term) -> "Books":
        """Return the books after a movement: the file as the desk changes it, the sums by the signs of the lines."""
        changes, postings = entries(effect, self.file, amount)
        sums = {True: dict(self.paid_in), False: dict(self.paid_out)}
        for line in effect.lines:
            sums[line.sign > 0][line.balance] += line.sum(self.file, amount)
        return Books(self.file.changed(changes, postings, None, 1), sums[True], sums[False])

    def held(self, balance: str) -> Term:
        """Return a balance."""
        return getattr(self.file, balance)

    @property
    def medical(self) -> Term:
        """The holder's medical money: one account, though an old card may still hold a part of it (XJ13-H-069)."""
        return self.held(HRSS) + self.held(OLD_CARD)

    @property
    def figures(self) -> dict[str, Term]:
        """Every figure, by its name."""
        return {
            **{balance: self.held(balance) for balance in BALANCES},
            **{f"{balance} paid in": self.paid_in[balance] for balance in BALANCES},
            **{f"{balance} paid out": self.paid_out[balance] for balance in BALANCES},
        }


@frozen
class Step:
    """A movement of an amount, with the books before and after it."""

    movement: Movement
    amount: Term
    before: Books
    after: Books

    def untouched(self, *balances: str) -> Term:
        """Return the claim that nothing was put to some balances, and nothing taken from them."""
        before, after = self.before.figures, self.after.figures
        return both(*(before[name] == after[name] for name in before if name.split()[0] in balances))


@frozen
class Property:
    """Something promised of the money. `clauses` name what promises it: register ids, or assumptions."""

    name: str
    en: str
    zh: str
    clauses: tuple[str, ...]


@frozen
class Invariant(Property):
    """Something promised of the books at every moment."""

    holds: Callable[[Books], Term] = field(repr=False)


@frozen
class StepRule(Property):
    """Something promised of every movement among some."""

    holds: Callable[[Step], Term] = field(repr=False)
    concerns: frozenset[Movement] = frozenset(Movement)


@frozen
class Obligation:
    """A property that was to be proved of a rule of the ledger, and what became of it."""

    rule: str
    about: Property
    verdict: Verdict
    counterexample: str = ""

    def __str__(self) -> str:
        said = f"{self.rule}: {self.about.name} {self.verdict} [{', '.join(self.about.clauses)}]"
        return f"{said}; {self.counterexample}" if self.counterexample else said


# --------------------------------------------------------------------------------- what is promised

COMES_IN: Final = frozenset(
    {M.OPEN_HRSS, M.OPEN_BANK, M.OPEN_OLD_CARD, M.CREDIT_HRSS, M.RECEIVE_BENEFIT, M.DEPOSIT, M.TRANSFER_IN}
)
GOES_OUT: Final = frozenset(
    {M.PAY_MEDICAL, M.PAY_WITH_OLD_CARD, M.CONTRIBUTE, M.WITHDRAW_CASH, M.TRANSFER_OUT}
)
ENDS: Final = {M.SETTLE_HRSS: HRSS, M.SETTLE_BANK: BANK, M.CANCEL_BANK: BANK, M.APPLY_ANEW: HRSS}
"""The movements that end an account, by paying out all that is on it."""

FILLS_MEDICAL: Final = frozenset({M.OPEN_HRSS, M.OPEN_OLD_CARD, M.CREDIT_HRSS})
SPENDS_MEDICAL: Final = frozenset({M.PAY_MEDICAL, M.PAY_WITH_OLD_CARD, M.SETTLE_HRSS, M.APPLY_ANEW})
"""The bills, and the pay-outs at the account's end."""


def crossing(step: Step) -> Term:
    """Return what comes to the holder's balances from outside them all, less what goes there."""
    if step.movement in COMES_IN:
        return step.amount
    if step.movement in GOES_OUT:
        return -step.amount
    return -step.before.held(ENDS[step.movement]) if step.movement in ENDS else 0


def total(books: Books) -> Term:
    """Return all that the holder has on the card, and on the old one."""
    return books.medical + books.held(BANK)


IN_MINUS_OUT: Final = Invariant(
    "in_minus_out",
    "Each balance is what was paid in less what was paid out, and neither sum is below nothing.",
    "每个余额等于入账合计减出账合计，两项合计都不为负。",
    ("XJ13-H-009", "two_accounts"),
    lambda books: both(
        *(books.held(each) == books.paid_in[each] - books.paid_out[each] for each in BALANCES),
        *(sums[each] >= 0 for sums in (books.paid_in, books.paid_out) for each in BALANCES),
    ),
)
NEVER_NEGATIVE: Final = Invariant(
    "never_negative",
    "No balance is ever below nothing.",
    "任何余额都不为负。",
    ("XJ13-M-010", "XJ13-H-006", "XX17-29", "account_never_negative"),
    lambda books: both(*(books.held(each) >= 0 for each in BALANCES)),
)
INVARIANTS: Final = (IN_MINUS_OUT, NEVER_NEGATIVE)

STEP_RULES: Final = (
    StepRule(
        "sums_only_grow",
        "What was once paid in or out stays so: no line of the ledger is a negative sum.",
        "入账合计和出账合计只增不减。",
        ("XJ13-H-009", "two_accounts"),
        lambda step: both(
            *(step.after.paid_in[each] >= step.before.paid_in[each] for each in BALANCES),
            *(step.after.paid_out[each] >= step.before.paid_out[each] for each in BALANCES),
        ),
    ),
    StepRule(
        "accounts_apart",
        "Nothing touches both accounts: the one leaves the other's balance and sums as they were.",
        "任何一笔业务都不同时动用两个账户。",
        ("XJ13-H-009", "two_accounts"),
        lambda step: either(step.untouched(BANK), step.untouched(HRSS, OLD_CARD)),
    ),
    StepRule(
        "value_accounted",
        "The balances together change by what comes from outside or goes there, and by nothing else.",
        "余额总和只随实际收付变动，不凭空增减。",
        ("XJ13-H-009", "XJ13-H-006", "XX17-14", "XX17-29", "two_accounts"),
        lambda step: total(step.after) == total(step.before) + crossing(step),
    ),
    StepRule(
        "medical_money_leaves_for_treatment",
        "Medical money becomes less by a bill, or is paid out at the account's end, and in no other way.",
        "医保个人账户资金只用于医疗费用或在终止时结清。",
        ("XJ13-H-071", "XJ13-H-066", "JS-37", "two_accounts", "settle_before_end"),
        lambda step: step.after.medical >= step.before.medical,
        frozenset(Movement) - SPENDS_MEDICAL,
    ),
    StepRule(
        "medical_money_comes_by_credit",
        "Medical money becomes more by a credit, and in no other way.",
        "医保个人账户资金只能由划入增加，不能自行存入。",
        ("XJ13-H-009", "XJ13-H-071", "two_accounts"),
        lambda step: step.after.medical <= step.before.medical,
        frozenset(Movement) - FILLS_MEDICAL,
    ),
    StepRule(
        "migration_conserves",
        "Moving the old card's balance leaves the medical money as much as it was, and nothing on the old card.",
        "原医保卡余额转入前后总额不变，原卡余额归零。",
        ("XJ13-H-069", "XJ13-M-024b"),
        lambda step: both(step.after.medical == step.before.medical, step.after.held(OLD_CARD) == 0),
        frozenset({M.MIGRATE_MEDICAL_CARD}),
    ),
    StepRule(
        "ends_at_nothing",
        "An account that is settled, closed or given up has nothing left on it.",
        "账户结清或注销后余额为零。",
        ("XJ13-H-066", "JS-37", "settle_before_end"),
        lambda step: step.after.held(ENDS[step.movement]) == 0,
        frozenset(ENDS),
    ),
)


# ------------------------------------------------------------------------------------- the proving


def opened_books(file: CardFile) -> Books:
    """Return the books of a file at its beginning: nothing was paid in or out yet."""
    return Books(file, dict.fromkeys(BALANCES, 0), dict.fromkeys(BALANCES, 0))


def unknown_books() -> Books:
    """Return books of which nothing is known."""
    balances = [(each, unknown(each)) for each in BALANCES]
    sums = ({each: unknown(f"{each} {way}") for each in BALANCES} for way in ("paid in", "paid out"))
    return Books(BLANK.changed(balances, (), None, 0), *sums)


def told(ruling: Ruling) -> str:
    """Return a counterexample as people read it: all figures that are not nil, then what became of them."""
    before: Mapping[str, int] = {}
    moments = []
    for moment in ruling.seen:
        new = [
            f"{name} {show_yuan(Fen(each))}" for name, each in moment.items() if each != before.get(name, 0)
        ]
        moments.append(", ".join(new) or "nothing anywhere")
        before = moment
    return "; then ".join(moments)


def prove(rules: Effects = EFFECTS, first: CardFile = BLANK) -> tuple[Obligation, ...]:
    """Prove every property of every rule, and return all that was to be proved with what became of it.

    Raises: NoProver, where z3 is not installed.
    """
    return (*_at_first(first), *_by_steps(rules), *_at_last(rules, first))


def _at_first(first: CardFile) -> Iterator[Obligation]:
    """The base of the induction."""
    books = opened_books(first)
    for each in INVARIANTS:
        yield _obligation(AT_FIRST, each, rule_on((), each.holds(books), (books.figures,)))


def _by_steps(rules: Effects) -> Iterator[Obligation]:
    """The steps of the induction: the invariants hold before, and the movement is permitted."""
    amount, before = unknown("amount"), unknown_books()
    known = [each.holds(before) for each in INVARIANTS]
    for movement, effect in rules.items():
        step = Step(movement, amount, before, before.after(effect, amount))
        given = [*known, *(each(before.file, amount) for each in effect.given)]
        moments = ({"amount": amount, **before.figures}, {"amount": amount, **step.after.figures})
        claims: list[tuple[Property, Term]] = [(each, each.holds(step.after)) for each in INVARIANTS]
        claims += [(each, each.holds(step)) for each in STEP_RULES if movement in each.concerns]
        for about, claim in claims:
            yield _obligation(str(movement), about, rule_on(given, claim, moments))


def _at_last(rules: Effects, first: CardFile) -> Iterator[Obligation]:
    """The invariants once more, of all that can be reached, by an engine that is told nothing of the induction."""
    amount, books = unknown("amount"), unknown_books()
    passages = [
        Passage(
            [each(books.file, amount) for each in effect.given],
            [*books.after(effect, amount).figures.values()],
        )
        for effect in rules.values()
    ]
    for each in INVARIANTS:
        ruling = reach(books.figures, opened_books(first).figures, passages, amount, each.holds(books))
        yield _obligation(AT_LAST, each, ruling)


def _obligation(rule: str, about: Property, ruling: Ruling) -> Obligation:
    return Obligation(rule, about, ruling.verdict, told(ruling))
