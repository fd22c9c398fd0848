"""Without the packages of the extras a card is emulated and read, and nothing of the device room fails to load."""

import subprocess
import sys

import pytest

PROGRAM = """
import importlib, pkgutil, sys
for name in ("cryptography", "websockets", "smartcard"):
    sys.modules[name] = None
import sscard_core.device as room
CHIP = [m.name for m in pkgutil.walk_packages(room.__path__, room.__name__ + ".") if "pcsc" not in m.name]
for name in CHIP:
    importlib.import_module(name)
from sscard_core.device.emulator.card import EmulatedCard
from sscard_core.device.fabricating import card_plan
from sscard_core.device.profile import Profile
from sscard_core.device.reading import read_card
for generation in (1, 2, 3):
    data = read_card(EmulatedCard(card_plan(Profile(generation=generation))))
    print(data.generation, data.holder is not None)
"""


def test_cards_without_keys_need_no_extras() -> None:
    run = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)
    assert run.stderr == ""
    assert run.stdout.splitlines() == ["1 True", "2 True", "3 False"]


@pytest.mark.parametrize(
    "needed", ["from sscard_core.device.security.ciphers import sm4; sm4(bytes(16), bytes(16))"]
)
def test_a_missing_package_would_be_seen(needed: str) -> None:
    program = f"import sys; sys.modules['cryptography'] = None; {needed}"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert "CryptographyMissing" in run.stderr
