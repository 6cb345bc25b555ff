"""One turn under way: the frames as they change, and what has been said and decided so far.

The only mutable thing in this room; it lives for one call of the engine, which returns it as a frozen Turn.
"""

from __future__ import annotations

from datetime import datetime
from hashlib import blake2s

import msgspec

from dialogs import cards, machine, markup
from dialogs.bubbles import Line, bubble
from dialogs.filling import Filling
from dialogs.guidance import practised
from dialogs.script import Library, Script, Step
from dialogs.session import Care, Frame, Lock, Nudged, Session, Snapshot
from dialogs.turn import Button, Close, Effect, Facts, Say, SetSettings, Settings, Turn
from dialogs.words import Words

MOST_UNDO = 6
MERGED_WORDS = 60
URGENT = "urgent_"
CARRY_ON = "carry_on"
UNLOCK = "unlock"
BEHIND_PIN = frozenset((
    "journal", "progress", "export", "settings", "pin", "carry_on", "welcome_back", "next_step", "safety_plan",
    "after_talk", "time_alone_after",
))  # fmt: skip
PIN_ROOMS = ("pin", UNLOCK)
BEFORE_CONSENT = frozenset((
    "welcome", "carry_on", "welcome_back", "help", "sos", "privacy", "delete", "export", "hide",
    "urgent_check", "urgent_self", "urgent_abuse", "urgent_other", "under_age",
))  # fmt: skip


