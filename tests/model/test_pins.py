"""PINs: a verification value that depends on key, account and PIN, and a text that shows none of them."""

import copy
import pickle
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sscard_core.model.pins import (
    NO_SECRET,
    VALUE_BYTES,
    HmacPinVerifier,
    PinVerifier,
    Secret,
    is_six_digits,
)

KEY = b"a key for tests, thirty-two long"
PINS = st.text("0123456789", min_size=6, max_size=6)
ACCOUNTS = st.text(min_size=1, max_size=20)


class PlainVerifier:
    """The smallest verifier there can be: what the protocol asks for and nothing more."""

    def value(self, pin: str, account: str) -> bytes:
        return f"{account}:{pin}".encode()

    def matches(self, pin: str, account: str, value: bytes) -> bool:
        return self.value(pin, account) == value


@pytest.fixture(params=[HmacPinVerifier(KEY), PlainVerifier()], ids=["hmac", "plain"])
def verifier(request: pytest.FixtureRequest) -> PinVerifier:
    """Any verifier: the rest of the library knows two methods of it."""
    made: PinVerifier = request.param
    return made


class TestAnyVerifier:
    """Two methods, the same for a module in hardware and for one in memory."""

    def test_a_pin_matches_its_own_value(self, verifier: PinVerifier) -> None:
        assert verifier.matches("135790", "hrss/a", verifier.value("135790", "hrss/a"))

    @pytest.mark.parametrize(
        ("pin", "account"), [("135791", "hrss/a"), ("135790", "bank/a"), ("135790", "hrss/b")]
    )
    def test_no_other_pin_and_no_other_account_matches(
        self, verifier: PinVerifier, pin: str, account: str
    ) -> None:
        assert not verifier.matches(pin, account, verifier.value("135790", "hrss/a"))


class TestHmac:
    """The verifier in memory."""

    @given(pin=PINS, first=ACCOUNTS, second=ACCOUNTS)
    def test_one_pin_has_different_values_in_different_accounts(
        self, pin: str, first: str, second: str
    ) -> None:
        verifier = HmacPinVerifier(KEY)
        assert (verifier.value(pin, first) == verifier.value(pin, second)) == (first == second)

    @given(account=ACCOUNTS, first=PINS, second=PINS)
    def test_two_pins_of_an_account_have_different_values(
        self, account: str, first: str, second: str
    ) -> None:
        verifier = HmacPinVerifier(KEY)
        assert verifier.matches(first, account, verifier.value(second, account)) == (first == second)

    def test_what_stands_between_account_and_pin_cannot_be_moved(self) -> None:
        verifier = HmacPinVerifier(KEY)
        values = [
            verifier.value("234567", "a1"),
            verifier.value("1234567", "a"),
            verifier.value("34567", "a12"),
        ]
        assert all(first != second for first, second in combinations(values, 2))

    def test_a_value_does_not_tell_the_pin_and_has_always_the_same_length(self) -> None:
        values = [HmacPinVerifier(KEY).value(f"{pin:06}", "hrss/a") for pin in range(0, 1_000_000, 9_973)]
        assert {len(value) for value in values} == {VALUE_BYTES}
        assert len(set(values)) == len(values)

    def test_another_key_makes_other_values(self) -> None:
        values = [HmacPinVerifier(key).value("135790", "hrss/a") for key in (KEY, KEY[::-1])]
        assert values[0] != values[1]

    def test_a_key_is_made_where_none_is_given_and_never_the_same(self) -> None:
        first, second = HmacPinVerifier(), HmacPinVerifier()
        assert len(first.key) == 32
        assert first.key != second.key

    def test_a_value_cut_short_does_not_match(self) -> None:
        verifier = HmacPinVerifier(KEY)
        assert not verifier.matches("135790", "hrss/a", verifier.value("135790", "hrss/a")[:-1])
        assert not verifier.matches("135790", "hrss/a", b"")

    def test_values_are_compared_in_constant_time(self, monkeypatch: pytest.MonkeyPatch) -> None:
        compared = []

        def compare(first: bytes, second: bytes) -> bool:
            compared.append((first, second))
            return True

        monkeypatch.setattr("sscard_core.model.pins.hmac.compare_digest", compare)
        assert HmacPinVerifier(KEY).matches("135790", "hrss/a", b"x" * VALUE_BYTES)
        assert [len(first) for first, _ in compared] == [VALUE_BYTES]

    def test_a_verifier_shows_no_key(self) -> None:
        for text in (repr(HmacPinVerifier(KEY)), str(HmacPinVerifier(KEY))):
            assert KEY.decode() not in text
            assert "key" not in text


class TestSecrets:
    """What a card file keeps of a PIN."""

    def test_tries_are_counted_and_cleared_in_a_new_value(self) -> None:
        first = Secret(b"x" * VALUE_BYTES)
        third = first.after_wrong_try().after_wrong_try()
        assert (first.wrong_tries, third.wrong_tries, third.with_tries_cleared().wrong_tries) == (0, 2, 0)
        assert third.value == first.value
        assert third.with_tries_cleared() == first

    def test_a_secret_shows_nothing(self) -> None:
        secret = Secret(b"135790", 5)
        for text in (repr(secret), str(secret), f"{secret}"):
            assert text == "Secret(…)"

    def test_a_secret_is_copied_and_kept_whole(self) -> None:
        secret = Secret(b"x" * VALUE_BYTES, 3)
        assert copy.deepcopy(secret) == secret
        assert pickle.loads(pickle.dumps(secret)) == secret

    def test_where_no_pin_is_known_there_is_no_value(self) -> None:
        assert (NO_SECRET.value, NO_SECRET.wrong_tries) == (None, 0)


class TestForm:
    """Six ASCII digits (XJ13-H-027)."""

    @given(PINS)
    def test_six_digits_are_taken(self, pin: str) -> None:
        assert is_six_digits(pin)

    @pytest.mark.parametrize(
        "pin",
        ["", "12345", "1234567", "12345a", "12 345", "-12345", "１３５７９０", "٠١٢٣٤٥", "12345\n", "²²²²²²"],
    )
    def test_anything_else_is_not(self, pin: str) -> None:
        assert not is_six_digits(pin)

    @given(st.text())
    def test_any_text_is_answered(self, text: str) -> None:
        assert is_six_digits(text) == (len(text) == 6 and set(text) <= set("0123456789"))
