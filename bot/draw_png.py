"""The drawing of a state diagram as PNG, with Pillow and the font it brings along."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from math import atan2, cos, sin

from PIL import Image, ImageDraw, ImageFont

from bot.draw import curve
from bot.draw_boxes import COLOURS, LINE, Arrow, Box, Drawing

SCALE = 2.0
INK = "#2a2a2a"
MOST_PIXELS = 60_000_000
Point = tuple[float, float]


def png(picture: Drawing) -> bytes:
    """The drawing as the bytes of a PNG, at twice its size where that is not too big."""
    scale = min(SCALE, (MOST_PIXELS / (picture.width * picture.height)) ** 0.5)
    image = Image.new("RGB", (round(picture.width * scale), round(picture.height * scale)), "#ffffff")
    pen = _Pen(ImageDraw.Draw(image), scale)
    pen.text((24, 24), picture.title, 16, anchor="lm")
    for arrow in picture.arrows:
        pen.arrow(arrow)
    for arrow in picture.arrows:
        pen.label(arrow)
    for box in picture.boxes:
        pen.box(box)
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


class _Pen:
    """Draws in the drawing's own pixels onto a bigger image."""

    def __init__(self, draw: ImageDraw.ImageDraw, scale: float) -> None:
        self.draw = draw
        self.scale = scale

    def _at(self, point: Point) -> Point:
        return (point[0] * self.scale, point[1] * self.scale)

    def text(self, at: Point, text: str, size: float, anchor: str = "mm", *, look: str = "plain") -> None:
        """Text around that point, or to the right of it; its look is plain, bold, or with a white edge (halo)."""
        font = _font(size * self.scale)
        edge = {"halo": 2.5, "bold": 0.3}.get(look, 0.0) * self.scale
        colour = "#ffffff" if look == "halo" else INK
        self.draw.text(self._at(at), text, INK, font, anchor, stroke_width=edge, stroke_fill=colour)

    def arrow(self, arrow: Arrow) -> None:
        """The line, bent, with its tip."""
        points = list(arrow.points)
        if not (len(points) == 4 and points[0][0] == points[3][0]):
            points = [points[0]]
            for stretch in curve(arrow.points):
                points += [_bezier((points[-1], *stretch), step / 16) for step in range(1, 17)]
        self.draw.line([self._at(point) for point in points], "#777777", round(1.3 * self.scale), joint="curve")
        self._tip(points[-2], points[-1])

    def _tip(self, before: Point, end: Point) -> None:
        angle = atan2(end[1] - before[1], end[0] - before[0])
        wings = [(end[0] - 9 * cos(angle + turn), end[1] - 9 * sin(angle + turn)) for turn in (0.38, -0.38)]
        self.draw.polygon([self._at(point) for point in (end, *wings)], "#555555")

    def label(self, arrow: Arrow) -> None:
        """The line's label, on white so that it can be read over lines."""
        x, y = arrow.label_at
        for number, line in enumerate(arrow.label):
            self.text((x, y - 4 + 13 * number), line, 11, look="halo")

    def box(self, box: Box) -> None:
        """A box with its lines of text."""
        fill, edge = COLOURS[box.kind]
        left, top = box.middle[0] - box.width / 2, box.middle[1] - box.height / 2
        corners = [*self._at((left, top)), *self._at((left + box.width, top + box.height))]
        round_by = box.height / 2 if box.kind == "leaves" else 8
        self.draw.rounded_rectangle(corners, round_by * self.scale, fill, edge, round(self.scale))
        for number, line in enumerate(box.lines):
            self.text(
                (box.middle[0], top + LINE * number + 19),
                line,
                12,
                look="bold" if number == 0 and box.kind != "leaves" else "plain",
            )


@lru_cache(maxsize=8)
def _font(size: float) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


def _bezier(controls: tuple[Point, Point, Point, Point], t: float) -> Point:
    """The point of a cubic Bézier curve at `t` from 0 to 1."""
    weights = ((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3)
    x, y = (sum(weight * control[axis] for weight, control in zip(weights, controls, strict=True)) for axis in (0, 1))
    return (x, y)
