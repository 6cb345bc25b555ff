"""Records to look through: a page of them as buttons, one opened, changed, erased or practised again.

The engine reads nothing itself: it asks for a page (`Look`) and gets it as an input (`Looked`).
"""

from __future__ import annotations

from collections.abc import Callable

from dialogs import markup
from dialogs.filling import day_of, texts_of
from dialogs.play import Play
from dialogs.script import OPENED, Choice, ListRecords
from dialogs.session import Found, Written
from dialogs.suggest import escape
from dialogs.turn import Amend, Erase, Look
from dialogs.words import Words

PAGE = 6
MOST_LABEL = 40
_FIELD = "f_"
_RECORD = "r_"


def look(play: Play, question: ListRecords) -> None:
    """Ask for the page that is to be shown."""
    words = play.frame.answers.get(question.find)
    sought = words.text if isinstance(words, Written) else ""
    play.effects.append(Look(question.of, sought, play.frame.page))


def options(play: Play, question: ListRecords) -> tuple[Choice, ...]:
    """What can be opened: records of the page, or the fields of the opened one that hold words."""
    opened = play.frame.opened
    if question.of == (OPENED,):
        fields = opened.fields.items() if opened else ()
        return tuple(_choice(_FIELD + name, one.text) for name, one in fields if isinstance(one, Written))
    return tuple(_choice(_RECORD + str(at), _label(play, one)) for at, one in enumerate(play.frame.shelf or ()))


def _choice(choice_id: str, label: str) -> Choice:
    line = " ".join(label.split())
    return Choice(choice_id, Words((escape(line if markup.units(line) <= MOST_LABEL else _short(line)),)))


def _short(line: str) -> str:
    return markup.cut(line, MOST_LABEL - 1).rstrip() + "…"


def _label(play: Play, found: Found) -> str:
    """The day, and the first words that were written; where there are none, what it came from."""
    written = next((one.text for one in found.fields.values() if isinstance(one, Written)), None)
    source = play.library.script(play.settings.locale, found.script)
    words = written or (source.title if source else " · ".join(texts_of(found)))
    return play.text(play.phrase("journal_item"), date=day_of(found, play.settings.timezone), text=words)


def open_one(play: Play, choice_id: str) -> None:
    """Open the record, or take the field, that the choice stands for."""
    opened = play.frame.opened
    if choice_id.startswith(_FIELD) and opened is not None:
        play.replace(opened=opened.of(choice_id.removeprefix(_FIELD)))
    else:
        play.replace(opened=(play.frame.shelf or ())[int(choice_id.removeprefix(_RECORD))])


def _rewrite(play: Play) -> None:
    """The words in slot `words` take the place of the opened record's field, the first one where none was taken."""
    opened, words = play.frame.opened, play.frame.answers.get("words")
    if opened is None or not isinstance(words, Written):
        return
    texts = [name for name, one in opened.fields.items() if isinstance(one, Written)]
    field = opened.field or next(iter(texts), None)
    if field is not None:
        opened = opened.changed(field, words)
        play.replace(opened=opened)
        play.effects.append(Amend(opened.key, opened.fields))


def _erase(play: Play) -> None:
    """The opened record goes for good, from what can be undone too."""
    if play.frame.opened is not None:
        play.effects.append(Erase(play.frame.opened.key))
        play.replace(opened=None, shelf=None)
        play.history = ()


VERBS: dict[str, Callable[[Play], None]] = {"rewrite": _rewrite, "erase_record": _erase}
