"""Users' own rulebooks, checked beyond their form: names that nothing knows, values that never match, gaps."""

import tomllib
from collections.abc import Mapping
from pathlib import Path as File

from attrs import frozen

from sscard_core.lifecycle.consequences import CONSEQUENCES
from sscard_core.lifecycle.provision_checks import Found, provision_problems
from sscard_core.lifecycle.rules import GROUNDS, Rules
from sscard_core.model.arguments import RequestName
from sscard_core.model.citations import find_entry
from sscard_core.rulebooks import DEFAULT_ID, RULEBOOK_IDS, find_rulebook, load_rulebook, rulebook
from sscard_core.rulebooks.book import Rulebook
from sscard_core.rulebooks.places import Places, RulebookError
from sscard_core.rulebooks.read import near
from sscard_core.rulebooks.readings import SWITCHES

PUBLISHED = (*RULEBOOK_IDS, DEFAULT_ID)


def find_checked(id_or_path: str) -> Rulebook:
    """Return a published rulebook by id, or a user's by the path of its file, checked.

    Raises: UnknownRulebook; RulebookError; OSError, where the file cannot be read.
    """
    if id_or_path not in PUBLISHED and File(id_or_path).is_file():
        return checked_book(File(id_or_path))
    return find_rulebook(id_or_path)


def checked_book(file: File) -> Rulebook:
    """Read a user's rulebook and check all that can be known of it without a request.

    Raises: RulebookError, with file, line and field; OSError, where the file cannot be read.
    """
    book = _loaded(file)
    text = file.read_text(encoding="utf-8-sig")
    places = Places.of(str(file), text)
    own = {key: each for key, each in tomllib.loads(text).items() if isinstance(each, dict)}
    for path, problem in _Check(book, own).problems():
        raise places.error(path, problem)
    try:
        Rules(book)
    except ValueError as problem:
        raise places.error(("grounds",), str(problem)) from None
    return book


def _loaded(file: File) -> Rulebook:
    """Load a rulebook, with every error as a RulebookError."""
    try:
        return load_rulebook(file)
    except RulebookError:
        raise
    except RecursionError:
        raise RulebookError(str(file), 1, "", "nested too deeply; a rulebook is a table of tables") from None
    except ValueError as problem:
        text = file.read_text(encoding="utf-8-sig")
        taken = [each for each in tomllib.loads(text).get("clauses", {}) if find_entry(each)]
        raise Places.of(str(file), text).error(("clauses", *taken[:1]), str(problem)) from None


@frozen
class _Check:
    """Looks at what the file itself says; what it derives from was looked at before."""

    book: Rulebook
    own: Mapping[str, Mapping[str, object]]

    def problems(self) -> Found:
        if self.book.id in PUBLISHED:
            yield ("id",), f"{self.book.id!r} is a published rulebook; choose an id of your own"
        yield from self._left_open()
        yield from self._unknown("grounds", GROUNDS)
        yield from self._unknown("consequences", frozenset(CONSEQUENCES))
        yield from self._services()

    def _left_open(self) -> Found:
        """Find what a rulebook that derives from nothing does not say."""
        filling = f'or write derives = "{DEFAULT_ID}" to take over our assumptions'
        for switch in SWITCHES:
            if switch not in self.book.readings:
                yield ("readings", switch), f"the switch has no value; give it one, {filling}"
        for name in rulebook(DEFAULT_ID).grounds:
            if name not in self.book.grounds:
                yield ("grounds", name), f"it rests on nothing; give it a line, {filling}"

    def _unknown(self, table: str, known: frozenset[str]) -> Found:
        for name in self.own.get(table, {}):
            if name not in known:
                yield (table, name), f"nothing is called so; {near(name, sorted(known))}".rstrip("; ")

    def _services(self) -> Found:
        for key in self.own.get("services", {}):
            provisions = self.book.services[RequestName.read(key)]
            if not provisions:
                yield ("services", key), "no provision; what is not offered stands in [not_offered]"
            for number, provision in enumerate(provisions):
                yield from provision_problems(provision, ("services", key, str(number)))
