"""A line that people read, and where it stands in its file."""

from __future__ import annotations

from msgspec import Struct


class Mark(Struct, frozen=True, order=True):
    """Where something stands in a file: `line` and `column` count from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


NOWHERE = Mark("", 0, 0)


class Words(Struct, frozen=True):
    """A line a person reads, in one or more wordings; the person's seed chooses one.

    Each variant is text with Telegram's HTML tags and `{slot}` placeholders. Where `registers` are given, they name
    the register of each variant, and the person's own chooses.
    """

    variants: tuple[str, ...]
    mark: Mark = NOWHERE
    registers: tuple[str, ...] = ()
