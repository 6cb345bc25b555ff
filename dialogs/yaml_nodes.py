"""YAML read strictly, as text: every key and value with its line and column, and nothing that YAML does by magic.

Anchors, aliases, tags, a second document, a word written twice, a file too big or nested too deep are problems.
Built from parse events, so nothing is ever expanded or constructed. Knows nothing of scripts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import yaml
from msgspec import Struct

from dialogs.problems import Problem
from dialogs.words import Mark
from dialogs.yaml_errors import explain

MOST_BYTES = 256_000
MOST_DEPTH = 20
_TOO_DEEP = f"This is nested more than {MOST_DEPTH} deep: a script never needs that."
_INVISIBLE = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Text(Struct, frozen=True):
    """A scalar, always text; `plain` when it stands without quotes."""

    value: str
    mark: Mark
    plain: bool = True


class Items(Struct, frozen=True):
    """A list."""

    items: tuple[Node, ...]
    mark: Mark


class Entry(Struct, frozen=True):
    """A key of a table with what it holds; `mark` is the key's place."""

    key: str
    mark: Mark
    value: Node


class Table(Struct, frozen=True):
    """A mapping; of a key written twice only the first is here."""

    entries: dict[str, Entry]
    mark: Mark


Node = Text | Items | Table


class _Refused(Exception):  # noqa: N818  it is caught here and becomes a problem
    """The file can't be read any further."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def read_nodes(path: Path, file: str) -> tuple[Node | None, list[Problem]]:
    """The tree of a YAML file, and its problems. `file` is what marks call it. None when there is no tree."""
    try:
        source = _decode(path, file)
        tree = _Tree(file, yaml.parse(source, Loader=_LOADER))
        return tree.document(), tree.problems
    except _Refused as refused:
        return None, [refused.problem]
    except yaml.YAMLError as error:
        return None, [_unreadable(file, error, source)]


def _decode(path: Path, file: str) -> str:
    top = Mark(file, 1, 1)
    try:
        with path.open("rb") as source:
            raw = source.read(MOST_BYTES + 1)
    except OSError as error:
        raise _Refused(Problem(top, "Y101", f"The file can't be read: {error.strerror or error}.")) from None
    if len(raw) > MOST_BYTES:
        raise _Refused(
            Problem(top, "Y107", f"The file is over {MOST_BYTES // 1000} kB: split it into several scripts.")
        )
    try:
        return _printable(raw.decode("utf-8-sig"), file)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _Refused(
            Problem(Mark(file, line, 1), "Y102", "This is not UTF-8 text: save the file as UTF-8.")
        ) from None


def _printable(source: str, file: str) -> str:
    found = _INVISIBLE.search(source)
    if found is None:
        return source
    before = source[: found.start()]
    mark = Mark(file, before.count("\n") + 1, len(before) - before.rfind("\n"))
    raise _Refused(
        Problem(mark, "Y103", "An invisible control character stands here: delete it and type the line again.")
    )


def _unreadable(file: str, error: yaml.YAMLError, source: str) -> Problem:
    line, column, message = explain(error, source)
    if "nesting" in str(error):
        return Problem(Mark(file, line, column), "Y108", _TOO_DEEP)
    return Problem(Mark(file, line, column), "Y103", message)


class _Tree:
    """Builds nodes from the events of one file."""

    def __init__(self, file: str, events: Iterator[yaml.Event]) -> None:
        self.file = file
        self.events = events
        self.problems: list[Problem] = []

    def document(self) -> Node | None:
        """The file's one document, or None when it is empty."""
        next(self.events)
        event = next(self.events)
        if isinstance(event, yaml.StreamEndEvent):
            self._note(Mark(self.file, 1, 1), "Y109", "The file is empty: a script begins with `script: its_id`.")
            return None
        node = self._node(next(self.events), 0)
        next(self.events)
        after = next(self.events)
        if not isinstance(after, yaml.StreamEndEvent):
            self._note(
                self._mark(after),
                "Y109",
                "A second document begins here: keep one script a file, without `---` between.",
            )
        return node

    def _node(self, event: yaml.Event, depth: int) -> Node:
        mark = self._mark(event)
        if depth > MOST_DEPTH:
            raise _Refused(Problem(mark, "Y108", _TOO_DEEP))
        self._refuse_magic(event, mark)
        if isinstance(event, yaml.ScalarEvent):
            return Text(event.value, mark, not event.style)
        if isinstance(event, yaml.SequenceStartEvent):
            return Items(tuple(self._items(depth)), mark)
        if isinstance(event, yaml.MappingStartEvent):
            return Table(self._entries(depth), mark)
        return Text(f"*{getattr(event, 'anchor', '')}", mark)

    def _refuse_magic(self, event: yaml.Event, mark: Mark) -> None:
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if isinstance(event, yaml.AliasEvent):
            self._note(mark, "Y105", f'"*{anchor}" repeats another part: write the words out, or put them in quotes.')
        elif anchor:
            self._note(
                mark, "Y105", f'"&{anchor}" names a part to repeat it: write the words out, or put them in quotes.'
            )
        elif tag:
            self._note(
                mark, "Y106", f'"{_short_tag(tag)}" is a YAML tag, which scripts never need: put the words in quotes.'
            )

    def _items(self, depth: int) -> Iterator[Node]:
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            yield self._node(event, depth + 1)

    def _entries(self, depth: int) -> dict[str, Entry]:
        entries: dict[str, Entry] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self._key(self._node(event, depth + 1))
            value = self._node(next(self.events), depth + 1)
            if key is None:
                continue
            earlier = entries.setdefault(key.value, Entry(key.value, key.mark, value))
            if earlier.mark != key.mark:
                self._note(
                    key.mark, "Y104", f'"{key.value}" is written twice here; the first is in line {earlier.mark.line}.'
                )
        return entries

    def _key(self, node: Node) -> Text | None:
        if isinstance(node, Text):
            return node
        self._note(
            node.mark, "Y103", "A list or a table stands where a word should be: put sentences with braces in quotes."
        )
        return None

    def _mark(self, event: yaml.Event) -> Mark:
        start = event.start_mark
        return Mark(self.file, start.line + 1, start.column + 1) if start else Mark(self.file, 1, 1)

    def _note(self, mark: Mark, code: str, message: str) -> None:
        self.problems.append(Problem(mark, code, message))


def _short_tag(tag: str) -> str:
    return tag.replace("tag:yaml.org,2002:", "!!")[:60]