class Play:
    """A turn under way; `frame` is the script on top."""

    def __init__(self, library: Library, session: Session, facts: Facts) -> None:
        self.library = library
        self.facts = facts
        self.before = session
        self.stack = list(session.stack)
        self.history = session.history
        self.offers = session.offers
        self.runs = session.runs
        self.token = session.token
        self.refused: str | None = None
        self.lines: list[Line] = []
        self.effects: list[Effect] = []
        self.walked: list[tuple[str, str, str]] = []
        self.kept: list[str] = []
        self.pending: str | None = None
        self.care = _still(session, facts.now)
        self.gate_until = session.gate_until
        self.shut_until = session.shut_until if session.shut_until and session.shut_until > facts.now else None
        self.cards = {card: at for card, at in session.cards.items() if facts.now - at < cards.AGAIN_WITHIN}
        self.used = session.used
        self.nudges = session.nudges
        self.memory = session.memory
        self.passes = session.passes
        self.hidden = session.hidden
        self.lock = session.lock or Lock()

    # --- looking -----------------------------------------------------------------------------------------

    @property
    def settings(self) -> Settings:
        """The person's settings as this turn has them."""
        return self.facts.settings

    @property
    def frame(self) -> Frame:
        """The frame on top."""
        return self.stack[-1]

    def script(self, script_id: str) -> Script:
        """That script in the person's language. Raises KeyError when the library has none."""
        found = self.library.script(self.settings.locale, script_id)
        if found is None:
            raise KeyError(f"no script {script_id}")
        return found

    def top(self) -> tuple[Script, Step]:
        """The script on top and the step it is at."""
        script = self.script(self.frame.script)
        return script, script.steps[self.frame.step]

    # --- changing ----------------------------------------------------------------------------------------

    def replace(self, **changes: object) -> None:
        """Change the frame on top."""
        self.stack[-1] = msgspec.structs.replace(self.stack[-1], **changes)

    def push(self, script_id: str, *, helper: bool = False, **fields: object) -> None:
        """Put a script on top, at its start. Before somebody has agreed, most of them are the first words instead.

        Where a PIN is set, what shows anything kept waits behind it; in a chat that is discreet or was hidden the
        plain menu stands in for the menu.
        """
        script = self.script(script_id if self.settings.consent or script_id in BEFORE_CONSENT else "welcome")
        if script.id == "menu" and (self.settings.discreet or self.hidden is not None):
            script = self.script("plain_menu")
            self.hidden = self.hidden or None
        self.put(script, step=cards.entrance(self, script, helper=helper), **fields)
        self.shut_away()
        if script.confronts and not self.gate_open():
            self.put_gate()

    def shut_away(self) -> bool:
        """Whether the PIN was put before the script on top, since it shows something kept and is locked now."""
        if self.frame.script not in BEHIND_PIN or not self.locked():
            return False
        self.replace(after=self.frame.step)
        self.put(self.script(UNLOCK))
        return True

    def put_gate(self) -> None:
        """Put the gate before the script on top, which goes on where it is once the gate opens."""
        self.replace(after=self.frame.step)
        gate = self.script("gate")
        self.put(gate, step=self.closed() or gate.start)

    def begin(self, script_id: str, *, helper: bool = False, **fields: object) -> None:
        """Put a script on top that the person chose; one too many for a day gives way to words that say so."""
        script = self.script(script_id)
        self.push("enough_today" if practised.enough(self, script) else script_id, helper=helper, **fields)

    def put(self, script: Script, **fields: object) -> None:
        """Put that script on top, at its start, without asking anything before it."""
        self.runs += 1
        fresh = Frame(script.id, script.version, script.start, run=self.runs)
        self.stack.append(msgspec.structs.replace(fresh, **fields))
        self.offers = ()

    def link(self, script_id: str) -> None:
        """Put a script that somebody new asked for where it begins once the first words are over, behind its gate."""
        script = self.script(script_id)
        self.put(script, after=script.start)
        if script.confronts:
            gate = self.script("gate")
            self.put(gate, after=gate.start)

    def gate_open(self) -> bool:
        """Whether the person has said, within the hour, that words to the one it is about are safe."""
        return not self.closed() and self.gate_until is not None and self.gate_until > self.facts.now

    def closed(self) -> str | None:
        """The gate's step that says why no answer can open it now, or None."""
        if self.settings.under_age:
            return cards.YOUNG
        return cards.SHUT if self.shut_until else None

    def locked(self) -> bool:
        """Whether what is kept waits behind a PIN now."""
        opened = self.lock.open_until is not None and self.lock.open_until > self.facts.now
        return bool(self.settings.pin) and not opened

    def walk(self, trigger: str) -> None:
        """Go the way that `trigger` names from the step on top."""
        script = self.script(self.frame.script)
        target = machine.move(script, self.frame.step, trigger)
        self.walked.append((script.id, self.frame.step, trigger))
        asked = self.frame.asked + (script.steps[self.frame.step].question is not None)
        self.replace(step=target, picked=(), page=0, shelf=None, more=False, asked=asked)

    def set_settings(self, settings: Settings) -> None:
        """The person's settings are these from here on."""
        self.facts = msgspec.structs.replace(self.facts, settings=settings)
        self.effects = [effect for effect in self.effects if not isinstance(effect, SetSettings)]
        self.effects.append(SetSettings(settings))

    def remember(self, source: str | None, stack: tuple[Frame, ...] | None = None) -> None:
        """Note how things stood before this turn, so that it can be undone."""
        before = self.before.stack if stack is None else stack
        self.history = (*self.history, Snapshot(tuple(map(_unspoken, before)), source))[-MOST_UNDO:]

    # --- saying ------------------------------------------------------------------------------------------

    def chance(self, *about: object) -> int:
        """A number that is the same for the same person, run and place, and differs between them."""
        run = self.stack[-1].run if self.stack else self.runs
        raw = blake2s(repr((self.before.seed, run, *about)).encode(), digest_size=4).digest()
        return int.from_bytes(raw, "big")

    def line(self, words: Words, **own: str) -> Line:
        """The words as text, their wording chosen by the seed, their slots filled once."""
        chosen = self._wording(words)
        ready = markup.fixed(chosen)
        if ready is not None:
            return ready
        filling = Filling(self, own)
        return markup.fill(markup.without_blanks(chosen, filling.blank), filling)

    def _wording(self, words: Words) -> str:
        """The one wording that fits the person's register; else one that their seed chooses."""
        if words.registers:
            return words.variants[words.registers.index(self.settings.register)]
        variants = words.variants
        return variants[self.chance(variants) % len(variants)] if len(variants) > 1 else variants[0]

    def filled(self, name: str) -> bool:
        """Whether `{name}` stands for something: an answer, or what a rehearsal came to."""
        return not Filling(self, {}).blank(name)

    def text(self, words: Words, **own: str) -> str:
        """The words as plain text."""
        return self.line(words, **own)[0]

    def say(self, words: Words | None, **own: str) -> None:
        """Say it, before whatever is asked."""
        if words is not None:
            self.lines.append(self.line(words, **own))

    def phrase(self, phrase_id: str) -> Words:
        """The bot's own line of that id."""
        return self.library.phrase(self.settings.locale, phrase_id)

    def say_phrase(self, phrase_id: str, **own: str) -> None:
        """Say one of the bot's own lines."""
        self.say(self.phrase(phrase_id), **own)

    def close(self, chosen: str = "") -> None:
        """The open question is over: its buttons go, and show what was chosen."""
        if self.token is not None:
            self.effects.append(Close(self.token, chosen))
            self.token = None

    def ask(self, line: Line | None, buttons: tuple[Button, ...]) -> None:
        """Ask, with buttons; what was said before goes into the same bubble when both are short."""
        self.close()
        self.token = self._new_token()
        self.flush(line, buttons, self.token)

    def flush(self, line: Line | None = None, buttons: tuple[Button, ...] = (), token: str | None = None) -> None:
        """Send what has been said so far, in at most two bubbles; a card of help is one."""
        said, self.lines = self.lines, []
        last = [line] if line is not None else []
        on_card = bool(self.stack) and cards.is_card(self.frame.script)
        if sum(len(text.split()) for text, _ in (*said, *last)) > MERGED_WORDS and said and last and not on_card:
            self.effects.append(Say(bubble(said)))
            said = []
        if said or last:
            shown = msgspec.structs.replace(bubble([*said, *last]), buttons=buttons, token=token)
            self.effects.append(Say(shown, protect=self._shows_records()))

    def _shows_records(self) -> bool:
        """Whether the script on top has a record open, or a page of them."""
        return bool(self.stack) and (self.frame.opened is not None or bool(self.frame.shelf))

    def _new_token(self) -> str:
        turns = self.before.turns + 1
        return f"{turns:x}-{blake2s(f'{self.before.seed}:{turns}'.encode(), digest_size=4).hexdigest()}"

    # --- ending ------------------------------------------------------------------------------------------

    def turn(self) -> Turn:
        """This turn as a value."""
        self.flush()
        history = self.history
        if self.kept and history:
            history = (*history[:-1], msgspec.structs.replace(history[-1], kept=tuple(self.kept)))
        session = Session(
            seed=self.before.seed, stack=tuple(self.stack), offers=self.offers, token=self.token, history=history,
            turns=self.before.turns + 1, runs=self.runs, last_turn=self.facts.now, refused=self.refused,
            care=self.care, gate_until=self.gate_until, shut_until=self.shut_until, cards=self.cards, used=self.used,
            memory=self.memory, passes=self.passes, nudges=_heard(self.nudges), hidden=self.hidden,
            lock=self.lock if self.settings.pin else None,
        )  # fmt: skip
        return Turn(session, tuple(self.effects), tuple(self.walked))


def _heard(nudges: Nudged | None) -> Nudged | None:
    """Whatever a person does, no nudge before it went unanswered."""
    return msgspec.structs.replace(nudges, unanswered=0) if nudges and nudges.unanswered else nudges


def _still(session: Session, now: datetime) -> Care | None:
    """What is remembered of words of danger; while their card is open, the turns after them have not begun."""
    care = session.care
    if care is None or care.until <= now:
        return None
    if care.turn is not None and session.stack and session.stack[-1].script.startswith(URGENT):
        return msgspec.structs.replace(care, turn=session.turns)
    return care


def _unspoken(frame: Frame) -> Frame:
    """Words of danger and PINs are no part of what can be undone; a page of records is looked up anew."""
    if frame.shelf is not None:
        frame = msgspec.structs.replace(frame, shelf=None, more=False)
    secret = frame.script.startswith(URGENT) or frame.script in PIN_ROOMS
    return msgspec.structs.replace(frame, answers={}) if secret else frame
