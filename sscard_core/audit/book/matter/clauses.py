"""Each clause of the register with all that carries it out: rules, scenarios, properties, planted faults."""

from collections.abc import Iterable, Iterator, Mapping

from attrs import frozen

from sscard_core.audit.book.matter.checked import Checked, Fault
from sscard_core.audit.book.matter.inputs import Inputs
from sscard_core.audit.book.matter.sides import Touched, provision_key, sides_of
from sscard_core.checking.check import ALL
from sscard_core.checking.killing import ALIKE
from sscard_core.checking.promises import Promise, StateRule
from sscard_core.model.citations import Entry
from sscard_core.model.statuses import Side
from sscard_core.model.words import Word
from sscard_core.rulebooks.citing import Rule, all_rules, entries
from sscard_core.rulebooks.clause_register import DOCUMENTS
from sscard_core.scenario.coverage import Line, Witness, coverage


class Execution(Word):
    """What becomes of a clause in software."""

    EXECUTED = "executed", "由规则执行"
    AS_ANOTHER = "as another clause", "与另一条款同"
    CITED = "cited, not decided", "有引用而不作判定"
    NOTHING = "nothing executes it", "无规则执行"


@frozen
class Planted:
    """Single faults that were planted in the rules of a clause, and how many of them each layer noticed."""

    faults: int
    noticed: Mapping[str, int]
    left: int


@frozen(kw_only=True)
class ClauseFacts:
    """A clause with all that carries it out. `planted` is None where no faults were planted."""

    line: Line
    execution: Execution
    rulebooks: tuple[str, ...]
    sides: tuple[Side, ...]
    properties: tuple[Promise | StateRule, ...]
    proved: tuple[str, ...]
    planted: Planted | None

    @property
    def entry(self) -> Entry:
        """The line of the register."""
        return self.line.entry

    @property
    def evidence_kinds(self) -> tuple[str, ...]:
        """By what the clause is shown: words of the filter."""
        kinds = {
            "scenario": bool(self.line.evidence),
            "cited": self.line.is_cited,
            "property": bool(self.properties),
            "fault": bool(self.planted and self.planted.faults),
        }
        return tuple(kind for kind, there in kinds.items() if there) or ("none",)


@frozen
class Document:
    """A document with its clauses, in its own order."""

    id: str
    title: str
    clauses: tuple[ClauseFacts, ...]


def documents(inputs: Inputs) -> tuple[Document, ...]:
    """Return all documents, the user's own rulebooks after the published ones."""
    found: dict[str, list[ClauseFacts]] = {}
    for facts in clause_facts(inputs):
        found.setdefault(facts.entry.document, []).append(facts)
    return tuple(Document(name, DOCUMENTS.get(name, name), tuple(each)) for name, each in found.items())


def clause_facts(inputs: Inputs) -> Iterator[ClauseFacts]:
    """Yield each clause of the register, and of the user's rulebooks, with what carries it out."""
    own = [book for book in inputs.books if book.id in inputs.plan.own]
    rules: dict[str, tuple[Rule, ...]] = dict(all_rules())
    for book in own:
        for clause, listed in all_rules(book).items():
            rules[clause] = tuple(dict.fromkeys((*rules.get(clause, ()), *listed)))
    register = dict.fromkeys((*entries(), *(each for book in own for each in entries(book))))
    witnesses = [
        Witness(each.file, frozenset(each.clauses), each.cited, each.holds) for each in inputs.scenarios
    ]
    by_clause = _properties()
    touched = sides_of(inputs.tables)
    planted = _planted(inputs.checked, rules) if inputs.checked else {}
    proved = _proved(inputs.checked)
    for line in coverage(register, rules, witnesses):
        yield ClauseFacts(
            line=line,
            execution=_execution(line),
            rulebooks=tuple(dict.fromkeys(each.rulebook for each in line.rules)),
            sides=_sides(line, touched),
            properties=tuple(by_clause.get(line.entry.id, ())),
            proved=tuple(proved.get(line.entry.id, ())),
            planted=planted.get(line.entry.id),
        )


def _execution(line: Line) -> Execution:
    if line.entry.check.is_executed and line.rules:
        return Execution.EXECUTED
    if line.entry.check.is_executed and line.same:
        return Execution.AS_ANOTHER
    return Execution.CITED if line.rules else Execution.NOTHING


def _sides(line: Line, touched: Touched) -> tuple[Side, ...]:
    places = (provision_key(rule.rulebook, rule.name, rule.provision) for rule in line.rules)
    found = {side for key in (line.entry.id, *places) for side in touched.get(key, ())}
    return tuple(side for side in Side if side in found)


def _properties() -> dict[str, list[Promise | StateRule]]:
    found: dict[str, list[Promise | StateRule]] = {}
    for each in ALL:
        for clause in each.clauses:
            found.setdefault(clause, []).append(each)
    return found


def _proved(checked: Checked | None) -> dict[str, dict[str, None]]:
    found: dict[str, dict[str, None]] = {}
    for each in checked.obligations if checked else ():
        if each.verdict == "holds":
            for clause in each.clauses:
                found.setdefault(clause, {})[each.about] = None
    return found


def _planted(checked: Checked, rules: Mapping[str, tuple[Rule, ...]]) -> dict[str, Planted]:
    """Return the faults by clause: those of the provisions, readings and consequences that cite it."""
    faults: dict[tuple[str, str], list[Fault]] = {}
    for book in checked.books:
        for fault in book.planted.faults:
            faults.setdefault((book.id, _place(fault.name)), []).append(fault)
    found = {}
    for clause, listed in rules.items():
        places = dict.fromkeys((rule.rulebook, _rule_place(rule)) for rule in listed)
        told = [fault for place in places for fault in faults.get(place, ())]
        if told:
            found[clause] = _counted(told)
    return found


def _place(fault: str) -> str:
    """Return what a fault is in: `request [provision]`, or the name of a condition, switch or consequence.

    >>> _place("paper dropped: collect [by the person] id_original minor")
    'collect [by the person]'
    >>> _place("condition negated: collect card_is_ready")
    'card_is_ready'
    >>> _place("reading changed: weak_pin_is = warned, not refused")
    'weak_pin_is'
    """
    kind, _, where = fault.partition(": ")
    provision, bracket, _ = where.partition("]")
    if bracket:
        return provision + bracket
    words = where.split(" ")
    return words[-1] if kind.startswith("condition") else words[0]


def _rule_place(rule: Rule) -> str:
    return f"{rule.name} [{rule.provision}]" if rule.area == "services" else rule.name


def _counted(faults: Iterable[Fault]) -> Planted:
    noticed: dict[str, int] = {}
    left = 0
    real = [each for each in faults if each.layer != ALIKE]
    for each in real:
        if each.layer is None:
            left += 1
        else:
            noticed[each.layer] = noticed.get(each.layer, 0) + 1
    return Planted(len(real), noticed, left)
