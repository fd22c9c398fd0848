"""Two rulebooks side by side: where they part, that they do part there, and how far was looked."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from itertools import combinations, product

import pytest
from attrs import evolve

from sscard_core import RULEBOOK_IDS, requests, rulebook
from sscard_core.checking.between import ALPHABET, Comparison, Kind, Parting, between, told
from sscard_core.checking.bounds import FEWER_TRIES, NOW, OWN_BANK
from sscard_core.checking.explore import VERIFIER
from sscard_core.checking.normal import normal
from sscard_core.checking.people import ADULT
from sscard_core.checking.questions import OpenDesk, Put, WaitForLapse
from sscard_core.checking.story import Path, tell
from sscard_core.checking.ways import ordinary
from sscard_core.lifecycle.desk import Desk
from sscard_core.lifecycle.opening import Start, open_file
from sscard_core.model.arguments import Stage
from sscard_core.model.card_file import CardFile
from sscard_core.model.refusals import RefusalCode
from sscard_core.model.statuses import Side
from sscard_core.rulebooks.book import Rulebook

PAIRS = tuple(combinations(RULEBOOK_IDS, 2))
START = Start(on=date(2026, 11, 17), bank=OWN_BANK)
PRODUCED = "apply, produce (4 times), collect"


@cache
def compared(one: str, other: str) -> Comparison:
    return between(rulebook(one), rulebook(other), most_pairs=3000)


def parting(found: Comparison, kind: str, permits: str) -> Parting:
    (only,) = (each for each in found.partings if str(each.kind) == kind and each.permits == permits)
    return only


def read_so(book: str) -> Rulebook:
    return rulebook(book).with_readings(FEWER_TRIES)


def disputed(found: Comparison, partings: Iterable[Parting]) -> list[str]:
    """Return the partings that plain desks do not confirm on real days."""
    wrong = []
    for each in partings:
        path = Path(holder=found.holder, start=found.start, questions=(*each.prefix, each.question))
        permitted, refused = (tell(read_so(book), path) for book in (each.permits, each.refuses))
        held = permitted.reproduced and permitted.steps[-1].code is None
        if each.code is None:
            confirmed = held and refused.parted_at == len(path.questions)
        else:
            confirmed = held and refused.reproduced and refused.steps[-1].code is each.code
            alike = zip(permitted.steps[:-1], refused.steps[:-1], strict=True)
            confirmed = confirmed and all(one.code is other.code for one, other in alike)
        if not confirmed:
            wrong.append(str(each))
    return wrong


def tried_one_by_one(one: str, other: str, longest: int) -> dict[tuple[Kind, str], int]:
    """Return how near each parting is, found by putting everything to two plain desks after everything else."""
    desks = [OpenDesk(read_so(book), VERIFIER) for book in (one, other)]
    opened = [normal(open_file(desk, ADULT, START)[0], reports=True) for desk in desks]
    found: dict[tuple[Kind, str], int] = {}
    level = [opened]
    for length in range(longest + 1):
        following: list[list[CardFile]] = []
        for files, request in product(level, ALPHABET):
            made = [desk.decide(file, request, NOW) for desk, file in zip(desks, files, strict=True)]
            permitted = [each.code is None for each in made]
            if all(permitted):
                after = [normal(each.file, reports=True) for each in made]
                following += [after] if after not in (files, *following) else []
            elif any(permitted):
                permits = (one, other)[permitted.index(True)]
                found.setdefault((Kind.of(Put(request)), permits), length)
        level = following
    return found


class TestPartings:
    """Each is told, rests on clauses, and is what two plain desks do."""

    @pytest.mark.parametrize(("one", "other"), PAIRS)
    def test_plain_desks_part_there(self, one: str, other: str) -> None:
        found = compared(one, other)
        assert len(found.partings) >= 20
        assert disputed(found, found.partings) == []

    def test_a_parting_that_is_none_is_disputed(self) -> None:
        found = compared("jiangsu", "xinxiang-2017")
        honest = next(each for each in found.partings if each.code)
        turned = evolve(honest, permits=honest.refuses, refuses=honest.permits)
        assert disputed(found, [turned, evolve(honest, code=RefusalCode.EXPIRED), honest]) == [
            str(turned),
            str(evolve(honest, code=RefusalCode.EXPIRED)),
        ]

    @pytest.mark.parametrize(("one", "other"), PAIRS[:1] + PAIRS[-1:])
    def test_who_refuses_does_so_in_every_ordinary_way(self, one: str, other: str) -> None:
        found = compared(one, other)
        for each in found.partings:
            desk = Desk(read_so(each.refuses))
            for put in ordinary(desk.rules, each.request, actors=9) if each.request else ():
                path = Path(holder=found.holder, start=found.start, questions=(*each.prefix, put))
                assert tell(read_so(each.refuses), path).steps[-1].code is not None, f"{each}, but {put}"

    def test_it_is_told_in_one_line(self) -> None:
        found = compared("xinxiang-2017", "jiangsu")
        reporting = parting(found, "report_loss side=hrss kind=temporary", "jiangsu")
        assert str(reporting) == (
            "report_loss side=hrss kind=temporary: jiangsu permits, xinxiang-2017 refuses "
            f"(service_not_offered, XX17-19a, XX17-30, bank_rules) after {PRODUCED}"
        )
        assert reporting.request == requests.ReportLoss(side=Side.HRSS, kind=reporting.request.kind)  # type: ignore[union-attr]
        assert [each.label for each in reporting.prefix] == ["apply", *["produce"] * 4, "collect"]
        assert "JS-15" in [str(each) for each in reporting.permitting]

    def test_a_way_of_no_steps_is_left_out(self) -> None:
        at_once = parting(compared("xinxiang-2017", "jiangsu"), "apply service=instant", "jiangsu")
        assert str(at_once).endswith("refuses (service_not_offered, XX17-05b)")

    def test_a_deadline_of_one_alone_is_a_parting(self) -> None:
        lapsing = parting(compared("xinjiang-2022", "jiangsu"), "loss_lapses", "jiangsu")
        assert (lapsing.code, lapsing.request) == (None, None)
        reported = "report_loss side=hrss kind=temporary"
        assert (
            str(lapsing)
            == f"loss_lapses: in jiangsu, not in xinjiang-2022 after apply service=instant, collect, {reported}"
        )

    def test_the_nearest_comes_first(self) -> None:
        for one, other in PAIRS:
            lengths = [len(each.prefix) for each in compared(one, other).partings]
            assert lengths == sorted(lengths)

    @pytest.mark.parametrize(("one", "other"), [("xinjiang-2013", "jiangsu"), ("xinjiang-2022", "jiangsu")])
    def test_no_way_is_shorter(self, one: str, other: str) -> None:
        found = {(each.kind, each.permits): len(each.prefix) for each in compared(one, other).partings}
        near = {key: length for key, length in found.items() if length <= 2}
        assert near == tried_one_by_one(one, other, 2)
        assert set(near.values()) == {0, 1, 2}


class TestBound:
    """How far was looked, and what was not found there."""

    def test_a_rulebook_does_not_part_from_itself(self) -> None:
        found = between(rulebook("jiangsu"), rulebook("jiangsu"), most_pairs=500)
        assert found.partings == ()
        assert (found.pairs, found.complete) == (500, False)
        assert len(found.alike) % 2 == 0

    def test_one_reading_apart(self) -> None:
        plain = rulebook("jiangsu")
        turned = evolve(plain.with_readings({"release_after_formal_loss": "never"}), id="never")
        found = between(plain, turned, most_pairs=1000)
        first = found.partings[0]
        assert (first.kind.name, first.permits, first.code) == (
            "release_loss",
            "jiangsu",
            RefusalCode.NO_RELEASE,
        )
        assert {each.code for each in found.partings if each.permits == "jiangsu"} == {RefusalCode.NO_RELEASE}

    def test_what_is_not_found_within_the_bound_is_named(self) -> None:
        replacing = Kind("replace"), "xinxiang-2017"
        near = between(rulebook("xinjiang-2013"), rulebook("xinxiang-2017"), most_pairs=3)
        far = compared("xinjiang-2013", "xinxiang-2017")
        assert replacing in near.alike
        assert replacing not in far.alike
        assert (near.pairs, near.steps) == (3, 1)
        for found in (near, far):
            told_of = {(each.kind, each.permits) for each in found.partings}
            assert told_of.isdisjoint(found.alike)
            assert len(told_of) + len(found.alike) == len(near.partings) + len(near.alike)

    def test_all_is_seen_where_it_is_little(self) -> None:
        plain = rulebook("jiangsu")
        late = evolve(plain.with_readings({"in_force_from": "2030-01-01"}), id="late")
        found = between(plain, late)
        assert (found.complete, found.pairs, found.steps) == (True, 1, 0)
        assert {each.permits for each in found.partings} == {"jiangsu"}


class TestKinds:
    """What is told apart, and what is not."""

    @pytest.mark.parametrize(
        ("question", "words"),
        [
            (Put(requests.Produce(stage=Stage.DELIVERED)), "produce stage=delivered"),
            (Put(requests.Replace(bank="a", same_number=True)), "replace same_number=True"),
            (Put(requests.EnterPin(side=Side.HRSS, pin="314159")), "enter_pin side=hrss"),
            (WaitForLapse(), "loss_lapses"),
        ],
    )
    def test_a_kind(self, question: Put | WaitForLapse, words: str) -> None:
        assert str(Kind.of(question)) == words

    def test_what_is_asked_again_is_counted(self) -> None:
        again = Put(requests.QueryStatus())
        assert told((again, again, WaitForLapse(), again)) == (
            "query_status side=hrss (2 times), loss_lapses, query_status side=hrss"
        )
