"""What a `{placeholder}` stands for: an answer, one of the built-in words, or the dash for what was left blank."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from dialogs import countries, markup, places
from dialogs.help_lines import help_lines
from dialogs.rehearsal.debrief import Debrief
from dialogs.session import Answer, Chosen, Moment, Scaled, Several, Written

if TYPE_CHECKING:
    from dialogs.play import Play

HELP_LINES = frozenset(("emergency", "crisis_lines", "abuse_lines"))
RUN_WORDS = frozenset(("answered", "clear_count", "respect_count", "turning_reply", "best_reply"))
BUILT_IN = (
    frozenset(("quote", "name", "timezone", "local_time", "title", "question", "country", "bot"))
    | HELP_LINES
    | RUN_WORDS
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
    """An answer as a setting's value: the id of a choice rather than its label, words as they were written."""
    match answer:
        case Written(text=text):
            return text
        case Chosen(id=choice):
            return choice
        case Several(chosen=chosen):
            return " ".join(one.id for one in chosen)
        case _:
            return as_text(answer)


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
        """Whether `{name}` is an answer that was left blank."""
        answers = self._play.stack[-1].answers if self._play.stack else {}
        return name not in self._own and name not in answers and name not in BUILT_IN

    def _built_in(self, name: str) -> str:  # noqa: PLR0911  one return a word
        settings = self._play.settings
        if name == "name" and settings.name:
            return markup.shown(settings.name, 64)
        if name == "bot":
            return self._bot_name()
        if name == "timezone":
            return settings.timezone
        if name == "country" and settings.country:
            return countries.names().get(settings.country, settings.country)
        if name in HELP_LINES:
            return help_lines(self._play, name)
        if name == "local_time":
            return places.local(self._play.facts)
        if name in RUN_WORDS:
            return self._of_run(name)
        if name in ("title", "question"):
            return self._waiting(name)
        return self._play.phrase("left_blank").variants[0]

    def _bot_name(self) -> str:
        """What the bot calls itself: in discreet mode the person's own word for it, or a neutral one."""
        settings = self._play.settings
        if settings.discreet and settings.cover:
            return markup.shown(settings.cover, 64)
        return self._play.phrase("bot_name_neutral" if settings.discreet else "bot_name").variants[0]

    def _of_run(self, name: str) -> str:
        """What the rehearsal that ended came to."""
        partner = self._play.stack[-1].partner if self._play.stack else None
        if partner is None:
            return self._play.phrase("left_blank").variants[0]
        debrief = Debrief(partner)
        counts = {"answered": debrief.answered, "clear_count": debrief.clear, "respect_count": debrief.respectful}
        if name in counts:
            return str(counts[name])
        words = debrief.best_reply() if name == "best_reply" else debrief.turning_reply()
        return markup.shown(words, 300) or self._play.phrase("left_blank").variants[0]

    def _waiting(self, name: str) -> str:
        """The title of the script that waits below, or the question it waits with."""
        play = self._play
        below = next((frame for frame in reversed(play.stack[:-1]) if frame.waits), None)
        script = play.library.script(play.settings.locale, below.script) if below else None
        if below is None or script is None:
            return ""
        if name == "title":
            return script.title
        step = script.steps.get(below.step)
        if step is None or step.ask is None:
            return ""
        return markup.fill(
            step.ask.variants[0], lambda slot: as_text(below.answers[slot]) if slot in below.answers else "…"
        )[0]

    def __iter__(self) -> Iterator[str]:
        """The names of the built-in words."""
        return iter(BUILT_IN)

    def __len__(self) -> int:
        """How many built-in words there are."""
        return len(BUILT_IN)
