"""The simulated partner: a small state that moves by how the person answered, never by what they want to hear.

Clear and respectful brings the pressure down, after one last push; vague is taken as a maybe; harsh hurts, then raises
the pressure; giving in ends it. A run takes at most six rounds, so it always ends.
"""

from __future__ import annotations

from hashlib import blake2s

import msgspec
from msgspec import Struct

from dialogs.rehearsal.persona import LEVELS, TACTICS, Persona

MOST_ROUNDS = 6
MOST_PRESSURE = 4
FIRST_RAPPORT = 2
MILD = 3  # up to this ladder step pushes stay a level softer
LADDER = {  # ladder step -> (tactics it may use; None: all that the persona knows, pressure at the start)
    2: (("question",), 2),
    3: (("question", "minimise", "compare", "charm"), 3),
    4: (("guilt", "bargain", "victim", "minimise"), 4),
    5: (("anger", "silence", "guilt", "switch", "deny", "bargain", "victim"), 4),
}
NEXT_BEST = {  # whose lines a mood or a silence borrows once its own were all said lately
    "exploit": ("minimise", "bargain"),
    "hurt": ("victim",),
    "escalate": ("anger", "victim"),
    "silence": ("question",),
}
ENDS = ("accept", "grudging", "gave_in", "leave_it")
KEPT = ("accept", "grudging")  # the limit stood at the end
LEAVINGS = ("paused", "left")  # the person left; `left`: before a word of theirs, or because help came first
HELD = 2  # clear replies in a row: said once, and kept to when pushed again
HARDEST = 5  # here two pushes come at once, and the request comes back the next day


class Heard(Struct, frozen=True):
    """How a reply came across: is the limit in it, is it respectful, did it give in, was there nothing at all."""

    clear: bool = False
    respectful: bool = True
    gave_in: bool = False
    silent: bool = False


class Push(Struct, frozen=True):
    """What the partner did in a round: a mood or tactic, its level, and how the answer to it came across.

    `also` is a second tactic in the same breath.
    """

    kind: str
    level: str = ""
    line: str = ""
    also: str = ""
    heard: Heard | None = None
    reply: str = ""


class Partner(Struct, frozen=True):
    """Where a run stands. `seed` chooses lines; `used` are those not to be said again so soon.

    `again` is true once a turn was taken back to be answered another way.
    """

    persona: str
    ladder: int
    seed: int
    pressure: int
    rapport: int = FIRST_RAPPORT
    clear_in_a_row: int = 0
    pushes: tuple[Push, ...] = ()
    used: tuple[str, ...] = ()
    ended: str = ""
    again: bool = False

    @property
    def round(self) -> int:
        """How many times the person has answered."""
        return sum(push.heard is not None for push in self.pushes)


def meet(persona: Persona, ladder: int, seed: int, used: tuple[str, ...] = ()) -> Partner:
    """The partner at the start of a run: they have just heard the limit, and open."""
    partner = Partner(persona.id, ladder, seed, LADDER[ladder][1], used=used)
    return _say(partner, persona, "opening")


def react(partner: Partner, persona: Persona, heard: Heard, reply: str) -> Partner:
    """The partner after an answer; `ended` is set when the run is over, and the last push is what they say now."""
    answered = msgspec.structs.replace(partner.pushes[-1], heard=heard, reply=reply)
    partner = msgspec.structs.replace(partner, pushes=(*partner.pushes[:-1], answered))
    if heard.gave_in:
        return _end(partner, persona, "gave_in")
    partner = _moved(partner, heard)
    if not heard.respectful:
        return _go_on(partner, persona, "hurt" if _times(partner, "hurt") == 0 else "escalate")
    if heard.clear:
        return _after_clear(partner, persona)
    return _go_on(partner, persona, "silence" if heard.silent else "exploit")


def rewind(partner: Partner, place: int) -> Partner:
    """The run as it stood when the push at `place` had just been said, to be answered another way."""
    before = partner.pushes[:place]
    fresh = Partner(
        partner.persona,
        partner.ladder,
        partner.seed,
        LADDER[partner.ladder][1],
        pushes=(*before, msgspec.structs.replace(partner.pushes[place], heard=None, reply="")),
        used=partner.used,
        again=True,
    )
    for push in before:
        fresh = _moved(fresh, push.heard) if push.heard is not None else fresh
    return fresh


def _moved(partner: Partner, heard: Heard) -> Partner:
    """How an answer moves the partner: clear takes pressure off, vague and harsh put it on, silence waits."""
    if not heard.respectful:
        return _change(partner, pressure=1, rapport=-1, clear=False)
    if heard.clear:
        return _change(partner, pressure=-1, rapport=0, clear=True)
    return partner if heard.silent else _change(partner, pressure=1, rapport=0, clear=False)


