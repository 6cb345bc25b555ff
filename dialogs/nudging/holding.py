"""What holds a nudge back for now: the person just wrote, is in a dialog, or wrote of danger these days."""

from __future__ import annotations

from datetime import datetime

from dialogs.nudging.due import AFTER_WRITING, DIALOG_OPEN, IN_DIALOG
from dialogs.script import Library
from dialogs.session import Session


def held_until(library: Library, session: Session, last_seen: datetime | None, now: datetime) -> datetime | None:
    """Nothing may come before this instant; None when nothing holds it back. A dialog is looked at again by and by."""
    since_writing = last_seen + AFTER_WRITING if last_seen and last_seen <= now else None
    care = session.care.until if session.care else None
    dialog = now + IN_DIALOG if in_dialog(library, session, last_seen, now) else None
    return max((one for one in (since_writing, care, dialog) if one is not None and one > now), default=None)


def in_dialog(library: Library, session: Session, last_seen: datetime | None, now: datetime) -> bool:
    """Whether a dialog is under way; one that was left a day ago no longer is."""
    if last_seen is not None and last_seen <= now and now - last_seen >= DIALOG_OPEN:
        return False
    return any(not _is_room(library, frame.script) for frame in session.stack)


def _is_room(library: Library, script_id: str) -> bool:
    script = library.script(library.default, script_id)
    return script is not None and script.kind == "system"
