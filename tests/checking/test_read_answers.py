"""Card files as rows of digits, files that note what is read of them, and answers remembered by what was read."""

import operator
import random
from collections.abc import Callable
from datetime import timedelta

import pytest
from attrs import evolve
from exploration_samples import nearest

from sscard_core.checking.answers import Answer, Answers
from sscard_core.checking.bounds import LAST_DAYS, LONG_VALID, NOW, OVER, PENDING, SOME
from sscard_core.checking.digits import (
    FOLDED,
    KEPT,
    LAYOUT,
    PARTS,
    PLACE,
    Alphabet,
    changed_alike,
    read_file,
    reading_on,
    unread,
)
from sscard_core.checking.explore import written
from sscard_core.checking.normal import normal
from sscard_core.checking.people import ADULT
from sscard_core.model.arguments import LossKind, RequestName, Service
from sscard_core.model.card_file import FIELD_NAMES, Card, CardFile, Loss, Making, Mark
from sscard_core.model.channels import Channel
from sscard_core.model.money import Fen
from sscard_core.model.pins import Secret
from sscard_core.model.refusals import RefusalCode
from sscard_core.model.statuses import Hrss, Order, Temporary

LOSS = Loss(kind=LossKind.TEMPORARY, through=Channel.HOTLINE, outlet="甲网点", at=NOW, lapses=PENDING)
MAKING = Making(
    name=RequestName.APPLY,
    service=Service.STANDARD,
    through=Channel.HOTLINE,
    accepted_on=NOW.date(),
    outlet="丙",
)
CARD = Card(generation=1, issued_on=NOW.date(), last_valid_day=LONG_VALID)
FULL = evolve(
    CardFile.blank(ADULT),
    order=Order.ACCEPTED,
    making=MAKING,
    card=CARD,
    hrss_loss=LOSS,
    hrss_secret=Secret(value=b"x", wrong_tries=2),
)


def noted(read: Callable[[CardFile], object], file: CardFile = FULL) -> list[str]:
    """Return which digits are noted while a file is read."""
    noting, reads = read_file(file)
    read(noting)
    return ["/".join(filter(None, LAYOUT[place])) for place in reads]


class TestRows:
    """Every file of an exploration is a row of digits, and the row is the file."""

    @pytest.mark.parametrize(("book", "scope"), [("xinjiang-2022", "outlets"), ("jiangsu", "cards")])
    def test_there_and_back(self, book: str, scope: str) -> None:
        found = nearest(book, scope, 400)
        for row in random.Random(1).sample(found.rows, 100):
            file = found.alphabet.file(row)
            assert found.alphabet.row(file) == row
            assert normal(file, reports=True) == file

    def test_different_files_have_different_rows(self) -> None:
        found = nearest("xinjiang-2022", "outlets")
        assert len({found.file(state) for state in range(found.states)}) == found.states == len({*found.rows})

    def test_every_field_is_kept_or_folded(self) -> None:
        assert {*KEPT} | FOLDED == {*FIELD_NAMES}
        assert not {*KEPT} & FOLDED

    def test_parts_that_are_missing_are_nought(self) -> None:
        alphabet = Alphabet(CardFile.blank(ADULT))
        row, full = alphabet.row(CardFile.blank(ADULT)), alphabet.row(FULL)
        for name in ("making", "card", "hrss_loss"):
            assert [row[PLACE[name, part]] for part in ("", *PARTS[name][1])] == [0] * (
                1 + len(PARTS[name][1])
            )
            assert full[PLACE[name, ""]] == 1
        assert alphabet.file(full).making == MAKING
        assert alphabet.file(full).card == CARD
        assert alphabet.file(full).hrss_loss == LOSS
        assert alphabet.file(full).hrss_secret == FULL.hrss_secret

    def test_an_alphabet_has_its_bound(self) -> None:
        alphabet = Alphabet(CardFile.blank(ADULT))
        for amount in range(255):
            alphabet.number(PLACE["hrss_balance", ""], amount)
        with pytest.raises(AssertionError, match="too many values"):
            alphabet.number(PLACE["hrss_balance", ""], "one more")

    def test_writing_sets_some_digits_and_no_others(self) -> None:
        assert written(b"\x01\x02\x03", [(1, 9)]) == b"\x01\x09\x03"


