"""What a step asked, told in one line. PINs, names and numbers stay out: only listed arguments are told."""

from collections.abc import Iterator
from typing import Final

from attrs import fields

from sscard_core.model.money import Fen, show_yuan
from sscard_core.model.requests import Request
from sscard_core.rulebooks.telling import Language
from sscard_core.scenario.script import Step

ARGUMENTS: Final = {
    "side": ("side", "对象"), "kind": ("kind", "类型"), "reason": ("reason", "情形"),
    "account": ("account", "账户"), "from_": ("from", "转自"), "to": ("to", "转至"),
    "amount": ("amount", "金额"), "card": ("card", "用卡"), "at": ("at", "地点"),
    "stage": ("stage", "环节"), "failed": ("failed", "失败"), "batch": ("batch", "批次"),
    "count": ("count", "数量"), "fields": ("fields", "变更项"), "service": ("service", "制卡方式"),
    "bank": ("bank", "银行"), "same_number": ("same number", "不换号"), "by": ("by", "办理人"),
    "through": ("through", "渠道"), "outlet": ("outlet", "网点"), "papers": ("with", "材料"),
}  # fmt: skip
"""The arguments that are told, in English and Chinese; every other one may hold personal data."""

OUTSIDE: Final = ("from_", "to")
"""Arguments whose None is an account outside the card."""


def heading(step: Step, language: Language) -> str:
    """Return the step's number, moment, request and arguments."""
    start = f"{step.number}  {step.on:%Y-%m-%d %H:%M}  "
    if step.request is None:
        return start + language.pick("show: time passes", "只是时间经过（show）")
    asked = language.with_term(step.request.name)
    given = language.pick(", ", "，").join(arguments(step.request, language))
    return start + asked + (language.pick(": ", "：") + given if given else "")


def arguments(request: Request, language: Language) -> Iterator[str]:
    """Yield the arguments that were given, with their labels."""
    own = {each.name for each in fields(type(request))}
    for name, label in ARGUMENTS.items():
        if name in own and _is_given(name, value := getattr(request, name)):
            yield f"{language.pick(*label)} {_argument(name, value, language)}".rstrip()


def _is_given(name: str, value: object) -> bool:
    return name in OUTSIDE if value is None else value not in ("", (), False)


def _argument(name: str, value: object, language: Language) -> str:
    match value:
        case None:
            return language.pick("outside the card", "卡外账户")
        case True:
            return ""
        case int() if name == "amount":
            return show_yuan(Fen(value))
        case frozenset():
            return language.words(sorted(value, key=str)) or language.pick("nothing", "无")
        case tuple():
            return language.words(word for word, _ in value)
        case _:
            return language.word(value)
