"""Ways told in both languages: what was asked one after another, and the deadlines waited for."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from sscard_core.checking.between import Kind, told
from sscard_core.checking.questions import Put, Question
from sscard_core.rulebooks.telling import Language, Phrase
from sscard_core.scenario.asked import arguments

WAITS: Final = {
    "loss_lapses": "临时挂失到期",
    "card_expires": "卡片有效期届满",
    "last_days": "卡片临近到期",
    "temporary_ends": "临时卡到期",
}
"""What passing time is called in Chinese."""


def way_told(questions: Sequence[Question]) -> Phrase:
    """Return a way in one line; production is told in one word, and what comes several times at once is counted."""
    return Phrase(told(questions), "、".join(_runs(questions)))


def asked_told(question: Question) -> Phrase:
    """Return what is asked, with its arguments."""
    return Phrase(str(Kind.of(question)), _chinese(question))


def _runs(questions: Iterable[Question]) -> Iterator[str]:
    for name, run in groupby(_short(each) for each in questions):
        times = len(list(run))
        yield name if times == 1 else f"{name}（{times}次）"


def _short(question: Question) -> str:
    if question.label == "produce" and isinstance(question, Put):
        return question.request.name.zh
    return _chinese(question)


def _chinese(question: Question) -> str:
    if not isinstance(question, Put):
        return WAITS.get(question.label) or str(getattr(question, "zh", question.label))
    given = "，".join(arguments(question.request, Language.CHINESE))
    return f"{question.request.name.zh}（{given}）" if given else question.request.name.zh
