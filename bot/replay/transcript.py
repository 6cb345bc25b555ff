"""A transcript as values: what a file asks to be said, and the file with what is answered filled in.

# a comment
start: boundary_builder        header: locale, seed, now, start, name, timezone, country
                               an empty line ends it
you: some words                also: you: [Label]  you: /command  wait: 2 days  edit: new words  photo:
bot: what is answered          written by `tandem replay --update`; more lines are indented by five spaces
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec import Struct

HEADER = ("locale", "seed", "now", "start", "name", "timezone", "country")
UNREADABLE = {
    "photo": "photo", "voice": "voice", "sticker": "sticker", "location": "location", "contact": "contact",
    "document": "file", "other": "other",
}  # fmt: skip
INPUTS = ("you", "edit", "wait", *UNREADABLE)
OUTPUTS = ("bot", "notice", "buttons", "file", "picture", "clear")
INDENT = "     "
_LINE = re.compile(r"([a-z]+):(?: (.*))?")
_WAIT = re.compile(r"(\d+) (minute|hour|day|week)s?")


class TranscriptProblem(Exception):  # noqa: N818  a problem, as elsewhere
    """A transcript that can't be played. Its text is `FILE:LINE: sentence`."""


class Entry(Struct, frozen=True):
    """One thing done: its verb (`you`, `edit`, `wait`, `photo` ...), its words, its line, and the lines as written."""

    verb: str
    words: str
    line: int
    written: tuple[str, ...]


class Transcript(Struct, frozen=True):
    """A file: its lines up to the empty one, the header's values, and what is done, in order."""

    path: Path
    text: str
    head: tuple[str, ...]
    header: dict[str, str]
    entries: tuple[Entry, ...]
    now: datetime
    seed: int

    def problem(self, line: int, sentence: str) -> TranscriptProblem:
        """A problem at that line."""
        return TranscriptProblem(f"{self.path}:{line}: {sentence}")


def read_transcript(path: Path) -> Transcript:
    """The transcript in that file. Raises TranscriptProblem."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise TranscriptProblem(f"{path}:1: cannot be read as text") from error
    lines = text.splitlines()
    border = next((number for number, line in enumerate(lines) if not line.strip()), len(lines))
    header = _header(path, lines[:border])
    entries = tuple(_entries(path, lines, border))
    return Transcript(path, text, tuple(lines[:border]), header, entries, _now(path, header), _seed(path, header))


def _header(path: Path, lines: Sequence[str]) -> dict[str, str]:
    header = {}
    for number, line in enumerate(lines, 1):
        found = _LINE.fullmatch(line)
        if line.startswith("#"):
            continue
        if not found or found[1] not in HEADER:
            raise TranscriptProblem(
                f"{path}:{number}: the header knows {', '.join(HEADER)}, and ends with an empty line."
            )
        header[found[1]] = (found[2] or "").strip()
    return header


def _now(path: Path, header: dict[str, str]) -> datetime:
    try:
        now = datetime.fromisoformat(header.get("now", "2026-03-02T18:00:00+00:00"))
    except ValueError:
        raise TranscriptProblem(f"{path}:1: now: is no time, write it like 2026-03-02T18:00:00+00:00.") from None
    return now if now.tzinfo else now.replace(tzinfo=UTC)


def _seed(path: Path, header: dict[str, str]) -> int:
    seed = header.get("seed", "1")
    if not seed.isdecimal():
        raise TranscriptProblem(f"{path}:1: seed: is no whole number.")
    return int(seed)


def _entries(path: Path, lines: Sequence[str], start: int) -> Iterator[Entry]:
    comments: list[str] = []
    block: list[str] = []
    begun = start
    for number, line in enumerate([*lines[start:], ""], start + 1):
        if block and line.startswith(INDENT):
            block.append(line)
            continue
        yield from _entry(path, begun, comments, block)
        comments, block, begun = ([] if block else comments), [], number
        if line.startswith("#"):
            comments.append(line)
        elif line.strip():
            block = [line]
    if comments:
        yield Entry("", "", len(lines), tuple(comments))


def _entry(path: Path, line: int, comments: list[str], block: list[str]) -> Iterator[Entry]:
    if not block:
        return
    found = _LINE.fullmatch(block[0])
    verb = found[1] if found else ""
    if found is None or verb not in (*INPUTS, *OUTPUTS):
        raise TranscriptProblem(f"{path}:{line}: begin a line with one of {', '.join(f'{verb}:' for verb in INPUTS)}")
    if verb in INPUTS:
        more = ("" if one == f"{INDENT}." else one.removeprefix(INDENT) for one in block[1:])
        yield Entry(verb, "\n".join([found[2] or "", *more]), line, (*comments, *block))


def waited(transcript: Transcript, entry: Entry) -> timedelta:
    """How long a `wait` is. Raises TranscriptProblem."""
    found = _WAIT.fullmatch(entry.words.strip())
    if not found:
        raise transcript.problem(entry.line, "write it like wait: 2 days (minutes, hours, days or weeks).")
    return timedelta(**{f"{found[2]}s": int(found[1])})


def block(verb: str, text: str, *more: str) -> list[str]:
    """Lines of an answer: the verb and the text, further lines indented, an empty one with a dot."""
    first, *rest = [*text.split("\n"), *more]
    return [f"{verb}: {first}".rstrip(), *(f"{INDENT}{line}" if line else f"{INDENT}." for line in rest)]


def without_gaps(text: str) -> list[str]:
    """The lines that count when two transcripts are compared."""
    return [line.rstrip() for line in text.splitlines() if line.strip()]
