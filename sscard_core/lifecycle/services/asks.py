"""The conditions that many services ask alike."""

from typing import Final

from sscard_core.lifecycle.conditions import Condition, cards, offers, people

Asks = tuple[Condition, ...]

ALWAYS: Final[Asks] = (offers.in_force, offers.not_cancelled, offers.counter_open, *people.WHO_COMES)
"""Asked of whatever people ask for while the card is not cancelled."""

ALSO_ANEW: Final[Asks] = (
    offers.in_force,
    offers.not_cancelled_or_applied_anew,
    offers.counter_open,
    *people.WHO_COMES,
)
"""The same, for what also concerns a card applied for after a cancellation."""

CARD_IN_HAND: Final[Asks] = (*ALWAYS, cards.order_or_card_exists, cards.card_is_collected)
"""Asked of whatever is done with a card that was collected."""
