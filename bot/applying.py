"""From a turn's effects to rows: records and settings into the store, words and taps into what waits to be sent."""

from __future__ import annotations

from datetime import datetime

import msgspec
from msgspec import Struct

from bot import retention, showing
from bot.outgoing import Ack, Clear, Document, Hide, Outgoing, Picture, Rewrite
from dialogs import markup
from dialogs.script import Library
from dialogs.turn import (
    Amend,
    AskAgain,
    BroughtUp,
    Bubble,
    Close,
    Do,
    Effect,
    Ended,
    Erase,
    Keep,
    LetGo,
    Notice,
    Redraw,
    Say,
    SetSettings,
    Settings,
    ShowPicture,
    Span,
    Turn,
    Unkeep,
)  # fmt: skip
from storage import Person, Store

Tap = tuple[str | None, int | None, Bubble | None]


class Applied(Struct):
    """What came of a turn: things to send in order, the settings if they changed, and whether the person was erased.

    `scrub` is true when something was erased, so that no trace of it may stay in the file.
    """

    outgoing: list[Outgoing]
    settings: Settings | None = None
    erased: bool = False
    scrub: bool = False


def apply(store: Store, library: Library, person: Person, turn: Turn, now: datetime, tap: Tap) -> Applied:
    """Write what a turn decided, inside the batch under way.

    `tap` is the pressed button's query, its message's id and text; of a message, only its id.
    """
    applied = Applied([])
    if tap[0] is not None and not any(isinstance(effect, Notice) for effect in turn.effects):
        applied.outgoing.append(Ack(tap[0]))
    for effect in turn.effects:
        _apply(store, library, person, effect, now, tap, applied)
    return applied


def _apply(  # noqa: C901, PLR0912  one case an effect
    store: Store, library: Library, person: Person, effect: Effect, now: datetime, tap: Tap, applied: Applied
) -> None:
    match effect:
        case Say():
            quiet = person.settings.discreet
            applied.outgoing.append(msgspec.structs.replace(effect, quiet=True) if quiet else effect)
        case Redraw():
            applied.outgoing.append(effect)
        case Close():
            applied.outgoing.append(_closed(library, person, effect, tap))
        case Notice(text=text, alert=alert):
            applied.outgoing.append(Ack(tap[0], text, alert))
        case Keep():
            store.keep(person.number, effect, now, retention.fades(effect.kind, now))
        case Unkeep(key=key):
            store.unkeep(person.number, key)
        case Amend():
            store.amend(person.number, effect)
        case Erase(key=key):
            store.erase(person.number, key)
            applied.scrub = True
        case SetSettings(settings=settings):
            applied.settings = settings
        case AskAgain():
            store.ask_again(person.number, effect)
        case ShowPicture(name=name):
            chart = showing.chart(store, library, person, name, now)
            quiet = person.settings.discreet
            nothing = Say(Bubble(*showing.words(library, person, "no_chart")), quiet)
            applied.outgoing.append(nothing if chart is None else Picture(chart, quiet))
        case BroughtUp(ask=ask):
            store.brought_up(person.number, ask)
        case LetGo(script=script):
            store.let_go(person.number, script)
        case Ended(key=key, script=script, version=version, how=how):
            if showing.is_practice(library, script) and how == "completed":
                store.keep(person.number, Keep(key, showing.RUN, script, version, {}), now)
        case Do(verb=verb):
            _do(store, library, person, verb, now, tap, applied)


def _closed(library: Library, person: Person, close: Close, tap: Tap) -> Outgoing:
    """A question that was tapped shows what was chosen; any other only loses its buttons."""
    _, message_id, shown = tap
    if message_id is None or shown is None or not close.chosen:
        return close
    words = library.phrase(person.settings.locale, "answered").variants[0]
    text, spans = markup.fill(words, {"label": close.chosen})
    start = len(shown.text) + 2
    moved = tuple(Span(start + span.start, start + span.end, span.kind, span.url) for span in spans)
    return Rewrite(message_id, Bubble(f"{shown.text}\n\n{text}", (*shown.spans, *moved)))


def _do(store: Store, library: Library, person: Person, verb: str, now: datetime, tap: Tap, applied: Applied) -> None:
    locale, quiet = person.settings.locale, person.settings.discreet
    if verb == "erase":
        store.forget(person.number)
        applied.erased = applied.scrub = True
        applied.outgoing = [one for one in applied.outgoing if isinstance(one, Ack | Rewrite)]
    elif verb == "hide":
        applied.outgoing.append(Hide())
    elif verb == "unsay":
        applied.outgoing += [Clear((tap[1],))] if tap[0] is None and tap[1] is not None else []
    elif verb == "export":
        applied.outgoing.append(Document(library.phrase(locale, "export_caption").variants[0], quiet))
    else:
        line = showing.SHOWS[verb](store, library, person, now)
        if line is not None:
            applied.outgoing.append(Say(Bubble(*line), quiet, protect=True))
