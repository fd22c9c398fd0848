"""The bridge for web pages: the same functions as JSON, for pages that are let in, one call at a time."""

import json
import sys

import pytest
from driver_stations import Counter
from hypothesis import given
from hypothesis import strategies as st
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from sscard_core.device.driver.bridge import Bridge, BridgeMissing, BridgeTaken
from sscard_core.device.driver.messages import answered

ASK = '{"function": "iReadCardBas", "iType": 1}'


def test_a_call_is_answered_in_the_vendors_form() -> None:
    told = json.loads(answered(Counter(2).driver, ASK))
    assert (told["success"], told["code"]) == (True, 0)
    assert told["pOutInfo"].split("|")[4] == "张三"


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ("", -14),
        ("[]", -14),
        ("{}", -14),
        ('{"function": 5}', -14),
        ("[" * 100_000, -14),
        (b"\xff", -14),
        ('{"function": "iReadCardBas"}', -14),
        ('{"function": "iReadCardBas", "iType": "1"}', -14),
        ('{"function": "iReadCardBas", "iType": true}', -14),
        ('{"function": "iReadCardBas", "iType": 1, "x": 1}', -14),
        ('{"function": "PKI_SignData", "iType": 1}', -13),
    ],
)
def test_what_is_no_call_is_answered_with_a_code(message: str | bytes, code: int) -> None:
    told = json.loads(answered(Counter(2).driver, message))
    assert (told["success"], told["code"]) == (False, code)


@given(st.text(max_size=40) | st.binary(max_size=40))
def test_any_message_is_answered(message: str | bytes) -> None:
    assert json.loads(answered(Counter(2).driver, message))["success"] is False


def address(bridge: Bridge) -> str:
    """Return where a bridge listens."""
    return f"ws://127.0.0.1:{bridge.port}"


@pytest.mark.parametrize("origin", [None, Origin("https://hrss.example")])
def test_a_program_and_a_page_that_is_let_in_are_served(origin: Origin | None) -> None:
    with (
        Bridge(Counter(2).driver, port=0, origins=["https://hrss.example"]) as bridge,
        connect(address(bridge), origin=origin, open_timeout=5) as page,
    ):
        for _ in range(2):
            page.send(ASK)
            assert json.loads(page.recv(5))["success"] is True


def test_another_page_is_kept_out() -> None:
    elsewhere = Origin("https://elsewhere.example")
    with (
        Bridge(Counter(2).driver, port=0) as bridge,
        pytest.raises(InvalidStatus, match="403"),
        connect(address(bridge), origin=elsewhere, open_timeout=5),
    ):
        pass


def test_a_closed_bridge_listens_no_more() -> None:
    with Bridge(Counter(2).driver, port=0) as bridge:
        pass
    bridge.wait()
    with pytest.raises(OSError, match="refused"):
        connect(address(bridge), open_timeout=5)


def test_a_port_that_is_taken_is_told() -> None:
    with (
        Bridge(Counter(2).driver, port=0) as bridge,
        pytest.raises(BridgeTaken, match=str(bridge.port)) as caught,
    ):
        Bridge(Counter(2).driver, port=bridge.port)
    assert "another port" in caught.value.remedy


def test_without_the_package_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "websockets.sync.server", None)
    with pytest.raises(BridgeMissing) as caught:
        Bridge(Counter(2).driver)
    assert "websockets" in caught.value.remedy
