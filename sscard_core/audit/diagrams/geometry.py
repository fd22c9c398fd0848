"""Boxes and lines of a picture, and whether they stand in each other's way. Lengths are points, y grows downwards."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from attrs import frozen

STEPS: Final = 16
"""Pieces into which a curve is cut to follow it."""

Point = tuple[float, float]


@frozen
class Box:
    """A rectangle by its middle and its size."""

    x: float
    y: float
    width: float
    height: float

    def overlaps(self, other: "Box") -> bool:
        """True where two boxes share more than an edge."""
        beside = abs(self.x - other.x) >= (self.width + other.width) / 2
        above = abs(self.y - other.y) >= (self.height + other.height) / 2
        return not (beside or above)

    def holds(self, point: Point) -> bool:
        """True where a point is inside."""
        return abs(point[0] - self.x) < self.width / 2 and abs(point[1] - self.y) < self.height / 2


@frozen
class Line:
    """A line as Bézier curves: start, then three points for each curve; the tip of its arrow; its label."""

    points: tuple[Point, ...]
    tip: Point
    label: Box

    def along(self) -> Iterator[Point]:
        """Yield points along the curves, close enough to each other to find what a line runs through."""
        for place in range(0, len(self.points) - 3, 3):
            yield from (_on_curve(self.points[place : place + 4], step / STEPS) for step in range(STEPS + 1))

    def runs_through(self, box: Box) -> bool:
        """True where the line has a point inside a box."""
        return any(box.holds(point) for point in self.along())


def _on_curve(points: tuple[Point, ...], at: float) -> Point:
    """Return the point of a cubic Bézier curve at a share of its way (de Casteljau)."""
    while len(points) > 1:
        points = tuple(
            (one[0] + (two[0] - one[0]) * at, one[1] + (two[1] - one[1]) * at)
            for one, two in pairwise(points)
        )
    return points[0]
