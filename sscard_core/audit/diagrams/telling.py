"""What diagrams say, in Chinese, English or both: the lines at edges and states, and the account of each move."""

from collections.abc import Iterable, Iterator
from typing import Final

from attrs import frozen

from sscard_core.audit.diagrams.model import Edge, Move, Node, Way
from sscard_core.lifecycle.conditions import FACTS
from sscard_core.model.citations import Clause
from sscard_core.model.words import Word
from sscard_core.rulebooks.describe import Named, provision_rows
from sscard_core.rulebooks.telling import Language, Phrase, Row, cited, reason

Tongue = Language | None
"""A language, or None for both side by side."""

FACTS_NAMED: Final = {each.name: Named(each.name, Phrase(each.en, each.zh)) for each in FACTS.values()}
LONGEST_PLACE: Final = 8
"""Characters of a clause's place that an edge has room for; the whole place stands in the account."""


def pick(tongue: Tongue, en: str, zh: str) -> str:
    """Return a text in one language, or in both, Chinese first."""
    return f"{zh} {en}" if tongue is None else tongue.pick(en, zh)


def word(tongue: Tongue, said: Word | Phrase) -> str:
    """Return a word, in both languages where none is chosen."""
    return pick(tongue, str(said), said.zh)


def state_lines(node: Node) -> tuple[str, str]:
    """Return the two lines of a state, always in both languages, the national code after the English name."""
    return node.state.zh, f"{node.state} · {node.code}" if node.code else str(node.state)


def clause_text(clause: Clause) -> str:
    """Return a clause with its article, where that is short enough to stand at an edge."""
    place = clause.entry.place
    return f"{clause} {place}" if len(place) <= LONGEST_PLACE and place.startswith("第") else str(clause)


def cited_short(move: Move, tongue: Tongue) -> str:
    """Return the first clause of a move and how many more there are; that it is assumed, where there is none."""
    clauses = move.clauses
    if not clauses:
        return f"({pick(tongue, 'assumed', '推定')})"
    more = f" +{len(clauses) - 1}" if len(clauses) > 1 else ""
    return f"[{clause_text(clauses[0])}]{more}"


def cause_text(move: Move, tongue: Tongue) -> str:
    """Return what makes a move, and what it fires where that tells more."""
    cause, trigger = move.cause, move.trigger
    if not move.is_narrowed:
        return word(tongue, cause)
    zh = trigger.zh if cause.zh in trigger.zh else f"{cause.zh}·{trigger.zh}"
    return pick(tongue, str(cause) if tongue is None else f"{cause}: {trigger}", zh)


@frozen
class LabelLine:
    """One line at an edge: a plain text, and after it what leads to a clause. `clause` is None where it is assumed."""

    said: str
    cited: str = ""
    clause: Clause | None = None

    @property
    def text(self) -> str:
        """The whole line."""
        return f"{self.said} {self.cited}".strip()


def label_lines(edge: Edge, tongue: Tongue, *, stacked: bool = False) -> tuple[LabelLine, ...]:
    """Return what stands at an edge: for each move its cause and article, in one line or in two."""
    return tuple(line for move in edge.moves for line in _move_lines(move, tongue, stacked=stacked))


def _move_lines(move: Move, tongue: Tongue, *, stacked: bool) -> Iterator[LabelLine]:
    said, cited, clause = cause_text(move, tongue), cited_short(move, tongue), next(iter(move.clauses), None)
    if stacked:
        yield LabelLine(said)
        yield LabelLine("", cited, clause)
    else:
        yield LabelLine(said, cited, clause)


def edge_name(edge: Edge, tongue: Tongue) -> str:
    """Return an edge by the states that it joins."""
    return f"{word(tongue, edge.source.state)} → {word(tongue, edge.target.state)}"


def account(move: Move, language: Language) -> Iterator[Row]:
    """Yield everything that a rulebook says of a move: conditions, papers, fee, time, and what each rests on."""
    yield Row(language.pick("move", "转换"), f"{language.word(move.cause)}（{language.word(move.trigger)}）")
    if move.reading is not None:
        switch, value = move.reading
        yield Row(language.pick("reading", "口径"), f"{switch} = {value} {cited(move.grounds)}".rstrip())
    for way in move.ways:
        yield Row(language.pick("provision", "规定"), way.provision.name)
        yield from way_rows(way, language)
    for assumption in move.assumed:
        yield Row(language.pick("assumed", "推定"), reason(assumption, language))


def way_rows(way: Way, language: Language) -> Iterator[Row]:
    """Yield what a provision says of a request, with every condition that is asked under it."""
    return provision_rows(way.provision, way.asks, FACTS_NAMED, language)


def account_text(moves: Iterable[Move], tongue: Tongue) -> str:
    """Return the account of some moves as plain lines, as a tooltip has them."""
    languages = (Language.CHINESE, Language.ENGLISH) if tongue is None else (tongue,)
    rows = (row for language in languages[:1] for move in moves for row in account(move, language))
    return "\n".join(f"{row.label}: {row.text}" for row in rows)
