"""Whom a changed library would meet in the middle of something."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from dialogs.script import Library
from dialogs.session import Frame


class Affected(Struct, frozen=True, order=True):
    """How many people stand at a step that changed.

    `how` is gone (no such script any more), restarts (the step is no longer there) or moves (it was renamed to `to`).
    """

    script: str
    step: str
    locale: str
    how: str
    to: str = ""
    people: int = 1

    def __str__(self) -> str:
        """One line for the operator."""
        return f"{self.script}.{self.step} ({self.locale}): {_MEANS[self.how].format(self.people, self.to)}"


_MEANS = {
    "gone": "the script is gone; it is left by {0}",
    "restarts": "the step is gone; the script begins again for {0}",
    "moves": "renamed; {0} go on at {1}",
}


def affected(library: Library, frames: Iterable[tuple[str, Frame]]) -> list[Affected]:
    """What becomes of live frames, given as (locale, frame), in this library; unchanged ones are left out."""
    found = Counter(one for locale, frame in frames if (one := _affected(library, locale, frame)))
    return sorted(Affected(*one, people=count) for one, count in found.items())


def _affected(library: Library, locale: str, frame: Frame) -> tuple[str, str, str, str, str] | None:
    script = library.script(locale, frame.script)
    if script is None:
        return (frame.script, frame.step, locale, "gone", "")
    after_is_there = frame.after is None or frame.after in script.steps
    if frame.step in script.steps and after_is_there:
        return None
    target = script.renamed.get(frame.step, "")
    if target in script.steps:
        return (frame.script, frame.step, locale, "moves", target)
    return (frame.script, frame.step, locale, "restarts", "")
