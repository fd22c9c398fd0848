"""Published tables of queues, to all the digits they print, and identities between the forms."""

from math import exp, pi, sin

import numpy as np
import pytest
from scipy import integrate

from simulation.analysis import erlang


def test_the_call_centre_of_the_erlang_c_packages() -> None:
    """Source: the worked example of the R package ErlangC and of pyworkforce: 100 calls in 30 min, 180 s, 14 agents."""
    rate, service = 100 / 30, 3.0
    assert f"{erlang.erlang_c(14, rate * service):.7f}" == "0.1741319"
    assert f"{erlang.served_within(14, rate, service, 20 / 60):.5f}" == "0.88835"
    assert f"{60 * erlang.mean_wait(14, rate, service):.4f}" == "7.8359"
    assert f"{rate * service / 14:.7f}" == "0.7142857"


def test_a_bank_with_a_second_teller() -> None:
    """Source: J. D. Cook, What happens when you add a new teller? (2008): 5.8 customers an hour, 10 minutes each.

    Almost five hours become about three minutes; to the digits of the formula 290.0 and 3.048 minutes.
    """
    waits = [erlang.mean_wait(tellers, 5.8 / 60, 10.0) for tellers in (1, 2)]
    assert [f"{wait:.3f}" for wait in waits] == ["290.000", "3.048"]


def test_fractions_of_servers_for_a_wait() -> None:
    """Source: Abstract Micro Systems, ErlcNsrvFromWait4: 200 calls of 300 s in 1800 s, waits of 5 and 30 s.

    Its page cuts after five digits: the second is 37.3172377.
    """
    found = [erlang.servers_for_wait(200 / 1800, 300.0, wait) for wait in (5.0, 30.0)]
    assert [f"{servers:.7f}"[:-2] for servers in found] == ["41.22663", "37.31723"]


def test_a_bank_with_one_and_two_tellers() -> None:
    """Source: Neve's bank, 10 customers an hour of 4 minutes. Its page prints 0.59 for the wait with two, against its own
    time in the bank of 4.50 minutes; the wait is 0.50."""
    one, two = (erlang.mean_wait(tellers, 10 / 60, 4.0) for tellers in (1, 2))
    assert f"{one:.2f}" == "8.00"
    assert f"{two:.2f}" == "0.50"
    assert f"{two + 4:.2f}" == "4.50"


def test_the_queue_of_the_speed_measurements() -> None:
    assert f"{erlang.mean_wait(3, 2.55, 1.0):.5f}" == "1.62306"
    assert f"{erlang.erlang_c(3, 2.55):.5f}" == "0.73038"


def test_the_lognormal_queue_of_the_speed_measurements() -> None:
    assert f"{erlang.pollaczek_khinchine(0.8, 1.0, 1.23):.4f}" == "5.0258"


def test_windows_for_a_hall_of_nine_minute_services() -> None:
    shares = {(10, 3): ".981", (20, 5): ".992", (30, 6): ".965", (60, 11): ".985"}
    for (an_hour, windows), share in shares.items():
        assert f"{erlang.served_within(windows, an_hour / 60, 9.0, 15.0):.3f}" == f"0{share}"


def test_fixed_services_wait_half_as_long_with_one_server() -> None:
    exact = erlang.pollaczek_khinchine(0.7, 1.0, 0.0)
    assert erlang.deterministic_wait(1, 0.7, 1.0) == pytest.approx(exact, rel=1e-12)


def test_fixed_services_with_two_servers_are_near_the_published_approximation() -> None:
    """Source: G. P. Cosmetatos's approximation, .9010 at rho .8; the exact value is 0.3 % above it."""
    assert erlang.deterministic_wait(2, 1.6, 1.0) == pytest.approx(0.9010, rel=0.003)


def test_a_finite_queue_without_places_to_wait_is_erlang_b() -> None:
    assert erlang.finite_queue(5, 5, 4.0, 1.0).blocked == pytest.approx(erlang.erlang_b(5, 4.0), rel=1e-12)


def test_a_finite_queue_with_many_places_is_erlang_c() -> None:
    found = erlang.finite_queue(3, 2000, 2.55, 1.0)
    assert found.mean_wait == pytest.approx(erlang.mean_wait(3, 2.55, 1.0), rel=1e-9)
    assert found.blocked == pytest.approx(0, abs=1e-12)


def test_endless_patience_makes_erlang_a_erlang_c() -> None:
    found = erlang.erlang_a(3, 2.0, 1.0, 1e7)
    assert found.waits == pytest.approx(erlang.erlang_c(3, 2.0), rel=1e-4)
    assert found.mean_wait == pytest.approx(erlang.mean_wait(3, 2.0, 1.0), rel=1e-4)


def test_patience_like_service_makes_erlang_a_poisson() -> None:
    """With patience as long as service every customer has a server or leaves at that rate: M/M/infinity."""
    found = erlang.erlang_a(4, 3.0, 1.0, 1.0)
    poisson = 1 - sum(np.exp(-3.0) * 3.0**n / float(np.prod(range(1, n + 1))) for n in range(4))
    assert found.waits == pytest.approx(poisson, rel=1e-10)


def test_priorities_share_out_the_wait_of_one_queue() -> None:
    rates = (0.5, 1.0, 0.6)
    waits = erlang.priority_waits(3, rates, 1.0)
    assert sorted(waits) == list(waits)
    shared = sum(rate * wait for rate, wait in zip(rates, waits, strict=True)) / sum(rates)
    assert shared == pytest.approx(erlang.mean_wait(3, sum(rates), 1.0), rel=1e-12)


def test_swinging_arrivals_fill_servers_as_their_integral_says() -> None:
    def arriving(age: float) -> float:
        return 30 * (1 + 0.6 * sin(2 * pi * (7.0 - age) / 24)) * exp(-age / 2)

    expected = integrate.quad(arriving, 0, 60)[0]
    assert erlang.sinusoidal_busy(30, 0.6, 24, 2, 7.0) == pytest.approx(expected, rel=1e-9)


def test_an_overloaded_queue_is_refused_with_load_and_servers() -> None:
    with pytest.raises(erlang.Overloaded, match="load 3 on 3 servers"):
        erlang.erlang_c(3, 3.0)
    with pytest.raises(erlang.Overloaded):
        erlang.pollaczek_khinchine(1.0, 1.0, 1.0)
    with pytest.raises(erlang.Overloaded):
        erlang.deterministic_wait(2, 2.0, 1.0)
