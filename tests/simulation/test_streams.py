"""A stream depends on seed, replication, outlet and name, and on nothing else."""

import numpy as np
import pytest

from simulation.streams import Streams, clashes, stream_key


def test_a_stream_is_the_same_whenever_it_is_asked_for() -> None:
    first = Streams(7, 0, 3).named("arrivals").random(5)
    Streams(7, 0, 3).named("another").random(99)
    assert np.array_equal(first, Streams(7, 0, 3).named("arrivals").random(5))


@pytest.mark.parametrize("other", [Streams(8, 0, 3), Streams(7, 1, 3), Streams(7, 0, 4)])
def test_seed_replication_and_outlet_each_make_another_stream(other: Streams) -> None:
    assert not np.array_equal(other.named("arrivals").random(3), Streams(7, 0, 3).named("arrivals").random(3))


def test_a_name_of_several_words_is_a_name_of_its_own() -> None:
    streams = Streams(7, 0)
    assert not np.array_equal(streams.named("a", 1).random(3), streams.named("a").random(3))
    assert streams.at(2) == Streams(7, 0, 2)


def test_names_that_share_a_number_would_be_found() -> None:
    names = ["arrivals", "service", "patience"]
    assert clashes(names) == []
    assert len({stream_key(each) for each in names}) == 3
    assert clashes(["costarring", "arrivals", "arrivals"]) == []
