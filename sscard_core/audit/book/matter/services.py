"""The services of a rulebook, provision by provision: who may ask, where, with which papers, at what fee, by when."""

from collections.abc import Iterator, Mapping
from typing import Final

from attrs import frozen

from sscard_core.lifecycle.conditions import FACTS
from sscard_core.lifecycle.rules import CompiledProvision, Rules
from sscard_core.model.arguments import RequestName
from sscard_core.model.channels import Channel
from sscard_core.model.citations import Citation
from sscard_core.model.papers import Paper
from sscard_core.model.people import Actor
from sscard_core.model.refusals import RefusalCode
from sscard_core.rulebooks.book import Grounds, Rulebook
from sscard_core.rulebooks.describe import INSTITUTION, promise
from sscard_core.rulebooks.telling import Phrase

FACT_TOLD: Final = {name: Phrase(each.en, each.zh) for name, each in FACTS.items()}


@frozen
class PaperFacts:
    """A paper, or one of several, with when it is asked for."""

    papers: tuple[Paper, ...]
    when: tuple[Phrase, ...]
    because: Grounds


@frozen
class ConditionFacts:
    """A condition asked, with the code of its refusal."""

    sentence: Phrase
    code: RefusalCode
    because: Grounds


@frozen(kw_only=True)
class ProvisionFacts:
    """A provision. `because` has what each of its aspects rests on."""

    name: str
    matches: tuple[tuple[str, tuple[str, ...]], ...]
    through: tuple[Channel, ...]
    by: tuple[Actor | Phrase, ...]
    makes: object
    papers: tuple[PaperFacts, ...]
    conditions: tuple[ConditionFacts, ...]
    fee: object
    due: Phrase | None
    because: Mapping[str, Grounds]

    @property
    def grounds(self) -> tuple[Citation, ...]:
        """Everything that it rests on, each once."""
        told = (each for grounds in self.because.values() for each in grounds)
        papers = (each for paper in self.papers for each in paper.because)
        asked = (each for condition in self.conditions for each in condition.because)
        return tuple(dict.fromkeys((*told, *papers, *asked)))


@frozen
class ServiceFacts:
    """A request with its provisions in use; none: it is not offered, for the reasons given."""

    name: RequestName
    provisions: tuple[ProvisionFacts, ...]
    because: Grounds

    @property
    def common(self) -> tuple[ConditionFacts, ...]:
        """The conditions that every one of several provisions asks; they are told once."""
        first, *rest = self.provisions or (None,)
        if first is None or not rest:
            return ()
        return tuple(each for each in first.conditions if all(each in other.conditions for other in rest))


def services(book: Rulebook) -> tuple[ServiceFacts, ...]:
    """Return every request of the vocabulary as a rulebook serves it, conditions of the lifecycle included."""
    rules = Rules(book)
    return tuple(_service(rules, name) for name in RequestName)


def _service(rules: Rules, name: RequestName) -> ServiceFacts:
    offer = rules.services.get(name)
    if offer is None or not offer.provisions:
        return ServiceFacts(name, (), rules.not_offered(name))
    return ServiceFacts(name, tuple(_provision(each) for each in offer.provisions), ())


def _provision(compiled: CompiledProvision) -> ProvisionFacts:
    said = compiled.provision
    return ProvisionFacts(
        name=said.name,
        matches=tuple((key, tuple(sorted(values))) for key, values in said.matches),
        through=said.through,
        by=tuple(each for each in Actor if each in said.by) or (INSTITUTION,),
        makes=said.makes,
        papers=tuple(_papers(compiled)),
        conditions=tuple(
            ConditionFacts(Phrase(ask.condition.en, ask.condition.zh), ask.condition.code, ask.grounds)
            for ask in (*compiled.early, *compiled.late)
        ),
        fee=said.fee,
        due=promise(said.due) if said.due else None,
        because=compiled.grounds,
    )


def _papers(compiled: CompiledProvision) -> Iterator[PaperFacts]:
    """Yield the papers that the readings in force ask for, each with the facts under which it is asked for."""
    for each in compiled.demands:
        yield PaperFacts(
            papers=each.papers,
            when=tuple(FACT_TOLD[fact.name] for fact in each.facts),
            because=each.grounds,
        )
