"""The crisis and abuse screen: every text a person writes is read here before anything else is done with it.

Rules a coach can read speak for the clear cases; a small linear model knows more ways to say the same. It reads the raw
text (a quoted threat counts), after setting aside idioms. It gives cues and no verdicts; nothing of it is stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, cached_property
from importlib.resources import files

import yaml
from msgspec import Struct

from dialogs.reading.features import features
from dialogs.reading.linear import Model, Scored, first_margin, load_model, score
from dialogs.reading.rules import Rule, RuleBook, parse_rules
from dialogs.reading.tokens import Token, tokens
from dialogs.reading.words import word_kinds
from dialogs.safety.spelling import Spelling

LABELS = ("self_harm", "physical_violence", "threat_to_life", "sexual_coercion", "coercive_control", "harm_to_other")
# Where words show more than one, the label that leads: what may cost a life first.
FIRST = ("self_harm", "threat_to_life", "sexual_coercion", "harm_to_other", "physical_violence", "coercive_control")
ANY, EXPLICIT = "any", "explicit"
IDIOM = "<idiom>"
NUMBER = "<number>"  # kept as it is: "2" may stand for "to" elsewhere, but here it may count pills
HYPERBOLE = "hyperbole"
PLANNED = "planned"
THIRD_PARTY = "third_party"
FEWEST_WORDS = 3
MOST_JOKE = 60  # words: longer messages are not taken for a way of speaking
ROOM = "dialogs.safety"
_FIRST_PERSON = frozenset(("i", "im", "ive", "id", "ill", "me", "myself", "us"))


class Sign(Struct, frozen=True):
    """The words that showed a label, from `start` to `end` (Python characters); `why` names rule or model."""

    label: str
    start: int
    end: int
    text: str
    why: str


class Screened(Struct, frozen=True):
    """What the screen says: a label or `none`, and the tier: explicit, uncertain or none.

    `third_party`: the danger is somebody else's than the writer's.
    """

    label: str
    tier: str
    signs: tuple[Sign, ...] = ()
    third_party: bool = False


NOTHING = Screened("none", "none")


class Screen(Struct, frozen=True):
    """What screening in one language needs."""

    spelling: Spelling
    rules: RuleBook
    idioms: RuleBook
    others: RuleBook
    model: Model | None


def screen(text: str, locale: str = "en") -> Screened:
    """What the text's first 4,096 characters show; languages without rules use the English ones."""
    own = Words(text, locale)
    learnt = own.learnt()
    if not own.ruled and not learnt:
        return NOTHING
    best = max((learnt[one] for one in LABELS), key=lambda one: one.margin) if learnt else None
    label = next(iter(own.ruled))[0] if own.ruled else best.label if best else LABELS[0]
    signs = own.signs(label) or (own.learnt_sign(best, label) if best else ())
    return Screened(label, own.tier(label, learnt), signs, own.is_of_another(label))


