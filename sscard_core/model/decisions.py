"""What the desk answers."""

from datetime import date
from typing import Self

from attrs import field, frozen

from sscard_core.model.card_file import CardFile
from sscard_core.model.citations import Assumption, Citation, Clause, assumptions_in, clauses_in
from sscard_core.model.events import Event
from sscard_core.model.money import Fen
from sscard_core.model.papers import Paper
from sscard_core.model.refusals import RefusalCode
from sscard_core.model.requests import Request
from sscard_core.model.words import Word


class Outcome(Word):
    """How a request ended. `partial`: the HRSS side is done and the bank's is not."""

    ACCEPTED = "accepted", "已办理"
    REFUSED = "refused", "不予办理"
    PARTIAL = "partial", "社保侧已办、银行侧未办"


class Fee(Word):
    """What a request costs."""

    NONE = "none", "不收费"
    TARIFF = "tariff", "按核定标准收费"
    COURIER = "courier", "只付寄递费"


class ProcedureStage(Word):
    """How far a request came in the four steps of the Xinjiang guides (XJ22-00-4)."""

    ACCEPTED = "accepted", "受理"
    REVIEWED = "reviewed", "审核"
    CONCLUDED = "concluded", "办结"


class Advice(Word):
    """What the holder is told beside the decision."""

    PINS_EQUAL = "pins_equal", "两个密码宜不相同"
    PIN_WEAK = "pin_weak", "密码过于简单"
    WRITTEN_REPORT_NEXT = "written_report_next", "口头挂失后须办理书面挂失"
    CONFIRM_IDENTITY_AT_BANK = "confirm_identity_at_bank", "须到所分配的合作银行确认身份信息"
    EXCHANGE_CARD = "exchange_card", "可办理换卡"
    RENEW_WITHIN_SIXTY_DAYS = "renew_within_sixty_days", "宜在有效期届满前六十日内更换"
    FINISH_AT_BANK = "finish_at_bank", "请到银行办理金融侧的相应业务"
    CHANGE_PAYOUT_ACCOUNT = "change_payout_account", "须自行变更待遇发放账号"


@frozen(kw_only=True)
class Decision:
    """The answer to one request at one moment.

    `file` is the card file afterwards; after a refusal it is the file that was brought (a lapse that fell due on the
    way, and a wrong PIN's count, excepted). `events` are those of the way and of the request, in order.
    `fee_fen` is None where the amount is not in the rulebook.
    """

    request: Request
    outcome: Outcome
    file: CardFile = field(repr=False)
    events: tuple[Event, ...] = ()
    code: RefusalCode | None = None
    missing: tuple[Paper, ...] = ()
    fee: Fee | None = None
    fee_fen: Fen | None = None
    due: date | None = None
    liable: bool = False
    advice: tuple[Advice, ...] = ()
    at_stage: ProcedureStage | None = None
    grounds: tuple[tuple[Citation, ...], ...] = field(default=(), repr=False)

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses that the decision rests on."""
        return clauses_in(each for ground in self.grounds for each in ground)

    @property
    def assumed(self) -> tuple[Assumption, ...]:
        """The assumptions that the decision rests on."""
        return assumptions_in(each for ground in self.grounds for each in ground)

    @property
    def is_accepted(self) -> bool:
        """True where everything that was asked is done."""
        return self.outcome is Outcome.ACCEPTED

    def or_raise(self) -> Self:
        """Return the decision unless it is a refusal. Raises: Refused."""
        if self.outcome is Outcome.REFUSED:
            raise Refused(self)
        return self


class Refused(Exception):
    """The rules say no. Raised only for callers who prefer an exception to a decision."""

    def __init__(self, decision: Decision) -> None:
        assert decision.code is not None, "only a refusal is raised"
        self.decision = decision
        cited = ", ".join(str(each) for each in (*decision.clauses, *decision.assumed))
        super().__init__(f"{decision.request.name}: {decision.code} ({cited})")
