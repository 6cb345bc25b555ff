"""A script as values: what a coach's YAML file says, after loading and before anyone plays it.

Knows nothing of YAML, sessions or people. `load` makes these, `check` reads them, `engine` plays them.
"""

from __future__ import annotations

from msgspec import Struct, field

from dialogs.feedback.advice import NO_ADVICE, Advice
from dialogs.guidance.guide import Guide
from dialogs.nudging.texts import Nudges
from dialogs.rehearsal.persona import Persona
from dialogs.safety.helplines import Helpline
from dialogs.words import NOWHERE, Mark, Words


class Choice(Struct, frozen=True):
    """A button: its label, what is said when it is taken, and where it leads.

    Exactly one of `then` (a step), `script` (another script, from its start) or `do` (a verb) leads on;
    a choice with none of them uses the step's `then`. It is shown only while `needs`, where given, is filled.
    """

    id: str
    label: Words
    say: Words | None = None
    then: str | None = None
    script: str | None = None
    do: str | None = None
    needs: str | None = None
    mark: Mark = NOWHERE


class Free(Struct, frozen=True, tag="free"):
    """Answered in the person's own words."""


class Choices(Struct, frozen=True, tag="choices"):
    """Answered by taking one of the buttons, or by typing its number or label."""

    options: tuple[Choice, ...]


class Scale(Struct, frozen=True, tag="scale"):
    """Answered by a whole number from `first` to `last`, both included."""

    first: int
    last: int
    low: Words | None = None
    high: Words | None = None


class Pick(Struct, frozen=True, tag="pick"):
    """Answered by several of a list, shown `page` at a time."""

    options: tuple[Choice, ...]
    at_least: int = 1
    at_most: int = 3
    page: int = 8


class When(Struct, frozen=True, tag="when"):
    """Answered by a day (`date`) or a day and a time (`time`), in the person's own zone."""

    precision: str


class ListScripts(Struct, frozen=True, tag="list_scripts"):
    """Answered by taking one of the library's scripts: `all`, `suggested`, or those of one strategy."""

    of: str
    options: tuple[Choice, ...] = ()


OPENED = "opened"


class ListRecords(Struct, frozen=True, tag="list_records"):
    """Answered by opening one of the person's records of the kinds `of`, or (`opened`) a field of the opened one.

    `find` names a text slot whose words they must hold; where there is none, `none` is the step that follows.
    """

    of: tuple[str, ...]
    find: str = ""
    none: str | None = None
    options: tuple[Choice, ...] = ()


class Rehearse(Struct, frozen=True, tag="rehearse"):
    """Answered in rounds to a simulated partner, until the run ends; the slots that say which one and how hard.

    `persona` and `ladder` name choice slots whose ids are a persona's and `step_2` to `step_5`; `limit` a text slot;
    `aim`, where given, a choice slot whose ids are `result`, `relationship` and `self_respect`.
    """

    persona: str
    ladder: str
    limit: str
    aim: str = ""


Question = Rehearse | Free | Choices | Scale | Pick | When | ListScripts | ListRecords


class Outcome(Struct, frozen=True):
    """What a listener may hear, and what then happens.

    After `at_most` times in one run of the script, `otherwise` (written `else:`) is where it leads.
    """

    id: str
    then: str | None = None
    say: Words | None = None
    at_most: int | None = None
    otherwise: str | None = None
    mark: Mark = NOWHERE


class RecordSpec(Struct, frozen=True):
    """What is kept when a step is reached: a kind of record and the slots it is made from."""

    kind: str
    slots: tuple[str, ...]
    mark: Mark = NOWHERE


class FollowUp(Struct, frozen=True):
    """Come back with `script` after `days` days, or in the evening of the day in slot `on`; one of both is given."""

    script: str
    days: int | None = None
    on: str | None = None
    mark: Mark = NOWHERE


