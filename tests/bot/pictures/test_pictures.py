"""Pictures of charts: a PNG of phone size, drawn in a process of its own; words where nothing can be drawn."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from bot.pictures import studio
from bot.pictures.studio import Studio, draw_apart
from bot.terminal.plots import plotted
from dialogs.progress import Chart, Series

SIZE = (1080, 840)
WEEKS = ("Feb 16", "Feb 23", "Mar 2")
MOOD = Chart("check_ins", "lines", "Mood and energy", WEEKS, (Series("mood", (1.0, None, 4.0)),), 4, "low", "good")
CHARTS = [
    MOOD,
    Chart("practice", "stacks", "Exercises", WEEKS, (Series("a", (1.0, 0.0, 2.0)), Series("b", (0.0, 0.0, 1.0))), 4),
    Chart("practice", "stacks", "Exercises", ("Mar 2",), (Series("a", (1.0,)),), 4),
    Chart("upset", "pairs", "Upset", WEEKS, (Series("a", (8.0, 3.0, None)), Series("b", (4.0, 5.0, 2.0))), 10),
    Chart("dread", "pairs", "Dread", ("Mar 2",), (Series("before", (8.0,)),), 10),
    Chart("ledger", "bars", "Ledger", WEEKS, (Series("a", (8.0, 3.0, 1.0)), Series("b", (4.0, 5.0, 2.0))), 10),
]


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: f"{chart.name}-{len(chart.places)}")
def test_every_form_is_drawn_at_phone_size(chart: Chart) -> None:
    from bot.pictures.draw import draw  # noqa: PLC0415  the drawing library is loaded only where something is drawn

    with Image.open(BytesIO(draw(chart))) as picture:
        assert (picture.format, picture.size) == ("PNG", SIZE)
        assert len(picture.convert("RGB").getcolors(1 << 20) or []) > 3  # the card, the ink, and something drawn


def test_it_is_drawn_apart_from_the_bot() -> None:
    drawn = draw_apart(MOOD)
    assert drawn is not None
    assert Image.open(BytesIO(drawn)).size == SIZE


async def test_the_same_chart_is_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    own = Studio()
    first = await own.draw(MOOD)
    monkeypatch.setattr(studio, "_COMMAND", ("/nowhere",))
    assert await own.draw(MOOD) == first
    assert await own.draw(CHARTS[1]) is None


@pytest.mark.parametrize("command", [("/nowhere",), ("false",)])
async def test_what_cannot_be_drawn_is_none(monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]) -> None:
    monkeypatch.setattr(studio, "_COMMAND", command)
    assert await Studio().draw(MOOD) is None
    assert draw_apart(MOOD) is None


def test_in_a_terminal_it_is_lines_with_gaps_as_dashes() -> None:
    assert plotted(MOOD).splitlines() == [
        "Mood and energy",
        "Feb 16  mood  █████ 1",
        "Feb 23  mood  –",
        "Mar 2   mood  ████████████████████ 4",
        "0 low · 4 good",
    ]
