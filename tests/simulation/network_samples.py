"""Small networks for the tests of the simulation."""

from datetime import date
from typing import Any

from attrs import evolve

from simulation.network.defaults import production_for
from simulation.network.hours import Days, Shift, Span
from simulation.network.network import Group, Network
from sscard_core.rulebooks import rulebook

DAYTIME = ((540.0, 720.0), (810.0, 1020.0))


def shift(windows: int, days: Days = Days.WORKING) -> Shift:
    """Return office hours with a lunch."""
    return Shift(tuple(Span(opens, closes, windows) for opens, closes in DAYTIME), days)


def group(name: str = "hall", **told: Any) -> Group:
    """Return two busy outlets."""
    usual: dict[str, Any] = {
        "count": 2, "windows": shift(2), "bank_windows": shift(1), "holders": 30_000.0, "bank": "icbc",
    }  # fmt: skip
    return Group(name=name, **{**usual, **told})


def network(book: str = "xinxiang-2017", **told: Any) -> Network:
    """Return a network of four weeks of March 2025."""
    law = rulebook(book)
    usual: dict[str, Any] = {
        "title": "a test",
        "book": law,
        "first": date(2025, 3, 3),
        "last": date(2025, 3, 30),
        "groups": (group(),),
        "production": production_for(law),
    }
    return Network(**{**usual, **told})


def with_stage(base: Network, name: str, **told: Any) -> Network:
    """Return a network with one stage of production changed."""
    stages = tuple(evolve(each, **told) if each.name == name else each for each in base.production.stages)
    return evolve(base, production=evolve(base.production, stages=stages))
