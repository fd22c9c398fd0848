"""A played step as one JSON object, in the words of the vocabulary."""

from sscard_core.scenario.play import Played
from sscard_core.scenario.script import Scenario

Record = dict[str, object]


def step_record(scenario: Scenario, played: Played) -> Record:
    """Return what came of a step, ready for JSON. What does not apply is null or empty."""
    step, decision = played.step, played.decision
    return {
        "file": scenario.file,
        "scenario": scenario.title,
        "step": step.number,
        "on": step.on.isoformat(),
        "do": str(step.request.name) if step.request else "show",
        "outcome": str(played.outcome),
        "code": _word(decision and decision.code),
        "clauses": list(played.clauses),
        "assumed": list(played.assumed),
        "missing": [str(each) for each in decision.missing] if decision else [],
        "fee": _word(decision and decision.fee),
        "fee_fen": decision.fee_fen if decision else None,
        "due": decision.due.isoformat() if decision and decision.due else None,
        "liable": "holder" if decision and decision.liable else None,
        "advice": [str(each) for each in decision.advice] if decision else [],
        "at_stage": _word(decision and decision.at_stage),
        "events": [str(each.name) for each in played.events],
        "status": dict(played.status),
        "mismatches": list(played.mismatches),
    }


def _word(word: object) -> str | None:
    return None if word is None else str(word)
