"""Read a sentence: the parts of a boundary in it, what weakens it, how it comes across, and the words that show it.

Rules a coach wrote speak for themselves; beside them a small linear model knows more ways to say the same things. Where
neither is sure, nothing is said: a wrong remark hurts more than a missed one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

from msgspec import Struct

from dialogs.feedback.coached import Coached, Marks, Shown, load_coached
from dialogs.feedback.labels import COMPONENTS, FLAWS, FORMS, LABELS, STYLES, WHY, Register
from dialogs.feedback.quotes import mask_quotes
from dialogs.reading.features import features
from dialogs.reading.linear import Model, Scored, load_model, score
from dialogs.reading.tokens import MOST_READ, Token, tokens
from dialogs.reading.words import word_kinds

MOST_WORDS = 200  # a boundary has 6 to 45; what comes after is not read
SURE_NOT = 0  # hundredths: where a label's sum is below, the model takes back a flaw that a rule found
SURE_OF_STYLE = 60  # hundredths by which one style must lead the next


class Finding(Struct, frozen=True):
    """A label and the words that showed it: `text` stands from `start` to `end` (Python characters).

    `why` names what showed it: the rule's phrase, or the model and how far it was over what the label needs.
    """

    label: str
    start: int
    end: int
    text: str
    why: str

    @property
    def page(self) -> str:
        """The id of the page that explains the label."""
        return WHY[self.label]


class Reading(Struct, frozen=True):
    """What was found; `style` is None where it can't be told. `forms` are what rules tell beside the labels."""

    components: tuple[str, ...]
    flaws: tuple[str, ...]
    style: str | None
    findings: tuple[Finding, ...]
    forms: tuple[str, ...] = ()

    def first(self, *labels: str) -> Finding | None:
        """The first finding with one of these labels."""
        return next((finding for finding in self.findings if finding.label in labels), None)


class Reader(Struct, frozen=True):
    """What reading in one language needs: the rules, and the model if that language has one."""

    locale: str
    coached: Coached
    model: Model | None

    def read(self, raw: str, kind: str, register: Register) -> Reading:
        """What is found in a text that is no longer than a message."""
        own = Message(raw, kind, self.locale)
        marks = self.coached.read(own.words, register)
        scored = self._score(own, marks)
        places = _places(marks, scored)
        found = [_finding(label, raw, own.tokens, places[label]) for label in (*COMPONENTS, *FLAWS) if label in places]
        return Reading(
            components=tuple(label for label in COMPONENTS if label in places),
            flaws=tuple(label for label in FLAWS if label in places),
            style=_style(scored),
            findings=tuple(sorted(found, key=lambda one: one.start)),
            forms=tuple(form for form in FORMS if form in marks.shown),
        )

    def _score(self, own: Message, marks: Marks) -> list[Scored]:
        if self.model is None or not own.words:
            return []
        seen = features(own.words, own.kinds, own.also(marks.shown))
        return score(self.model, seen, len(own.words), shown={*STYLES, *marks.shown})


def read(text: str, kind: str = "statement", locale: str = "en", register: Register = "direct") -> Reading:
    """What is found in the text's first 200 words. `kind` is statement or reply; `register` is how people soften."""
    return reader(locale).read(text[:MOST_READ], kind, register)


@cache
def reader(locale: str) -> Reader:
    """The reader of that language, loaded once."""
    model = files("dialogs.feedback").joinpath("model", f"{locale}.json")
    return Reader(locale, load_coached(locale), load_model(model.read_bytes()) if model.is_file() else None)


class Message:
    """A text made ready for reading: its words, without what it quotes."""

    def __init__(self, raw: str, kind: str, locale: str) -> None:
        known = word_kinds("dialogs.feedback", locale)
        self.masked = mask_quotes(raw)
        self.tokens = tokens(self.masked)[:MOST_WORDS]
        self.words = [known.same.get(token.word, token.word) for token in self.tokens]
        self.kinds = known.kinds
        self._facts = _facts(raw, self.masked, kind, len(self.words))

    def also(self, rules: Iterable[str]) -> list[str]:
        """Facts about the whole message, for the model: its kind and length, and the rules that matched."""
        return [*self._facts, *(f"!{label}" for label in rules)]


def _facts(raw: str, masked: str, kind: str, size: int) -> list[str]:
    facts = [f"={kind}", f"=length{min(size // 5, 6)}"]
    if masked != raw:
        facts.append("=quotes")
    if "?" in masked:
        facts.append("=asks")
    if any(len(word) > 2 and word.isupper() for word in masked.split()):
        facts.append("=shouts")
    return facts


def _places(marks: Marks, scored: list[Scored]) -> dict[str, Shown]:
    """Where each label showed itself: by a rule first, else by the model; without what the register lets pass.

    A flaw needs both to be willing: the form alone is no flaw in praise or in a question.
    """
    doubted = {one.label for one in scored if one.label in FLAWS and one.total < SURE_NOT}
    places = {label: one for label, one in marks.shown.items() if label in LABELS and label not in doubted}
    for one in scored:
        if one.margin > 0 and one.label not in STYLES and not marks.spares(one.label, one.first, one.last):
            places.setdefault(one.label, Shown(one.first, one.last, f"model: {one.margin / 100:.2f} over the line"))
    return {label: one for label, one in places.items() if label not in marks.passed}


def _finding(label: str, raw: str, found: Sequence[Token], place: Shown) -> Finding:
    shown = [token for token in found[place.first : place.last + 1] if raw[token.start].isalnum()]
    start, end = (shown[0].start, shown[-1].end) if shown else (0, len(raw))
    return Finding(label, start, end, raw[start:end], place.why)


def _style(scored: list[Scored]) -> str | None:
    """The style that leads the others clearly, or None."""
    ranked = sorted((one for one in scored if one.label in STYLES), key=lambda one: -one.margin)
    if len(ranked) < 2 or ranked[0].margin - ranked[1].margin < SURE_OF_STYLE:
        return None
    return ranked[0].label
