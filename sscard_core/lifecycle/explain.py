"""Explaining a decision: every condition that bears on a request, its answer, and what it rests on.

The desk stops at the first condition that fails; an explanation goes on, so that a holder learns of all of them.
"""

from collections.abc import Iterator
from datetime import datetime

from attrs import frozen

from sscard_core.lifecycle.case import Case
from sscard_core.lifecycle.conditions import pins
from sscard_core.lifecycle.desk import Desk
from sscard_core.lifecycle.engine import covered_state, row_for
from sscard_core.lifecycle.pin_check import entry_is_right
from sscard_core.lifecycle.provisions import Choice, choose
from sscard_core.lifecycle.refusing import pin_grounds
from sscard_core.lifecycle.rules import CompiledProvision
from sscard_core.lifecycle.services import SERVICES
from sscard_core.lifecycle.table import standing_refusal
from sscard_core.model.arguments import BankAnswer
from sscard_core.model.card_file import CardFile
from sscard_core.model.decisions import Decision
from sscard_core.model.moments import checked
from sscard_core.model.refusals import PRECEDENCE, RefusalCode
from sscard_core.model.requests import Request
from sscard_core.rulebooks.book import Grounds

C = RefusalCode


@frozen
class Looked:
    """One thing that was looked at. `holds` is None where it did not concern the case."""

    code: RefusalCode
    name: str
    en: str
    zh: str
    holds: bool | None
    grounds: Grounds


@frozen
class Explanation:
    """A decision, the provision it was made under, and everything that was looked at, in order of precedence."""

    decision: Decision
    provision: str
    looked: tuple[Looked, ...]


def explain(
    desk: Desk,
    file: CardFile,
    request: Request,
    at: datetime,
    *,
    bank_answer: BankAnswer = BankAnswer.DONE,
) -> Explanation:
    """Decide a request and tell everything that bears on it. Raises what Desk.decide raises."""
    decision = desk.decide(file, request, at, bank_answer=bank_answer)
    case = Case(desk.present(file, at).file, request, checked(at), desk.rules.terms, desk.verifier)
    choice = choose(desk.rules, case)
    looked = sorted(_looked(desk, case, choice), key=lambda each: PRECEDENCE[each.code])
    name = choice.provision.provision.name if choice.provision else ""
    return Explanation(decision, name, tuple(looked))


def _looked(desk: Desk, case: Case, choice: Choice) -> Iterator[Looked]:
    yield from _served(case, choice)
    if choice.provision is None:
        return
    for ask in (*choice.provision.early, *choice.provision.late):
        condition = ask.condition
        yield Looked(
            condition.code, condition.name, condition.en, condition.zh, condition.holds(case), ask.grounds
        )
    yield from _states(desk, case)
    yield from _papers(case, choice.provision)
    yield from _pin(desk, case)


def _served(case: Case, choice: Choice) -> Iterator[Looked]:
    refused = choice.code if choice.failed or choice.provision is None else None
    chosen = choice.provision.grounds if choice.provision else {}
    for code, aspect, en, zh in (
        (C.SERVICE_NOT_OFFERED, "through", f"{case.request.name} is offered", f"提供{case.request.name.zh}"),
        (C.WRONG_CHANNEL, "through", f"it is served at {case.through}", f"{_zh(case.through)}可以办理"),
        (C.WRONG_ACTOR, "by", f"{case.by or 'an institution'} may ask", f"{_zh(case.by)}可以办理"),
        (C.NOT_ELIGIBLE, "through", "the reason is one that the rulebook lists", "所述情形在规定之列"),
    ):
        fails = refused is code
        if fails or (choice.provision is not None and code is not C.NOT_ELIGIBLE):
            yield Looked(
                code, f"served_{code}", en, zh, not fails, choice.grounds if fails else chosen[aspect]
            )


def _zh(word: object) -> str:
    return str(getattr(word, "zh", "机构"))


def _states(desk: Desk, case: Case) -> Iterator[Looked]:
    for region, trigger in SERVICES[case.request.name].moves(case):
        state = getattr(case.file, region.value)
        holds = row_for(state, trigger, covered_state(case.file, region, trigger)) is not None
        yield Looked(
            standing_refusal(state, trigger),
            f"{region}_{state}",
            f"{region} is {state}, from which it can {trigger}" if holds else f"{region} is {state}",
            f"{region.zh}为“{state.zh}”，{'可以' if holds else '不能'}{trigger.zh}",
            holds,
            desk.rules.standing_grounds(region, state),
        )


def _papers(case: Case, provision: CompiledProvision) -> Iterator[Looked]:
    for demand in provision.demands:
        asked = all(fact.holds(case) for fact in demand.facts)
        shown = case.request.papers is None or any(paper in case.request.papers for paper in demand.papers)
        en = " or ".join(str(paper) for paper in demand.papers)
        zh = "或".join(paper.zh for paper in demand.papers)
        name = f"paper_{demand.papers[0]}"
        yield Looked(
            C.MISSING_MATERIAL, name, f"{en} is shown", f"出示{zh}", shown if asked else None, demand.grounds
        )


def _pin(desk: Desk, case: Case) -> Iterator[Looked]:
    side = pins.checked_side(case)
    if side is None:
        return
    known = pins.initial_pin_is_known.holds(case) is not False
    grounds = tuple(each for ground in pin_grounds(desk.book, side) for each in ground)
    right = entry_is_right(case, side) if known else None
    yield Looked(C.PIN_WRONG, "pin_is_right", "the password is right", "密码正确", right, grounds)
