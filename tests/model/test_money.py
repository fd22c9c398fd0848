"""Money: what people type as yuan is whole fen, and comes back as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sscard_core.model.money import Fen, MoneyError, read_yuan, show_yuan

MOST = 9_999_999_999_999_99
FEN = st.integers(0, MOST).map(Fen)


class TestYuan:
    """Two decimals, no sign, no other digits than ASCII's."""

    @given(FEN)
    def test_an_amount_comes_back_as_it_was(self, amount: Fen) -> None:
        assert read_yuan(show_yuan(amount)) == amount

    @given(FEN)
    def test_an_amount_is_shown_with_two_decimals(self, amount: Fen) -> None:
        yuan, point, decimals = show_yuan(amount).partition(".")
        assert (point, len(decimals)) == (".", 2)
        assert int(yuan + decimals) == amount

    @pytest.mark.parametrize(
        ("typed", "fen"),
        [
            ("0", 0),
            ("0.00", 0),
            ("0.01", 1),
            ("0.1", 10),
            ("60", 6_000),
            ("60.5", 6_050),
            ("60.05", 6_005),
            ("9999999999999.99", MOST),
        ],
    )
    def test_yuan_are_read_as_they_are_typed(self, typed: str, fen: int) -> None:
        assert read_yuan(typed) == fen

    @pytest.mark.parametrize(
        "typed",
        [
            *(
                "",
                " ",
                ".",
                "1.",
                ".5",
                "-1",
                "+1",
                "1.234",
                "01",
                "00.10",
                "1,000",
                "1e3",
                "1 000",
                " 1",
                "1\n",
            ),
            *("１２", "٣", "￥1", "1元", "0x10", "10000000000000", "nan", "1.-1"),
        ],
    )
    def test_anything_else_is_refused(self, typed: str) -> None:
        with pytest.raises(MoneyError, match="an amount is yuan with at most two decimals"):
            read_yuan(typed)

    @given(st.text())
    def test_any_text_is_read_or_refused(self, typed: str) -> None:
        try:
            amount = read_yuan(typed)
        except MoneyError:
            return
        assert 0 <= amount <= MOST

    def test_a_long_text_is_not_told_whole(self) -> None:
        with pytest.raises(MoneyError, match=r"found '9{24}…'$"):
            read_yuan("9" * 1000)

    @pytest.mark.parametrize(("fen", "shown"), [(-1, "-0.01"), (-100, "-1.00"), (-12_345, "-123.45")])
    def test_a_posting_out_is_shown_with_its_sign(self, fen: int, shown: str) -> None:
        assert show_yuan(Fen(fen)) == shown
