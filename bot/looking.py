"""A turn of the engine, with the records it asks for looked up on the way."""

from __future__ import annotations

import msgspec

from dialogs import engine
from dialogs.filling import texts_of
from dialogs.script import Library
from dialogs.session import Found, Session
from dialogs.shelf import PAGE
from dialogs.turn import Amend, Erase, Facts, Input, Look, Looked, Turn
from storage import Store


def resume(store: Store, library: Library, number: int, session: Session, came: Input, facts: Facts) -> Turn:
    """What one input brings to that person: the engine's turn, and the next where it asked for records first."""
    turn = engine.resume(library, session, came, facts)
    wanted = next((effect for effect in turn.effects if isinstance(effect, Look)), None)
    if wanted is None:
        return turn
    then = engine.resume(library, turn.session, _looked(store, number, wanted, turn), facts)
    before = tuple(effect for effect in turn.effects if effect is not wanted)
    return msgspec.structs.replace(then, effects=before + then.effects, walked=turn.walked + then.walked)


def _looked(store: Store, number: int, wanted: Look, turn: Turn) -> Looked:
    """The page as it will be once the turn's effects are written down."""
    words = wanted.words.casefold()
    erased = {effect.key for effect in turn.effects if isinstance(effect, Erase)}
    amended = {effect.key: effect.fields for effect in turn.effects if isinstance(effect, Amend)}
    found = [
        Found(one.key, one.kind, one.script, one.at, amended.get(one.key, one.fields))
        for one in store.records(number)
        if one.kind in wanted.kinds and one.key not in erased
    ]
    if words:
        found = [one for one in found if any(words in text.casefold() for text in texts_of(one))]
    first = wanted.page * PAGE
    return Looked(tuple(found[first : first + PAGE]), more=len(found) > first + PAGE)
