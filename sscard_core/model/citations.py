"""Citations as values: a clause exists only if the register has it; what no clause says is a named assumption."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Final

from attrs import field, frozen

from sscard_core.model.words import Word


class Check(Word):
    """How far software can decide a rule."""

    Y = "Y", "可判定"
    YP = "YP", "可判定并须有凭据"
    P = "P", "须有凭据"
    D = "D", "定义或不变量"
    N = "N", "不执行"

    @property
    def is_executed(self) -> bool:
        """True where code must carry the rule out."""
        return self in (Check.Y, Check.YP)


class UnknownClause(LookupError):
    """A clause was cited that no register has."""


@frozen(kw_only=True)
class Entry:
    """One line of the register: a rule in our own words, with its place in the document."""

    id: str
    document: str
    place: str
    check: Check
    en: str
    zh: str
    same_as: tuple[str, ...] = ()
    reason_en: str = ""
    reason_zh: str = ""


_REGISTERS: Final[list[Mapping[str, Entry]]] = []


def enter_register(register: Mapping[str, Entry]) -> None:
    """Make the entries of a register citable. An id that is citable already must have the same entry."""
    for clause_id in register:
        known = find_entry(clause_id)
        if known is not None and known != register[clause_id]:
            raise ValueError(f"clause {clause_id} is in the register already, with other contents")
    _REGISTERS.append(register)


def find_entry(clause_id: str) -> Entry | None:
    """Return the entry, or None where no register has it."""
    for register in _REGISTERS:
        if clause_id in register:
            return register[clause_id]
    return None


def _is_registered(_clause: object, _attribute: object, clause_id: str) -> None:
    if find_entry(clause_id) is None:
        known = [each for register in _REGISTERS for each in register]
        near = get_close_matches(clause_id, known, n=3)
        hint = f"; near it: {', '.join(near)}" if near else ""
        raise UnknownClause(f"the register has no clause {clause_id!r}{hint}")


@frozen(order=True)
class Clause:
    """A citation of one line of the register.

    Raises: UnknownClause, for an id that no register has.
    """

    id: str = field(validator=_is_registered)

    @property
    def entry(self) -> Entry:
        """The rule that is cited."""
        entry = find_entry(self.id)
        assert entry is not None, "a clause that exists is registered"
        return entry

    def __str__(self) -> str:
        return self.id


@frozen(kw_only=True, order=True)
class Assumption:
    """What we took to hold where the documents are silent, with the reason."""

    name: str
    en: str = field(eq=False)
    zh: str = field(eq=False)

    def __str__(self) -> str:
        return self.name


Citation = Clause | Assumption


def clauses_in(citations: Iterable[Citation]) -> tuple[Clause, ...]:
    """Return the clauses among citations, each once, in order of first mention."""
    return tuple(dict.fromkeys(each for each in citations if isinstance(each, Clause)))


def assumptions_in(citations: Iterable[Citation]) -> tuple[Assumption, ...]:
    """Return the assumptions among citations, each once, in order of first mention."""
    return tuple(dict.fromkeys(each for each in citations if isinstance(each, Assumption)))
