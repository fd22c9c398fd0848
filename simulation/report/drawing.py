"""Figures as SVG for a page: glyphs as paths, no dates, no addresses, names that do not clash with those of another figure."""

import re
from collections.abc import Callable, Iterable, Sequence
from io import StringIO
from typing import Any, Final

from attrs import frozen
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from simulation.report.fonts import font_for

WIDTH: Final = 8.0
"""Inches."""
COLOURS: Final = ("#0b5394", "#b45f06", "#38761d", "#741b47", "#666666")
NAMESPACE: Final = re.compile(r'\s+xmlns(:\w+)?="[^"]*"')
NAME: Final = re.compile(r'(\bid="|href="#|url\(#)')


@frozen
class Point:
    """A place on the axis, an estimate and its interval."""

    at: float
    estimate: float
    low: float
    high: float


@frozen
class Line:
    """A series of points of one colour."""

    name: str
    points: tuple[Point, ...]


def draw(number: int, texts: Iterable[str], height: float, fill: Callable[[Axes], object]) -> str:
    """Draw a figure and return it as an SVG element; `texts` are all the words in it. Raises: MissingGlyph."""
    settings: Any = {  # its type names every setting there is, in some versions
        "font.family": font_for((*texts, "0123456789-−.,:%")),
        "svg.fonttype": "path",
        "svg.hashsalt": "sscard",
        "axes.unicode_minus": False,
        "text.parse_math": False,
    }
    with rc_context(settings):
        figure = Figure(figsize=(WIDTH, height), layout="constrained")
        FigureCanvasSVG(figure)
        fill(figure.add_subplot())
        written = StringIO()
        plain = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        figure.savefig(written, format="svg", metadata=plain)
    return _bare(written.getvalue(), number)


def _bare(text: str, number: int) -> str:
    """Return the element alone, without namespaces, each name in it marked with the figure's number."""
    element = NAMESPACE.sub("", text[text.index("<svg") :])
    return NAME.sub(rf"\g<1>f{number}-", re.sub(r"<metadata>.*?</metadata>", "", element, flags=re.DOTALL))


def lines(number: int, title: str, unit: str, drawn: Sequence[Line]) -> str:
    """Draw lines over the hours of the day, with their intervals."""

    def fill(axes: Axes) -> None:
        for colour, line in zip(COLOURS, drawn, strict=False):
            at = [point.at for point in line.points]
            axes.plot(at, [point.estimate for point in line.points], color=colour, label=line.name)
            low, high = [point.low for point in line.points], [point.high for point in line.points]
            axes.fill_between(at, low, high, color=colour, alpha=0.25, linewidth=0)
        _words(axes, title, unit)
        axes.set_xlabel("时 h")
        axes.set_ylim(bottom=0.0)
        axes.legend(frameon=False, loc="best")

    words = (title, unit, "时 h", *(line.name for line in drawn))
    return draw(number, words, 3.0, fill)


def bars(number: int, title: str, unit: str, names: Sequence[str], points: Sequence[Point]) -> str:
    """Draw bars, one a name, from the top down, with their intervals."""

    def fill(axes: Axes) -> None:
        places = list(range(len(names)))
        widths = [point.estimate for point in points]
        below = [max(0.0, point.estimate - point.low) for point in points]
        above = [max(0.0, point.high - point.estimate) for point in points]
        axes.barh(places, widths, color=COLOURS[0], alpha=0.8, xerr=(below, above), ecolor="black")
        axes.set_yticks(places, list(names))
        axes.invert_yaxis()
        _words(axes, title, "")
        axes.set_xlabel(unit)

    return draw(number, (title, unit, *names), 0.8 + 0.28 * len(names), fill)


def steps(number: int, title: str, unit: str, drawn: Sequence[Line]) -> str:
    """Draw numbers that hold for a while, such as windows through the day."""

    def fill(axes: Axes) -> None:
        for colour, line in zip(COLOURS, drawn, strict=False):
            at, values = [point.at for point in line.points], [point.estimate for point in line.points]
            axes.step(at, values, where="post", color=colour, label=line.name)
        _words(axes, title, unit)
        axes.set_xlabel("时 h")
        axes.set_ylim(bottom=0.0)
        axes.yaxis.set_major_locator(MaxNLocator(integer=True))
        axes.legend(frameon=False, loc="best")

    return draw(number, (title, unit, "时 h", *(line.name for line in drawn)), 2.4, fill)


def _words(axes: Axes, title: str, unit: str) -> None:
    axes.set_title(title, loc="left")
    axes.set_ylabel(unit)
    axes.spines[["top", "right"]].set_visible(False)