class Step(Struct, frozen=True, kw_only=True):
    """One state of a script, with its words.

    On entering: `say` is said, `record`, `set`, `do`, `picture` and `follow_up` take effect, `call` plays another
    script and comes back; then the step asks (`question`), goes on (`then`), or ends (`end`, with `offer`).
    `feedback` names what an answer is read for: what was noticed is said, and the person may try again or keep it.
    """

    id: str
    mark: Mark = NOWHERE
    say: Words | None = None
    ask: Words | None = None
    why: Words | None = None
    question: Question | None = None
    save_as: str | None = None
    listen: str | None = None
    topic: bool = False
    feedback: str | None = None
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    then: str | None = None
    skip: str | None = None
    may_skip: bool = True
    record: RecordSpec | None = None
    set: dict[str, str] = field(default_factory=dict)
    do: str | None = None
    picture: str | None = None
    call: str | None = None
    follow_up: FollowUp | None = None
    offer: tuple[Choice, ...] = ()
    end: str | None = None
    marks: dict[str, Mark] = field(default_factory=dict)


class Slot(Struct, frozen=True):
    """A remembered answer: `type` is text, scale, choice, pick or when; a sensitive one is never kept."""

    name: str
    type: str
    sensitive: bool = False
    mark: Mark = NOWHERE


class Script(Struct, frozen=True, kw_only=True):
    """One YAML file: a finite-state dialog.

    `kind` is `dialog` for what people practise and `system` for the bot's own rooms (welcome, menu, settings).
    `fits` are the words in a person's message that make this script a good offer. One that `confronts` prepares words
    for somebody else, and begins only behind the gate (dialogs/care.py). `left` says for each step how many questions
    there are to the end; `waive` are rules of style that it does without, each with the reason.
    """

    id: str
    version: int
    strategy: str
    title: str
    minutes: int
    start: str
    locale: str
    kind: str = "dialog"
    about: str = ""
    confronts: bool = False
    fits: tuple[str, ...] = ()
    slots: dict[str, Slot] = field(default_factory=dict)
    steps: dict[str, Step] = field(default_factory=dict)
    renamed: dict[str, str] = field(default_factory=dict)
    left: dict[str, int] = field(default_factory=dict)
    waive: dict[str, str] = field(default_factory=dict)
    mark: Mark = NOWHERE


class Phrases(Struct, frozen=True, kw_only=True):
    """The bot's own lines in one language, by id, and the descriptions of its commands by name."""

    locale: str
    lines: dict[str, Words]
    commands: dict[str, str]
    strategies: dict[str, str]


class Library(Struct, frozen=True):
    """Everything that can be said: scripts and phrases by locale. `default` is used where one is missing.

    `helplines` are the operator's; none means those that come with the program.
    """

    scripts: dict[str, dict[str, Script]]
    phrases: dict[str, Phrases]
    default: str = "en"
    personas: dict[str, dict[str, Persona]] = {}
    helplines: tuple[Helpline, ...] = ()
    nudges: dict[str, Nudges] = {}
    guides: dict[str, Guide] = {}
    advice: dict[str, Advice] = {}

    def script(self, locale: str, script_id: str) -> Script | None:
        """The script in that language, else in the default one, else None."""
        return self.scripts.get(locale, {}).get(script_id) or self.scripts.get(self.default, {}).get(script_id)

    def dialogs(self, locale: str) -> list[Script]:
        """The scripts that people practise, in that language, else in the default one."""
        return [
            one for one in (self.scripts.get(locale) or self.scripts[self.default]).values() if one.kind == "dialog"
        ]

    def persona(self, locale: str, persona_id: str) -> Persona | None:
        """The simulated partner in that language, else in the default one, else None."""
        return self.personas.get(locale, {}).get(persona_id) or self.personas.get(self.default, {}).get(persona_id)

    def nudges_in(self, locale: str) -> Nudges:
        """The nudges in that language, else in the default one; none where there are none."""
        return self.nudges.get(locale) or self.nudges.get(self.default) or Nudges(locale)

    def guide(self, locale: str) -> Guide | None:
        """The guide in that language, else in the default one, else None."""
        return self.guides.get(locale) or self.guides.get(self.default)

    def advised(self, locale: str) -> Advice:
        """What is said about a reading, in that language, else in the default one; else nothing."""
        return self.advice.get(locale) or self.advice.get(self.default) or NO_ADVICE

    def phrase(self, locale: str, phrase_id: str) -> Words:
        """The bot's line of that id in that language, else in the default one."""
        own = self.phrases.get(locale)
        if own and phrase_id in own.lines:
            return own.lines[phrase_id]
        return self.phrases[self.default].lines[phrase_id]
