"""A script's state diagram as boxes, lines and labels with their places: what the SVG and the PNG both draw."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, replace

from bot.draw_layout import Point, place
from dialogs.graph import Way, drawn_ways, plain
from dialogs.load_language import ENDINGS
from dialogs.script import Script, Step

MARGIN, HEAD, LOOP = 24.0, 44.0, 34.0
LOOP_ROOM = LOOP + 90
WIDTH, LINE, PAD = 232.0, 17.0, 10.0
PILL_HEIGHT = 30.0
COLOURS = {
    "asks": ("#eaf1fb", "#5b7fb4"),
    "goes on": ("#f4f4f2", "#8d8d86"),
    "ends": ("#e6f3ea", "#4f9566"),
    "leaves": ("#fbf3e2", "#b98a2f"),
}


@dataclass(frozen=True)
class Box:
    """A box around `middle`; the first of its lines of text is its name. `kind` gives its colour."""

    middle: Point
    width: float
    height: float
    lines: tuple[str, ...]
    kind: str


@dataclass(frozen=True)
class Arrow:
    """A line through these points, its arrow at the end, and its label's lines with the middle of the first."""

    points: tuple[Point, ...]
    label: tuple[str, ...]
    label_at: Point


@dataclass(frozen=True)
class Drawing:
    """All there is to draw, in pixels from the upper left."""

    title: str
    width: float
    height: float
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


def drawing(script: Script) -> Drawing:
    """The script's state diagram, laid out."""
    ways = _ways(script)
    texts = {step.id: _text(step) for step in script.steps.values()}
    texts |= {target: ((way.leaves or "",), "leaves") for (_, target), way in ways.items() if way.target is None}
    sizes = {name: _size(lines, kind) for name, (lines, kind) in texts.items()}
    start = script.start if script.start in sizes else next(iter(sizes))
    roomy = {
        name: (wide + (2 * LOOP_ROOM if (name, name) in ways else 0), high) for name, (wide, high) in sizes.items()
    }
    placed = place(roomy, list(ways), start)
    move = (MARGIN, MARGIN + HEAD)
    boxes = {name: Box(_moved(placed.middles[name], move), *sizes[name], *texts[name]) for name in sizes}
    lines = {pair: [_moved(point, move) for point in points] for pair, points in placed.lines.items()}
    arrows = [_arrow(way, boxes[way.source], lines.get(pair, [])) for pair, way in ways.items()]
    width = max(placed.width + 2 * MARGIN, 10.0 * len(script.title + script.id))
    height = placed.height + 2 * MARGIN + HEAD
    shown = (_start_arrow(boxes[start]), *_labels_apart(arrows))
    return Drawing(f"{script.title} · {script.id}", width, height, tuple(boxes.values()), shown)


def _ways(script: Script) -> dict[tuple[str, str], Way]:
    """The ways to draw, by the boxes they join. Endings are written in their box; ways to no step are left out."""
    shown = [
        way for way in drawn_ways(script) if way.leaves not in ENDINGS and (way.leaves or way.target in script.steps)
    ]
    return {(way.source, way.target or f"{way.source} > {way.leaves}"): way for way in shown}


def _text(step: Step) -> tuple[tuple[str, ...], str]:
    words = step.ask or step.say
    body = textwrap.wrap(plain(words.variants[0], 100), 36, max_lines=3, placeholder=" …") if words else []
    kind = "asks" if step.question else "ends" if step.end else "goes on"
    return (step.id, *body, *([f"({step.end})"] if step.end else [])), kind


def _size(lines: tuple[str, ...], kind: str) -> tuple[float, float]:
    if kind == "leaves":
        return (max(60.0, 8.0 * len(lines[0]) + 2 * PAD), PILL_HEIGHT)
    return (WIDTH, LINE * len(lines) + 2 * PAD)


def _moved(point: Point, by: Point) -> Point:
    return (point[0] + by[0], point[1] + by[1])


def _start_arrow(box: Box) -> Arrow:
    x, top = box.middle[0], box.middle[1] - box.height / 2
    return Arrow(((x, top - 26), (x, top)), (), (x, top))


def _arrow(way: Way, box: Box, points: list[Point]) -> Arrow:
    label = tuple(textwrap.wrap(way.label, 24, max_lines=3, placeholder=" …"))
    if points:
        near, far = points[0], points[1]
        return Arrow(tuple(points), label, (near[0] + (far[0] - near[0]) * 0.42, near[1] + (far[1] - near[1]) * 0.42))
    right, middle = box.middle[0] + box.width / 2, box.middle[1]
    out = right + LOOP
    loop = ((right, middle - 10), (out, middle - 10), (out, middle + 10), (right, middle + 10))
    short = tuple(textwrap.wrap(way.label, 13, max_lines=3, placeholder=" …"))
    return Arrow(loop, short, (out + 6 + 3 * max(map(len, short), default=0), middle + 4 - 6.5 * (len(short) - 1)))


def _labels_apart(arrows: list[Arrow]) -> list[Arrow]:
    """The arrows with each label moved down or up until it covers none of those before it."""
    taken: list[tuple[float, float, float, float]] = []
    found = []
    for arrow in sorted(arrows, key=lambda one: one.label_at):
        x, y = arrow.label_at
        wide, high = 3.0 * max(map(len, arrow.label), default=0) + 3, 13.0 * len(arrow.label)
        for move in (0, 14, -14, 28, -28):
            y = arrow.label_at[1] + move
            if not any(abs(x - tx) < wide + tw and y < ty + th and ty < y + high for tx, ty, tw, th in taken):
                break
        if arrow.label:
            taken.append((x, y, wide, high))
        found.append(replace(arrow, label_at=(x, y)))
    return found
