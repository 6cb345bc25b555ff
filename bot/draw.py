"""A script's state diagram as a picture: Mermaid text, SVG, or PNG.

The SVG is written here; the PNG is drawn with Pillow, which is loaded only when one is asked for.
"""

from __future__ import annotations

from html import escape
from itertools import pairwise

from bot.draw_boxes import COLOURS, LINE, Arrow, Box, Drawing, drawing
from bot.draw_layout import Point
from dialogs.graph import mermaid
from dialogs.script import Script

FONT = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"
TIP = (
    '<defs><marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto">'
    '<path d="M0,1 L10,5 L0,9 z" fill="#555"/></marker></defs>'
)
FORMATS = (".mmd", ".svg", ".png")


def draw(script: Script, ending: str) -> bytes:
    """The diagram in the format of that file ending: .mmd, .svg or .png. Raises ValueError for another."""
    if ending not in FORMATS or not script.steps:
        raise ValueError(f"A diagram is written as {', '.join(FORMATS)}, of a script that has steps.")
    if ending == ".mmd":
        return mermaid(script).encode()
    picture = drawing(script)
    if ending == ".svg":
        return svg(picture).encode()
    from bot.draw_png import png  # noqa: PLC0415  Pillow is loaded only for a PNG

    return png(picture)


def svg(picture: Drawing) -> str:
    """The drawing as SVG text."""
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {picture.width:.0f} {picture.height:.0f}" '
            f'width="{picture.width:.0f}" height="{picture.height:.0f}" font-family="{FONT}" font-size="12">'
        ),
        TIP,
        '<rect width="100%" height="100%" fill="#ffffff"/>',
        f'<text x="24" y="30" font-size="16" font-weight="bold" fill="#333">{escape(picture.title)}</text>',
    ]
    for write in (_path, _label):
        parts += [write(arrow) for arrow in picture.arrows]
    parts += [_box(box) for box in picture.boxes]
    return "\n".join([*parts, "</svg>"]) + "\n"


def curve(points: tuple[Point, ...]) -> list[tuple[Point, Point, Point]]:
    """The line as cubic Béziers that leave and meet every point upright: (control, control, end) for each stretch."""
    stretches = []
    for (x0, y0), (x1, y1) in pairwise(points):
        middle = (y0 + y1) / 2
        stretches.append(((x0, middle), (x1, middle), (x1, y1)))
    return stretches


def _path(arrow: Arrow) -> str:
    (x, y), *_ = arrow.points
    if len(arrow.points) == 4 and arrow.points[0][0] == arrow.points[3][0]:
        track = " ".join(f"L{px:.1f},{py:.1f}" for px, py in arrow.points[1:])
    else:
        track = " ".join("C" + " ".join(f"{px:.1f},{py:.1f}" for px, py in stretch) for stretch in curve(arrow.points))
    return f'<path d="M{x:.1f},{y:.1f} {track}" fill="none" stroke="#777" stroke-width="1.3" marker-end="url(#tip)"/>'


def _label(arrow: Arrow) -> str:
    x, y = arrow.label_at
    return "".join(
        f'<text x="{x:.1f}" y="{y + 13 * number:.1f}" font-size="11" text-anchor="middle" fill="#444" '
        f'stroke="#fff" stroke-width="4" paint-order="stroke">{escape(line)}</text>'
        for number, line in enumerate(arrow.label)
    )


def _box(box: Box) -> str:
    fill, edge = COLOURS[box.kind]
    x, y = box.middle[0] - box.width / 2, box.middle[1] - box.height / 2
    round_by = box.height / 2 if box.kind == "leaves" else 8
    place = f'x="{x:.1f}" y="{y:.1f}" width="{box.width:.1f}" height="{box.height:.1f}"'
    frame = f'<rect {place} rx="{round_by:.0f}" fill="{fill}" stroke="{edge}"/>'
    named = box.kind != "leaves"
    texts = [
        _text(box.middle[0], y + LINE * number + 23, line, bold=named and number == 0)
        for number, line in enumerate(box.lines)
    ]
    return frame + "".join(texts)


def _text(x: float, y: float, line: str, *, bold: bool) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="middle" fill="#222"{weight}>{escape(line)}</text>'
