"""The figures' words in Chinese, for pages and reports."""

from typing import Final

from simulation.network.services import Door


def refused_at(door: Door) -> str:
    """Return the word for what the desk refused at a kind of door."""
    return f"refused: {door}"


CHINESE: Final = {
    "came": "到达", "served": "办结", "visits": "到访", "wait mean": "平均等候", "wait P50": "等候P50",
    "wait P90": "等候P90", "wait P95": "等候P95", "wait P99": "等候P99", "within target": "达标率",
    "abandoned": "放弃率", "lost in all": "流失率", "utilisation": "利用率", "waiting": "排队人数", "done": "一次办结",
    "sent home for papers": "材料不齐", "refused by the desk": "不予办理", "left unserved": "未办离开",
    "turnaround mean": "平均周期", "turnaround P50": "周期P50", "turnaround P90": "周期P90",
    "turnaround P95": "周期P95", "turnaround P99": "周期P99", "promise kept": "按时率", "backlog mean": "平均积压",
    "backlog most": "最大积压", "backlog at the end": "期末积压", "first visits": "首次到访",
    "repeated visits": "重复到访", "bank did not answer": "银行无应答", "went to another outlet": "转往他处",
    "gave up": "最终放弃", "still to come": "尚待再来", "sent on from other channels": "由其他渠道转来",
    "asked": "受理量", "enquiry": "咨询", "called back": "回拨",
    "in production": "在制卡数",
    "refused": "不予办理", **{refused_at(door): door.zh for door in Door},
}  # fmt: skip
SINGLE: Final = "utilisation of "
"""Begins the word for the utilisation of a single window; its number follows."""


def chinese(figure: str) -> str:
    """Return a figure's word in Chinese; the word itself where it has none."""
    if figure.startswith(SINGLE):
        return f"{figure.removeprefix(SINGLE)}号利用率"
    return CHINESE.get(figure, figure)
