"""Somebody under 18 by their own statement: lines for young people, and no words for somebody else."""

from __future__ import annotations

import msgspec

from dialogs.play import Play
from dialogs.safety.under_age import says_under_age

ROOM = "under_age"


def says_so(play: Play, text: str) -> bool:
    """Whether the text says, for the first time, that its writer is under 18; if it can't be read, no."""
    try:
        return not play.settings.under_age and says_under_age(text, play.settings.locale)
    except Exception:  # noqa: BLE001  whatever broke, help with danger comes all the same
        return False


def remember(play: Play, *, under_age: bool) -> None:
    """Remember it, or that it was a mistake."""
    play.set_settings(msgspec.structs.replace(play.settings, under_age=under_age))
