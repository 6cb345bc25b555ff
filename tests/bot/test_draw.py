"""State diagrams as pictures: everything is shown, and nothing covers anything else."""

from __future__ import annotations

from itertools import combinations, pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from bot.draw import draw
from bot.draw_boxes import drawing
from bot.draw_layout import GAP_X, place
from dialogs.load import load_script
from dialogs.script import Script

TEXT = """script: sample
version: 1
strategy: self
title: A <sample> & more
minutes: 2
start: a
steps:
  a: {ask: Where to?, choices: {b: {label: To b, then: b}, c: {label: To c, then: c}, m: {label: Menu, do: menu}}}
  b: {ask: Again?, choices: {a: {label: Back & forth, then: a}, b: {label: Again, then: b}, d: {label: On, then: d}}}
  c: {say: Well., then: d}
  d: {say: Bye., end: completed}
"""


@pytest.fixture
def script(tmp_path: Path) -> Script:
    path = tmp_path / "sample.yaml"
    path.write_text(TEXT, encoding="utf-8")
    found, _ = load_script(path)
    assert found is not None
    return found


def test_boxes_do_not_touch(script: Script) -> None:
    boxes = drawing(script).boxes
    assert {box.lines[0] for box in boxes} == {"a", "b", "c", "d", "menu"}
    for one, other in combinations(boxes, 2):
        across = abs(one.middle[0] - other.middle[0]) >= (one.width + other.width) / 2
        down = abs(one.middle[1] - other.middle[1]) >= (one.height + other.height) / 2
        assert across or down


def test_every_way_has_an_arrow_and_a_label(script: Script) -> None:
    arrows = drawing(script).arrows
    labels = {" ".join(arrow.label) for arrow in arrows}
    assert labels == {"", "To b", "To c", "Menu", "Back & forth", "Again", "On"}
    assert len(arrows) == 1 + 7


def test_a_line_begins_and_ends_at_its_boxes(script: Script) -> None:
    picture = drawing(script)
    box = {one.lines[0]: one for one in picture.boxes}
    line = next(arrow.points for arrow in picture.arrows if arrow.label == ("To c",))
    assert line[0][1] == pytest.approx(box["a"].middle[1] + box["a"].height / 2)
    assert line[-1][1] == pytest.approx(box["c"].middle[1] - box["c"].height / 2)
    assert abs(line[-1][0] - box["c"].middle[0]) <= box["c"].width / 2


def test_everything_lies_inside_the_picture(script: Script) -> None:
    picture = drawing(script)
    for box in picture.boxes:
        assert 0 <= box.middle[0] - box.width / 2 <= box.middle[0] + box.width / 2 <= picture.width
        assert 0 <= box.middle[1] - box.height / 2 <= box.middle[1] + box.height / 2 <= picture.height


def test_the_svg_is_well_formed_and_escaped(script: Script) -> None:
    root = ET.fromstring(draw(script, ".svg"))  # noqa: S314  our own text
    words = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert "A <sample> & more · sample" in words
    assert "Back & forth" in words


def test_the_png_is_a_png(script: Script) -> None:
    raw = draw(script, ".png")
    assert raw.startswith(b"\x89PNG\r\n\x1a\n")
    assert len(raw) > 5000


def test_mermaid_is_text(script: Script) -> None:
    assert draw(script, ".mmd").startswith(b"stateDiagram-v2")


def test_another_format_is_refused(script: Script) -> None:
    with pytest.raises(ValueError, match=r"\.svg"):
        draw(script, ".gif")


def test_a_circle_is_laid_out_from_its_start() -> None:
    sizes = dict.fromkeys("abc", (100.0, 40.0))
    placed = place(sizes, [("a", "b"), ("b", "c"), ("c", "a")], "a")
    assert placed.middles["a"][1] < placed.middles["b"][1] < placed.middles["c"][1]
    upward = placed.lines["c", "a"]
    assert upward[0][1] > upward[-1][1]


def test_boxes_stand_side_by_side_below_the_middle_of_theirs() -> None:
    placed = place(dict.fromkeys("abc", (100.0, 40.0)), [("a", "b"), ("a", "c")], "a")
    assert placed.width == pytest.approx(200 + GAP_X)
    assert placed.middles["a"][0] == pytest.approx(placed.width / 2)


def test_a_long_chain_is_laid_out_without_recursion() -> None:
    names = [f"s{number}" for number in range(3000)]
    placed = place(dict.fromkeys(names, (100.0, 40.0)), list(pairwise(names)), "s0")
    assert len(placed.middles) == 3000
