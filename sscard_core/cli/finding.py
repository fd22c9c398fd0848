"""Finding the rulebook that a person named, by id or by file."""

from sscard_core.cli.complaining import complain
from sscard_core.lifecycle.user_rulebooks import find_checked
from sscard_core.rulebooks import UnknownRulebook
from sscard_core.rulebooks.book import Rulebook
from sscard_core.rulebooks.places import RulebookError


def open_book(name: str) -> Rulebook | None:
    """Return a published rulebook, or a user's that is sound; complain where there is none."""
    try:
        return find_checked(name)
    except (UnknownRulebook, RulebookError) as problem:
        complain(problem)
    except OSError as problem:
        complain(f"{name}: {problem.strerror or problem}")
    return None