class Words:
    """A text made ready for the screen: its words with idioms set aside."""

    def __init__(self, text: str, locale: str) -> None:
        self.raw = text
        self.tokens: list[Token] = [token for token in tokens(text) if token.word != "\n"]
        known = word_kinds("dialogs.feedback", locale)
        self._screen = _screen(locale)
        self.kinds = known.kinds
        same = [known.same.get(one.word, one.word) if one.word != NUMBER else NUMBER for one in self.tokens]
        self.words = [self._screen.spelling.mend(word) for word in same]
        for _, first, last in list(self._screen.idioms.find(self.words)):
            self.words[first : last + 1] = [IDIOM] * (last + 1 - first)

    @cached_property
    def _matches(self) -> list[tuple[Rule, int, int]]:
        return list(self._screen.rules.find(self.words))

    @cached_property
    def is_joking(self) -> bool:
        """Whether talk of wanting to die may be a way of speaking, or of an illness: then it is asked about."""
        return len(self.words) <= MOST_JOKE and any(rule.label == HYPERBOLE for rule, _, _ in self._matches)

    @cached_property
    def is_planned(self) -> bool:
        """Whether there are words of a plan, means or a farewell, which make a sign of wanting to die clear."""
        return not self.is_joking and any(rule.label == PLANNED for rule, _, _ in self._matches)

    @cached_property
    def ruled(self) -> dict[tuple[str, str], tuple[int, int]]:
        """(label, tier) of every rule that matches, explicit ones first, with the first and last token."""
        found: dict[tuple[str, str], tuple[int, int]] = {}
        for rule, first, last in self._matches:
            label, _, tier = rule.label.partition(".")
            if label in LABELS:
                found.setdefault((label, "uncertain" if self.is_joking and label == LABELS[0] else tier), (first, last))
        return dict(sorted(found.items(), key=lambda one: (one[0][1] != "explicit", FIRST.index(one[0][0]))))

    def is_of_another(self, label: str) -> bool:
        """Whether danger of that label is somebody else's, and nothing says that it is the writer's too."""
        if label == "harm_to_other":
            return False
        wanted = "self_harm" if label == "self_harm" else "abuse"
        return any(rule.label == wanted for rule, _, _ in self._screen.others.find(self.words)) and not any(
            _FIRST_PERSON.intersection(self.words[first : last + 1])
            for rule, first, last in self._matches
            if rule.label.partition(".")[0] == label
        )

    def seen(self) -> list[str]:
        """Facts about the whole, for the model."""
        return [f"=length{min(len(self.words) // 8, 5)}", *(f"!{label}.{tier}" for label, tier in self.ruled)]

    def learnt(self) -> dict[str, Scored]:
        """What the model makes of it, unless it finds nothing and no rule does.

        A word or two, however often they come, are left to the rules.
        """
        model = self._screen.model
        if model is None or len(set(self.words)) < FEWEST_WORDS:
            return {}
        seen = list(features(self.words, self.kinds, self.seen()))
        if not self.ruled and first_margin(model, seen) <= 0:
            return {}
        return {one.label: one for one in score(model, seen, len(self.words))}

    def tier(self, label: str, learnt: Mapping[str, Scored]) -> str:
        """How clear it is: a clear rule says so, or a model by both its labels where nothing hints at a joke."""
        ruled = any(tier == EXPLICIT for _, tier in self.ruled) or (self.is_planned and label == LABELS[0])
        clear = bool(learnt) and min(learnt[ANY].margin, learnt[EXPLICIT].margin) > 0
        return EXPLICIT if ruled or (clear and not (self.is_joking and label == LABELS[0])) else "uncertain"

    def signs(self, label: str) -> tuple[Sign, ...]:
        """The words of the rules that showed the label."""
        return tuple(
            self._sign(label, *place, f"rule {label}") for (one, _), place in self.ruled.items() if one == label
        )

    def learnt_sign(self, scored: Scored, label: str) -> tuple[Sign, ...]:
        """The words that carried the model's label."""
        return (self._sign(label, scored.first, scored.last, f"model {label}"),) if self.tokens else ()

    def _sign(self, label: str, first: int, last: int, why: str) -> Sign:
        start, end = self.tokens[first].start, self.tokens[last].end
        return Sign(label, start, end, self.raw[start:end], why)


@cache
def _screen(locale: str) -> Screen:
    room = files(ROOM)
    path = room.joinpath("rules", f"{locale}.yaml")
    raw = yaml.load(
        (path if path.is_file() else room.joinpath("rules", "en.yaml")).read_text("utf-8"), yaml.CSafeLoader
    )
    known_words = word_kinds("dialogs.feedback", locale)
    kinds, same = known_words.kinds, {word: form for word, form in known_words.same.items() if word != NUMBER}
    mistyped = raw.pop("mistyped")
    idioms, others = _rules({"idiom": raw.pop("idiom")}), _rules(raw.pop(THIRD_PARTY))
    rules = _rules(raw)
    model = room.joinpath("model", f"{locale}.json")
    known = {word for rule in (*rules, *idioms) for part in rule.parts for word in part.words}
    return Screen(
        Spelling(mistyped, known),
        RuleBook(rules, kinds, same),
        RuleBook(idioms, kinds, same),
        RuleBook(others, kinds, same),
        load_model(model.read_bytes()) if model.is_file() else None,
    )


def _rules(raw: Mapping[str, list[str]]) -> list[Rule]:
    return [rule for label, phrases in raw.items() for phrase in phrases for rule in parse_rules(label, str(phrase))]
