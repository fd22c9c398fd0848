"""The appendix by STRESS-DES: what a reader needs to judge a simulation and to make it again, filled in from the run.

Source: T. Monks, C. S. M. Currie, B. S. Onggo, S. Robinson, M. Kunc, S. J. E. Taylor, Strengthening the reporting of
empirical simulation studies: introducing the STRESS guidelines, J. Simulation 13 (2019) 55-67.
"""

import platform
from collections.abc import Iterator
from typing import Final

from attrs import frozen

from simulation.network.loads import loads
from simulation.network.network import Network
from simulation.network.services import Work
from simulation.units import clock
from sscard_core.lifecycle.calendar import is_announced

NOT_APPLICABLE: Final = "n/a: "
FULL: Final = (
    "the desk decides every request, at windows, kiosks, by telephone, online and at home, once for each card file, request "
    "and day; the file of whoever orders a card is followed through production to its collection, or to its return"
)


@frozen(kw_only=True)
class Made:
    """How the figures of a report were made: what a run and a plan both have."""

    network: Network
    purpose: str
    outputs: str
    scenarios: str
    estimation: str
    seed: int
    runs: str
    path: str
    level: float
    warm_up: str
    versions: dict[str, str]


@frozen
class Item:
    """One item of the checklist: its number, its name, and what is said of this study."""

    number: str
    name: str
    text: str


def appendix(made: Made) -> tuple[Item, ...]:
    """Return the 24 items of the checklist, each addressed or marked n/a with the reason."""
    return (*_objectives(made), *_logic(made), *_data(made), *_experimentation(made), *_implementation(made))


def _objectives(made: Made) -> Iterator[Item]:
    network = made.network
    yield Item("1.1", "Purpose of the model", made.purpose)
    yield Item("1.2", "Model outputs", made.outputs)
    yield Item(
        "1.3",
        "Experimentation aims",
        f"The target is {network.target_share:.6g} of waits below {network.target_minutes:g} minutes. {made.scenarios}",
    )


def _logic(made: Made) -> Iterator[Item]:
    network = made.network
    yield Item(
        "2.1",
        "Base model overview diagram",
        "People → HRSS window → bank window → card ordered → production → courier → fetched at a window. Beside it: "
        "kiosks, hotline, online channel, home visits.",
    )
    yield Item(
        "2.2",
        "Base model logic",
        f"Visits follow the rulebook {network.book.id}: two-sided requests go to window and bank; "
        f"{FULL if network.full else 'missing papers send people home'}; a share "
        f"{network.people.returns:g} of those who fail come again, {network.people.again_after:g} days later on average and "
        f"the next day at the earliest. At closing a service is: {network.at_closing}; the queue: "
        f"{network.queue_at_closing}.",
    )
    yield Item("2.3", "Scenario logic", made.scenarios)
    yield Item(
        "2.4",
        "Algorithms",
        "Arrivals: a Poisson process with a rate constant within each half-hour, by inversion. Order of service: by "
        f"arrival less a credit ({network.people.credit:g} minutes for the old and disabled, "
        f"{network.people.appointment_credit:g} for appointments). Service: lognormal. Patience: exponential.",
    )
    yield Item(
        "2.5.1", "Components: entities", "People with a request; cards ordered; calls; home visits asked for."
    )
    yield Item("2.5.2", "Components: activities", "; ".join(_work(work) for work in network.works))
    yield Item("2.5.3", "Components: resources", "; ".join(_resources(network)))
    yield Item("2.5.4", "Components: queues", "; ".join(_queues(network)))
    yield Item(
        "2.5.5",
        "Components: entry and exit points",
        "People enter at a door (window, kiosk, online, hotline, home visit) and leave served, refused, out of "
        "patience, turned round at the door, or turned away at closing; everyone and every card is accounted for.",
    )


def _work(work: Work) -> str:
    bank = f" and {work.bank_minutes:g} at the bank" if work.uses_bank else ""
    return f"{work.name} ({work.minutes:g} min{bank}, cv {work.cv:g})"


