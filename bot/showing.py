"""What is kept about a person, shown to that person: how often they practised, and charts of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.gaps import gaps
from dialogs import markup, places
from dialogs.bubbles import Line, bubble
from dialogs.progress import Chart, draw_up
from dialogs.progress.charts import Sheet
from dialogs.script import Library
from dialogs.session import Scaled
from dialogs.turn import Span
from storage import Person, Store

RUN = "run"
REHEARSAL = "rehearsal"
WEEK = timedelta(days=7)


def is_practice(library: Library, script_id: str) -> bool:
    """Whether that script is one that people practise, rather than one of the bot's own rooms."""
    script = library.script(library.default, script_id)
    return script is not None and script.kind == "dialog"


def progress(store: Store, library: Library, person: Person, now: datetime) -> Line | None:
    """How often each dialog was finished, and this week. Totals only: nothing is compared and nothing is lost."""
    kept = store.records(person.number, RUN)
    runs = Counter(run.script for run in kept)
    more = [*_rehearsals(store, library, person), *_talks(store, library, person)]
    if not runs and not more:
        return None
    lately = sum(now - run.at < WEEK for run in kept)
    items = [
        words(library, person, "progress_item", title=script.title, count=str(count))
        for script_id, count in runs.most_common()
        if (script := library.script(person.settings.locale, script_id)) is not None
    ]
    week = words(library, person, "progress_week", count=str(lately))
    return _list(words(library, person, "progress_head"), [*items, *more, week])


def _rehearsals(store: Store, library: Library, person: Person) -> list[Line]:
    """How many role-plays there were, and in how many of them limit and respect were kept."""
    runs = [run.fields.get("kept") for run in store.records(person.number, REHEARSAL)]
    counts = {"progress_rehearsals": len(runs), "progress_kept": runs.count(Scaled(1))}
    return [words(library, person, phrase, count=str(count)) for phrase, count in counts.items() if count]


def _talks(store: Store, library: Library, person: Person) -> list[Line]:
    """What was expected of talks in real life, and what came of them."""
    found = gaps(store, library, person)
    return [found] if found else []


def chart(store: Store, library: Library, person: Person, name: str, now: datetime) -> Chart | None:
    """The chart of that name as it is now, or None where nothing was kept that it could show."""
    locale = person.settings.locale
    names = (library.phrases.get(locale) or library.phrases[library.default]).strategies
    strategies = {one.id: names[one.strategy] for one in library.dialogs(locale)}

    def wording(phrase_id: str, **own: str) -> str:
        return words(library, person, phrase_id, **own)[0]

    entries = store.records(person.number)[::-1]
    return draw_up(name, Sheet(entries, now, places.zone_of(person.settings.timezone), wording, strategies))


def talks(store: Store, library: Library, person: Person, _now: datetime) -> Line | None:
    """What was expected of talks in real life, and what came of them; None where there is nothing to compare."""
    return gaps(store, library, person)


SHOWS: dict[str, Callable[[Store, Library, Person, datetime], Line | None]] = {
    "show_progress": progress,
    "show_gaps": talks,
}


def words(library: Library, person: Person, phrase_id: str, **own: str) -> Line:
    """One of the bot's own lines in the person's language."""
    return markup.fill(library.phrase(person.settings.locale, phrase_id).variants[0], own)


def _list(head: Line, items: list[Line]) -> Line:
    shown = bubble([head, *items])
    spans: tuple[Span, ...] = shown.spans
    return shown.text, spans
