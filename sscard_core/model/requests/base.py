"""The base of every request: what each of them takes."""

from typing import ClassVar

from attrs import field, frozen

from sscard_core.model.arguments import RequestName
from sscard_core.model.channels import Channel
from sscard_core.model.papers import Paper
from sscard_core.model.people import Actor


@frozen(kw_only=True)
class Request:
    """What every request takes. PINs and personal data stay out of the repr."""

    name: ClassVar[RequestName]

    by: Actor | None = None
    through: Channel | None = None
    papers: frozenset[Paper] | None = None
    outlet: str = ""
    pin: str | None = field(default=None, repr=False)
