"""The terminal as a pipe: a line in, plain lines out, nothing else."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Sequence

from bot.terminal.plain import choices, plain, shown
from dialogs.turn import Bubble, Button


class Pipe:
    """Reads stdin to its end, and writes stdout a turn at a time."""

    greets = False

    def __init__(self) -> None:
        if isinstance(sys.stdin, io.TextIOWrapper):
            sys.stdin.reconfigure(encoding="utf-8", errors="replace")
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="replace")

    def lines(self) -> Iterator[str]:
        """Each line, without its end."""
        for line in sys.stdin:
            yield line.rstrip("\r\n")

    def say(self, bubble: Bubble, first: int) -> None:
        """A message and its choices, and an empty line."""
        self._write([plain(bubble), *_indented(choices(bubble.buttons, first)), ""])

    def redraw(self, buttons: Sequence[Button], first: int) -> None:
        """The choices once more, as they are now."""
        self._write([*_indented(choices(buttons, first)), ""])

    def note(self, text: str) -> None:
        """A short word."""
        self._write([shown(text), ""])

    def clear(self) -> None:
        """Nothing to clear: what went into a pipe is gone."""

    def leave(self, goodbye: str) -> None:
        """Whoever reads a pipe needs no goodbye."""

    def _write(self, lines: Sequence[str]) -> None:
        sys.stdout.write("".join(f"{line}\n" for line in lines))
        sys.stdout.flush()


def _indented(lines: Sequence[str]) -> list[str]:
    return [f"  {line}" for line in lines]
