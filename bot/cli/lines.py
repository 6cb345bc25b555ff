"""JSON lines on standard input, one value a line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, TypeVar

import msgspec

from bot.cli.problem import Problem

T = TypeVar("T")


def read_lines(lines: BinaryIO, kind: type[T]) -> Iterator[T]:
    """Each line that is not empty, as that kind of value. Raises Problem with the line's number, never its words."""
    decoder = msgspec.json.Decoder(kind)
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield decoder.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError):
            message = f'Line {number} is not a JSON object with "id" and "text"; put it right and try again.'
            raise Problem(message) from None
