"""A user's own rulebook: a file that derives from another and says only what differs, or is told where it is wrong."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from sscard_core import (
    SHANGHAI,
    Decision,
    Desk,
    Fen,
    Holder,
    RefusalCode,
    Rulebook,
    Situation,
    Start,
    find_rulebook,
    load_rulebook,
    open_file,
    requests,
    rulebook,
)
from sscard_core.lifecycle.rules import RuleError, Rules
from sscard_core.model.arguments import ExchangeReason, RequestName
from sscard_core.model.channels import Channel
from sscard_core.model.papers import Paper
from sscard_core.model.people import Actor
from sscard_core.model.statuses import Side
from sscard_core.rulebooks.places import RulebookError
from sscard_core.rulebooks.read import LARGEST_FILE

MONDAY = datetime(2026, 3, 9, 10, tzinfo=SHANGHAI)

HEAD = """\
id = "my-city"
derives = "jiangsu"
title_en = "My city"
prefixes = ["MC"]
"""
OWN = (
    HEAD
    + """
[clauses.MC-1]
place = "art. 1"
en = "A card is collected at the service window, by the holder, with the ID and a photo."

[assumptions.we_think]
en = "Nobody says so, but everybody does it."

[readings.hrss_pin_tries]
value = 2
because = ["MC-1", "we_think"]

[[services.collect]]
name = "at the window"
through = ["service_window"]
by = ["holder"]
papers.id_original = ["MC-1"]
papers.photo = ["we_think"]
because.all = ["MC-1"]

[not_offered]
exchange = ["MC-1"]
"""
)


def written(folder: Path, text: str) -> Path:
    """Write a rulebook file."""
    path = folder / "my-city.toml"
    path.write_text(text, "utf-8")
    return path


@pytest.fixture
def book(tmp_path: Path) -> Rulebook:
    """The rulebook of a city that differs from Jiangsu in a service and a reading."""
    return load_rulebook(written(tmp_path, OWN))


def asked(book: Rulebook, request: requests.Request, situation: Situation = Situation.ACTIVE) -> Decision:
    """Put a request to the book's desk."""
    desk = Desk(book)
    holder = Holder(name="测试甲", born=date(1985, 3, 2))
    start = Start(situation=situation, on=date(2020, 3, 10), hrss_pin="135790", hrss_balance=Fen(100))
    file, _ = open_file(desk, holder, start)
    return desk.decide(file, request, MONDAY)


