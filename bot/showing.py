"""What is kept about a person, shown to that person: the journal, and how often they practised."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from zoneinfo import ZoneInfo

from dialogs import markup, places
from dialogs.filling import as_text
from dialogs.play import Line, bubble
from dialogs.script import Library
from dialogs.turn import Span
from storage import Kept, Person, Store

RUN = "run"
MOST_SHOWN = 5


def is_practice(library: Library, script_id: str) -> bool:
    """Whether that script is one that people practise, rather than one of the bot's own rooms."""
    script = library.script(library.default, script_id)
    return script is not None and script.kind == "dialog"


def journal(store: Store, library: Library, person: Person) -> Line:
    """The newest notes, each with its day."""
    notes = store.records(person.number, "journal", MOST_SHOWN)
    if not notes:
        return _fill(library, person, "no_records")
    zone = places.zone_of(person.settings.timezone)
    items = [_fill(library, person, "journal_item", date=_day(note, zone), text=_words(note)) for note in notes]
    return _list(_fill(library, person, "journal_head"), items)


def progress(store: Store, library: Library, person: Person) -> Line:
    """How often each dialog was finished. Totals only: nothing is compared and nothing is lost."""
    runs = Counter(run.script for run in store.records(person.number, RUN))
    if not runs:
        return _fill(library, person, "progress_none")
    items = [
        _fill(library, person, "progress_item", title=script.title, count=str(count))
        for script_id, count in runs.most_common()
        if (script := library.script(person.settings.locale, script_id)) is not None
    ]
    return _list(_fill(library, person, "progress_head"), items)


SHOWS: dict[str, Callable[[Store, Library, Person], Line]] = {"show_journal": journal, "show_progress": progress}


def _day(note: Kept, zone: ZoneInfo) -> str:
    return f"{note.at.astimezone(zone):%Y-%m-%d}"


def _words(note: Kept) -> str:
    return " · ".join(as_text(answer) for answer in note.fields.values())


def _fill(library: Library, person: Person, phrase_id: str, **own: str) -> Line:
    return markup.fill(library.phrase(person.settings.locale, phrase_id).variants[0], own)


def _list(head: Line, items: list[Line]) -> Line:
    shown = bubble([head, *items])
    spans: tuple[Span, ...] = shown.spans
    return shown.text, spans
