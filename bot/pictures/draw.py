"""A chart drawn as a PNG: a light card that reads on a phone in light and in dark, told apart by more than colour.

Colours: Okabe and Ito's palette, which colour-blind people can tell apart (jfly.uni-koeln.de/color, 2008). Runs only
in the drawing process.
"""

from __future__ import annotations

import textwrap
from io import BytesIO

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from dialogs.progress import Chart

CARD, INK, SOFT = "#FBFAF7", "#23211E", "#8A857D"
COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442")
HATCHES = ("", "///", "...", "xx", "\\\\\\", "++", "oo")
MARKERS = ("o", "s", "^", "D", "v", "P", "X")
DOTS_PER_INCH = 200
_WIDE, _HIGH = 5.4, 4.2  # inches: 1080 by 840 dots
_MOST_NAMED = 6
_FEWEST = 4  # places there is room for, so that a single bar is no wall
_TITLE_WIDTH = 38
_LONG_NAME = 20
_USUAL, _SMALL = 11, 9  # points


def draw(chart: Chart) -> bytes:
    """The chart as PNG bytes, 1080 by 840 dots."""
    figure = Figure(figsize=(_WIDE, _HIGH), dpi=DOTS_PER_INCH, facecolor=CARD, layout="constrained")
    axes = figure.subplots()
    _FORMS[chart.form](axes, chart)
    _frame(axes, chart)
    figure.suptitle(
        textwrap.fill(chart.title, _TITLE_WIDTH), x=0.03, ha="left", color=INK, fontsize=14, fontweight="bold"
    )
    size = _SMALL if max(len(series.name) for series in chart.series) > _LONG_NAME else _USUAL
    figure.legend(loc="outside lower center", ncols=2, frameon=False, labelcolor=INK, fontsize=size, handlelength=1.4)
    file = BytesIO()
    figure.savefig(file, format="png", facecolor=CARD)
    return file.getvalue()


def _frame(axes: Axes, chart: Chart) -> None:
    axes.set_facecolor(CARD)
    axes.set_ylim(0, chart.top * 1.04)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
    axes.grid(axis="y", color=SOFT, alpha=0.3, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.spines["bottom"].set_color(SOFT)
    axes.tick_params(colors=INK, labelsize=11, length=0)
    every = -(-len(chart.places) // _MOST_NAMED)
    named = list(range(len(chart.places) - 1, -1, -every))[::-1]
    axes.set_xticks(named, [textwrap.fill(chart.places[place], 9) for place in named])
    middle, half = (len(chart.places) - 1) / 2, max(len(chart.places), _FEWEST) / 2 + 0.1
    axes.set_xlim(middle - half, middle + half)
    if chart.low and chart.high:
        ends = dict(zip((0, chart.top), (chart.low, chart.high), strict=True))
        ticks = [0, chart.top // 2, chart.top]
        axes.set_yticks(ticks, [f"{tick}\n{ends[tick]}" if tick in ends else str(tick) for tick in ticks])


def _stacks(axes: Axes, chart: Chart) -> None:
    """Bars on top of one another."""
    base = [0.0] * len(chart.places)
    for number, series in enumerate(chart.series):
        heights = [value or 0.0 for value in series.values]
        axes.bar(
            range(len(base)), heights, 0.7, base, label=series.name, color=COLOURS[number % len(COLOURS)],
            hatch=HATCHES[number % len(HATCHES)], edgecolor=CARD, linewidth=1,
        )  # fmt: skip
        base = [low + height for low, height in zip(base, heights, strict=True)]


def _lines(axes: Axes, chart: Chart) -> None:
    """Points joined in time; a gap stays a gap."""
    for number, series in enumerate(chart.series):
        heights = [float("nan") if value is None else value for value in series.values]
        axes.plot(
            range(len(heights)), heights, label=series.name, color=COLOURS[number], marker=MARKERS[number],
            markersize=8, linewidth=2, linestyle=("-", "--")[number % 2], clip_on=False,
        )  # fmt: skip


def _pairs(axes: Axes, chart: Chart) -> None:
    """Two points a place, joined by a line: how far apart they are is what counts."""
    for place, ends in enumerate(zip(*(series.values for series in chart.series), strict=True)):
        known = [value for value in ends if value is not None]
        if len(known) > 1:
            axes.plot([place] * len(known), known, color=SOFT, linewidth=3, alpha=0.6, zorder=1)
    for number, series in enumerate(chart.series):
        points = [(place, value) for place, value in enumerate(series.values) if value is not None]
        axes.scatter(
            [place for place, _ in points], [value for _, value in points], s=(170, 70)[number % 2],
            label=series.name, zorder=2 + number,
            color=COLOURS[number], marker=MARKERS[number], clip_on=False,
        )  # fmt: skip


def _bars(axes: Axes, chart: Chart) -> None:
    """Bars side by side."""
    wide = 0.8 / len(chart.series)
    for number, series in enumerate(chart.series):
        at = [place - 0.4 + wide * (number + 0.5) for place in range(len(chart.places))]
        axes.bar(
            at, [value or 0.0 for value in series.values], wide, label=series.name, color=COLOURS[number],
            hatch=HATCHES[number], edgecolor=CARD, linewidth=1,
        )  # fmt: skip


_FORMS = {"stacks": _stacks, "lines": _lines, "pairs": _pairs, "bars": _bars}
