"""Reading YAML nodes as what the script language wants there, and noting every problem on the way.

A wrong node gives a neutral value, so that the rest of the file is read too. Knows the language's words but not
how a script is put together from them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from dialogs.load_language import BY_REGISTER, REGISTERS, VARY, YES_NO, Word
from dialogs.problems import Problem, did_you_mean, listed, nearest
from dialogs.words import Mark, Words
from dialogs.yaml_nodes import Entry, Items, Node, Table, Text

_ID = re.compile(r"[a-z][a-z0-9_]*")
_NUMBER = re.compile(r"-?[0-9]{1,9}")
MOST_ID = 64


class Reading:
    """One file being read; `problems` grows."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def note(self, mark: Mark, code: str, message: str) -> None:
        """Note a problem."""
        self.problems.append(Problem(mark, code, message))

    # --- shapes ------------------------------------------------------------------------------------------

    def entries(self, node: Node, words: Mapping[str, Word], place: str) -> dict[str, Entry]:
        """A table's entries by word: unknown words are noted, and taken for the word they most likely mean."""
        table = self.table(node, place)
        found = {key: entry for key, entry in table.items() if key in words}
        for key in [key for key in table if key not in words]:
            meant = self._unknown(table[key], words, place)
            if meant and meant not in table:
                found[meant] = table[key]
        for word in words:
            if words[word].needed and word not in found and isinstance(node, Table):
                self.note(node.mark, "W102", f'{place} needs "{word}:".')
        return found

    def _unknown(self, entry: Entry, words: Mapping[str, Word], place: str) -> str | None:
        meant = nearest(entry.key, words)
        if " " in entry.key and isinstance(entry.value, Text) and not entry.value.value:
            self.note(
                entry.mark,
                "W101",
                f'"{entry.key[:40]}" is cut off from its sentence by a comma: put the sentence in quotes.',
            )
            return None
        hint = did_you_mean(entry.key, words) or f" It may hold {listed(words)}."
        self.note(entry.mark, "W101", f'{place} knows no word "{entry.key[:40]}".{hint}')
        return meant

    def table(self, node: Node, what: str) -> dict[str, Entry]:
        """The entries of a table; none when it is something else."""
        if isinstance(node, Table):
            return node.entries
        self.note(node.mark, "W103", f"{what} should be a table of words, each with a colon.")
        return {}

    def items(self, node: Node, what: str) -> tuple[Node, ...]:
        """The items of a list that holds at least one; none when it is something else."""
        if isinstance(node, Items):
            if not node.items:
                self.note(node.mark, "W112", f"{what} is an empty list: write something into it or take it out.")
            return node.items
        self.note(node.mark, "W103", f"{what} should be a list: [one, another].")
        return ()

    # --- values ------------------------------------------------------------------------------------------

    def text(self, node: Node, what: str) -> str:
        """Text that says something; empty when it is something else."""
        if not isinstance(node, Text):
            self.note(node.mark, "W103", f"{what} should be text: put it in quotes if it holds braces or brackets.")
            return ""
        if not node.value.strip():
            self.note(node.mark, "W112", f"{what} is empty: write something or take the word out.")
        return node.value

    def words(self, node: Node, what: str) -> Words:
        """A line a person reads: text, several wordings under `vary`, or one for each register."""
        if not isinstance(node, Table):
            return Words((self.text(node, what).strip(),), node.mark)
        if any(name in node.entries for name in REGISTERS):
            parts = self.entries(node, BY_REGISTER, what)
            said = [self.text(parts[name].value, name).strip() if name in parts else "" for name in REGISTERS]
            return Words(tuple(said), node.mark, REGISTERS)
        entry = self.entries(node, VARY, what).get("vary")
        items = self.items(entry.value, f"vary in {what}") if entry else ()
        return Words(tuple(self.text(item, what).strip() for item in items) or ("",), node.mark)

    def name(self, node: Node, what: str) -> str:
        """An id."""
        name = self.text(node, what)
        self.check_name(name, node.mark, what)
        return name

    def check_name(self, name: str, mark: Mark, what: str) -> None:
        """Note an id that is not small letters, digits and `_`, beginning with a letter."""
        if not name.strip():
            return
        if not _ID.fullmatch(name) or name.endswith("_"):
            hint = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_").lstrip("0123456789_")
            better = f' Try "{hint}".' if hint else ""
            self.note(
                mark,
                "W104",
                f'{what} "{name[:40]}" should be small letters, digits and _, beginning with a letter.{better}',
            )
        elif len(name) > MOST_ID:
            self.note(mark, "W104", f'{what} "{name[:40]}…" should have at most {MOST_ID} characters.')

    def number(self, node: Node, what: str, least: int, most: int) -> int:
        """A whole number from `least` to `most`; `least` when it is something else."""
        text = self.text(node, what)
        if _NUMBER.fullmatch(text) and least <= int(text) <= most:
            return int(text)
        if text.strip():
            self.note(
                node.mark, "W105", f'{what} is "{text[:40]}" and should be a whole number from {least} to {most}.'
            )
        return least

    def one_of(self, node: Node, what: str, known: Collection[str], code: str = "W106") -> str:
        """One of the known words; what was most likely meant when it is another."""
        text = self.text(node, what)
        if text in known or not text.strip():
            return text
        hint = did_you_mean(text, known) or f" It may be {listed(known)}."
        self.note(node.mark, code, f'{what} can\'t be "{text[:40]}".{hint}')
        return nearest(text, known) or ""

    def yes(self, node: Node, what: str) -> bool:
        """Whether it says yes."""
        return YES_NO.get(self.one_of(node, what, YES_NO), False)
