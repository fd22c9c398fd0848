"""What a decision costs, beside one bare event of two state-machine libraries, and what a card file weighs.

Run: python tests/bench/decisions.py [--files N]
"""

import argparse
import gc
import resource
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from attrs import frozen
from statemachine import State, StateMachine
from transitions import Machine

from sscard_core.lifecycle.desk import Desk
from sscard_core.lifecycle.opening import Situation, Start, open_file
from sscard_core.model.arguments import Medium
from sscard_core.model.card_file import CardFile
from sscard_core.model.events import Event
from sscard_core.model.identifiers import CitizenNumber
from sscard_core.model.moments import SHANGHAI
from sscard_core.model.money import Fen
from sscard_core.model.people import Holder
from sscard_core.model.requests import Contribute, Deposit, PayMedical, ReleaseLoss, ReportLoss, Request
from sscard_core.model.sex import Sex
from sscard_core.model.statuses import Side
from sscard_core.rulebooks import rulebook
from sscard_core.scenario.parse import read_scenario

SCENARIOS = Path(__file__).parents[2] / "specs" / "scenarios"
ROUNDS = 30
WEIGHED = 20_000
MORNING = datetime(2024, 3, 11, 10, tzinfo=SHANGHAI)


@frozen
class Asked:
    """One request of the mix, with the desk and the file it was put to."""

    desk: Desk
    file: CardFile
    request: Request
    at: datetime


def scenario_mix() -> Iterator[Asked]:
    """Yield every request of every scenario, each in the state it meets."""
    for path in sorted(SCENARIOS.rglob("*.yaml")):
        scenario = read_scenario(path)
        desk = Desk(scenario.book)
        file, _ = open_file(desk, scenario.holder, scenario.start)
        for step in scenario.steps:
            if step.request is None:
                file = desk.present(file, step.on).file
                continue
            yield Asked(desk, file, step.request, step.on)
            file = desk.decide(file, step.request, step.on).file


def microseconds(action: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the CPU time of one call, over some rounds."""
    started = time.process_time()
    for _ in range(rounds):
        action()
    return (time.process_time() - started) / rounds * 1e6


def bare_trigger() -> Callable[[], object]:
    """Return one trigger of `transitions`: three states, one model, nothing attached."""

    class Card:
        state = "active"

    card = Card()
    machine: Any = Machine(card, states=["active", "lost"], initial="active", auto_transitions=False)
    machine.add_transition("lose", "active", "lost")
    machine.add_transition("lose", "lost", "active")
    trigger: Callable[[], object] = card.lose  # type: ignore[attr-defined]
    return trigger


class PeerCard(StateMachine):
    """The same two states in python-statemachine."""

    active = State(initial=True)
    lost = State()
    lose = active.to(lost) | lost.to(active)


def bare_event() -> Callable[[], object]:
    """Return one event of python-statemachine."""
    machine: Any = PeerCard()
    event: Callable[[], object] = machine.lose
    return event


def resident_bytes() -> int:
    """Return the memory of this process now."""
    fields = Path("/proc/self/statm").read_text(encoding="ascii").split()
    return int(fields[1]) * resource.getpagesize()


def holder(number: int) -> Holder:
    """Return one of many synthetic people."""
    born = date(1950, 1, 1) + timedelta(days=number % 20_000)
    person = CitizenNumber.synthetic(born, Sex.FEMALE, number % 400)
    return Holder(name=f"测试{number}", born=born, id_number=person)


def ten_requests() -> tuple[Request, ...]:
    """Return what fills a history: nine requests after the opening."""
    loss = (ReportLoss(side=Side.HRSS), ReleaseLoss(side=Side.HRSS))
    money = (
        Deposit(amount=Fen(10_000)),
        Contribute(amount=Fen(500)),
        PayMedical(amount=Fen(700), card=Medium.PHYSICAL),
    )
    return (*money, *loss, *money, Deposit(amount=Fen(100)))


def with_history(desk: Desk, number: int) -> tuple[CardFile, tuple[Event, ...]]:
    """Return a card file with ten events behind it."""
    start = Start(situation=Situation.ACTIVE, on=date(2018, 3, 12), hrss_balance=Fen(90_000))
    file, events = open_file(desk, holder(number), start)
    for day, request in enumerate(ten_requests()):
        decision = desk.decide(file, request, MORNING + timedelta(days=day))
        file, events = decision.file, (*events, *decision.events)
    assert len(events) == 10
    return file, events


def weigh() -> float:
    """Return the bytes of a card file with its history of ten events."""
    desk = Desk(rulebook("xinxiang-2017"))
    with_history(desk, 0)
    gc.collect()
    before = resident_bytes()
    kept = [with_history(desk, number) for number in range(WEIGHED)]
    gc.collect()
    return (resident_bytes() - before) / len(kept)


def decide_for_many(files: int) -> tuple[float, int]:
    """Return decisions per second of CPU over many files held in memory at once, and the bytes each takes."""
    desk = Desk(rulebook("xinxiang-2017"))
    start = Start(situation=Situation.ACTIVE, on=date(2018, 3, 12), hrss_balance=Fen(90_000))
    gc.collect()
    gc.disable()
    before = resident_bytes()
    kept = [open_file(desk, holder(number), start)[0] for number in range(files)]
    held = (resident_bytes() - before) // files
    request = PayMedical(amount=Fen(700))
    started = time.process_time()
    for number, file in enumerate(kept):
        kept[number] = desk.decide(file, request, MORNING).file
    spent = time.process_time() - started
    gc.enable()
    return files / spent, held


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=1_000_000, help="card files to decide for")
    files = parser.parse_args().files
    mix = list(scenario_mix())
    costs = [microseconds(partial(each.desk.decide, each.file, each.request, each.at)) for each in mix]
    trigger, event = (
        median(microseconds(each(), 20_000) for _ in range(5)) for each in (bare_trigger, bare_event)
    )
    decision = median(costs)
    weight = weigh()
    rate, held = decide_for_many(files)
    rows = (
        ("requests in the mix", f"{len(mix):,}", ""),
        ("one decision, median, µs", f"{decision:.1f}", ""),
        ("one decision, mean, µs", f"{sum(costs) / len(costs):.1f}", ""),
        (
            "one bare transitions trigger, µs",
            f"{trigger:.1f}",
            f"a decision is {decision / trigger:.2f} of them (goal: at most 7)",
        ),
        (
            "one bare python-statemachine event, µs",
            f"{event:.1f}",
            f"a decision is {decision / event:.2f} of one (goal: at most 0.5)",
        ),
        ("card file with ten events, bytes", f"{weight:,.0f}", "goal: under 4,000"),
        (
            f"card files held, {files:,}: bytes each",
            f"{held:,}",
            f"{held * files / 1e9:.2f} GB in all (goal: under 4 GB a million)",
        ),
        ("decisions per second, one core, over them", f"{rate:,.0f}", ""),
    )
    for name, figure, note in rows:
        print(f"{name:<46}{figure:>12}   {note}")


if __name__ == "__main__":
    main()
