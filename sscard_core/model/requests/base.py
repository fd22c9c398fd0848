"""The base of every request, and what no request may be made without."""

from typing import Any, ClassVar

from attrs import Attribute, field, frozen

from sscard_core.model.arguments import RequestName
from sscard_core.model.channels import Channel
from sscard_core.model.money import Fen
from sscard_core.model.papers import Paper
from sscard_core.model.people import Actor
from sscard_core.model.statuses import Side


class RequestError(ValueError):
    """The arguments of a request mean nothing: which one, and what would mean something."""

    def __init__(self, argument: str, problem: str) -> None:
        self.argument, self.problem = argument, problem
        super().__init__(f"{argument}: {problem}")


@frozen(kw_only=True)
class Request:
    """What every request takes. PINs and personal data stay out of the repr.

    `bank` is the bank whose outlet or branch is meant, or that a new card is asked from; the card's own if left out.
    """

    name: ClassVar[RequestName]

    by: Actor | None = None
    through: Channel | None = None
    papers: frozenset[Paper] | None = None
    outlet: str = ""
    bank: str = ""
    pin: str | None = field(default=None, repr=False)


def is_something(_request: object, attribute: "Attribute[Any]", amount: Fen) -> None:
    """Check that an amount is more than nothing. Raises: RequestError."""
    if amount <= 0:
        raise RequestError(attribute.name, "an amount is more than 0.00")


def is_one_side(_request: object, attribute: "Attribute[Any]", side: Side | None) -> None:
    """Check that one side is named, not both. Raises: RequestError."""
    if side is Side.BOTH:
        raise RequestError(attribute.name, "one side is meant here, hrss or bank")