class TestAnOwnRulebook:
    """What the file says holds, and what it does not say is the base's."""

    def test_it_compiles_and_carries_its_own_name(self, book: Rulebook) -> None:
        assert (book.id, book.derives, book.title_en, book.title_zh) == (
            "my-city",
            "jiangsu",
            "My city",
            "my-city",
        )
        assert Rules(book).terms.hrss_pin_tries == 2

    def test_its_service_takes_the_place_of_the_bases(self, book: Rulebook) -> None:
        (collect,) = book.services[RequestName.COLLECT]
        assert collect.through == (Channel.SERVICE_WINDOW,)
        assert collect.by == (Actor.HOLDER,)
        assert len(rulebook("jiangsu").services[RequestName.COLLECT]) > 1

    def test_all_else_is_the_bases_own(self, book: Rulebook) -> None:
        base = rulebook("jiangsu")
        for request in base.services.keys() - {RequestName.COLLECT, RequestName.EXCHANGE}:
            assert book.services[request] is base.services[request]
        for switch in base.readings.keys() - {"hrss_pin_tries"}:
            assert book.readings[switch] is base.readings[switch]
        assert book.consequences == base.consequences
        assert book.banks == base.banks

    def test_a_decision_under_it_rests_on_its_own_clauses_and_assumptions(self, book: Rulebook) -> None:
        taken = asked(book, requests.Collect(), Situation.READY)
        assert taken.is_accepted
        assert "MC-1" in [clause.id for clause in taken.clauses]
        assert "we_think" in [assumption.name for assumption in taken.assumed]

    def test_its_papers_are_asked_for(self, book: Rulebook) -> None:
        missing = asked(book, requests.Collect(papers=frozenset({Paper.ID_ORIGINAL})), Situation.READY)
        assert missing.missing == (Paper.PHOTO,)
        assert [assumption.name for assumption in missing.assumed] == ["we_think"]

    def test_its_reading_decides(self, book: Rulebook) -> None:
        wrong = asked(book, requests.EnterPin(side=Side.HRSS, pin="908172"))
        assert "MC-1" in [clause.id for clause in wrong.clauses]

    def test_what_it_no_longer_offers_is_refused_on_its_ground(self, book: Rulebook) -> None:
        exchange = requests.Exchange(reason=ExchangeReason.CHIP_FAULT)
        refused = asked(book, exchange)
        assert refused.code is RefusalCode.SERVICE_NOT_OFFERED
        assert [clause.id for clause in refused.clauses] == ["MC-1"]
        assert asked(rulebook("jiangsu"), exchange).is_accepted

    def test_a_clause_of_its_own_can_be_looked_up(self, book: Rulebook) -> None:
        (clause,) = book.not_offered[RequestName.EXCHANGE]
        assert str(clause) == "MC-1"
        assert clause.entry.document == "my-city"  # type: ignore[union-attr]
        assert clause.entry.zh == clause.entry.en  # type: ignore[union-attr]

    def test_it_is_found_by_its_path(self, tmp_path: Path) -> None:
        assert find_rulebook(str(written(tmp_path, OWN))).id == "my-city"

    def test_a_base_that_does_not_offer_can_be_offered_again(self, tmp_path: Path) -> None:
        again = '[[services.send_destruction_receipt]]\nname = "x"\nthrough = ["bank_branch"]\nby = []\n'
        text = HEAD.replace("jiangsu", "xinjiang-2022") + again + 'because.all = ["natural_order"]\n'
        book = load_rulebook(written(tmp_path, text))
        assert RequestName.SEND_DESTRUCTION_RECEIPT in book.services
        assert RequestName.SEND_DESTRUCTION_RECEIPT not in book.not_offered

    def test_one_provision_may_stand_without_a_list(self, tmp_path: Path) -> None:
        text = OWN.replace("[[services.collect]]", "[services.collect]")
        assert len(load_rulebook(written(tmp_path, text)).services[RequestName.COLLECT]) == 1

    def test_a_mark_at_the_beginning_of_the_file_does_no_harm(self, tmp_path: Path) -> None:
        assert load_rulebook(written(tmp_path, f"\ufeff{OWN}")).id == "my-city"

    @pytest.mark.parametrize(("typed", "read"), [("true", "yes"), ("false", "no"), ('"yes"', "yes")])
    def test_a_yes_may_be_typed_in_several_ways(self, tmp_path: Path, typed: str, read: str) -> None:
        text = f'{HEAD}[readings]\nrelease_needs_card = {{value = {typed}, because = ["id_shown"]}}\n'
        assert load_rulebook(written(tmp_path, text)).reading("release_needs_card") == read


def changed(before: str, after: str) -> str:
    """Return the file with one thing changed in it."""
    assert before in OWN
    return OWN.replace(before, after, 1)


