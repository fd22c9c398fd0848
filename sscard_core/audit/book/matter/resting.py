"""The assumptions that everything rests on: for each, the rules of each rulebook that rest on it, and how many answers."""

from collections.abc import Iterable, Iterator, Mapping

from attrs import frozen

from sscard_core.audit.book.matter.answers import AnswerTable
from sscard_core.audit.book.matter.inputs import Inputs
from sscard_core.model.arguments import RequestName
from sscard_core.model.citations import Assumption, Citation
from sscard_core.rulebooks.book import Rulebook
from sscard_core.rulebooks.citing import Rule, rules_of


@frozen(order=True)
class Resting:
    """A rule that rests on an assumption. `alone`: no clause stands beside it."""

    rule: Rule
    alone: bool


@frozen(kw_only=True)
class InBook:
    """How much of a rulebook rests on an assumption: its rules, and the answers of its table."""

    book: Rulebook
    rules: tuple[Resting, ...]
    answers: int
    of: int

    @property
    def requests(self) -> Mapping[str, tuple[Resting, ...]]:
        """The rules by what they are about: a request, in the order of the vocabulary, then everything else."""
        names = [str(each) for each in RequestName]
        found: dict[str, list[Resting]] = {}
        for each in sorted(self.rules, key=lambda one: _place(one.rule.name, names)):
            found.setdefault(each.rule.name, []).append(each)
        return {name: tuple(each) for name, each in found.items()}


@frozen(kw_only=True)
class AssumptionFacts:
    """An assumption and where it matters."""

    assumption: Assumption
    books: tuple[InBook, ...]

    @property
    def rules(self) -> int:
        """How many rules of all rulebooks rest on it."""
        return sum(len(each.rules) for each in self.books)

    @property
    def answers(self) -> int:
        """How many answers of all tables rest on it."""
        return sum(each.answers for each in self.books)


@frozen
class Share:
    """How many rules of a rulebook rest on clauses alone, on both, and on assumptions alone."""

    book: Rulebook
    clause: int
    mixed: int
    alone: int

    @property
    def rules(self) -> int:
        """All of them."""
        return self.clause + self.mixed + self.alone


def _place(name: str, names: list[str]) -> tuple[int, str]:
    return (names.index(name), "") if name in names else (len(names), name)


def assumptions(inputs: Inputs) -> tuple[AssumptionFacts, ...]:
    """Return every assumption that a rulebook makes, the one with the most answers first."""
    known: dict[str, Assumption] = {}
    found: dict[str, list[InBook]] = {}
    for book in inputs.books:
        for assumption, here in _in_book(book, inputs.tables[book.id]):
            known.setdefault(assumption.name, assumption)
            found.setdefault(assumption.name, []).append(here)
    facts = (AssumptionFacts(assumption=known[name], books=tuple(each)) for name, each in found.items())
    return tuple(sorted(facts, key=lambda each: (-each.answers, -each.rules, each.assumption.name)))


def shares(books: Iterable[Rulebook]) -> tuple[Share, ...]:
    """Return for each rulebook how much of it rests on assumption."""
    return tuple(_share(book) for book in books)


def _share(book: Rulebook) -> Share:
    kinds = [
        {isinstance(each, Assumption) for each in citations} for citations in _cited_by_rules(book).values()
    ]
    return Share(book, kinds.count({False}), kinds.count({False, True}), kinds.count({True}))


def _cited_by_rules(book: Rulebook) -> dict[Rule, dict[Citation, None]]:
    """Return what each rule in force cites; other choices of a switch are none."""
    cited: dict[Rule, dict[Citation, None]] = {}
    for citation, rule in rules_of(book, None):
        if rule.area != "readings" or rule.field == book.reading(rule.name):
            cited.setdefault(rule, {})[citation] = None
    return cited


def _in_book(book: Rulebook, table: AnswerTable) -> Iterator[tuple[Assumption, InBook]]:
    rules: dict[Assumption, list[Resting]] = {}
    for rule, citations in _cited_by_rules(book).items():
        alone = all(isinstance(each, Assumption) for each in citations)
        for each in citations:
            if isinstance(each, Assumption):
                rules.setdefault(each, []).append(Resting(rule, alone))
    answers = [answer.grounds for state in table.states for answer in state.answers]
    for assumption in dict.fromkeys((*rules, *_in(answers))):
        yield (
            assumption,
            InBook(
                book=book,
                rules=tuple(rules.get(assumption, ())),
                answers=sum(assumption in grounds for grounds in answers),
                of=len(answers),
            ),
        )


def _in(answers: Iterable[Iterable[Citation]]) -> Iterator[Assumption]:
    for grounds in answers:
        yield from (each for each in grounds if isinstance(each, Assumption))
