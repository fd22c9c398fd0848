"""Plans of kiosks, hotline agents and home-visit teams: the fewest that do, borne out by a run, and taken from a file."""

import json
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from attrs import evolve
from planning_samples import hall, hours, network
from typer.testing import CliRunner

from simulation.engine.serving import Path as EnginePath
from simulation.engine.station import Customers
from simulation.network.hours import Days, Shift, Span
from simulation.network.network import HomeVisits, Hotline, Network
from simulation.planning import remote_sampling
from simulation.planning.applying import staffed
from simulation.planning.crowd import Came, Crowd, Planned, crowd_of
from simulation.planning.estimating import estimate
from simulation.planning.kiosk_sampling import crowd_at_kiosks
from simulation.planning.plan_file import PlanFileError, staffed_by, write_plan
from simulation.planning.remote_sampling import Watch, crowd_at
from simulation.planning.searching import meets, try_out
from simulation.planning.staffing import CONFIRM, SEARCH, Planner, plan_network
from simulation.planning.station_plans import NetworkPlan, StationPlan
from simulation.planning.target import OWN, Each, Target
from simulation.running import replicate
from simulation.streams import Streams
from simulation.tallies import Kind
from simulation.units import DAY
from sscard_core.cli import app
from sscard_core.rulebooks import rulebook

DAYTIME = Shift((Span(480.0, 1200.0, 1),), Days.DAILY)


STRICT = {Kind.KIOSK: Target(0.97, 1.0), Kind.HOME_VISIT: Target(0.95, DAY, Each.DAY)}


def whole() -> Network:
    """Return a network with a hall, kiosks, a hotline and teams, whose rulebook lets people use them all."""
    return evolve(
        network(evolve(hall(holders=2_000_000.0), kiosks=hours(1))),
        book=rulebook("xinjiang-2013"),
        last=date(2025, 6, 29),
        hotline=Hotline(agents=DAYTIME),
        home_visits=HomeVisits(teams=hours(1)),
    )


@cache
def plan() -> NetworkPlan:
    return plan_network(Planner(network=whole(), target=Target(0.9, 10.0), seed=1, own=STRICT))


def of(kind: Kind) -> StationPlan:
    return next(station for _, station in plan().stations if station.kind is kind)


def crowd_of_kind(kind: Kind, streams: Streams) -> Crowd:
    """Return the people among whom machines or teams are looked for, or confirmed."""
    limit = STRICT[kind].minutes
    if kind is Kind.KIOSK:
        crowd = crowd_at_kiosks(whole(), whole().groups[0], streams, limit, EnginePath.AUTO)
    else:
        crowd = crowd_at(kind, Watch(whole(), limit, EnginePath.AUTO), streams)
    assert crowd is not None
    return crowd


def test_every_kind_that_the_network_has_is_planned_and_meets_its_own_target() -> None:
    kinds = [station.kind for _, station in plan().stations]
    assert kinds == [Kind.WINDOW, Kind.KIOSK, Kind.HOTLINE, Kind.HOME_VISIT]
    for _, station in plan().stations:
        assert station.is_met
        assert station.share.low >= station.target.share
    assert of(Kind.HOTLINE).target == OWN[Kind.HOTLINE]
    assert of(Kind.KIOSK).target == Target(0.97, 1.0, Each.DAY)


@pytest.mark.parametrize("kind", [Kind.KIOSK, Kind.HOME_VISIT])
def test_machines_and_teams_are_as_many_all_day_and_one_less_does_not_do(kind: Kind) -> None:
    station = of(kind)
    (number,) = set(station.windows)
    assert number > 1
    more, less = station.changes
    assert more.hours == -less.hours == sum(slot.minutes for slot in station.slots.each) / 60
    fewer = (number - 1,) * len(station.windows)
    crowds = [crowd_of_kind(kind, Streams(1, replication)) for replication in (SEARCH, CONFIRM)]
    assert not all(meets(try_out(crowd, fewer).outcome, station.target) for crowd in crowds)
    assert all(meets(try_out(crowd, station.windows).outcome, station.target) for crowd in crowds)
    assert less.gain.estimate < 0 <= more.gain.estimate


def test_from_the_hotlines_half_hours_no_agent_can_be_taken_without_missing_the_target() -> None:
    station = of(Kind.HOTLINE)
    crowd = crowd_at(
        Kind.HOTLINE, Watch(whole(), station.target.minutes, EnginePath.AUTO), Streams(1, CONFIRM)
    )
    assert crowd is not None
    assert meets(try_out(crowd, station.windows).outcome, station.target)
    assert max(station.windows) > min(station.windows)
    fewer = tuple(max(1, each - 1) for each in station.windows)
    assert not meets(try_out(crowd, fewer).outcome, station.target)


