"""The scopes of the exploration: what is followed together, and what else is asked in every state that comes of it.

One scope holds both accounts, both PINs, order, temporary card and insurance together. The others let one subject
vary in full - wrong tries, services and reasons, outlets, people, papers and channels, a silent bank - beside all that
the subject touches.
"""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Final

from attrs import evolve, frozen

from sscard_core.checking import asks as a
from sscard_core.checking import ways as w
from sscard_core.checking.bounds import (
    ELSEWHERE,
    FEWER_TRIES,
    HERE,
    HRSS_PIN,
    NOW,
    OWN_BANK,
    SOME,
)
from sscard_core.checking.people import ADULT, PEOPLE
from sscard_core.checking.questions import (
    Put,
    Question,
    WaitForExpiry,
    WaitForLapse,
    WaitForLastDays,
    WaitForTemporaryEnd,
)
from sscard_core.lifecycle.desk import Desk
from sscard_core.lifecycle.opening import Start, open_file
from sscard_core.lifecycle.rules import Rules
from sscard_core.model.arguments import BankAnswer
from sscard_core.model.card_file import CardFile
from sscard_core.model.people import Holder
from sscard_core.model.requests import Request

TIME: Final = (WaitForLapse(), WaitForExpiry(), WaitForTemporaryEnd())

Questions = Callable[[Rules], Iterable[Question]]


@frozen(kw_only=True)
class Scope:
    """What is explored together.

    `followed` are the questions whose answers lead on; `asked` are further ones, put in every state that is reached.
    """

    name: str
    en: str
    zh: str
    followed: Questions
    asked: Questions = lambda _rules: ()
    holders: tuple[Holder, ...] = (ADULT,)
    readings: tuple[tuple[str, str], ...] = ()
    legacy_card: bool = False

    def openings(self) -> tuple[tuple[Holder, Start], ...]:
        """Return who the exploration is about, and that nobody has a card yet when it begins."""
        begun = NOW - timedelta(days=1)
        plain = Start(on=begun.date(), bank=OWN_BANK)
        legacy = evolve(plain, legacy_balance=SOME, legacy_pin=HRSS_PIN)
        opened = tuple((holder, plain) for holder in self.holders)
        return (*opened, (self.holders[0], legacy)) if self.legacy_card else opened

    def starts(self, desk: Desk) -> tuple[CardFile, ...]:
        """Return the files that the exploration begins with."""
        return tuple(open_file(desk, holder, start)[0] for holder, start in self.openings())


def _ordinary(*groups: a.Asks, actors: int = 1) -> Questions:
    def questions(rules: Rules) -> Iterable[Question]:
        for request in (each for group in groups for each in group):
            yield from w.ordinary(rules, request, actors=actors)
            if request.name in a.WHEREVER_MADE:
                yield Put(request)
        yield from TIME

    return questions


def _every_way(*groups: a.Asks) -> Questions:
    def questions(rules: Rules) -> Iterable[Question]:
        for request in (each for group in groups for each in group):
            yield from w.every_way(rules, request)

    return questions


def _by_channel(*groups: a.Asks) -> Questions:
    def questions(rules: Rules) -> Iterable[Question]:
        for request in (each for group in groups for each in group):
            yield from w.by_channel(rules, request)
        yield from (*TIME, WaitForLastDays())

    return questions


def _at_outlets(rules: Rules) -> Iterable[Question]:
    for request in a.LOSSES:
        for put in w.by_channel(rules, request):
            for outlet in (HERE, ELSEWHERE):
                yield evolve(put, request=_at(put.request, outlet))
    yield from _ordinary(a.ORDERS, a.ACTIVATION)(rules)


def _at(request: Request, outlet: str) -> Request:
    return evolve(request, outlet=outlet)


def _silent_bank(rules: Rules) -> Iterable[Question]:
    both_sided = (*a.ORDERS[1:2], *a.LOSSES, *a.ENDINGS)
    for request in both_sided:
        for put in w.ordinary(rules, request):
            yield evolve(put, bank_answer=BankAnswer.UNANSWERED)
    yield from _ordinary(a.ORDERS, a.ACTIVATION, a.LOSSES, a.DEPOSITS, a.INSURANCE[2:], a.ENDINGS)(rules)


TOGETHER: Final = Scope(
    name="together",
    en="both accounts, both PINs, order, temporary card, e-card and insurance together",
    zh="两个账户、两个密码、制卡、临时卡、电子卡与社保关系合并",
    followed=_ordinary(
        a.ORDERS, a.ACTIVATION, a.LOSSES, a.E_CARDS, a.PIN_CARE, a.TEMPORARY, a.MONEY, a.INSURANCE, a.ENDINGS
    ),
    readings=tuple(FEWER_TRIES.items()),
)

SCOPES: Final = (
    TOGETHER,
    Scope(
        name="pins",
        en="both PINs with the rulebook's own number of tries, under loss, lock, replacement and cancellation",
        zh="两个密码，按规定的输错次数，兼及挂失、锁定、补卡、注销",
        followed=_ordinary(
            a.ORDERS[:2], a.PRODUCTION, a.ACTIVATION, a.LOSSES, a.PIN_CARE, a.FURTHER_PIN_CARE, a.PAYING_WITH_PIN
        ),
        legacy_card=True,
    ),
    Scope(
        name="orders",
        en="every service, reason, bank and channel of an order, with losses and a change of bank",
        zh="各种制卡方式、换卡情形、银行与渠道，兼及挂失与换行",
        followed=_by_channel(
            a.ORDERS, a.FURTHER_ORDERS, a.ACTIVATION, a.HOME_VISITS, a.LOSSES[4:6], a.ENDINGS[4:5]
        ),
    ),
    Scope(
        name="outlets",
        en="loss reports and releases at two outlets, through every channel",
        zh="在两处网点经各渠道挂失、解挂",
        followed=_at_outlets,
    ),
    Scope(
        name="people",
        en="ten holders, every person who may come, and death",
        zh="十类持卡人、各类办理人及死亡",
        followed=_ordinary(
            a.ORDERS, a.ACTIVATION, a.LOSSES[4:6], a.INSURANCE[2:], a.DEATH, a.ENDINGS, actors=9
        ),
        asked=_every_way(a.TEMPORARY, a.HOME_VISITS, a.MONEY, a.PIN_CARE),
        holders=PEOPLE,
    ),
    Scope(
        name="cards",
        en="every card used, every amount, the old medical card, moves",
        zh="各种用卡介质与金额、原医保卡、转移",
        followed=_ordinary(
            a.ORDERS[:2], a.PRODUCTION, a.ACTIVATION, a.LOSSES[4:6], a.TEMPORARY, a.MONEY, a.FURTHER_MONEY,
            a.INSURANCE, a.FURTHER_INSURANCE,
        ),
        legacy_card=True,
    ),
    Scope(
        name="doors",
        en="every request of the alphabet by every person, through every class of channels, with papers missing",
        zh="全部业务，各类办理人、各类渠道、材料不齐",
        followed=_ordinary(a.ORDERS[:2], a.ORDERS[3:7], a.PRODUCTION[6:], a.ACTIVATION, a.LOSSES, a.INSURANCE[2:], a.ENDINGS),
        asked=_every_way(a.EVERYTHING),
    ),
    Scope(
        name="half",
        en="the bank refuses or does not answer its half of a request for both sides",
        zh="银行拒绝或未答复双侧业务中金融侧的一半",
        followed=_silent_bank,
    ),
)  # fmt: skip
