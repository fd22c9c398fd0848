"""The card file: a person's card, its two applications, accounts and PINs as one immutable value.

A card file is the fold of its events: `CardFile.blank(holder)`, then every change that every event carries. What the
events changed is written in them, so a fold needs no rulebook and an old journal folds the same under a new one.
"""

from collections.abc import Iterable
from datetime import date, datetime
from operator import attrgetter
from typing import Final, Self

from attrs import field, fields, frozen

from sscard_core.model.arguments import (
    ExchangeReason,
    LossKind,
    RequestName,
    Service,
    Stage,
)
from sscard_core.model.channels import Channel
from sscard_core.model.money import NIL, Fen
from sscard_core.model.people import Holder
from sscard_core.model.pins import NO_SECRET, Secret
from sscard_core.model.postings import BALANCES, Posting
from sscard_core.model.statuses import (
    Bank,
    BankPin,
    Body,
    ECard,
    Hrss,
    HrssPin,
    Insurance,
    Order,
    Temporary,
)
from sscard_core.model.words import Word


class Mark(Word):
    """A fact about the file that later requests look at."""

    MOVED_IN_REGION = "moved_in_region", "已在区域内转移"
    DECEASED = "deceased", "持卡人已死亡"
    HOME_VISIT_REQUESTED = "home_visit_requested", "已申请上门激活"
    BASE_RECORD_CORRECTED = "base_record_corrected", "基础信息已更正"
    MEDICAL_CARD_MIGRATED = "medical_card_migrated", "原医保卡余额已转入"
    ACCOUNT_NUMBER_NEW = "account_number_new", "银行账号已更换"
    OLD_CITIZEN_CARD_RETIRED = "old_citizen_card_retired", "原市民卡已注销"
    CREDIT_RECORDED = "credit_recorded", "恶意换卡已记录"


@frozen(kw_only=True, weakref_slot=False)
class Making:
    """The order under way, or the last one: how the card in the making was asked for."""

    name: RequestName
    service: Service
    through: Channel
    outlet: str = ""
    bank: str = ""
    reason: ExchangeReason | None = None
    same_number: bool = False
    accepted_on: date
    due: date | None = None
    stage: Stage | None = None


@frozen(kw_only=True, weakref_slot=False)
class Card:
    """The physical card in hand."""

    generation: int
    issued_on: date
    last_valid_day: date
    bank: str = ""


@frozen(kw_only=True, weakref_slot=False)
class Loss:
    """A loss report on one side."""

    kind: LossKind
    through: Channel
    outlet: str = ""
    at: datetime
    lapses: datetime | None = None


@frozen(kw_only=True, weakref_slot=False)
class CardFile:
    """Everything the desk knows of one person's card. Balances are fen.

    `subject` is what PIN verification values are bound to; it stays when the holder's name or number changes.
    `hrss_covered` and `bank_covered` hold the state that a loss report covers, `hrss_unlocked` and
    `hrss_pin_unlocked` those that a lock covers: releasing and unlocking restore exactly these.
    """

    holder: Holder
    subject: str = field(default="", repr=False)
    order: Order = Order.NONE
    hrss: Hrss = Hrss.NONE
    bank: Bank = Bank.NONE
    hrss_pin: HrssPin = HrssPin.NONE
    bank_pin: BankPin = BankPin.NONE
    body: Body = Body.NONE
    temporary: Temporary = Temporary.NONE
    e_card: ECard = ECard.NONE
    insurance: Insurance = Insurance.NONE
    hrss_balance: Fen = NIL
    bank_balance: Fen = NIL
    legacy_balance: Fen = NIL
    making: Making | None = None
    card: Card | None = None
    hrss_loss: Loss | None = None
    bank_loss: Loss | None = None
    hrss_covered: Hrss | None = None
    bank_covered: Bank | None = None
    hrss_unlocked: Hrss | None = None
    hrss_pin_unlocked: HrssPin | None = None
    hrss_secret: Secret = field(default=NO_SECRET, repr=False)
    bank_secret: Secret = field(default=NO_SECRET, repr=False)
    legacy_secret: Secret | None = field(default=None, repr=False)
    temporary_ends: datetime | None = None
    bank_pending: RequestName | None = None
    reissues: tuple[date, ...] = ()
    marks: frozenset[Mark] = frozenset()
    outlet: str = ""
    bank_name: str = ""
    at: datetime | None = None
    version: int = 0

    @classmethod
    def blank(cls, holder: Holder) -> Self:
        """Return the file of a person before anything happened."""
        number = holder.id_number
        return cls(holder=holder, subject=number.text if number else f"{holder.name}/{holder.born}")

    def changed(
        self, changes: "Iterable[Change]", postings: Iterable[Posting], at: datetime | None, events: int
    ) -> Self:
        """Return the file with fields set and postings added, dated, its version counted on by the events.

        Written out instead of attrs.evolve, which goes through __init__ and costs four times as much.
        """
        values = dict(zip(FIELD_NAMES, _ALL_FIELDS(self), strict=True))
        values.update(changes)
        for posting in postings:
            values[BALANCES[posting.account]] += posting.amount
        values["at"] = at
        values["version"] = self.version + events
        twin = object.__new__(type(self))
        for place, value in zip(_SETTERS, values.values(), strict=True):
            place(twin, value)
        return twin


Change = tuple[str, object]
"""A field of the card file, and its new value."""

FIELD_NAMES: Final = tuple(each.name for each in fields(CardFile))
_ALL_FIELDS: Final = attrgetter(*FIELD_NAMES)
_SETTERS: Final = tuple(getattr(CardFile, each).__set__ for each in FIELD_NAMES)
