"""Where one person is: frozen values that survive a JSON round trip.

A session is a stack of frames, the newest last: the script being played, below it the ones that called it or
wait to be carried on. It knows no storage and no clock; times come in as arguments.
"""

from __future__ import annotations

from datetime import datetime

import msgspec
from msgspec import Struct

from dialogs.guidance.memory import Memory
from dialogs.rehearsal.partner import Partner


class Written(Struct, frozen=True, tag="written"):
    """An answer in the person's own words."""

    text: str


class Scaled(Struct, frozen=True, tag="scaled"):
    """An answer on a scale."""

    number: int


class Chosen(Struct, frozen=True, tag="chosen"):
    """An answer that is one of the choices: its id, and the label the person saw."""

    id: str
    label: str


class Several(Struct, frozen=True, tag="several"):
    """An answer that is several of a list."""

    chosen: tuple[Chosen, ...]


class Moment(Struct, frozen=True, tag="moment"):
    """An answer that is a day or a time: an aware instant, and how it was shown to the person."""

    at: datetime
    text: str


Answer = Written | Scaled | Chosen | Several | Moment


class Found(Struct, frozen=True):
    """A record as it can be opened; `field` is the one of its answers that is to be changed."""

    key: str
    kind: str
    script: str
    at: datetime
    fields: dict[str, Answer]
    field: str | None = None

    def of(self, field: str) -> Found:
        """The same, with a field taken."""
        return msgspec.structs.replace(self, field=field)

    def changed(self, field: str, answer: Answer) -> Found:
        """The same, with another answer in that field."""
        return msgspec.structs.replace(self, fields={**self.fields, field: answer})


class Frame(Struct, frozen=True):
    """One script under way.

    `run` numbers this play of the script within the session; `visits` counts how often an outcome was heard,
    or an answer tried; `asked` counts the questions left behind;
    `waits` is true while another script was put on top of it by the person (not by a `call`);
    `after` is the step to go on with when a called script comes back; `partner` is the rehearsal under way.
    `shelf` is the page of records shown, `more` whether another follows, and `opened` the one that was chosen.
    """

    script: str
    version: int
    step: str
    run: int = 0
    answers: dict[str, Answer] = {}
    visits: dict[str, int] = {}
    picked: tuple[str, ...] = ()
    page: int = 0
    asked: int = 0
    waits: bool = False
    after: str | None = None
    partner: Partner | None = None
    shelf: tuple[Found, ...] | None = None
    more: bool = False
    opened: Found | None = None


class Offered(Struct, frozen=True):
    """A button left by a script that has ended: it starts `script`, or does `do`, or only says goodbye."""

    id: str
    label: str
    script: str | None = None
    do: str | None = None


class Snapshot(Struct, frozen=True):
    """How things stood before a turn, so that /back and an edited message can undo it.

    `source` is the transport's id of the message that was answered with; `kept` are the keys of records the turn made.
    """

    stack: tuple[Frame, ...]
    source: str | None = None
    kept: tuple[str, ...] = ()


class Care(Struct, frozen=True):
    """What is remembered after words of danger, and forgotten after three days: no word of theirs.

    `quiet` are fingerprints of phrases the person called a figure of speech; `shown` is when a card was last shown, and
    `times` how often within ten minutes; `until` is when all of this is over. `turn` numbers the last turn in a card,
    after which small words still get care; None where the words turned out to be harmless.
    """

    until: datetime
    shown: datetime
    times: int = 1
    quiet: tuple[str, ...] = ()
    turn: int | None = None


class Nudged(Struct, frozen=True):
    """What there is to know of the nudges so far: no word of the person's.

    `count` were sent, the last `unanswered` of them without a sign of the person since; the last one `at` that instant,
    local `on_day` (ISO). `token` names its buttons while they can be tapped, `id` is the text, `script` what "do
    it now" begins; for a follow-up `due` is when it was due. Follow-ups due until `asked` have been asked for; a nudge
    that was put off comes back at `again`. `seen` are ids of texts, the latest last; `recalled` and `cued` tell when a
    practice or a plan was last brought to mind.
    """

    count: int = 0
    unanswered: int = 0
    at: datetime | None = None
    on_day: str = ""
    token: str | None = None
    id: str = ""
    script: str = ""
    due: datetime | None = None
    asked: datetime | None = None
    again: datetime | None = None
    seen: tuple[str, ...] = ()
    recalled: dict[str, str] = {}
    cued: datetime | None = None


class Lock(Struct, frozen=True):
    """How it stands with a PIN that was set: unlocked until `open_until`; wrong tries, and until when none counts."""

    open_until: datetime | None = None
    tries: int = 0
    shut_until: datetime | None = None


class Session(Struct, frozen=True):
    """One person's place in the dialogs.

    `token` names the question that is open; a button carries it back. `offers` are what an ended script left to choose
    from. `turns` counts turns, `runs` counts scripts begun; both feed seeded
    choices. `refused` is the source of a text that could not be taken (too long), which an edit may still mend.
    `care` is what is remembered after words of danger; until `gate_until` the gate need not be asked again; until
    `shut_until` words for somebody else wait, whatever is answered there; `cards` are those shown lately, and when.
    `used` are the partners' lines of the last rehearsals, which are not said again so soon; `passes` says for each rung
    of the ladder the numbers of the runs that passed it, the last two; `memory` is what was practised; `nudges` are the
    nudges so far.
    `hidden` is what was under way when the chat was hidden, until it is carried on; None when it is not hidden.
    """

    seed: int
    stack: tuple[Frame, ...] = ()
    offers: tuple[Offered, ...] = ()
    token: str | None = None
    history: tuple[Snapshot, ...] = ()
    turns: int = 0
    runs: int = 0
    last_turn: datetime | None = None
    refused: str | None = None
    care: Care | None = None
    gate_until: datetime | None = None
    shut_until: datetime | None = None
    cards: dict[str, datetime] = {}
    used: tuple[str, ...] = ()
    nudges: Nudged | None = None
    memory: Memory = Memory()
    passes: dict[str, tuple[int, ...]] = {}
    hidden: tuple[Frame, ...] | None = None
    lock: Lock | None = None


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Session)


def encode_session(session: Session) -> bytes:
    """The session as JSON bytes."""
    return _encoder.encode(session)


def decode_session(raw: bytes) -> Session:
    """The session those bytes hold. Raises msgspec.DecodeError on anything else."""
    return _decoder.decode(raw)
