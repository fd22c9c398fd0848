"""The rulebooks: four published measures and the list of our assumptions, and users' own beside them."""

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from sscard_core.rulebooks.book import Rulebook
from sscard_core.rulebooks.clause_register import clause_register
from sscard_core.rulebooks.places import RulebookError
from sscard_core.rulebooks.read import LARGEST_FILE, read_rulebook

RULEBOOK_IDS: Final = ("xinjiang-2013", "xinjiang-2022", "xinxiang-2017", "jiangsu")
"""The four laws, in the order of their documents."""

DEFAULT_ID: Final = "default"
"""Not a law: our assumptions, each with its reason."""


class UnknownRulebook(LookupError):
    """No rulebook has this id, and no file this name."""


@cache
def rulebook(rulebook_id: str) -> Rulebook:
    """Return one of the published rulebooks, or `default`.

    Raises: UnknownRulebook, which lists those there are.
    """
    if rulebook_id not in (*RULEBOOK_IDS, DEFAULT_ID):
        raise UnknownRulebook(f"no rulebook is called {rulebook_id!r}; there are {', '.join(RULEBOOK_IDS)}")
    clause_register()
    name = f"{rulebook_id}.toml"
    text = files(__name__).joinpath(name).read_text(encoding="utf-8")
    return read_rulebook(name, text, rulebook)


def load_rulebook(path: Path) -> Rulebook:
    """Read a user's own rulebook file.

    Raises: RulebookError, with file, line and field; OSError where the file cannot be read.
    """
    clause_register()
    if path.stat().st_size > LARGEST_FILE:
        raise RulebookError(str(path), 1, "", f"over {LARGEST_FILE:,} bytes; a rulebook is a short file")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as problem:
        raise RulebookError(
            str(path), 1, "", f"no UTF-8 at byte {problem.start}; save the file as UTF-8"
        ) from None
    return read_rulebook(str(path), text, _published)


def _published(rulebook_id: str) -> Rulebook | None:
    return rulebook(rulebook_id) if rulebook_id in (*RULEBOOK_IDS, DEFAULT_ID) else None


def find_rulebook(id_or_path: str) -> Rulebook:
    """Return a published rulebook by id, or a user's by the path of its file.

    Raises: UnknownRulebook, RulebookError.
    """
    if id_or_path in (*RULEBOOK_IDS, DEFAULT_ID):
        return rulebook(id_or_path)
    path = Path(id_or_path)
    if not path.is_file():
        raise UnknownRulebook(
            f"no rulebook is called {id_or_path!r} and no file either; there are {', '.join(RULEBOOK_IDS)}"
        )
    return load_rulebook(path)
