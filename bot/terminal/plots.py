"""A chart as lines of text, for a terminal: each value with a bar of its length."""

from __future__ import annotations

from dialogs.progress import Chart
from dialogs.progress.chart import number

_WIDE = 20


def plotted(chart: Chart) -> str:
    """The chart's title, and a line for each place and series; places without any value say so with a dash."""
    wide_place = max(map(len, chart.places))
    wide_name = max(len(series.name) for series in chart.series)
    lines = [chart.title]
    for at, place in enumerate(chart.places):
        for row, series in enumerate(chart.series):
            head = (place if row == 0 else "").ljust(wide_place)
            lines.append(f"{head}  {series.name.ljust(wide_name)}  {_bar(series.values[at], chart.top)}")
    if chart.low and chart.high:
        lines.append(f"0 {chart.low} · {chart.top} {chart.high}")
    return "\n".join(lines)


def _bar(value: float | None, top: int) -> str:
    if value is None:
        return "–"
    return f"{'█' * round(_WIDE * value / top)} {number(value)}".lstrip()
