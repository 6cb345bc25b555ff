"""`tandem feedback`, `tandem screen` and `tandem helplines`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.bot.cli.conftest import Tandem


def lines(out: str) -> list[dict[str, object]]:
    """What was printed, line by line."""
    return [json.loads(line) for line in out.splitlines()]


def test_feedback_reads_a_line_and_writes_a_line(tandem: Tandem) -> None:
    asked = {"id": "a", "text": "I won't lend you money any more.", "kind": "statement", "context": None}
    ran = tandem("feedback", stdin=json.dumps(asked) + "\n\n" + json.dumps({"id": 2, "text": ""}) + "\n")
    first, second = lines(ran.out)
    assert ran.code == 0
    assert (first["id"], first["components"], first["flaws"]) == ("a", ["limit"], [])
    assert set(first) == {"id", "components", "flaws", "style", "spans"}
    assert second == {"id": 2, "components": [], "flaws": [], "style": None, "spans": []}


def test_a_line_may_say_how_people_soften(tandem: Tandem) -> None:
    hint = {"id": 1, "text": "maybe another day", "kind": "reply"}
    asked = [{**hint, "register": one} for one in ("indirect", "odd", None)]
    found = lines(tandem("feedback", stdin="".join(json.dumps(one) + "\n" for one in asked)).out)
    assert [one["components"] for one in found] == [["limit"], [], []]


def test_screen_gives_a_label_and_a_tier(tandem: Tandem) -> None:
    asked = [{"id": 1, "text": "this deadline is killing me"}, {"id": 2, "text": "he hit me"}]
    idiom, danger = lines(tandem("screen", stdin="".join(json.dumps(one) + "\n" for one in asked)).out)
    assert (idiom["safety"], idiom["tier"]) == ("none", "none")
    assert (danger["safety"], danger["tier"]) == ("physical_violence", "explicit")


@pytest.mark.parametrize("line", ["wombat", '{"id": 1}', '["id"]', '{"id": 1, "text": 7}'])
def test_a_line_that_is_none_is_named_by_its_number_alone(tandem: Tandem, line: str) -> None:
    ran = tandem("feedback", stdin='{"id": 0, "text": "x"}\n' + line + "\n")
    assert ran.failed("Line 2")
    assert "wombat" not in ran.err


def test_helplines_are_listed_by_country(tandem: Tandem) -> None:
    ran = tandem("helplines", "gb")
    assert ran.code == 0
    assert "Samaritans: 116 123" in ran.out
    assert all(line.startswith("GB") for line in ran.out.splitlines())


def test_old_helplines_are_named(tandem: Tandem) -> None:
    assert tandem("helplines", "--check", "--days", "36500").code == 0
    assert tandem("helplines", "--check", "--days", "30").code == 1


def test_an_own_file_with_a_fault_is_one_clear_line(tandem: Tandem, tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text("- {country: GB, kind: crisis, name: A line}\n", "utf-8")
    assert tandem("helplines", "--own", "own.yaml").failed("own.yaml", "line 1")
