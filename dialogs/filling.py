"""What a `{placeholder}` stands for: an answer, one of the built-in words, or the dash for what was left blank."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from dialogs import countries, ladder, markup, noticing, own_plan, places
from dialogs.guidance.next_step import next_step
from dialogs.help_lines import help_lines
from dialogs.rehearsal.partner import Partner
from dialogs.run_words import RUN_WORDS, run_word
from dialogs.script import Rehearse
from dialogs.session import Answer, Chosen, Found, Frame, Moment, Scaled, Several, Written

if TYPE_CHECKING:
    from dialogs.play import Play

LADDER_WORDS = frozenset(("step_up",))
HELP_LINES = frozenset(("emergency", "crisis_lines", "abuse_lines"))
OPENED_RECORD = frozenset(("record", "record_day"))
MOST_SHOWN = 2000  # UTF-16 units of an opened record
BUILT_IN = (
    frozenset(
        ("quote", "next_why", "name", "timezone", "local_time", "title", "question", "country", "own_plan", "bot")
    )
    | HELP_LINES
    | RUN_WORDS
    | LADDER_WORDS
    | OPENED_RECORD
    | noticing.WORDS
)


def as_text(answer: Answer) -> str:
    """An answer as it may stand inside a line."""
    match answer:
        case Written(text=text):
            return markup.shown(text)
        case Scaled(number=number):
            return str(number)
        case Chosen(label=label):
            return label
        case Several(chosen=chosen):
            return ", ".join(one.label for one in chosen)
        case Moment(text=text):
            return text


def as_value(answer: Answer) -> str:
    """An answer as a setting's value: the id of a choice, words as they were written, an instant in ISO form."""
    match answer:
        case Written(text=text):
            return text
        case Chosen(id=choice):
            return choice
        case Several(chosen=chosen):
            return " ".join(one.id for one in chosen)
        case Moment(at=at):
            return at.isoformat()
        case _:
            return as_text(answer)


def _opened(found: Found) -> str:
    return markup.cut("\n".join(texts_of(found)), MOST_SHOWN)


def texts_of(found: Found) -> list[str]:
    """All that a record holds, one text an answer."""
    return [as_text(answer) for answer in found.fields.values()]


def day_of(found: Found, timezone: str) -> str:
    """The person's own day of a record."""
    return f"{found.at.astimezone(places.zone_of(timezone)):%Y-%m-%d}"


class Filling(Mapping[str, str]):
    """The values of all placeholders in one line; `own` are those that only this line has."""

    def __init__(self, play: Play, own: Mapping[str, str]) -> None:
        self._play = play
        self._own = own

    def __getitem__(self, name: str) -> str:
        """The text that stands for `{name}`."""
        if name in self._own:
            return markup.shown(self._own[name])
        answers = self._play.stack[-1].answers if self._play.stack else {}
        if name in answers:
            return as_text(answers[name])
        return self._built_in(name)

    def blank(self, name: str) -> bool:
        """Whether `{name}` is an answer that was left blank, or a note that nobody wrote."""
        if name == "own_plan":
            return not own_plan.shown(self._play)
        answers = self._play.stack[-1].answers if self._play.stack else {}
        if name in self._own or name in answers:
            return False
        return not self._optional(name) if name in RUN_WORDS | LADDER_WORDS else name not in BUILT_IN

    def _optional(self, name: str) -> str:
        """A built-in word that may stand for nothing."""
        return ladder.hint(self._play) if name in LADDER_WORDS else run_word(self._play, name)

    def _built_in(self, name: str) -> str:  # noqa: C901, PLR0911  one return a word
        settings = self._play.settings
        opened = self._play.stack[-1].opened if self._play.stack else None
        if name in OPENED_RECORD and opened is not None:
            return _opened(opened) if name == "record" else day_of(opened, settings.timezone)
        if name == "next_why":
            step = next_step(self._play)
            return self._play.text(step[1].why) if step else ""
        if name == "name" and settings.name:
            return markup.shown(settings.name, 64)
        if name == "bot":
            return self._bot_name()
        if name == "timezone":
            return settings.timezone
        if name == "country" and settings.country:
            return countries.names().get(settings.country, settings.country)
        if name == "own_plan":
            return own_plan.shown(self._play)
        if name in HELP_LINES:
            return help_lines(self._play, name)
        if name == "local_time":
            return places.local(self._play.facts)
        if name in noticing.WORDS:
            return noticing.word(self._play, name) or self._play.phrase("left_blank").variants[0]
        if name in RUN_WORDS | LADDER_WORDS:
            found = markup.shown(self._optional(name), 300)
            return found or self._play.phrase("left_blank").variants[0]
        if name in ("title", "question"):
            return self._waiting(name)
        return self._play.phrase("left_blank").variants[0]

    def _bot_name(self) -> str:
        """What the bot calls itself: in discreet mode the person's own word for it, or a neutral one."""
        settings = self._play.settings
        if settings.discreet and settings.cover:
            return markup.shown(settings.cover, 64)
        return self._play.phrase("bot_name_neutral" if settings.discreet else "bot_name").variants[0]

    def _waiting(self, name: str) -> str:
        """The title of the script that waits below, or the question it waits with."""
        play = self._play
        below = self._that_waits(dialog=name == "title")
        script = play.library.script(play.settings.locale, below.script) if below else None
        if below is None or script is None:
            return ""
        if name == "title":
            return script.title
        step = script.steps.get(below.step)
        if step is None or step.ask is None:
            return ""
        if below.partner is not None and isinstance(step.question, Rehearse):
            return self._partner_waiting(below.partner)
        return markup.fill(
            step.ask.variants[0], lambda slot: as_text(below.answers[slot]) if slot in below.answers else "…"
        )[0]

    def _that_waits(self, *, dialog: bool) -> Frame | None:
        """The script that waits, or the dialog that it belongs to."""
        below = list(self._play.stack[:-1])
        while below and not below[-1].waits:
            below.pop()
        while dialog and len(below) > 1 and self._play.script(below[-1].script).kind == "system":
            below.pop()
        return below[-1] if below else None

    def _partner_waiting(self, partner: Partner) -> str:
        """What the partner of a rehearsal that waits said last."""
        play = self._play
        persona = play.library.persona(play.settings.locale, partner.persona)
        name = persona.name if persona else ""
        return play.text(play.phrase("role_play_recap"), persona=name, line=partner.pushes[-1].line)

    def __iter__(self) -> Iterator[str]:
        """The names of the built-in words."""
        return iter(BUILT_IN)

    def __len__(self) -> int:
        """How many built-in words there are."""
        return len(BUILT_IN)
