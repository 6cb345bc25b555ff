"""Every test that docs/threat-model.md names exists, and every threat said to be held names one."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")
HELD, _, BEYOND = PAGE.partition("\n## Held\n")[2].partition("\n## What nothing here can hold\n")
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


@cache
def functions_in(file: Path) -> frozenset[str]:
    """The names of the test functions in a file; none where there is no file."""
    if not file.is_file():
        return frozenset()
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    body = ast.parse(file.read_text(encoding="utf-8")).body
    return frozenset(one.name for one in body if isinstance(one, functions) and one.name.startswith("test_"))


def missing(page: str) -> list[tuple[str, str]]:
    """The tests named there that do not exist."""
    return [(file, name) for file, name in NAMED.findall(page) if name not in functions_in(ROOT / file)]


def rows(table: str) -> list[list[str]]:
    """The cells of each row of a table, without its head."""
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines() if line[:1] == "|"][2:]


def test_every_test_that_is_named_exists() -> None:
    assert missing(PAGE) == []


def test_every_threat_that_is_held_names_its_test() -> None:
    assert len(rows(HELD)) > 20
    assert [row for row in rows(HELD) if len(row) != 4 or not NAMED.fullmatch(row[3].split(", ")[0])] == []
    assert HELD.count("::") == len(NAMED.findall(HELD))


def test_what_nothing_can_hold_claims_no_test() -> None:
    assert [row for row in rows(BEYOND) if len(row) != 3 or not all(row)] == []
    assert "::" not in BEYOND


def test_what_nothing_can_hold_is_told() -> None:
    assert len(rows(BEYOND)) > 5


@pytest.mark.parametrize("place", ["test_threat_model.py::test_nowhere", "test_nowhere.py::test_every_test"])
def test_a_test_that_is_not_there_is_seen(place: str) -> None:
    assert len(missing(f"`tests/{place}`")) == 1
