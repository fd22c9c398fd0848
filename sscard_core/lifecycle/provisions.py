"""Choosing the provision under which a request is served, and filling in what the request left out."""

from attrs import frozen

from sscard_core.lifecycle.case import Case
from sscard_core.lifecycle.matching import MATCHERS, UNLISTED
from sscard_core.lifecycle.rules import CompiledProvision, Offer, Rules
from sscard_core.model.arguments import RequestName, Service
from sscard_core.model.channels import Channel
from sscard_core.model.people import Actor
from sscard_core.model.refusals import PRECEDENCE, RefusalCode
from sscard_core.rulebooks.book import NO_GROUNDS, Grounds

C = RefusalCode
Provisions = tuple[CompiledProvision, ...]


@frozen
class Choice:
    """The provision that fits best, and the refusal where none fits wholly.

    Where `failed` is set, the provision is the nearest one: its conditions may still refuse with an earlier code.
    """

    provision: CompiledProvision | None
    failed: bool = False
    code: RefusalCode = C.SERVICE_NOT_OFFERED
    grounds: Grounds = NO_GROUNDS


def _grounds(provisions: Provisions, aspect: str) -> Grounds:
    return tuple(
        dict.fromkeys(each for provision in provisions for each in provision.grounds.get(aspect, ()))
    )


def _matching(provisions: Provisions, key: str, value: str) -> Provisions:
    return tuple(
        each
        for each in provisions
        if all(value in allowed for matched, allowed in each.provision.matches if matched == key)
    )


def choose(rules: Rules, case: Case) -> Choice:
    """Choose among the provisions of the request, narrowing by its arguments, its channel, and who comes.

    Fills in the case's channel, person and service from the provision where the request left them out.
    """
    name = case.request.name
    offer = rules.services.get(name)
    if offer is None or not offer.provisions:
        return Choice(None, grounds=rules.not_offered(name))
    candidates, failed = _narrow_by_arguments(rules, case, offer)
    if not candidates:
        return failed
    candidates = _prefer(candidates, case)
    if case.through is None:
        case.through = _default_channel(candidates, case)
    served = _served_at(case.through, candidates)
    if served:
        return _choose_by_person(case, served, failed)
    _fill_in(case, candidates[0])
    grounds = _grounds((*candidates, *_served_at(case.through, offer.provisions)), "through")
    return Choice(candidates[0], failed=True, code=C.WRONG_CHANNEL, grounds=grounds)


def _served_at(channel: Channel, provisions: Provisions) -> Provisions:
    return tuple(each for each in provisions if channel in each.provision.through)


def _choose_by_person(case: Case, candidates: Provisions, failed: Choice) -> Choice:
    open_to = tuple(each for each in candidates if _is_open_to(each, case, candidates))
    if not open_to:
        _fill_in(case, candidates[0])
        if failed.failed and PRECEDENCE[failed.code] < PRECEDENCE[C.WRONG_ACTOR]:
            return Choice(candidates[0], failed=True, code=failed.code, grounds=failed.grounds)
        return Choice(candidates[0], failed=True, code=C.WRONG_ACTOR, grounds=_grounds(candidates, "by"))
    chosen = open_to[0]
    _fill_in(case, chosen)
    if failed.failed:
        return Choice(chosen, failed=True, code=failed.code, grounds=failed.grounds)
    return Choice(chosen)


def _is_open_to(each: CompiledProvision, case: Case, beside: Provisions) -> bool:
    """An act of institutions asks for nobody; beside provisions for people, it is theirs only when nobody is named."""
    if each.provision.by:
        return (case.by or Actor.HOLDER) in each.provision.by
    return case.by is None or not any(other.provision.by for other in beside)


def _narrow_by_arguments(rules: Rules, case: Case, offer: Offer) -> tuple[Provisions, Choice]:
    """Narrow by each argument in turn. What no provision lists is refused by the code of that argument."""
    candidates, failed = offer.provisions, Choice(None)
    for key in offer.keys:
        value = MATCHERS[key](case)
        if value is None:
            continue
        narrowed = _matching(candidates, key, value)
        if narrowed:
            candidates = narrowed
        elif key not in UNLISTED:
            return (), Choice(
                None, grounds=_grounds(candidates, "through") or rules.not_offered(case.request.name)
            )
        elif not failed.failed:
            failed = Choice(
                candidates[0], failed=True, code=UNLISTED[key], grounds=_grounds(candidates, "through")
            )
    return _narrow_by_service(case, candidates, failed)


def _narrow_by_service(case: Case, candidates: Provisions, failed: Choice) -> tuple[Provisions, Choice]:
    """Narrow by how the card is to be made, among what is offered to the person who comes."""
    asked = getattr(case.request, "service", None)
    if asked is None:
        return candidates, failed
    by = case.by or Actor.HOLDER
    offered = tuple(each for each in candidates if by in each.provision.by) or candidates
    narrowed = tuple(each for each in offered if each.provision.makes is asked)
    if not narrowed:
        return (), Choice(None, grounds=_grounds(offered, "makes") or _grounds(offered, "through"))
    return narrowed, failed


def _prefer(candidates: Provisions, case: Case) -> Provisions:
    """Put the provisions open to the person first, so that a default channel is one of theirs."""
    by = case.by or Actor.HOLDER
    return tuple(sorted(candidates, key=lambda each: bool(each.provision.by) and by not in each.provision.by))


def _default_channel(candidates: Provisions, case: Case) -> Channel:
    """Return the first channel that the rulebook names; a card made while one waits waits where it was made."""
    making = case.file.making
    if case.request.name is RequestName.COLLECT and making and case.order_is_open:
        delivered = making.through is Channel.ONLINE and any(
            Channel.ONLINE in each.provision.through for each in candidates
        )
        if delivered or making.service is Service.INSTANT:
            return making.through
    return candidates[0].provision.through[0]


def _fill_in(case: Case, chosen: CompiledProvision) -> None:
    provision = chosen.provision
    if provision.by:
        case.by = case.by or Actor.HOLDER
    case.asked = chosen.asked
    case.service = getattr(case.request, "service", None) or provision.makes
