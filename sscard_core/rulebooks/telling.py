"""How words, clauses and assumptions are told to people, in Chinese or English."""

import re
from collections.abc import Iterable
from typing import Final

from attrs import frozen

from sscard_core.model.citations import Assumption, Citation, Clause, assumptions_in, clauses_in
from sscard_core.model.words import Word
from sscard_core.rulebooks.clause_register import DOCUMENTS

_SENTENCE_ENDS: Final = re.compile(r"; |\. (?=[A-Z])|[；。]")
LONGEST: Final = 160
"""Characters of a reason that an account tells."""


class Language(Word):
    """The two languages of every account."""

    ENGLISH = "en", "英文"
    CHINESE = "zh", "中文"

    def pick(self, en: str, zh: str) -> str:
        """Return the text of this language."""
        return zh if self is Language.CHINESE else en

    def word(self, word: object) -> str:
        """Return a public word as it is typed, or its Chinese term."""
        return str(getattr(word, "zh", word)) if self is Language.CHINESE else str(word)

    def with_term(self, word: Word) -> str:
        """Return a public word beside its Chinese term, the reader's language first."""
        return self.pick(f"{word} ({word.zh})", f"{word.zh} ({word})")

    def words(self, words: Iterable[object]) -> str:
        """Return a list of words."""
        return self.pick(", ", "、").join(self.word(each) for each in words)


@frozen
class Phrase:
    """A text in both languages, where a word of the vocabulary is not enough."""

    en: str
    zh: str

    def __str__(self) -> str:
        return self.en


@frozen
class Row:
    """One line of an account: what it is about, and what is said of it."""

    label: str
    text: str


def cited(grounds: Iterable[Citation]) -> str:
    """Return the ids of clauses and names of assumptions, as they are typed; empty where there are none."""
    ids = ", ".join(str(each) for each in dict.fromkeys(grounds))
    return f"[{ids}]" if ids else ""


def ids(grounds: Iterable[Citation]) -> list[str]:
    """Return the ids and names, each once, for JSON."""
    return [str(each) for each in dict.fromkeys(grounds)]


def places(clauses: Iterable[Clause], language: Language) -> str:
    """Return clauses with their places, by document."""
    found: dict[str, list[str]] = {}
    for clause in clauses:
        found.setdefault(clause.entry.document, []).append(f"{clause} {clause.entry.place}")
    return language.pick("; ", "；").join(
        f"{DOCUMENTS.get(document, document)} {', '.join(each)}" for document, each in found.items()
    )


def short(text: str, longest: int = LONGEST) -> str:
    """Return a text whole where it is short, else its first sentences, cut where even one is long.

    >>> short("Taken as usual (art. 9); nobody says otherwise.", 30)
    'Taken as usual (art. 9)'
    """
    if len(text) <= longest:
        return text
    ends = [match.start() for match in _SENTENCE_ENDS.finditer(text) if match.start() <= longest]
    return text[: ends[-1]] if ends else text[:longest].rstrip() + "…"


def reason(assumption: Assumption, language: Language) -> str:
    """Return an assumption's name and, in short, its reason."""
    colon = language.pick(": ", "：")
    return f"{assumption}{colon}{short(language.pick(assumption.en, assumption.zh))}"


def ground_rows(grounds: Iterable[Citation], language: Language) -> tuple[Row, ...]:
    """Return what a decision rests on: its clauses in one row, each assumption in one of its own."""
    citations = tuple(grounds)
    clauses, assumptions = clauses_in(citations), assumptions_in(citations)
    rows = [Row(language.pick("clauses", "依据条款"), places(clauses, language))] if clauses else []
    label = language.pick("assumed", "推定")
    return (*rows, *(Row(label, reason(each, language)) for each in assumptions))
