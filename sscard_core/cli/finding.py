"""Finding the rulebook that a person named, by id or by file."""

from pathlib import Path

from sscard_core.cli.checking import checked_book
from sscard_core.cli.page import complain
from sscard_core.rulebooks import DEFAULT_ID, RULEBOOK_IDS, UnknownRulebook, find_rulebook
from sscard_core.rulebooks.book import Rulebook
from sscard_core.rulebooks.places import RulebookError


def open_book(name: str) -> Rulebook | None:
    """Return a published rulebook, or a user's that is sound; complain where there is none."""
    try:
        if name not in (*RULEBOOK_IDS, DEFAULT_ID) and Path(name).is_file():
            return checked_book(Path(name))
        return find_rulebook(name)
    except (UnknownRulebook, RulebookError) as problem:
        complain(problem)
    except OSError as problem:
        complain(f"{name}: {problem.strerror or problem}")
    return None
