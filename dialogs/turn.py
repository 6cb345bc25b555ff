"""One exchange: what came in, what comes out, and what to do about it. Values only."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from dialogs.session import Answer, Session

# --- what came in -------------------------------------------------------------------------------------------


class Said(Struct, frozen=True, tag="said"):
    """Free text. `source` is the transport's id of the message, if it has one."""

    text: str
    source: str | None = None


class Chose(Struct, frozen=True, tag="chose"):
    """A button was pressed: the token of its question and the id of the choice."""

    token: str
    choice: str


class Commanded(Struct, frozen=True, tag="commanded"):
    """A slash command, its name without the slash in lower case, and the words after it."""

    name: str
    argument: str = ""


class Corrected(Struct, frozen=True, tag="corrected"):
    """A message that was sent before now reads differently."""

    text: str
    source: str


class Unreadable(Struct, frozen=True, tag="unreadable"):
    """Something that cannot be read: `kind` is photo, voice, sticker, location, contact, file or other."""

    kind: str


class Left(Struct, frozen=True, tag="left"):
    """The person blocked the bot or deleted the chat."""


class Returned(Struct, frozen=True, tag="returned"):
    """The person unblocked the bot."""


Input = Said | Chose | Commanded | Corrected | Unreadable | Left | Returned

# --- what is known of the person ----------------------------------------------------------------------------


class Settings(Struct, frozen=True):
    """What a person has set. Times are local `HH:MM`; `timezone` is an IANA name; `country` is ISO 3166 alpha-2.

    `discreet` keeps texts neutral, with `cover` as the bot's name; `clear_after` is in hours, 0 for never; `pin` is a
    slow hash of the digits, empty where none is set.
    """

    name: str = ""
    locale: str = "en"
    timezone: str = "UTC"
    consent: int = 0
    adult: bool = False
    nudges: str = "off"
    nudge_time: str = "18:00"
    country: str = ""
    discreet: bool = False
    cover: str = ""
    clear_after: int = 0
    pin: str = ""
    extra: dict[str, str] = {}


class Facts(Struct, frozen=True):
    """What the engine may know besides the session: an aware `now` and the person's settings.

    A listener also gets the person's `seed` and the `answers` of the script that listens.
    """

    now: datetime
    settings: Settings = Settings()
    seed: int = 0
    answers: dict[str, Answer] = {}


# --- what to do ---------------------------------------------------------------------------------------------


class Span(Struct, frozen=True):
    """Formatting of a stretch of text, in Python characters: b, i, u, s, code, spoiler, quote, or a link with `url`."""

    start: int
    end: int
    kind: str
    url: str | None = None


class Button(Struct, frozen=True):
    """A choice as shown: `kind` is choice, control, scale or hide; `on` marks what is picked so far."""

    id: str
    label: str
    kind: str = "choice"
    on: bool = False


class Bubble(Struct, frozen=True):
    """One message to the person: plain text, its formatting, and the buttons that answer it."""

    text: str
    spans: tuple[Span, ...] = ()
    buttons: tuple[Button, ...] = ()
    token: str | None = None


class Say(Struct, frozen=True, tag="say"):
    """Send a message: `quiet` without a sound, `protect` so that it can't be passed on."""

    bubble: Bubble
    quiet: bool = False
    protect: bool = False


class Redraw(Struct, frozen=True, tag="redraw"):
    """Change the buttons of the message whose question has `token`, in place."""

    token: str
    buttons: tuple[Button, ...]


class Close(Struct, frozen=True, tag="close"):
    """The question with `token` is over: take its buttons away and show `chosen`, if a button was taken."""

    token: str
    chosen: str = ""


class Notice(Struct, frozen=True, tag="notice"):
    """A short word over the chat for a pressed button that changes nothing (at most 200 characters)."""

    text: str
    alert: bool = False


class Keep(Struct, frozen=True, tag="keep"):
    """Keep a record. The same `key` replaces the earlier one."""

    key: str
    kind: str
    script: str
    version: int
    fields: dict[str, Answer]


class Unkeep(Struct, frozen=True, tag="unkeep"):
    """Take back the record with `key`: the turn that made it was undone."""

    key: str


class SetSettings(Struct, frozen=True, tag="set"):
    """The person's settings are now these."""

    settings: Settings


class AskAgain(Struct, frozen=True, tag="ask_again"):
    """Come back with `script` at `due`."""

    due: datetime
    script: str


class Do(Struct, frozen=True, tag="do"):
    """Something only the rooms outside can do: export, erase, hide, unsay, show_journal, show_progress.

    `unsay` takes the message away that the person just sent.
    """

    verb: str


class Ended(Struct, frozen=True, tag="ended"):
    """A script came to its end: completed or stopped. Counts only; the same `key` is the same run."""

    key: str
    script: str
    version: int
    how: str


Effect = Say | Redraw | Close | Notice | Keep | Unkeep | SetSettings | AskAgain | Do | Ended


class Turn(Struct, frozen=True):
    """What a turn gives: where the person is now, what to do, in order, and the (script, step, exit) walked."""

    session: Session
    effects: tuple[Effect, ...] = ()
    walked: tuple[tuple[str, str, str], ...] = ()
