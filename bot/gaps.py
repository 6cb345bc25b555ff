"""What somebody expected of a talk beside what came of it, in plain words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dialogs import markup
from dialogs.bubbles import Line, bubble
from dialogs.script import Library
from dialogs.session import Scaled
from storage import Kept, Person, Store

OUTCOME = "outcome"
SEVERAL = 2


def gaps(store: Store, library: Library, person: Person) -> Line | None:
    """The newest talk, and from two on all of them; None where nothing can be put side by side."""
    pairs = list(_pairs(store.records(person.number, OUTCOME)))
    if not pairs:
        return None
    expected, actual = pairs[0]
    lines = [_fill(library, person, "gap", expected=str(expected), actual=str(actual))]
    return _joined([*lines, *([_several(library, person, pairs)] if len(pairs) >= SEVERAL else [])])


def _pairs(outcomes: list[Kept]) -> Iterator[tuple[int, int]]:
    """(expected, actual) of each talk that has both, newest first."""
    for outcome in outcomes:
        expected, actual = outcome.fields.get("upset"), outcome.fields.get("actual")
        if isinstance(expected, Scaled) and isinstance(actual, Scaled):
            yield expected.number, actual.number


def _several(library: Library, person: Person, pairs: list[tuple[int, int]]) -> Line:
    found = Counter((actual > expected) - (actual < expected) for expected, actual in pairs)
    counts = {"milder": found[-1], "same": found[0], "harder": found[1], "count": len(pairs)}
    return _fill(library, person, "gaps", **{name: str(count) for name, count in counts.items()})


def _fill(library: Library, person: Person, phrase_id: str, **own: str) -> Line:
    return markup.fill(library.phrase(person.settings.locale, phrase_id).variants[0], own)


def _joined(lines: list[Line]) -> Line:
    shown = bubble(lines)
    return shown.text, shown.spans
