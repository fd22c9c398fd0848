"""Putting a mutant into a process: into functions that are there already, or by importing its module changed."""

import gc
import sys
from collections.abc import Iterator, Sequence
from functools import _lru_cache_wrapper
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_file_location
from types import CodeType, FunctionType, ModuleType
from typing import Any

from mutants import Mutant

FORGOTTEN = ("sscard_core.lifecycle", "sscard_core.model", "test_", "desk_")
"""Whose caches are emptied; those of the rulebooks hold nothing that a mutant of the scope could change."""


class NotLive(Exception):
    """The change cannot be put into the functions that are there: it changes what they close over."""


def codes_in(code: CodeType) -> Iterator[CodeType]:
    """Yield a code object and all that it holds."""
    yield code
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield from codes_in(each)


def functions_of(file: str) -> dict[tuple[str, int], list[FunctionType]]:
    """Return the living functions of a source file, by qualified name and first line."""
    found: dict[tuple[str, int], list[FunctionType]] = {}
    for each in gc.get_objects():
        if isinstance(each, FunctionType) and each.__code__.co_filename == file:
            key = (each.__code__.co_qualname, each.__code__.co_firstlineno)
            found.setdefault(key, []).append(each)
    return found


def swap(mutant: Mutant) -> None:
    """Give the living functions the mutant's code. Raises: NotLive."""
    living = functions_of(str(mutant.file))
    for code in codes_in(mutant.code()):
        for function in living.get((code.co_qualname, code.co_firstlineno), ()):
            if function.__code__.co_freevars != code.co_freevars:
                raise NotLive(mutant.told)
            if function.__code__ != code:
                function.__code__ = code


def caches() -> list["_lru_cache_wrapper[object]"]:
    """Return the caches that hold answers of the code as it was: those of the scope, and those of the tests."""
    wrappers = [each for each in gc.get_objects() if isinstance(each, _lru_cache_wrapper)]
    return [each for each in wrappers if str(getattr(each, "__module__", "")).startswith(FORGOTTEN)]


def forget(caches: list["_lru_cache_wrapper[object]"]) -> None:
    """Empty some caches."""
    for each in caches:
        each.cache_clear()


class _Changed(Loader):
    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant

    def exec_module(self, module: ModuleType) -> None:
        exec(self.mutant.code(), module.__dict__)


class _Finder(MetaPathFinder):
    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: Any = None) -> ModuleSpec | None:
        if fullname != self.mutant.module:
            return None
        return spec_from_file_location(fullname, self.mutant.file, loader=_Changed(self.mutant))


def import_changed(mutant: Mutant) -> None:
    """Have the mutant's module imported with its change, in a process that has not imported the package yet."""
    assert not any(name.startswith("sscard_core") for name in sys.modules), "too late"
    sys.meta_path.insert(0, _Finder(mutant))
