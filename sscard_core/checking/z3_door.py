"""The door to z3: the one file that imports it, and the only words of it that the proofs use.

z3 comes with the extra `check`; without it every function here raises `NoProver`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from attrs import frozen

from sscard_core.model.words import Word

Term = Any
"""An integer, or a comparison, that z3 reasons about; a plain int or bool stands for itself."""

Figures = Mapping[str, int]
PATIENCE_MS: Final = 1_000
"""How long z3 may think about one claim before it counts as undecided."""


class NoProver(ImportError):
    """z3 is not installed."""


class Verdict(Word):
    """What became of a claim."""

    HOLDS = "holds", "成立"
    FAILS = "fails", "不成立"
    UNDECIDED = "undecided", "未判定"


@frozen
class Ruling:
    """A verdict. Where a claim fails, `seen` has the figures of a case in which it does, one moment after the other."""

    verdict: Verdict
    seen: tuple[Figures, ...] = ()


@frozen
class Passage:
    """A way of getting from figures to figures: `after` in terms of the unknowns, wherever what is given holds."""

    given: Sequence[Term]
    after: Sequence[Term]


def _z3() -> Any:
    try:
        import z3  # type: ignore[import-untyped,import-not-found,unused-ignore]  # noqa: PLC0415
    except ImportError as missing:
        raise NoProver("proofs need z3: pip install 'sscard[check]'") from missing
    return z3


def unknown(name: str) -> Term:
    """Return a term that stands for any integer."""
    return _z3().Int(name)


def both(*claims: Term) -> Term:
    """Return the claim that all of some claims hold."""
    return _z3().And(*claims)


def either(*claims: Term) -> Term:
    """Return the claim that at least one of some claims holds."""
    return _z3().Or(*claims)


def rule_on(given: Iterable[Term], claim: Term, moments: Sequence[Mapping[str, Term]]) -> Ruling:
    """Decide whether a claim holds wherever all that is given does. A case where it does not has small figures."""
    z3 = _z3()
    solver = z3.Solver()
    solver.set(timeout=PATIENCE_MS)
    solver.add(*given, z3.Not(claim))
    answer = solver.check()
    if answer == z3.sat:
        return Ruling(Verdict.FAILS, _small_case(solver, moments))
    return Ruling(Verdict.HOLDS if answer == z3.unsat else Verdict.UNDECIDED)


def _small_case(solver: Any, moments: Sequence[Mapping[str, Term]]) -> tuple[Figures, ...]:
    """Return the figures of a case that the solver admits, as small as they come."""
    z3 = _z3()
    integer = z3.IntSort().cast
    terms = [{name: integer(term) for name, term in moment.items()} for moment in moments]
    smallest = z3.Optimize()
    smallest.set(timeout=PATIENCE_MS)
    smallest.add(solver.assertions())
    smallest.minimize(z3.Sum([z3.Abs(term) for moment in terms for term in moment.values()]))
    model = smallest.model() if smallest.check() == z3.sat else solver.model()
    return tuple(
        {name: model.eval(term, model_completion=True).as_long() for name, term in moment.items()}
        for moment in terms
    )


def reach(
    unknowns: Mapping[str, Term],
    beginning: Mapping[str, Term],
    passages: Iterable[Passage],
    anything: Term,
    claim: Term,
) -> Ruling:
    """Decide whether a claim holds of all figures that can be reached from a beginning, by any number of passages.

    Nothing is said of why: z3's engine for Horn clauses, Spacer, has to find the invariant by itself. `anything` is the
    unknown of the passages that may be another at each of them.
    """
    z3 = _z3()
    engine = z3.Fixedpoint()
    engine.set(engine="spacer", timeout=PATIENCE_MS)
    reached = z3.Function("reached", *[z3.IntSort() for _ in unknowns], z3.BoolSort())
    engine.register_relation(reached)
    engine.declare_var(*unknowns.values(), anything)
    here = reached(*unknowns.values())
    engine.rule(reached(*beginning.values()))
    for passage in passages:
        engine.rule(reached(*passage.after), [here, *passage.given])
    try:
        answer = engine.query(z3.And(here, z3.Not(claim)))
    except z3.Z3Exception as stopped:
        if "canceled" not in str(stopped):  # its word for being out of patience
            raise
        return Ruling(Verdict.UNDECIDED)
    if answer == z3.sat:
        path = dict.fromkeys(_path(engine.get_answer(), reached))
        return Ruling(Verdict.FAILS, tuple(dict(zip(unknowns, each, strict=True)) for each in path))
    return Ruling(Verdict.HOLDS if answer == z3.unsat else Verdict.UNDECIDED)


def _path(derivation: Any, reached: Any) -> Iterator[tuple[int, ...]]:
    """Yield the figures of the facts in a derivation: a tree in which what follows stands after what it follows from."""
    z3 = _z3()
    if z3.is_quantifier(derivation):
        return
    for part in derivation.children():
        yield from _path(part, reached)
    if derivation.decl() == reached:
        yield tuple(figure.as_long() for figure in derivation.children())