def _after_clear(partner: Partner, persona: Persona) -> Partner:
    """Pressure gone: they yield, with good grace where no harm was done; one round before, they push a last time.

    At the hardest step they ask for the same thing again the next day, before they yield.
    """
    hardest = partner.ladder == HARDEST
    if partner.pressure <= 0 and hardest and not _times(partner, "next_day") and partner.round < MOST_ROUNDS:
        return _say(partner, persona, "next_day")
    if partner.pressure <= 0:
        return _end(partner, persona, "accept" if partner.rapport >= FIRST_RAPPORT else "grudging")
    if partner.pressure == 1 and partner.ladder > 2 and not _times(partner, "last_push"):
        return _go_on(partner, persona, "last_push")
    tactic = _next_tactic(partner, persona)
    if hardest and _pushed(partner) == 1 and partner.round < MOST_ROUNDS:
        return _say(partner, persona, tactic, _next_tactic(partner, persona, besides=(tactic, "silence")))
    return _go_on(partner, persona, tactic)


def _go_on(partner: Partner, persona: Persona, kind: str) -> Partner:
    if partner.round >= MOST_ROUNDS:
        return _end(partner, persona, "grudging" if partner.clear_in_a_row >= HELD else "leave_it")
    return _say(partner, persona, kind)


def _change(partner: Partner, pressure: int, rapport: int, *, clear: bool) -> Partner:
    return msgspec.structs.replace(
        partner,
        pressure=min(max(partner.pressure + pressure, 0), MOST_PRESSURE),
        rapport=min(max(partner.rapport + rapport, 0), MOST_PRESSURE),
        clear_in_a_row=partner.clear_in_a_row + 1 if clear else 0,
    )


def _times(partner: Partner, kind: str) -> int:
    return sum(push.kind == kind for push in partner.pushes)


def _pushed(partner: Partner) -> int:
    """How many pushes there were that used a tactic."""
    return sum(push.kind in TACTICS for push in partner.pushes)


def _next_tactic(partner: Partner, persona: Persona, besides: tuple[str, ...] = ()) -> str:
    """The tactic with the most weight left: the persona's, less for each time it came, with chance."""
    allowed = [tactic for tactic in LADDER[partner.ladder][0] if tactic not in besides]

    def weight(tactic: str) -> float:
        return persona.weights.get(tactic, 0) - 2.5 * _times(partner, tactic) + chance(partner, tactic) % 1000 / 700

    return max(allowed, key=weight)


def _end(partner: Partner, persona: Persona, kind: str) -> Partner:
    return msgspec.structs.replace(_say(partner, persona, kind), ended=kind)


def _say(partner: Partner, persona: Persona, kind: str, also: str = "") -> Partner:
    lines = [_line(partner, persona, one) for one in (kind, also) if one]
    push = Push(kind, _level(partner, persona, kind), "\n".join(lines), also)
    return msgspec.structs.replace(partner, pushes=(*partner.pushes, push), used=(*partner.used, *lines))


def _level(partner: Partner, persona: Persona, kind: str) -> str:
    """How hard a tactic is used now; a mood has no level."""
    mild = 1 if partner.ladder <= MILD else 0
    return LEVELS[min(max(partner.pressure - 1 - mild, 0), 2)] if kind in persona.lines else ""


def _line(partner: Partner, persona: Persona, kind: str) -> str:
    """A line that was not said lately: of this level, else of any level, else of a tactic that goes well with it."""
    level = _level(partner, persona, kind)
    own = persona.lines[kind][level] if level else persona.moods[kind]
    stores = [
        own,
        *(words for one in (kind, *NEXT_BEST.get(kind, ())) for words in persona.lines.get(one, {}).values()),
    ]
    unsaid = ([line for line in words.variants if line not in partner.used] for words in stores)
    fresh = next((lines for lines in unsaid if lines), None) or [_longest_ago(own.variants, partner.used)]
    return fresh[chance(partner, kind, level) % len(fresh)]


def _longest_ago(lines: tuple[str, ...], used: tuple[str, ...]) -> str:
    """Of lines that were all said, the one said longest ago."""
    newest_first = used[::-1]
    return max(lines, key=newest_first.index)


def chance(partner: Partner, *about: str) -> int:
    """A number that is the same for the same seed, round and place."""
    raw = repr((partner.seed, partner.persona, partner.round, len(partner.pushes), about)).encode()
    return int.from_bytes(blake2s(raw, digest_size=4).digest(), "big")
