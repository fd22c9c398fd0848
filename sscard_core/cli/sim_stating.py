"""What a run states of itself: how precise it is and what that rests on, and what was cut at its start."""

from collections.abc import Iterator
from math import isfinite

from simulation.analysis.replicating import Replicated, Watched
from simulation.experiment import Cut
from simulation.network.network import Network
from simulation.results import Result
from sscard_core.rulebooks.telling import Language


def statements(network: Network, result: Result, language: Language) -> Iterator[str]:
    """Yield the sentences about precision and warm-up; none where neither was asked for."""
    if result.precision is not None:
        yield _precision(result.precision, language)
        yield from (_watched(each, language) for each in result.precision.watched())
    if result.warm_up is not None:
        yield _warm_up(network, result.warm_up, language)


def _precision(met: Replicated, language: Language) -> str:
    asked = f"{met.precision.relative_half_width * 100:.6g}%"
    if met.is_precise:
        return language.pick(
            f"half-width of at most {asked} of the mean: met; {met.enough} replications were enough, {met.ran} were run to "
            "see that it stays so",
            f"半宽不超过均值的 {asked}：已达到；{met.enough} 次重复已足够，共运行 {met.ran} 次以确认",
        )
    if not met.series:
        return language.pick(
            f"half-width of at most {asked} of the mean: NOT MET; nobody waited at a counter, so there is nothing to watch",
            f"半宽不超过均值的 {asked}：未达到；柜台无人等候，无可监测的指标",
        )
    return language.pick(
        f"half-width of at most {asked} of the mean: NOT MET after {met.ran} replications (at most {met.precision.budget})",
        f"半宽不超过均值的 {asked}：运行 {met.ran} 次后仍未达到（上限 {met.precision.budget} 次）",
    )


def _watched(each: Watched, language: Language) -> str:
    width = f"{each.relative_half_width:.2%}" if isfinite(each.relative_half_width) else "-"
    met = "" if each.is_met else language.pick(", not met", "，未达到")
    return language.pick(
        f"  {each.figure}: ±{width} of the mean{met}", f"  {each.figure}：均值的 ±{width}{met}"
    )


def _warm_up(network: Network, cut: Cut, language: Language) -> str:
    if not cut.is_settled:
        return language.pick(
            "warm-up: NOT FOUND; the cards under way had not settled by the middle of the run, so nothing was cut: run "
            "longer, or look whether production keeps up",
            "预热期：未能确定；至运行中段在途卡数仍未稳定，故未截去任何天数：请加长运行，或检查制卡能力是否足够",
        )
    how = language.pick("by MSER", "按 MSER 判定") if cut.is_auto else language.pick("as asked", "按指定")
    return language.pick(
        f"warm-up: the first {cut.days} of {network.days} days are not counted ({how}; whole periods of "
        f"{network.exchange_days} days)",
        f"预热期：前 {cut.days} 天（共 {network.days} 天）不计入（{how}；整周期 {network.exchange_days} 天）",
    )
