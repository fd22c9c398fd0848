"""Two rulebooks side by side: what is told as a difference, what is not, and which provisions are compared."""

from itertools import pairwise

import pytest

from sscard_core.model.arguments import RequestName, Service
from sscard_core.model.channels import Channel
from sscard_core.model.citations import Clause
from sscard_core.model.people import Actor
from sscard_core.rulebooks import RULEBOOK_IDS, rulebook
from sscard_core.rulebooks.book import Grounds, Promise, Provision, Rulebook, Unit
from sscard_core.rulebooks.compare import Area, Difference, differences
from sscard_core.rulebooks.describe import Aspect, Cell, cells, promise
from sscard_core.rulebooks.pairing import likeness, paired
from sscard_core.rulebooks.read import read_rulebook
from sscard_core.rulebooks.telling import Language, cited

RESTS: dict[str, Grounds] = dict.fromkeys(("through", "by", "makes", "fee", "due"), ())


def own(toml: str) -> Rulebook:
    """A rulebook that derives from Jiangsu's and says something more."""
    return read_rulebook("own.toml", f'id = "own"\nderives = "jiangsu"\n{toml}', rulebook)


def against_jiangsu(toml: str, *, grounds: bool = False) -> list[Difference]:
    return list(differences(rulebook("jiangsu"), own(toml), grounds=grounds))


def provision(
    name: str,
    by: tuple[Actor, ...] = (Actor.HOLDER,),
    through: tuple[Channel, ...] = (Channel.CARD_OUTLET,),
    *,
    makes: Service | None = None,
    side: str = "",
) -> Provision:
    matches = (("side", frozenset({side})),) if side else ()
    return Provision(name=name, matches=matches, through=through, by=by, makes=makes, because=RESTS)


class TestDifferences:
    """A difference is one of value; one of grounds alone is told on demand."""

    def test_a_rulebook_does_not_differ_from_itself_nor_from_a_copy(self) -> None:
        for name in RULEBOOK_IDS:
            assert list(differences(rulebook(name), rulebook(name), grounds=True)) == []
        assert against_jiangsu("", grounds=True) == []

    def test_a_reading_differs_by_its_value(self) -> None:
        [found] = against_jiangsu('[readings.card_validity]\nvalue = "5y"\nbecause = ["JS-01"]\n')
        assert (found.area, found.name) == (Area.READINGS, "card_validity")
        assert found.left == Cell(("10y",), rulebook("jiangsu").readings["card_validity"].because)
        assert found.right == Cell(("5y",), (Clause("JS-01"),))

    def test_the_same_value_on_other_grounds_is_told_on_demand(self) -> None:
        toml = '[readings.card_validity]\nvalue = "10y"\nbecause = ["JS-01"]\n'
        assert against_jiangsu(toml) == []
        assert [each.name for each in against_jiangsu(toml, grounds=True)] == ["card_validity"]

    def test_a_service_that_one_side_does_not_offer(self) -> None:
        [found] = against_jiangsu('[not_offered]\nrenew = ["JS-01"]\n')
        assert (found.area, found.name, found.field) == (Area.SERVICES, "renew", "")
        assert found.left
        assert found.right
        assert Language.ENGLISH.words(found.left.words) == "offered"
        assert Language.CHINESE.words(found.right.words) == "不提供"
        assert cited(found.right.because) == "[JS-01]"

    def test_a_provision_differs_field_by_field(self) -> None:
        [before] = rulebook("jiangsu").services[RequestName.QUERY_STATUS]
        found = against_jiangsu(
            f'[[services.query_status]]\nname = "{before.name}"\nthrough = ["kiosk"]\n'
            f'by = {[str(each) for each in before.by]}\npapers.photo = ["JS-01"]\nfee = "courier"\n'
            'because.all = ["JS-01"]\n'
        )
        fields = {each.field: each for each in found}
        assert {"through", "papers.photo", "fee"} <= set(fields)
        assert "by" not in fields
        assert fields["papers.photo"].left is None
        assert [each.name for each in found] == ["query_status"] * len(found)

    def test_a_consequence_switched_off_is_one_side_alone(self) -> None:
        name = next(iter(rulebook("jiangsu").consequences))
        [found] = against_jiangsu(f"[consequences]\n{name} = []\n")
        assert (found.area, found.name, found.right) == (Area.CONSEQUENCES, name, None)

    @pytest.mark.parametrize(("left", "right"), list(pairwise(RULEBOOK_IDS)))
    def test_turned_round_it_is_the_same_list_with_sides_changed(self, left: str, right: str) -> None:
        def readings(one: str, two: str) -> set[tuple[str, Cell | None, Cell | None]]:
            found = differences(rulebook(one), rulebook(two))
            return {(each.name, each.left, each.right) for each in found if each.area is Area.READINGS}

        assert {(name, two, one) for name, one, two in readings(left, right)} == readings(right, left)

    def test_each_side_of_a_difference_rests_on_something(self) -> None:
        for difference in differences(rulebook("xinjiang-2013"), rulebook("xinjiang-2022")):
            told = [difference.left, difference.right]
            if difference.area in (Area.READINGS, Area.CONSEQUENCES):
                assert all(cell is None or cell.because for cell in told), difference.name
            assert any(told)


