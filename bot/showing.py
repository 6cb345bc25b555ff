"""What is kept about a person, shown to that person: the journal, and how often they practised."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from zoneinfo import ZoneInfo

from bot.gaps import gaps
from dialogs import markup, places
from dialogs.filling import as_text
from dialogs.play import Line, bubble
from dialogs.script import Library
from dialogs.session import Scaled
from dialogs.turn import Span
from storage import Kept, Person, Store

RUN = "run"
REHEARSAL = "rehearsal"
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
    more = [*_rehearsals(store, library, person), *_talks(store, library, person)]
    if not runs and not more:
        return _fill(library, person, "progress_none")
    items = [
        _fill(library, person, "progress_item", title=script.title, count=str(count))
        for script_id, count in runs.most_common()
        if (script := library.script(person.settings.locale, script_id)) is not None
    ]
    return _list(_fill(library, person, "progress_head"), [*items, *more])


def _rehearsals(store: Store, library: Library, person: Person) -> list[Line]:
    """How many role-plays there were, and in how many of them limit and respect were kept."""
    runs = [run.fields.get("kept") for run in store.records(person.number, REHEARSAL)]
    counts = {"progress_rehearsals": len(runs), "progress_kept": runs.count(Scaled(1))}
    return [_fill(library, person, phrase, count=str(count)) for phrase, count in counts.items() if count]


def _talks(store: Store, library: Library, person: Person) -> list[Line]:
    """What was expected of talks in real life, and what came of them."""
    found = gaps(store, library, person)
    return [found] if found else []


SHOWS: dict[str, Callable[[Store, Library, Person], Line | None]] = {
    "show_journal": journal,
    "show_progress": progress,
    "show_gaps": gaps,
}


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
