"""The dialogs room asks no clock and takes no chances: what import rules cannot see, the syntax shows."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOM = Path(__file__).parents[1] / "dialogs"
IMPURE = frozenset(
    (
        "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "datetime.datetime.now",
        "datetime.datetime.utcnow", "datetime.datetime.today", "datetime.date.today", "os.urandom", "os.getenv",
        "os.environ.get", "os.getpid", "id", "hash", "input", "print", "uuid4", "uuid.uuid4", "Path.home",
        "Path.cwd",
    )
)  # fmt: skip
ALLOWED = {("machine.py", "id")}  # identity of a script object, to find its machine; it leaves no trace in a value


def calls(source: str) -> list[tuple[int, str]]:
    """(line, name) of every call by a plain or dotted name."""
    nodes = ast.walk(ast.parse(source))
    return [(node.lineno, ast.unparse(node.func)) for node in nodes if isinstance(node, ast.Call)]


def impure(source: str, name: str = "") -> list[tuple[int, str]]:
    """The calls that ask a clock, chance or the machine."""
    return [(line, call) for line, call in calls(source) if call in IMPURE and (name, call) not in ALLOWED]


@pytest.mark.parametrize("file", sorted(ROOM.rglob("*.py")), ids=lambda file: str(file.relative_to(ROOM)))
def test_no_module_asks_a_clock_or_takes_a_chance(file: Path) -> None:
    assert impure(file.read_text(encoding="utf-8"), file.name) == []


@pytest.mark.parametrize(
    "line", ["datetime.now(UTC)", "x = [date.today()]", "os.urandom(3)", "hash('a')", "f(datetime.datetime.now())"]
)
def test_a_planted_fault_is_seen(line: str) -> None:
    assert impure(line) != []


def test_what_is_pure_is_left_alone() -> None:
    assert impure("facts.now.astimezone(zone); play.now(); self.id(3)") == []