COLLECT = "services.collect.0"
WRONG: dict[str, tuple[str, int, str, str]] = {
    "no TOML": (changed("[not_offered]", "[not_offered"), 25, "", "no TOML"),
    "no id": (changed('id = "my-city"', 'id = ""'), 1, "", "needs an id"),
    "an id that is no text": (changed('"my-city"', "7"), 1, "id", "expected a text"),
    "an unknown base": (changed("jiangsu", "jiangxi"), 2, "derives", "no rulebook is called 'jiangxi'"),
    "an unknown field": (changed("title_en", "titel_en"), 3, "titel_en", "did you mean title_en"),
    "prefixes that are no list": (changed('["MC"]', '"MC"'), 4, "prefixes", "expected a list"),
    "a clause without a place": (changed('place = "art. 1"\n', ""), 6, "clauses.MC-1", "needs `place`"),
    "an unknown check": (
        changed('place = "art. 1"', 'place = "art. 1"\ncheck = "Q"'),
        8,
        "clauses.MC-1.check",
        "'Q' is no check",
    ),
    "an assumption without its reason": (
        changed('en = "Nobody says so, but everybody does it."', 'zh = "？"'),
        10,
        "assumptions.we_think",
        "needs its reason",
    ),
    "an unknown switch": (
        changed("hrss_pin_tries", "hrss_pin_trials"),
        13,
        "readings.hrss_pin_trials",
        "did you mean hrss_pin_tries",
    ),
    "a value out of its domain": (
        changed("value = 2", "value = 0"),
        14,
        "readings.hrss_pin_tries.value",
        "a number from 1 to 99",
    ),
    "a reading that rests on nothing": (
        changed('["MC-1", "we_think"]', "[]"),
        13,
        "readings.hrss_pin_tries",
        "rests on something",
    ),
    "an unknown clause": (
        changed('["MC-1", "we_think"]', '["JS-999"]'),
        15,
        "readings.hrss_pin_tries.because",
        "the register has no clause 'JS-999'",
    ),
    "an unknown request": (
        changed("services.collect", "services.colect"),
        17,
        "services.colect",
        "did you mean collect",
    ),
    "a provision without a name": (changed('name = "at the window"\n', ""), 17, COLLECT, "needs `name`"),
    "an unknown channel": (
        changed("service_window", "service_windw"),
        19,
        f"{COLLECT}.through",
        "did you mean service_window",
    ),
    "an unknown person": (
        changed('by = ["holder"]', 'by = ["owner"]'),
        20,
        f"{COLLECT}.by",
        "'owner' is no actor",
    ),
    "an unknown paper": (
        changed("papers.photo", "papers.foto"),
        22,
        f"{COLLECT}.papers.foto",
        "'foto' is no paper",
    ),
    "a fee that is none": (
        changed("papers.photo", 'fee = "much"\npapers.photo'),
        22,
        f"{COLLECT}.fee",
        "'much' is no fee",
    ),
    "a promise that is none": (
        changed("papers.photo", 'due = "soon"\npapers.photo'),
        22,
        f"{COLLECT}.due",
        '"5 working_days"',
    ),
    "a provision that rests on nothing": (
        changed('because.all = ["MC-1"]', 'because.through = ["MC-1"]'),
        23,
        f"{COLLECT}.because",
        "on what does `by` rest",
    ),
    "an unknown aspect": (
        changed('because.all = ["MC-1"]', 'because.all = ["MC-1"]\nbecause.byy = ["MC-1"]'),
        24,
        f"{COLLECT}.because.byy",
        "no such field",
    ),
    "a table that is none": (
        changed("[not_offered]\nexchange", "[grounds]\nstanding = 1\n[not_offered]\nexchange"),
        26,
        "grounds.standing",
        "expected a list",
    ),
    "a request not offered that is unknown": (
        changed("exchange = ", "exchagne = "),
        26,
        "not_offered.exchagne",
        "did you mean exchange",
    ),
}
"""A file with one mistake, the line and the field that are told, and a part of what is said about it."""


class TestMistakes:
    """An error names the file, the line and the field, and says what to write instead."""

    @pytest.mark.parametrize(("text", "line", "field", "said"), WRONG.values(), ids=WRONG.keys())
    def test_a_mistake_is_told_with_its_place(
        self, tmp_path: Path, text: str, line: int, field: str, said: str
    ) -> None:
        path = written(tmp_path, text)
        with pytest.raises(RulebookError) as raised:
            load_rulebook(path)
        error = raised.value
        assert (error.line, error.path) == (line, field)
        assert said in error.problem
        assert str(error).startswith(f"{path}:{line}: {error.path}")

    @pytest.mark.parametrize(
        ("write", "said"),
        [
            (lambda path: path.write_bytes(b"id = '\xff'"), "no UTF-8 at byte 6"),
            (lambda path: path.write_text("#" * (LARGEST_FILE + 1), "utf-8"), "a rulebook is a short file"),
            (lambda path: path.write_text("", "utf-8"), "needs an id"),
        ],
        ids=["no UTF-8", "far too long", "empty"],
    )
    def test_a_file_that_is_no_text_is_told_at_its_first_line(
        self, tmp_path: Path, write: Callable[[Path], int], said: str
    ) -> None:
        path = tmp_path / "my-city.toml"
        write(path)
        with pytest.raises(RulebookError, match=said) as raised:
            load_rulebook(path)
        assert raised.value.line == 1

    def test_a_clause_of_another_document_cannot_be_written_anew(self, tmp_path: Path) -> None:
        with pytest.raises(ValueError, match="clause JS-01 is in the register already"):
            load_rulebook(written(tmp_path, f'{HEAD}[clauses.JS-01]\nplace = "1"\nen = "x"\n'))

    @pytest.mark.parametrize(
        ("line", "said"),
        [
            ('asks.card_is_redy = ["id_shown"]', "no condition is called 'card_is_redy'"),
            ('matches.color = ["red"]', "cannot match on 'color'"),
            ('when = "weather=fine"', "no switch is called 'weather'"),
            ('papers.card = {when = "tall", because = ["id_shown"]}', "no fact is called 'tall'"),
        ],
    )
    def test_what_the_lifecycle_does_not_know_is_told_when_the_rules_are_compiled(
        self, tmp_path: Path, line: str, said: str
    ) -> None:
        text = OWN.replace('by = ["holder"]', f'by = ["holder"]\n{line}')
        with pytest.raises(RuleError, match=said):
            Rules(load_rulebook(written(tmp_path, text)))
