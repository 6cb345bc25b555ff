"""Logs: one line an event on stderr, with ids, steps and timings; never a word that a person wrote, never the token.

An exception is told by its type and where it was raised; its message only when the class is ours, because others quote
what they were given. Other libraries' messages are cut down to the part that was written by their programmers.
"""

from __future__ import annotations

import logging
import re
import sys
import threading
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TextIO

OURS = ("bot", "dialogs", "storage", "__main__")
ROOT = Path(__file__).resolve().parents[1]
HIDDEN = "<token>"
MOST_FRAMES = 6
_ANY_TOKEN = re.compile(r"\d{6,}:[\w-]{30,}")
_NO_LINE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_FOREIGN_END = re.compile(r"[\n\r(<{\['\"=`]")
_PLAIN = re.compile(r"[A-Za-z0-9_.:/-]{1,80}")
_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class OneLine(logging.Formatter):
    """A record as one line: time, level, logger, message, its extra values, and the exception without its message."""

    def __init__(self, secrets: tuple[str, ...] = ()) -> None:
        super().__init__()
        self._secrets = tuple(secret for secret in secrets if secret)

    def format(self, record: logging.LogRecord) -> str:
        """The line, without the secrets."""
        when = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        parts = [when, f"{record.levelname:<7}", record.name, _message(record), *_extras(record)]
        if record.exc_info and record.exc_info[1]:
            parts.append(describe(record.exc_info[1]))
        return self._redacted(_NO_LINE.sub(" ", " ".join(part for part in parts if part)))

    def _redacted(self, line: str) -> str:
        for secret in self._secrets:
            line = line.replace(secret, HIDDEN)
        return _ANY_TOKEN.sub(HIDDEN, line)


def set_up(level: str, *secrets: str, stream: TextIO | None = None) -> None:
    """Send everything from `level` (debug, info, warning or error) upwards to stderr, as single lines.

    `secrets` never appear in one. What Python itself would print about a crash goes the same way.
    """
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(OneLine(secrets))
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    sys.excepthook = _crashed
    sys.unraisablehook = lambda crash: _crashed(crash.exc_type, crash.exc_value, crash.exc_traceback)
    threading.excepthook = lambda crash: _crashed(crash.exc_type, crash.exc_value, crash.exc_traceback)
    logging.raiseExceptions = False


def describe(error: BaseException) -> str:
    """An exception in a few words: types of it and its causes, our own message, and where it came from."""
    chain = list(_chain(error))
    types = "<-".join(type(one).__name__ for one in chain)
    said = f": {error}" if _is_ours(type(error)) else ""
    return f"{types}{said} at {'<'.join(_frames(chain[-1])) or 'an unknown place'}"


def _crashed(kind: type[BaseException], error: BaseException | None, _trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    logging.getLogger("tandem").critical("crashed: %s", describe(error or kind()))


def _is_ours(kind: type[BaseException]) -> bool:
    return kind.__module__.split(".", 1)[0] in OURS


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The exception, then what caused it, back to the first."""
    seen: set[int] = set()
    here: BaseException | None = error
    while here is not None and id(here) not in seen:
        seen.add(id(here))
        yield here
        here = here.__cause__ or (None if here.__suppress_context__ else here.__context__)


def _frames(error: BaseException) -> list[str]:
    """Where it was raised, innermost first, as file:line."""
    frames = [(frame.f_code.co_filename, line) for frame, line in traceback.walk_tb(error.__traceback__)]
    frames = [(file, line) for file, line in frames if not file.startswith("<")]
    return [f"{_short(file)}:{line}" for file, line in reversed(frames[-MOST_FRAMES:])]


def _short(file: str) -> str:
    path = Path(file)
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else f"{path.parent.name}/{path.name}"


def _message(record: logging.LogRecord) -> str:
    """What our own code says, filled in; of others only their template up to where values could begin."""
    if record.name.split(".", 1)[0] == "tandem":
        return record.getMessage()
    return _FOREIGN_END.split(str(record.msg), maxsplit=1)[0].strip()[:120]


def _extras(record: logging.LogRecord) -> Iterator[str]:
    """The values given with `extra`: numbers and plain short names; anything else could be somebody's words."""
    for name, value in vars(record).items():
        if name in _STANDARD or name.startswith("_"):
            continue
        yield f"{name}={value}" if _is_plain(value) else f"{name}=({type(value).__name__})"


def _is_plain(value: object) -> bool:
    if isinstance(value, str):
        return _PLAIN.fullmatch(value) is not None
    return value is None or isinstance(value, bool | int | float)
