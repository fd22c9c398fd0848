"""What is asked to find every move: two scopes of the check, and some of the diagrams' own.

The wide scope of the check holds everything together and takes longest; what it shows of single machines, these narrow
ones show too (a test holds them beside it). They keep to few wrong tries, since a machine does not count them. Each
follows one person alone: who else may come is asked afterwards, at the moves that were found.
"""

from collections.abc import Callable, Iterable
from typing import Final

from sscard_core.checking import asks as a
from sscard_core.checking import ways as w
from sscard_core.checking.bounds import FEWER_TRIES
from sscard_core.checking.people import ADULT, CHILD, FOREIGN, FRAIL, OUTSIDE, YOUTH
from sscard_core.checking.questions import Put, Question, WaitForLastDays
from sscard_core.checking.scopes import SCOPES, TIME, Scope
from sscard_core.lifecycle.rules import Rules
from sscard_core.model.people import Holder

FROM_THE_CHECK: Final = ("cards", "doors")


def _by_first_person(*groups: a.Asks) -> Callable[[Rules], Iterable[Question]]:
    def questions(rules: Rules) -> Iterable[Question]:
        for request in (each for group in groups for each in group):
            yield from w.ordinary(rules, request)
            if request.name in a.WHEREVER_MADE:
                yield Put(request)
        yield from (*TIME, WaitForLastDays())

    return questions


def _scope(
    name: str,
    en: str,
    zh: str,
    *groups: a.Asks,
    holders: tuple[Holder, ...] = (ADULT,),
    legacy_card: bool = False,
) -> Scope:
    return Scope(
        name=name,
        en=en,
        zh=zh,
        followed=_by_first_person(*groups),
        holders=holders,
        readings=tuple(FEWER_TRIES.items()),
        legacy_card=legacy_card,
    )


AFAR: Final = (ADULT, OUTSIDE)
"""Some ways of making a card are open only to those who live elsewhere, so that their files go further."""

OWN: Final = (
    _scope("making", "every way of making a card", "各种制卡方式",
           a.ORDERS, a.FURTHER_ORDERS, a.ACTIVATION, a.LOSSES[4:6], a.INSURANCE[2:], a.ENDINGS,
           holders=AFAR),
    _scope("passwords", "both PINs, whatever is done with them", "两个密码的各种业务",
           a.ORDERS[:2], a.PRODUCTION, a.ACTIVATION, a.LOSSES[2:6], a.PIN_CARE, a.FURTHER_PIN_CARE, legacy_card=True),
    _scope("locks", "locks under loss, exchange, move and cancellation", "锁定，兼及挂失、换卡、转移、注销",
           a.ORDERS, a.ACTIVATION, a.LOSSES, a.PIN_CARE, a.INSURANCE, a.ENDINGS),
    _scope("bridges", "temporary cards, money and moves", "临时卡、资金与转移",
           a.ORDERS, a.ACTIVATION, a.TEMPORARY, a.MONEY[1:3], a.LOSSES[5:6], a.INSURANCE, a.ENDINGS),
    _scope("electronic", "the electronic card", "电子社保卡",
           a.ORDERS, a.ACTIVATION, a.MONEY[:1], a.MONEY[3:4], a.E_CARDS, a.LOSSES[4:6], a.LOSSES[8:], a.INSURANCE, a.ENDINGS,
           holders=AFAR),
)  # fmt: skip

ASKED: Final = (*(each for each in SCOPES if each.name in FROM_THE_CHECK), *OWN)
"""The scopes that are gone through, one after another."""

HOLDERS: Final = (ADULT, CHILD, YOUTH, FRAIL, OUTSIDE, FOREIGN)
"""The holders whose files the moves are asked of again."""
