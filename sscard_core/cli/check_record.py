"""A check as one JSON object."""

from attrs import asdict

from sscard_core.checking.doors import DoorsResult
from sscard_core.checking.doors import told as told_way
from sscard_core.checking.results import BookResult, CheckResult, PropertyResult
from sscard_core.checking.story import Story
from sscard_core.checking.views import VARIABLES, told
from sscard_core.rulebooks.telling import Language
from sscard_core.scenario.asked import arguments

Record = dict[str, object]


def record(result: CheckResult) -> Record:
    """Return everything that was found."""
    return {
        "holds": result.holds,
        "seconds": round(result.seconds, 1),
        "not_run": list(result.not_run),
        "table": {
            "faults": [asdict(each) for each in result.table],
            "unexplained": [each.mutant for each in result.unexplained],
        },
        "variables": list(VARIABLES),
        "rulebooks": [_book(each) for each in result.books],
        "obligations": [
            {
                "rule": each.rule,
                "property": each.about.name,
                "clauses": list(each.about.clauses),
                "verdict": each.verdict.value,
                "counterexample": each.counterexample,
            }
            for each in result.obligations
        ],
    }


def _book(book: BookResult) -> Record:
    return {
        "rulebook": book.id,
        "holds": book.holds,
        "scopes": [
            {**asdict(each), "witnesses": dict(each.witnesses), "broken": [name for name, _ in each.broken]}
            for each in book.scopes
        ],
        "properties": [_property(each) for each in book.properties],
        "views": [
            {
                "view": each.name,
                "states": each.states,
                "edges": each.edges,
                "by_spin": each.by_spin,
                "problem": each.problem,
                "differences": [
                    {**asdict(one), "before": told(one.before), "after": one.after and told(one.after),
                     "other": one.other and told(one.other)}
                    for one in each.differences
                ],
                "verdicts": [asdict(one) for one in each.verdicts],
            }
            for each in book.views
        ],
        "doors": book.doors and _doors(book.doors),
        "faults": [asdict(each) for each in book.kills],
        "unexplained": [each.mutant for each in book.unexplained],
        "scenarios": book.scenarios,
        "contradicted": list(book.contradicted),
    }  # fmt: skip


def _doors(doors: DoorsResult) -> Record:
    return {
        "asked": doors.asked,
        "tried": doors.tried,
        "open": doors.open,
        "problem": doors.problem,
        "differences": [
            {
                "only": each.only,
                "request": [str(each.request.name), *arguments(each.request, Language.ENGLISH)],
                "stands": each.stands,
                "ways": [told_way(way) for way in each.ways],
                "says": list(each.says),
            }
            for each in doors.differences
        ],
    }


def _property(each: PropertyResult) -> Record:
    return {
        "name": each.name,
        "en": each.en,
        "zh": each.zh,
        "clauses": list(each.clauses),
        "verdict": each.verdict,
        "witness": {"scope": each.scope, "steps": each.steps} if each.scope else None,
        "path": _story(each.story) if each.story else None,
    }


def _story(story: Story) -> Record:
    return {
        "reproduced": story.reproduced,
        "difference": story.difference,
        "steps": [
            {
                "step": step.number,
                "on": step.at.isoformat(),
                "do": step.label,
                "code": str(step.code) if step.code else None,
                "clauses": [str(clause) for clause in step.clauses],
                "assumed": [str(each) for each in step.assumed],
                "changes": [asdict(change) for change in step.changes],
            }
            for step in story.steps
        ],
    }