class TestNormalForm:
    """What is told apart, and what is not."""

    def test_it_is_its_own_normal_form(self) -> None:
        once = normal(FULL, reports=True)
        assert normal(once, reports=True) == once

    def test_balances_are_nothing_or_some(self) -> None:
        file = evolve(FULL, hrss_balance=Fen(5), bank_balance=Fen(0))
        told = normal(file, reports=False)
        assert (told.hrss_balance, told.bank_balance) == (SOME, 0)

    def test_where_a_loss_was_reported_is_kept_where_asked(self) -> None:
        online = evolve(FULL, hrss_loss=evolve(LOSS, through=Channel.ONLINE))
        for reports, through in ((True, Channel.ONLINE), (False, Channel.SERVICE_WINDOW)):
            loss = normal(online, reports=reports).hrss_loss
            assert loss is not None
            assert loss.through is through
        outlet = evolve(FULL, hrss_loss=evolve(LOSS, through=Channel.CARD_OUTLET))
        kept, dropped = (normal(outlet, reports=each).hrss_loss for each in (True, False))
        assert kept is not None
        assert dropped is not None
        assert (kept.outlet, dropped.outlet) == ("甲网点", "")

    @pytest.mark.parametrize(
        ("days", "told"),
        [(-1, OVER.date()), (0, LAST_DAYS), (59, LAST_DAYS), (60, LONG_VALID), (3000, LONG_VALID)],
    )
    def test_validity(self, days: int, told: object) -> None:
        last = NOW.date() + timedelta(days=days)
        card = normal(evolve(FULL, card=evolve(CARD, last_valid_day=last)), reports=False).card
        assert card is not None
        assert card.last_valid_day == told

    def test_a_temporary_cards_end_is_ahead_or_past_or_forgotten(self) -> None:
        ends = NOW + timedelta(days=3)
        valid = evolve(FULL, temporary=Temporary.VALID, temporary_ends=ends)
        assert normal(valid, reports=False).temporary_ends == PENDING
        assert normal(valid, reports=False, at=ends).temporary_ends == OVER
        returned = evolve(valid, temporary=Temporary.RETURNED)
        assert normal(returned, reports=False).temporary_ends is None

    def test_an_order_is_forgotten_once_it_is_over(self) -> None:
        assert normal(evolve(FULL, order=Order.COLLECTED), reports=False).making is None
        assert normal(FULL, reports=False).making is not None

    def test_marks_that_no_answer_depends_on_are_left_out(self) -> None:
        marked = evolve(FULL, marks=frozenset({Mark.DECEASED, Mark.CREDIT_RECORDED}))
        assert normal(marked, reports=False).marks == {Mark.DECEASED}


