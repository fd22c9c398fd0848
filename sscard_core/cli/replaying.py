"""`sscard sim replay`: a recorded trace of calls through a fitted model, or a model fitted to one."""

from collections.abc import Iterator
from pathlib import Path

from attrs import asdict, frozen

from simulation.replay.cross_validation import cross_validate
from simulation.replay.figures import Comparison
from simulation.replay.fit_file import read_fit, write_fit
from simulation.replay.fitting import fit_trace
from simulation.replay.replaying import replay
from simulation.replay.trace import read_trace
from simulation.replay.trace_errors import FitError, TraceError
from sscard_core.cli.page import Page, complain, emit
from sscard_core.rulebooks.telling import Language, Row

NOTHING_TO_DO = "nothing to do: name a trace to replay, or --fit-from TRACE.csv"


@frozen
class Run:
    """What was asked for."""

    trace: Path | None
    fit: Path
    fit_from: Path | None
    judged: bool
    replications: int
    seed: int


def replay_call_centre(run: Run, language: Language, *, as_json: bool) -> int:
    """Fit, judge and replay as asked. Exit code 0, or 2 where a file is not what it should be."""
    if run.trace is None and run.fit_from is None:
        complain(NOTHING_TO_DO)
        return 2
    try:
        if run.fit_from is not None:
            _fit(run.fit_from, run, language, as_json=as_json)
        if run.trace is not None:
            _replay(run.trace, run, language, as_json=as_json)
    except (TraceError, FitError) as problem:
        complain(problem)
        return 2
    except BrokenPipeError:
        raise
    except OSError as problem:
        complain(f"{problem.filename}: {problem.strerror or problem}")
        return 2
    return 0


def _fit(source: Path, run: Run, language: Language, *, as_json: bool) -> None:
    calls = read_trace(source)
    try:
        fit = fit_trace(calls)
        judged = cross_validate(calls) if run.judged else None
    except ValueError as problem:
        raise TraceError(str(source), 0, "", str(problem)) from None
    write_fit(run.fit, fit)
    if as_json:
        judged_record = _record(judged) if judged else None
        emit({"written": str(run.fit), "fitted_on": list(fit.fitted_on), "cross_validation": judged_record})
        return
    page = Page()
    days = len(fit.fitted_on)
    page.line(language.pick(f"fitted on {days} weekdays: {run.fit}", f"以 {days} 个工作日拟合：{run.fit}"))
    if judged:
        page.line(
            language.pick("judged on weekdays left out of the fit:", "以未参与拟合的工作日检验："), "bold"
        )
        _tell(page, judged, language)


def _replay(trace: Path, run: Run, language: Language, *, as_json: bool) -> None:
    fit = read_fit(run.fit)
    calls = read_trace(trace)
    try:
        comparison = replay(calls, fit, run.replications, run.seed)
    except ValueError as problem:
        raise TraceError(str(trace), 0, "", str(problem)) from None
    if as_json:
        emit({"trace": str(trace), "replications": run.replications, "seed": run.seed} | _record(comparison))
        return
    page = Page()
    page.line(
        language.pick(
            f"{len(comparison.days)} weekdays (Sunday to Thursday), served calls, {run.replications} replications:",
            f"{len(comparison.days)} 个工作日（周日至周四），已接通的来电，重复 {run.replications} 次：",
        ),
        "bold",
    )
    _tell(page, comparison, language)


def _tell(page: Page, comparison: Comparison, language: Language) -> None:
    page.rows(_figures(comparison, language), indent=2, repeat=True)
    page.line(language.pick("daily mean wait, s", "每日平均等待（秒）"))
    page.rows(
        (
            Row(each.day.isoformat(), f"{each.observed_s:8.1f}  {each.simulated_s:8.1f}  {each.error:7.1%}")
            for each in comparison.days
        ),
        indent=2,
    )
    page.line(f"MAPE  {comparison.mape:.1%}")


def _figures(comparison: Comparison, language: Language) -> Iterator[Row]:
    seen, made = comparison.observed, comparison.simulated
    pick = language.pick
    heads = pick("observed  simulated  difference", "    实测      仿真    差")
    yield Row("", heads)
    yield Row(pick("served calls", "接通"), f"{seen.served:8.0f}  {made.served:9.1f}")
    error = comparison.mean_error
    yield Row(
        pick("mean wait, s", "平均等待（秒）"), f"{seen.mean_s:8.1f}  {made.mean_s:9.1f}  {error:+8.1%}"
    )
    for label, observed, simulated in (
        ("P(wait < 20 s)", seen.under_20_s, made.under_20_s),
        ("P(wait < 60 s)", seen.under_60_s, made.under_60_s),
    ):
        points = 100 * (simulated - observed)
        yield Row(label, f"{observed:8.2%}  {simulated:9.2%}  {points:+6.2f} {pick('points', '个百分点')}")
    error = comparison.p95_error
    yield Row(
        pick("P95 of waits, s", "等待 P95（秒）"), f"{seen.p95_s:8.1f}  {made.p95_s:9.1f}  {error:+8.1%}"
    )


def _record(comparison: Comparison) -> dict[str, object]:
    days = [
        {"day": each.day.isoformat(), "observed_s": each.observed_s, "simulated_s": each.simulated_s}
        for each in comparison.days
    ]
    return {
        "observed": asdict(comparison.observed),
        "simulated": asdict(comparison.simulated),
        "days": days,
        "mape": comparison.mape,
    }