def _resources(network: Network) -> Iterator[str]:
    for group in network.groups:
        spans = ", ".join(
            f"{clock(span.opens)}-{clock(span.closes)} {span.windows}" for span in group.windows.spans
        )
        bank = f", at most {group.bank_windows.most} of the bank's" if group.bank_windows else ""
        yield f"{group.name}: {group.count} outlets, windows {spans}{bank}"
    if network.hotline is not None:
        yield f"hotline: {network.hotline.agents.most} agents"
    if network.home_visits is not None:
        yield f"home visits: {network.home_visits.teams.most} teams"
    yield f"production: {', '.join(stage.name for stage in network.production.stages)}"


def _queues(network: Network) -> Iterator[str]:
    yield "one before the windows of each kind at each outlet, by arrival less credit"
    for group in network.groups:
        if group.overflow:
            yield f"{group.name}: who finds {group.line} waiting goes on to {group.overflow}"


def _data(made: Made) -> Iterator[Item]:
    network = made.network
    from_file = [str(work.name) for work in network.works if work.source == "file"]
    yield Item(
        "3.1",
        "Data sources",
        f"The network file (SHA-256 {network.file_hash}…), the rulebook {network.book.id}, the State Council's calendar.",
    )
    yield Item("3.2", "Pre-processing", f"{NOT_APPLICABLE}the file's rates are used as they stand")
    rates = "; ".join(f"{work.name} {work.rate:g}" for work in network.works if work.rate)
    holders = "; ".join(f"{group.name} {group.holders:,.0f}" for group in network.groups)
    load = "; ".join(f"{each.group}.{each.windows} {each.utilisation:.0%}" for each in loads(network))
    yield Item(
        "3.3",
        "Input parameters",
        f"Requests per thousand holders a year: {rates}. Holders of an outlet: {holders}. Utilisation expected: {load}.",
    )
    assumed = [str(work.name) for work in network.works if work.source != "file"]
    years = [year for year in sorted({network.first.year, network.last.year}) if not is_announced(year)]
    calendar = f" The calendar of {', '.join(map(str, years))} is not announced and assumed." if years else ""
    yield Item(
        "3.4",
        "Assumptions",
        f"Given by the file: {', '.join(from_file) or 'no service'}. Assumed: {', '.join(assumed) or 'no service'}; "
        f"patience {network.people.patience:g} min, {network.people.priority:.0%} old or disabled; profiles "
        f"{', '.join(sorted({f'{group.profile.name} ({group.profile.source})' for group in network.groups}))}.{calendar}",
    )


def _experimentation(made: Made) -> Iterator[Item]:
    network = made.network
    yield Item(
        "4.1",
        "Initialisation",
        f"Every day begins with empty windows; production begins empty on the first day. {made.warm_up}",
    )
    yield Item(
        "4.2",
        "Run length",
        f"{network.first} to {network.last}, {network.days} days; {made.runs}, seed {made.seed}.",
    )
    yield Item("4.3", "Estimation approach", made.estimation)


def _implementation(made: Made) -> Iterator[Item]:
    versions = ", ".join(f"{name} {version}" for name, version in made.versions.items())
    yield Item("5.1", "Software", f"Python {platform.python_version()}; {versions}.")
    yield Item(
        "5.2",
        "Random sampling",
        "Visits: SplitMix64, a start and a step of its own for each seed, replication, outlet and purpose; production and "
        "outages: PCG64, seeded by SeedSequence(seed, spawn_key=(replication, outlet, purpose)). Common random numbers "
        "across scenarios, whatever the number of workers.",
    )
    yield Item(
        "5.3",
        "Model execution",
        f"Path {made.path}: next-event simulation, each outlet in an environment of its own; the SimPy path and the "
        "compiled path give the same bits. People who come again pass between periods of "
        f"{made.network.exchange_days} days; who means to come within one comes so much later. Simultaneous events: ends of "
        "service, then changes of windows, then arrivals.",
    )
    yield Item(
        "5.4",
        "System specification",
        "The figures depend on the versions above, not on the machine; running time is not told.",
    )
    yield Item(
        "6.1",
        "Computer model sharing statement",
        "The model is the package sscard (its licence is in the package); with the network file, the seed and these versions "
        "it gives this report again, byte for byte.",
    )
