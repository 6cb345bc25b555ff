"""One exchange: what came in, what comes out, and what to do about it. Values only."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct

from dialogs.session import Answer, Found, Session

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


class Looked(Struct, frozen=True, tag="looked"):
    """The page of records that a `Look` asked for, and whether there are more."""

    found: tuple[Found, ...]
    more: bool = False


class AskAgain(Struct, frozen=True, tag="ask_again"):
    """Come back with `script` at `due`; `about` is the key of the record it is about."""

    due: datetime
    script: str
    about: str | None = None


class Due(Struct, frozen=True, tag="due"):
    """A follow-up that is due: what was promised, and the fields of the record it is about."""

    ask: AskAgain
    fields: dict[str, Answer] = {}


Input = Said | Chose | Commanded | Corrected | Unreadable | Left | Returned | Looked | Due

# --- what is known of the person ----------------------------------------------------------------------------


class Settings(Struct, frozen=True):
    """What a person has set. Times are local `HH:MM`; `timezone` is an IANA name; `country` is ISO 3166 alpha-2.

    `nudges` is off, some or daily; `nudge_days` are days such as `mon wed fri`; `nudge_pause` is an ISO instant.
    `register` is how people around them say no: straight out, gently, or roundabout.
    `under_age`: they wrote or chose that they are not 18 yet.
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
    nudge_days: str = ""
    quiet_from: str = "22:00"
    quiet_to: str = "08:00"
    nudge_pause: str = ""
    country: str = ""
    register: Literal["direct", "soft", "indirect"] = "direct"
    under_age: bool = False
    path: str = ""
    discreet: bool = False
    cover: str = ""
    clear_after: int = 0
    pin: str = ""
    extra: dict[str, str] = {}


class Facts(Struct, frozen=True):
    """What the engine may know besides the session: an aware `now`, the settings, their own `plan`, what is `due`.

    The plan is the note they keep for a hard moment, in their words, or nothing.
    A listener also gets the person's `seed` and the `answers` of the script that listens.
    """

    now: datetime
    settings: Settings = Settings()
    plan: str = ""
    due: Due | None = None
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


class Amend(Struct, frozen=True, tag="amend"):
    """The record with `key` holds these answers from now on; its day stays."""

    key: str
    fields: dict[str, Answer]


class Erase(Struct, frozen=True, tag="erase"):
    """The record with `key` goes for good, from the file too."""

    key: str


class Look(Struct, frozen=True, tag="look"):
    """Find the records of these kinds, newest first, that hold `words`; `page` counts from 0. Answer with `Looked`."""

    kinds: tuple[str, ...]
    words: str = ""
    page: int = 0


class SetSettings(Struct, frozen=True, tag="set"):
    """The person's settings are now these."""

    settings: Settings


class BroughtUp(Struct, frozen=True, tag="brought_up"):
    """What was promised has been brought up, once; it is due no more."""

    ask: AskAgain


class LetGo(Struct, frozen=True, tag="let_go"):
    """Nothing more is due with that script: every promise to come back with it is forgotten."""

    script: str


class Do(Struct, frozen=True, tag="do"):
    """Something only the rooms outside can do: export, erase, hide, unsay, show_progress.

    `unsay` takes the message away that the person just sent.
    """

    verb: str


class ShowPicture(Struct, frozen=True, tag="picture"):
    """Show the chart of that name (dialogs/progress), or say that there is nothing to draw yet."""

    name: str


class Ended(Struct, frozen=True, tag="ended"):
    """A script came to its end: completed or stopped. Counts only; the same `key` is the same run."""

    key: str
    script: str
    version: int
    how: str


Effect = (
    Say
    | Redraw
    | Close
    | Notice
    | Keep
    | Unkeep
    | Amend
    | Erase
    | Look
    | SetSettings
    | AskAgain
    | BroughtUp
    | LetGo
    | Do
    | ShowPicture
    | Ended
)


class Turn(Struct, frozen=True):
    """What a turn gives: where the person is now, what to do, in order, and the (script, step, exit) walked."""

    session: Session
    effects: tuple[Effect, ...] = ()
    walked: tuple[tuple[str, str, str], ...] = ()