def test_no_team_is_planned_for_those_whom_the_desk_refuses_a_visit() -> None:
    people = [
        crowd_at(Kind.HOME_VISIT, Watch(evolve(whole(), full=full), DAY, EnginePath.AUTO), Streams(1, SEARCH))
        for full in (False, True)
    ]
    plain, full = (each.came[0].sum() for each in people if each is not None)
    assert 0 < full < plain


def test_of_many_calls_some_weeks_are_watched_and_their_first_estimate_is_as_near(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    target = OWN[Kind.HOTLINE]
    watch = Watch(whole(), target.minutes, EnginePath.AUTO)
    every = crowd_at(Kind.HOTLINE, watch, Streams(1, CONFIRM))
    monkeypatch.setattr(remote_sampling, "MOST_CALLS", 6_000)
    some = crowd_at(Kind.HOTLINE, watch, Streams(1, CONFIRM))
    assert every is not None
    assert some is not None
    assert 0 < len(some.days) < len(every.days) / 2
    near = zip(estimate(some, target, some.days), estimate(every, target, every.days), strict=True)
    assert all(abs(one - other) <= 1 for one, other in near)


def test_a_run_with_the_plan_serves_about_the_share_told() -> None:
    limits = {Kind.HOTLINE: OWN[Kind.HOTLINE].minutes, Kind.KIOSK: 1.0}
    for kind, limit in limits.items():
        tallies = replicate(evolve(staffed(plan()), target_minutes=limit), 7)
        share = tallies.within[kind].sum() / tallies.came[kind].sum()
        assert share == pytest.approx(of(kind).share.estimate, abs=0.03)


def test_costs_of_all_kinds_add_up_and_windows_alone_make_window_hours() -> None:
    assert plan().window_hours == of(Kind.WINDOW).window_hours
    told = {station.kind: station.yuan(50.0) for _, station in plan().stations}
    assert plan().yuan(50.0) == pytest.approx(sum(told.values()))
    assert told[Kind.HOME_VISIT] == pytest.approx(100.0 * of(Kind.HOME_VISIT).window_hours)


def test_a_plan_file_puts_every_kind_in_place(tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    write_plan(plan(), 50.0, file)
    placed = staffed_by(whole(), file)
    assert placed.groups == staffed(plan()).groups
    assert (placed.hotline, placed.home_visits) == (staffed(plan()).hotline, staffed(plan()).home_visits)
    assert placed.hotline is not None
    assert placed.hotline.agents == of(Kind.HOTLINE).shift
    told = json.loads(file.read_text("utf-8"))
    told["hotline"]["spans"] = [["09:00", "08:00", 1]]
    file.write_text(json.dumps(told), "utf-8")
    with pytest.raises(PlanFileError, match="hotline: spans in order"):
        staffed_by(whole(), file)
    assert staffed_by(evolve(whole(), hotline=None), file).hotline is None


def test_weeks_make_one_row_where_people_wait_over_night() -> None:
    planned = Planned.of(network(), hours(1), 0.0)
    assert planned is not None
    arrival = np.array([540.0, DAY + 540.0, 15 * DAY + 540.0])
    came = Came(Customers(arrival, np.full(3, 6.0)), np.array([0, 3]), np.zeros(0))
    crowd = crowd_of(network(), planned, came, limit=5.0, path=EnginePath.AUTO, together=14)
    assert crowd.came.sum(axis=1).tolist() == [2.0, 1.0]


NETWORK = """\
simulation: a hotline (热线)
rulebook: xinjiang-2013
from: 2025-03-03
to: 2025-04-27
outlets: {hall: {windows: 3, bank_windows: 2, holders: 200000, bank: icbc}}
hotline: {agents: 4}
home_visits: {teams: 2}
"""


def planned_as_json(file: Path, *more: str) -> dict[str, dict[str, float]]:
    told = CliRunner().invoke(app, ["sim", "plan", str(file), "--json", "--each", "day", *more])
    assert told.exit_code == 0, told.output
    found: dict[str, dict[str, float]] = json.loads(told.stdout)
    return found


def test_kinds_have_targets_of_their_own_on_the_command_line(tmp_path: Path) -> None:
    file = tmp_path / "network.yaml"
    file.write_text(NETWORK, "utf-8")
    usual = planned_as_json(file)
    strict = planned_as_json(file, "--hotline-target", "99% < 5 s", "--home-target", "99% < 30 min")
    assert strict["hotline"]["window_hours_a_day"] > usual["hotline"]["window_hours_a_day"]
    assert strict["home_visits"]["peak"] > usual["home_visits"]["peak"]
    assert strict["groups"] == usual["groups"]
    for lang, words in (("en", "--home-target: a share and a wait"), ("zh", "--home-target：应为")):
        told = CliRunner().invoke(app, ["sim", "plan", str(file), "--home-target", "soon", "--lang", lang])
        assert (told.exit_code, words in told.stderr) == (2, True)
