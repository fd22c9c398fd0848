"""A rulebook's readings as typed parameters, for code that must not compare strings."""

from datetime import date
from typing import Final, Self

from attrs import frozen

from sscard_core.lifecycle.calendar import Period
from sscard_core.rulebooks.book import Rulebook

ALWAYS: Final = date(1, 1, 1)
NEVER: Final = date(9999, 12, 31)


@frozen(kw_only=True)
class Terms:
    """Parameters of one rulebook. Each field carries the name of its switch."""

    release_after_formal_loss: bool
    replacement_needs_formal_loss: bool
    agents_need_ground: bool
    temporary_loss_lapses_after: Period | None
    bank_activation_enables_hrss: bool
    contribute_and_benefit_need_bank: bool
    temporary_card: Period | None
    temporary_card_extension: Period
    move_blocks_card: bool
    left_province_ends_insurance: bool
    hrss_works_after_expiry: bool
    card_validity: Period
    hrss_pin_tries: int
    bank_pin_tries: int
    weak_pin_is: str
    monthly_replacement_reminder: str
    oral_report_first: bool
    formal_loss_takes_both_sides: bool
    sides_cancelled_in_order: bool
    settled_before_cancelling: str
    card_destruction: str
    renewal_window: str
    new_card_generation: int
    electronic_card: bool
    counters_keep_working_days: bool
    legacy_card_stops_on: date
    in_force_from: date

    @classmethod
    def of(cls, book: Rulebook) -> Self:
        """Read the switches of a rulebook, whose values were checked when it was read."""

        def yes(switch: str) -> bool:
            return book.reading(switch) == "yes"

        def period(switch: str) -> Period | None:
            value = book.reading(switch)
            return None if value in ("never", "none") else Period.read(value)

        def day(switch: str) -> date:
            value = book.reading(switch)
            return {"always": ALWAYS, "never": NEVER}.get(value) or date.fromisoformat(value)

        return cls(
            release_after_formal_loss=book.reading("release_after_formal_loss") != "never",
            replacement_needs_formal_loss=yes("replacement_needs_formal_loss"),
            agents_need_ground=book.reading("agents_need_ground") == "everywhere",
            temporary_loss_lapses_after=period("temporary_loss_lapses_after"),
            bank_activation_enables_hrss=yes("bank_activation_enables_hrss"),
            contribute_and_benefit_need_bank=yes("contribute_and_benefit_need_bank"),
            temporary_card=period("temporary_card"),
            temporary_card_extension=Period.read(book.reading("temporary_card_extension")),
            move_blocks_card=book.reading("in_region_move") == "blocked_until_reset",
            left_province_ends_insurance=yes("left_province_ends_insurance"),
            hrss_works_after_expiry=book.reading("hrss_after_expiry") == "works",
            card_validity=Period.read(book.reading("card_validity")),
            hrss_pin_tries=int(book.reading("hrss_pin_tries")),
            bank_pin_tries=int(book.reading("bank_pin_tries")),
            weak_pin_is=book.reading("weak_pin_is"),
            monthly_replacement_reminder=book.reading("monthly_replacement_reminder"),
            oral_report_first=yes("oral_report_first"),
            formal_loss_takes_both_sides=yes("formal_loss_takes_both_sides"),
            sides_cancelled_in_order=yes("sides_cancelled_in_order"),
            settled_before_cancelling=book.reading("settled_before_cancelling"),
            card_destruction=book.reading("card_destruction"),
            renewal_window=book.reading("renewal_window"),
            new_card_generation=int(book.reading("new_card_generation")),
            electronic_card=yes("electronic_card"),
            counters_keep_working_days=yes("counters_keep_working_days"),
            legacy_card_stops_on=day("legacy_card_stops_on"),
            in_force_from=day("in_force_from"),
        )
