"""The ready-made scenarios: one for each rulebook, sound, of the size they say, and frank about their figures."""

from pathlib import Path

import pytest
from attrs import evolve

import simulation
from simulation.files.network_file import read_network
from simulation.remote_people import holders_of
from simulation.running import replicate
from sscard_core.rulebooks import RULEBOOK_IDS

FOLDER = Path(str(simulation.__file__)).parent / "scenarios"
FILES = sorted(FOLDER.glob("*.yaml"))


def test_there_is_one_for_each_rulebook() -> None:
    assert sorted(read_network(file)[0].book.id for file in FILES) == sorted(RULEBOOK_IDS)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_is_sound_and_marks_what_is_assumed(file: Path) -> None:
    _, warnings = read_network(file)
    assert warnings == ()
    assert "assumption" in file.read_text("utf-8")


def test_the_region_has_its_size() -> None:
    region, _ = read_network(FOLDER / "xinjiang-2022-region.yaml")
    assert region.outlets == 2000
    assert holders_of(region) == 25_000_000
    assert region.days == 365


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_runs_for_a_while(file: Path) -> None:
    network, _ = read_network(file)
    groups = tuple(evolve(group, count=min(group.count, 2)) for group in network.groups)
    some_days = network.first.replace(day=20)
    tallies = replicate(evolve(network, groups=groups, last=some_days, exchange_days=7), 1)
    assert tallies.visit_ends.sum() > 100
