"""From a reading of the words to the outcomes that scripts handle. Unsure is an outcome: better than a wrong remark."""

from __future__ import annotations

from dialogs.feedback import Finding, Reading, read
from dialogs.heard import Heard
from dialogs.reading.tokens import tokens
from dialogs.rehearsal.hearing import HARSH, hear
from dialogs.safety.phrase_books import matches, phrase_book
from dialogs.session import Answer, Written
from dialogs.turn import Facts

_JUDGING = ("blame_absolute", "mind_reading", "insult", "you_make_me")


def boundary(answer: Answer, facts: Facts) -> Heard:
    """`controlling` when it tells the other what to do, `clear` when a limit or an own action is there."""
    reading = _read(answer, facts)
    told = reading.first("controlling", "threat")
    if told:
        return _heard("controlling", told)
    own = reading.first("limit", "consequence")
    return _heard("clear", own) if own else Heard("unclear")


def limit_to_rehearse(answer: Answer, facts: Facts) -> Heard:
    """As `boundary`; `intimate` for a limit on touch or sex, which needs no practice against pushback."""
    words = [token.word for token in tokens(_text(answer))]
    if matches(phrase_book("intimate", "said", facts.settings.locale), words):
        return Heard("intimate")
    return boundary(answer, facts)


def observation(answer: Answer, facts: Facts) -> Heard:
    """`judging` when it blames, labels or reads a mind; `unclear` when it is too short to picture."""
    found = _read(answer, facts).first(*_JUDGING, "faux_feeling")
    if found:
        return _heard("judging", found)
    return Heard("clear" if len(_text(answer).split()) > 2 else "unclear")


def feeling(answer: Answer, facts: Facts) -> Heard:
    """`judging` when the word says what somebody did rather than what is felt; `unclear` when too short to tell any."""
    reading = _read(answer, facts)
    found = reading.first("faux_feeling", *_JUDGING)
    if found:
        return _heard("judging", found)
    return Heard("clear" if reading.first("feeling") or len(_text(answer).split()) > 2 else "unclear")


def need(answer: Answer, facts: Facts) -> Heard:
    """`asking` when it asks somebody to do something, which is a request."""
    found = _read(answer, facts).first("asking_need", "controlling")
    return _heard("asking", found) if found else Heard("clear")


def request(answer: Answer, facts: Facts) -> Heard:
    """`demanding` when it commands, `vague` when nobody could see it done."""
    reading = _read(answer, facts)
    for outcome, labels in (("demanding", ("controlling", "threat")), ("vague", ("vague_request",))):
        found = reading.first(*labels)
        if found:
            return _heard(outcome, found)
    return Heard("clear" if len(_text(answer).split()) > 2 else "unclear")


def reply(answer: Answer, facts: Facts) -> Heard:
    """`harsh` when respect is not kept, `clear` when a limit of one's own is in it; giving in is `unclear`."""
    text = _text(answer)
    heard, reading = hear(text, "", facts.settings.locale, facts.settings.register)
    if not heard.respectful:
        sharp = reading.first(*HARSH)
        return _heard("harsh", sharp) if sharp else Heard("harsh", quote=text)
    own = reading.first("limit", "consequence")
    return _heard("clear", own) if heard.clear and own else Heard("unclear")


def _read(answer: Answer, facts: Facts) -> Reading:
    return read(_text(answer), locale=facts.settings.locale, register=facts.settings.register)


def _text(answer: Answer) -> str:
    return answer.text if isinstance(answer, Written) else ""


def _heard(outcome: str, finding: Finding) -> Heard:
    return Heard(outcome, quote=finding.text)