class TestNoting:
    """A file that notes what is read cannot be told from the file, and notes that and nothing else."""

    def test_it_is_taken_for_a_card_file(self) -> None:
        noting, reads = read_file(FULL)
        assert isinstance(noting, CardFile)
        assert isinstance(noting.making, Making)
        assert isinstance(noting.card, Card)
        assert isinstance(noting.hrss_loss, Loss)
        assert isinstance(noting.hrss_secret, Secret)
        assert [LAYOUT[place][1] for place in reads] == [""] * 4
        assert unread(noting) is FULL
        assert unread(FULL) is FULL

    def test_reads_are_noted_in_order(self) -> None:
        read: list[Callable[[CardFile], object]] = [
            lambda file: (file.bank, file.order, file.bank),
            lambda file: getattr(file.making, "stage", None),
            lambda file: getattr(file.card, "last_valid_day", None),
            lambda file: operator.attrgetter("outlet", "lapses")(file.hrss_loss),
            lambda file: file.hrss_secret.wrong_tries,
        ]
        assert [noted(each) for each in read] == [
            ["bank", "order", "bank"],
            ["making", "making/stage"],
            ["card", "card/last_valid_day"],
            ["hrss_loss", "hrss_loss/outlet", "hrss_loss/lapses"],
            ["hrss_secret", "hrss_secret/wrong_tries"],
        ]

    def test_a_part_that_is_not_there_is_one_read(self) -> None:
        assert noted(lambda file: file.bank_loss) == ["bank_loss"]

    def test_comparing_a_part_reads_all_of_it(self) -> None:
        whole = [f"card/{part}" if part else "card" for part in ("", *PARTS["card"][1])]
        assert noted(lambda file: file.card == CARD) == ["card", *whole]
        assert noted(lambda file: file.card != CARD) == ["card", *whole]

    def test_what_is_folded_is_not_noted(self) -> None:
        assert noted(lambda file: (file.subject, file.version, file.at, file.outlet)) == []
        assert noted(lambda file: getattr(file.card, "issued_on", None)) == ["card"]

    def test_a_changed_file_notes_in_the_same_list(self) -> None:
        noting, reads = read_file(FULL)
        later = changed_alike(noting, ("hrss", Hrss.NORMAL))
        assert later.hrss is Hrss.NORMAL
        assert reading_on(noting, CardFile.blank(ADULT)).order is Order.NONE
        assert [LAYOUT[place][0] for place in reads] == ["hrss", "order"]
        assert type(changed_alike(FULL, ("hrss", Hrss.NORMAL))) is CardFile
        assert reading_on(FULL, later) is later

    def test_a_desk_leaves_the_list_alone_for_plain_files(self) -> None:
        noting, _ = read_file(FULL)
        assert type(noting.changed([], (), NOW, 0)) is CardFile


NO, YES = Answer(code=RefusalCode.WRONG_STATE), Answer(writes=((2, 1),))


class TestAnswers:
    """An answer holds for every file that reads alike, and for no other."""

    def test_found_where_files_read_alike(self) -> None:
        answers = Answers()
        answers.enter(b"\x01\x02\x03", [0, 2, 0], YES)
        assert answers.find(b"\x01\x07\x03") is YES
        assert answers.find(b"\x01\x02\x04") is None
        assert answers.find(b"\x02\x02\x03") is None
        assert (answers.asked, answers.places) == (1, {0, 2})

    def test_what_is_read_may_depend_on_what_was_read(self) -> None:
        answers = Answers()
        answers.enter(b"\x01\x02\x03", [0, 2], YES)
        answers.enter(b"\x02\x02\x03", [0, 1], NO)
        assert answers.find(b"\x02\x02\x09") is NO
        assert answers.find(b"\x01\x09\x03") is YES
        assert answers.find(b"\x02\x01\x03") is None
        assert answers.places == {0, 1, 2}

    def test_an_answer_that_reads_nothing_holds_everywhere(self) -> None:
        answers = Answers()
        assert answers.find(b"\x01") is None
        answers.enter(b"\x01", [], NO)
        assert answers.find(b"\x05") is NO

    def test_files_equal_so_far_are_read_alike(self) -> None:
        answers = Answers()
        answers.enter(b"\x01\x02\x03", [0, 1], YES)
        with pytest.raises(AssertionError, match="equal files are read alike"):
            answers.enter(b"\x01\x02\x03", [1, 0], YES)
        with pytest.raises(AssertionError, match="equal files are read alike"):
            answers.enter(b"\x01\x05\x03", [0, 2, 1], YES)

    def test_an_answer_does_not_come_before_all_is_read(self) -> None:
        answers = Answers()
        answers.enter(b"\x01\x02\x03", [0], YES)
        with pytest.raises(AssertionError):
            answers.enter(b"\x01\x02\x03", [0, 1], YES)
