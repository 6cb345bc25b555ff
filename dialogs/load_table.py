"""Reading a file that is one table of known words: the way in that such files share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from dialogs.load_language import Word
from dialogs.load_question import Entries
from dialogs.load_reading import Reading
from dialogs.problems import Problem
from dialogs.yaml_nodes import Table, read_nodes

T = TypeVar("T")


def load_table(
    path: Path, words: Mapping[str, Word], place: str, begin: str, make: Callable[[Reading, Entries], T]
) -> tuple[T | None, list[Problem]]:
    """What `make` reads from that file's entries, and every problem on the way; None where it is no table at all.

    `place` names the file in problems ("A guide"); `begin` tells how such a file begins.
    """
    node, problems = read_nodes(path, str(path))
    if node is None:
        return None, problems
    reading = Reading(str(path))
    if not isinstance(node, Table):
        reading.note(node.mark, "Y109", begin)
        return None, [*problems, *reading.problems]
    made = make(reading, reading.entries(node, words, place))
    return made, [*problems, *reading.problems]
