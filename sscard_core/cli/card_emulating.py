"""`sscard card emulate`: an emulated card for every program that speaks PC/SC, until it is stopped."""

import sys
from pathlib import Path

from attrs import evolve

from sscard_core.cli.card_lines import GENERATIONS, WrongArgument, address_of, emulated, failing
from sscard_core.cli.page import Page
from sscard_core.device.lines.listening_card import ListeningCard
from sscard_core.device.lines.vpcd_card import VpcdCard
from sscard_core.device.profile import Profile
from sscard_core.device.profile_files import load_profile
from sscard_core.rulebooks.telling import Language


def emulate_one(  # noqa: PLR0913, PLR0917 - the options of a command
    generation: str,
    person: Path | None,
    listen: str | None,
    vpcd: str,
    seconds: float | None,
    language: Language,
) -> int:
    """Serve a card until the reader goes, the time is over or the user stops it."""
    with failing(language) as code:
        if generation not in GENERATIONS:
            raise WrongArgument(f"--profile {generation}: expected {', '.join(GENERATIONS)}")
        profile = evolve(load_profile(person) if person else Profile(), generation=GENERATIONS[generation])
        card = emulated(profile)
        if listen is not None:
            with ListeningCard(card, *address_of(listen)) as waiting:
                _tell(f"{profile}: {waiting.host}:{waiting.port}", language)
                waiting.wait(seconds)
        else:
            with VpcdCard.insert(card, *address_of(vpcd)) as served:
                _tell(f"{profile}: {vpcd}", language)
                served.wait(seconds)
    return code[0]


def _tell(where: str, language: Language) -> None:
    Page().line(where, first=language.pick("serving ", "正在提供 "))
    sys.stdout.flush()
