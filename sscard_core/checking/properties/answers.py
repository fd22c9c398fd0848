"""What holds of every answer, whatever was asked."""

from sscard_core.checking.bounds import NOW
from sscard_core.checking.promises import BY_INSTITUTIONS, promise, state_rule, switched
from sscard_core.checking.questions import Asked
from sscard_core.lifecycle.calendar import is_counter_day
from sscard_core.lifecycle.conditions.offers import COUNTERS
from sscard_core.lifecycle.lapses import something_lapses
from sscard_core.lifecycle.terms import Terms
from sscard_core.model.card_file import CardFile
from sscard_core.model.decisions import Outcome
from sscard_core.model.refusals import RefusalCode

PIN_FIELDS = frozenset(
    {"hrss_secret", "bank_secret", "hrss_pin", "bank_pin", "hrss_pin_unlocked", "hrss_unlocked"}
)
LOCKED_WITH_IT = frozenset({"hrss", "hrss_covered"})


def set_by(step: Asked) -> frozenset[str]:
    """Return the fields of the file that the events of a step set or posted to."""
    names = {name for event in step.events for name, _ in event.changes}
    return frozenset(
        names | {f"{posting.account}_balance" for event in step.events for posting in event.postings}
    )


@promise(
    "a refusal changes nothing; a wrong PIN is counted, and may lock its side",
    "拒绝不改变任何事项；密码输错只计次数并可能锁定该侧",
    "states_refuse pins_compared",
)
def refusals_change_nothing(step: Asked, _terms: Terms) -> bool | None:
    if step.code is None:
        return None
    allowed = PIN_FIELDS | LOCKED_WITH_IT if step.code is RefusalCode.PIN_WRONG else frozenset()
    return set_by(step) <= allowed


@promise(
    "every answer to a request rests on a clause or a named assumption",
    "每项答复都有条款或明示的假定为据",
    "not_in_the_text",
)
def answers_rest_on_something(step: Asked, _terms: Terms) -> bool | None:
    return None if step.request is None else bool(step.grounds)


@promise(
    "an answer is one of three: accepted with events, partial with events, or refused with a code",
    "答复必居其一：办理并有事件、部分办理并有事件、附代码的拒绝",
    "states_refuse",
)
def one_answer_to_each(step: Asked, _terms: Terms) -> bool | None:
    if step.request is None:
        return None
    refused = step.outcome is Outcome.REFUSED
    return (step.code is not None) is refused and (refused or bool(step.events))


@promise(
    "a counter that keeps working days serves nobody on a day off",
    "仅工作日办公的柜台休息日不办理",
    "XJ22-00-2",
    arises=switched("counters_keep_working_days", "yes"),
)
def counters_rest_on_days_off(step: Asked, _terms: Terms) -> bool | None:
    if step.request is None or step.request.through not in COUNTERS or is_counter_day(step.at.date()):
        return None
    if step.request.name in BY_INSTITUTIONS:
        return None
    return step.code is not None


@state_rule(
    "no deadline that has passed stands open: what fell due has become an event",
    "已届满的期限均已成为事件，无遗留",
    "JS-19 card_validity temporary_card",
)
def nothing_stands_overdue(file: CardFile, _terms: Terms) -> bool | None:
    return not something_lapses(file, NOW)
