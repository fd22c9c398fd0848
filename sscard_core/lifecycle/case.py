"""A case: one request for one card file at one moment, as the conditions look at it."""

from datetime import date, datetime
from typing import Final

from sscard_core.lifecycle.calendar import age_on
from sscard_core.lifecycle.terms import Terms
from sscard_core.model.arguments import (
    ExchangeReason,
    LossKind,
    Medium,
    RequestName,
    Service,
)
from sscard_core.model.card_file import CardFile, Mark
from sscard_core.model.channels import Channel
from sscard_core.model.money import NIL, Fen
from sscard_core.model.people import Actor
from sscard_core.model.pins import PinVerifier
from sscard_core.model.requests import Request
from sscard_core.model.statuses import Bank, Hrss, Order, Side

SIDES: Final = {
    Side.HRSS: (Side.HRSS,),
    Side.BANK: (Side.BANK,),
    Side.BOTH: (Side.HRSS, Side.BANK),
}
HRSS_LOST: Final = frozenset({Hrss.TEMPORARILY_LOST, Hrss.FORMALLY_LOST})
BANK_LOST: Final = frozenset({Bank.TEMPORARILY_LOST, Bank.FORMALLY_LOST})
OPEN_ORDERS: Final = frozenset({Order.ACCEPTED, Order.IN_PRODUCTION, Order.READY, Order.UNDELIVERED})
FURTHER_CARDS: Final = frozenset({RequestName.REPLACE, RequestName.EXCHANGE, RequestName.RENEW})
NEW_CARDS: Final = FURTHER_CARDS | {RequestName.APPLY}
BANK_COUNTERS: Final = frozenset({Channel.CARD_OUTLET, Channel.BANK_BRANCH})
MAJORITY: Final = 18


class Case:
    """What is asked, of which file, when, by whom and through what, and the terms that hold.

    The request's own arguments are read through properties, None where the request has no such argument.
    """

    __slots__ = (
        "asked",
        "at",
        "bank_is_silent",
        "by",
        "day",
        "file",
        "outlet",
        "request",
        "service",
        "terms",
        "through",
        "verifier",
    )

    def __init__(
        self,
        file: CardFile,
        request: Request,
        at: datetime,
        terms: Terms,
        verifier: PinVerifier,
    ) -> None:
        self.file = file
        self.request = request
        self.at = at
        self.day: date = at.date()
        self.terms = terms
        self.verifier = verifier
        self.asked: frozenset[str] = frozenset()
        self.bank_is_silent = False
        self.by: Actor | None = request.by
        self.through: Channel | None = self._channel(request)
        self.outlet = request.outlet or file.outlet
        self.service: Service | None = None

    def _channel(self, request: Request) -> Channel | None:
        """Return the channel; an outlet or branch of a bank that is not the card's is one of another bank.

        Whoever asks for a new card chooses its bank, so there the bank named is the one asked for.
        """
        if request.name in NEW_CARDS or request.through not in BANK_COUNTERS:
            return request.through
        making = self.file.making
        bank = making.bank if self.order_is_open and making else self.present_bank
        return (
            Channel.OTHER_BANK_BRANCH if request.bank and bank and request.bank != bank else request.through
        )

    @property
    def side(self) -> Side | None:
        """The side that the request names."""
        side = getattr(self.request, "side", None)
        assert side is None or isinstance(side, Side)
        return side

    @property
    def sides(self) -> tuple[Side, ...]:
        """The one or two sides that the request acts on; without the bank where it did not do its half."""
        if self.bank_is_silent:
            return SIDES[Side.HRSS]
        if self.takes_both_sides:
            return SIDES[Side.BOTH]
        side = self.side
        return SIDES[side] if side else ()

    @property
    def takes_both_sides(self) -> bool:
        """True for a formal report where the rulebook makes every formal report one of both sides (XJ22-76-5)."""
        return (
            self.terms.formal_loss_takes_both_sides
            and self.request.name is RequestName.REPORT_LOSS
            and self.kind is LossKind.FORMAL
        )

    @property
    def kind(self) -> LossKind:
        """The kind of loss report: formal unless said otherwise."""
        kind = getattr(self.request, "kind", None)
        assert kind is None or isinstance(kind, LossKind)
        return kind or LossKind.FORMAL

    @property
    def reason(self) -> ExchangeReason | None:
        """The reason for an exchange or renewal."""
        reason = getattr(self.request, "reason", None)
        return reason if isinstance(reason, ExchangeReason) else None

    @property
    def medium(self) -> Medium:
        """The card that is used."""
        card = getattr(self.request, "card", Medium.PHYSICAL)
        assert isinstance(card, Medium)
        return card

    @property
    def amount(self) -> Fen:
        """The amount asked for, nil for requests without one."""
        return Fen(getattr(self.request, "amount", NIL))

    @property
    def bank(self) -> str:
        """The bank that a new card is asked from; the card's own unless said otherwise."""
        return self.request.bank or self.present_bank

    @property
    def present_bank(self) -> str:
        """The bank on the card in hand or, before there is one, of the order."""
        if self.file.card:
            return self.file.card.bank
        return self.file.making.bank if self.file.making else self.file.bank_name

    @property
    def age(self) -> int:
        """The holder's age on the day."""
        return age_on(self.file.holder.born, self.day)

    @property
    def is_minor(self) -> bool:
        """True below eighteen."""
        return self.age < MAJORITY

    @property
    def is_deceased(self) -> bool:
        """True once the holder's death is on record."""
        return Mark.DECEASED in self.file.marks

    @property
    def order_is_open(self) -> bool:
        """True while a card is asked for, made, or waiting."""
        return self.file.order in OPEN_ORDERS

    @property
    def has_card(self) -> bool:
        """True once a card was collected, until its HRSS side is cancelled."""
        return self.file.card is not None and self.file.hrss is not Hrss.CANCELLED

    @property
    def further_card_under_way(self) -> bool:
        """True while a replacement, exchange or renewal is under way."""
        making = self.file.making
        return self.order_is_open and making is not None and making.name in FURTHER_CARDS

    @property
    def is_expired(self) -> bool:
        """True after the card's last valid day."""
        card = self.file.card
        return card is not None and self.day > card.last_valid_day

    @property
    def lost_sides(self) -> tuple[Side, ...]:
        """The sides under a loss report, whether the request names them or not."""
        hrss = (Side.HRSS,) if self.file.hrss in HRSS_LOST else ()
        return (*hrss, Side.BANK) if self.file.bank in BANK_LOST else hrss

    @property
    def is_lost(self) -> bool:
        """True while either side is under a loss report."""
        return bool(self.lost_sides)