class TestPairing:
    """Provisions are compared with those of the same name, else of the same people and cases."""

    def test_names_come_first(self) -> None:
        left = (provision("a"), provision("b", (Actor.AGENT,)))
        right = (provision("b"), provision("a", (Actor.AGENT,)))
        assert [(one and one.name, two and two.name) for one, two in paired(left, right)] == [
            ("a", "a"),
            ("b", "b"),
        ]

    def test_then_who_may_come_and_what_is_matched(self) -> None:
        left = (
            provision("a", side="hrss"),
            provision("b", (Actor.AGENT,), side="hrss"),
            provision("c", side="bank"),
        )
        right = (provision("x", side="bank"), provision("y", (Actor.AGENT,), side="hrss"))
        assert [(one and one.name, two and two.name) for one, two in paired(left, right)] == [
            ("a", None),
            ("b", "y"),
            ("c", "x"),
        ]

    def test_a_counter_is_compared_with_a_counter(self) -> None:
        online = provision("online", through=(Channel.ONLINE,), makes=Service.STANDARD)
        outlet = provision("outlet", makes=Service.FAST)
        window = provision("window", through=(Channel.SERVICE_WINDOW,), makes=Service.STANDARD)
        assert [two for one, two in paired((online, outlet), (window,)) if one is outlet] == [window]

    def test_what_has_no_counterpart_stands_alone_on_either_side(self) -> None:
        assert list(paired((), (provision("x"),))) == [(None, provision("x"))]
        assert likeness(provision("a"), provision("b", (Actor.EMPLOYER,))) == 0
        assert likeness(provision("a", side="hrss"), provision("b", side="bank")) == 0


class TestCells:
    """A provision is told aspect by aspect; an act of institutions says so."""

    def test_an_act_of_institutions(self) -> None:
        said = cells(provision("a", by=()))
        assert Language.ENGLISH.words(said[Aspect.BY, ""].words) == "institution"
        assert Language.CHINESE.words(said[Aspect.BY, ""].words) == "机构"

    @pytest.mark.parametrize(
        ("made", "en", "zh"),
        [
            (Promise(0, Unit.SAME_DAY), "same_day", "即时"),
            (Promise(5, Unit.WORKING_DAYS), "5 working_days", "5个工作日"),
            (Promise(30, Unit.DAYS), "30 days", "30日"),
        ],
    )
    def test_a_promise_is_written_as_a_file_writes_it(self, made: Promise, en: str, zh: str) -> None:
        assert (str(promise(made)), promise(made).zh) == (en, zh)
