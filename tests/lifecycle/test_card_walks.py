"""Long walks of one card under every rulebook: the same checks as the state machine's, many more steps.

A walk is drawn from a seed that stands in the test's id. One that fails is shortened before it is told.
"""

from collections.abc import Sequence
from random import Random
from typing import Any, Final

import pytest
from checked_card import READ, CheckedCard
from desk_pools import HOLDER, LONG, MOVING, ODD, OWN, PAYING, PLAIN, SHORT, START, Pool
from desk_samples import Readings, desk_of
from desk_ways import WAYS

from sscard_core import Desk, Holder, Start
from sscard_core import requests as ask
from sscard_core.model.arguments import BankAnswer, RequestName
from sscard_core.model.statuses import Side

WALKS: Final = 150
STEPS: Final = 50
Step = tuple[ask.Request | None, int, BankAnswer]
"""A request, or nothing; the minutes before it; and the bank's answer."""


def drawn(chance: Random, pool: Pool) -> dict[str, Any]:
    """Draw each argument from its pool."""
    return {name: chance.choice(values) for name, values in pool.items()}


def asked(chance: Random, names: Sequence[RequestName], common: Pool) -> ask.Request:
    """Draw a request of one of some names."""
    name = chance.choice(names)
    return ask.REQUESTS[name](**drawn(chance, {**common, **chance.choice(OWN.get(name, ({},)))}))


WEIGHTS: Final = {"way": 2, "making": 4, "moving": 6, "paying": 3, "any": 6, "odd": 3, "time": 1}


def next_steps(chance: Random, card: CheckedCard) -> Sequence[Step]:
    """Draw what happens next: a usual way, the making of a card, something that moves, anything, or nothing."""
    kind = chance.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
    if kind == "way":
        way = chance.choice(WAYS)
        return [
            (request, minutes, BankAnswer.DONE) for request, minutes in way[: chance.randint(1, len(way))]
        ]
    if kind == "making":
        return [(card.next_step(), 1, BankAnswer.DONE)]
    if kind == "time":
        return [(None, chance.choice(LONG), BankAnswer.DONE)]
    names = {"moving": MOVING, "paying": PAYING}.get(kind, tuple(RequestName))
    request = asked(chance, names, ODD if kind == "odd" else PLAIN)
    answer = chance.choice([BankAnswer.DONE, BankAnswer.DONE, *BankAnswer])
    return [(request, chance.choice(SHORT + LONG if kind == "odd" else SHORT), answer)]


def go(card: CheckedCard, step: Step) -> None:
    """Take one step."""
    request, minutes, answer = step
    if request is None:
        card.wait(minutes)
    else:
        card.put(request, minutes, answer)


def fails(desk: Desk, holder: Holder, start: Start, steps: Sequence[Step]) -> bool:
    """True where the steps lead to a failed check, or to an error of ours."""
    try:
        card = CheckedCard(desk, holder, start)
        for step in steps:
            go(card, step)
    except Exception:
        return True
    return False


def shortened(desk: Desk, holder: Holder, start: Start, steps: list[Step]) -> list[Step]:
    """Return a shorter walk that still fails: no step of it can be left out."""
    for place in reversed(range(len(steps))):
        without = steps[:place] + steps[place + 1 :]
        if fails(desk, holder, start, without):
            return shortened(desk, holder, start, without)
    return steps


def walk(desk: Desk, chance: Random) -> None:
    """Walk until the steps are gone, or a check fails."""
    holder = Holder(**drawn(chance, HOLDER))
    start = Start(**drawn(chance, chance.choice(START)))
    gone: list[Step] = []
    card = CheckedCard(desk, holder, start)
    while len(gone) < STEPS:
        for step in next_steps(chance, card):
            gone.append(step)
            try:
                go(card, step)
            except Exception as failed:
                way = "\n".join(map(repr, shortened(desk, holder, start, gone)))
                raise AssertionError(f"{failed}\n{holder!r} {start!r}\n{way}") from failed


@pytest.mark.parametrize(("book", "readings"), READ.values(), ids=READ.keys())
def test_a_card_file_stays_sound_on_long_walks(book: str, readings: Readings) -> None:
    desk = desk_of(book, readings)
    for seed in range(WALKS):
        walk(desk, Random(f"{book} {readings} {seed}"))


def test_a_failing_walk_is_shortened(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = desk_of("jiangsu")
    start = Start(**{name: values[-1] for name, values in START[0].items()})
    holder = Holder(**{name: values[0] for name, values in HOLDER.items()})

    def never(_card: CheckedCard, _told: object) -> None:
        assert _card.file.hrss.value != "formally_lost"

    monkeypatch.setattr(CheckedCard, "check_uses", never)
    lost = (ask.ReportLoss(side=Side.BOTH), 1, BankAnswer.DONE)
    steps: list[Step] = [(ask.QueryStatus(), 1, BankAnswer.DONE), (None, 60, BankAnswer.DONE), lost]
    assert fails(desk, holder, start, steps)
    assert shortened(desk, holder, start, steps) == [lost]
