"""What the names in a rulebook stand for: grounds, consequences, switches, and the aspects of a provision."""

from typing import Final

from sscard_core.lifecycle.conditions import CONDITIONS
from sscard_core.lifecycle.consequences import CONSEQUENCES
from sscard_core.lifecycle.rules import GROUNDS
from sscard_core.lifecycle.table import STATES
from sscard_core.model.arguments import RequestName
from sscard_core.model.papers import Paper
from sscard_core.rulebooks.describe import Aspect
from sscard_core.rulebooks.readings import SWITCHES
from sscard_core.rulebooks.telling import Phrase

DESK: Final = {
    "standing": Phrase("a state that is not made for the request", "不适用的状态"),
    "not_offered": Phrase("a service that is not offered", "不提供的服务"),
    "pin_wrong": Phrase("a wrong HRSS password", "社保账户密码错误"),
    "bank_pin_wrong": Phrase("a wrong bank password", "银行账户密码错误"),
    "calendar_not_announced": Phrase("a year whose holidays are not announced yet", "尚未公布放假安排的年度"),
}
"""What the desk itself looks at."""


def _ground(name: str) -> Phrase:
    """Return what a line of grounds is about: a condition, a refusal of the desk, or a region in a state."""
    if name in CONDITIONS:
        return Phrase(CONDITIONS[name].en, CONDITIONS[name].zh)
    return DESK.get(name) or REGION_STATES[name]


REGION_STATES: Final = {
    f"{region}_{state}": Phrase(f"{region} is {state}".replace("_", " "), f"{region.zh}为“{state.zh}”")
    for region, states in STATES.items()
    for state in states
}
GROUND_TOLD: Final = {name: _ground(name) for name in sorted(GROUNDS)}
CONSEQUENCE_TOLD: Final = {name: Phrase(*told) for name, told in CONSEQUENCES.items()}


def rule_told(area: str, name: str) -> object:
    """Return what a rule of a rulebook is about: a request, a switch, a condition, a consequence."""
    if area == "readings":
        return Phrase(SWITCHES[name].en, SWITCHES[name].zh)
    if area in ("services", "not_offered"):
        return RequestName.read(name)
    return (CONSEQUENCE_TOLD if area == "consequences" else GROUND_TOLD)[name]


def field_told(area: str, field: str) -> Phrase:
    """Return the field of a rule: an aspect of a provision with its name, or the value of a switch."""
    if area != "services":
        return Phrase(field, field)
    aspect, _, name = field.partition(".")
    said = Aspect.read(aspect)
    papers = [Paper.read(each) for each in name.split("|")] if said is Aspect.PAPERS else []
    zh = "／".join(each.zh for each in papers) or (CONDITIONS[name].zh if said is Aspect.ASKS else name)
    en = CONDITIONS[name].en if said is Aspect.ASKS else name.replace("|", " / ").replace("_", " ")
    return Phrase(f"{said}: {en}" if name else str(said), f"{said.zh}：{zh}" if name else said.zh)
