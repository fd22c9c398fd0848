"""How demand is spread: over the half-hours of a day, the days of a week and the months of a year.

Named presets. Each rests on what is written beside it; shapes without a published count are marked as assumption.
"""

from typing import Final

from attrs import frozen

from simulation.units import HALF_HOURS_A_DAY

EVEN_WEEK: Final = (1.0,) * 7
EVEN_YEAR: Final = (1.0,) * 12


@frozen
class Profile:
    """Relative weights: `half_hours` of a day (48), `weekdays` from Monday (7), `months` (12). `source` in words."""

    name: str
    half_hours: tuple[float, ...]
    weekdays: tuple[float, ...]
    months: tuple[float, ...]
    source: str


def hourly(weights: dict[int, float]) -> tuple[float, ...]:
    """Return half-hour weights from weights by hour; hours left out have none."""
    return tuple(weights.get(half // 2, 0.0) for half in range(HALF_HOURS_A_DAY))


_OFFICE: Final = hourly(
    {8: 0.9, 9: 1.4, 10: 1.5, 11: 1.1, 12: 0.6, 13: 0.7, 14: 1.2, 15: 1.1, 16: 0.9, 17: 0.4}
)
_BANK: Final = hourly(
    {8: 0.4, 9: 1.2, 10: 1.5, 11: 1.9, 12: 2.2, 13: 1.7, 14: 1.3, 15: 1.2, 16: 1.0, 17: 0.6}
)
_CALLS: Final = hourly(
    {7: 0.5, 8: 1.4, 9: 1.8, 10: 2.0, 11: 1.8, 12: 1.5, 13: 1.6, 14: 1.6, 15: 1.5, 16: 1.3, 17: 1.1, 18: 0.9}
    | {19: 0.8, 20: 0.8, 21: 0.7, 22: 0.6, 23: 0.4}
)

PRESETS: Final = {
    each.name: each
    for each in (
        Profile(
            "office",
            _OFFICE,
            (1.25, 1.05, 1.0, 0.95, 0.95, 0.8, 0.8),
            (0.9, 0.7, 1.2, 1.1, 1.0, 1.0, 1.1, 1.1, 1.1, 0.9, 1.0, 1.0),
            "assumption: two peaks a day, Mondays, quiet at Spring Festival",
        ),
        Profile(
            "bank",
            _BANK,
            (1.1, 1.0, 1.0, 1.0, 1.2, 0.9, 0.7),
            EVEN_YEAR,
            "the rise to noon is that of the published case of First City National Bank",
        ),
        Profile(
            "calls",
            _CALLS,
            (1.1, 1.0, 1.0, 1.0, 1.0, 0.5, 0.4),
            EVEN_YEAR,
            "the shape of a bank's calls by hour, February 1999",
        ),
        Profile("flat", (1.0,) * HALF_HOURS_A_DAY, EVEN_WEEK, EVEN_YEAR, "no profile: even while open"),
        Profile(
            "village",
            hourly({8: 1.6, 9: 1.8, 10: 1.4, 11: 0.8, 12: 0.3, 13: 0.4, 14: 0.8, 15: 0.7, 16: 0.4}),
            (1.2, 1.0, 1.0, 1.0, 1.0, 1.1, 1.1),
            (0.7, 0.8, 1.0, 0.9, 0.8, 0.8, 1.0, 1.0, 0.9, 0.9, 1.5, 1.7),
            "assumption: mornings, and the months after the harvest when contributions are collected",
        ),
    )
}
"""The presets by name."""
