"""How many commands a second the emulated card answers in its own process, and how long reading a whole card takes.

Run: python tests/bench/chip.py [--commands N]
"""

import argparse
import time
from collections.abc import Callable
from functools import partial

from sscard_core.device.emulator.card import EmulatedCard
from sscard_core.device.fabricating import card_plan, module_of_tests
from sscard_core.device.profile import Profile
from sscard_core.device.reading import read_card

READ_RECORD = bytes.fromhex("00B2032C00")
VERIFY = bytes.fromhex("0020000003123456")
BY_TAG = bytes.fromhex("00B2083000")


def per_second(work: Callable[[], object], times: int) -> float:
    """Return how often something is done in a second."""
    start = time.perf_counter()
    for _ in range(times):
        work()
    return times / (time.perf_counter() - start)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--commands", type=int, default=100_000)
    times = parser.parse_args().commands
    for generation in (1, 2, 3):
        profile = Profile(generation=generation)
        module = module_of_tests(profile)
        card = EmulatedCard(card_plan(profile, module=module))
        for name, command in (("READ RECORD", READ_RECORD), ("by tag", BY_TAG), ("VERIFY", VERIFY)):
            rate = per_second(partial(card.transmit, command), times)
            print(f"generation {generation}: {rate:9,.0f} {name} a second")
        rate = per_second(partial(read_card, card, module), times // 500)
        print(f"generation {generation}: {rate:9,.0f} whole cards a second")


if __name__ == "__main__":
    main()
