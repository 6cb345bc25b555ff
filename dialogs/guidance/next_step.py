"""The next step: the first rule of the guide that has an occasion, and why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from dialogs.guidance.practised import total

if TYPE_CHECKING:
    from dialogs.guidance.guide import Guide, Rule
    from dialogs.play import Play
    from dialogs.script import Script

FRESH = timedelta(days=7)
LONG_AGO = timedelta(days=14)
GRADUATED_AFTER = timedelta(days=28)
GRADUATED_TOTAL = 12
GRADUATED_KINDS = 4
Found = tuple["Script", "Rule"]


def next_step(play: Play) -> Found | None:
    """The script to suggest and the rule that did; None where the guide has nothing fitting."""
    guide = play.library.guide(play.settings.locale)
    for rule in guide.rules if guide else ():
        script = _OCCASIONS[rule.when](play, guide, rule) if guide else None
        if script is not None:
            return script, rule
    return None


def _named(play: Play, rule: Rule) -> Script | None:
    script = play.library.script(play.settings.locale, rule.script) if rule.script else None
    return script if script and script.kind == "dialog" else None


def _sign(name: str) -> Callable[[Play, Guide, Rule], Script | None]:
    def seen(play: Play, _: Guide, rule: Rule) -> Script | None:
        at = play.memory.signs.get(name)
        return _named(play, rule) if at is not None and play.facts.now - at < FRESH else None

    return seen


def _first_week(play: Play, guide: Guide, _: Rule) -> Script | None:
    """The next of the chosen path that was not finished yet."""
    path = guide.paths.get(play.settings.path)
    known = (play.library.script(play.settings.locale, name) for name in (path.scripts if path else ()))
    return next((one for one in known if one and one.id not in play.memory.practised), None)


def _graduated(play: Play, _: Guide, rule: Rule) -> Script | None:
    """Much was practised, of many kinds, over at least four weeks."""
    script = _named(play, rule)
    if script is None or script.id in play.memory.practised or total(play.memory) < GRADUATED_TOTAL:
        return None
    known = [play.library.script(play.settings.locale, name) for name in play.memory.practised]
    kinds = {one.strategy for one in known if one}
    began = play.memory.began
    long = began is not None and play.facts.now - began >= GRADUATED_AFTER
    return script if long and len(kinds) >= GRADUATED_KINDS else None


def _new_kind(play: Play, _: Guide, rule: Rule) -> Script | None:
    """The script the rule names, where nothing of its strategy was ever finished."""
    script = _named(play, rule)
    if script is None:
        return None
    known = (play.library.script(play.settings.locale, name) for name in play.memory.practised)
    return None if any(one and one.strategy == script.strategy for one in known) else script


def _long_ago(play: Play, _: Guide, __: Rule) -> Script | None:
    """What was finished longest ago, after two weeks."""
    for name, done in sorted(play.memory.practised.items(), key=lambda one: one[1].last):
        script = play.library.script(play.settings.locale, name)
        if script and script.kind == "dialog" and play.facts.now - done.last >= LONG_AGO:
            return script
    return None


def _any(play: Play, _: Guide, rule: Rule) -> Script | None:
    return _named(play, rule)


_OCCASIONS: dict[str, Callable[[Play, Guide, Rule], Script | None]] = {
    "low_mood": _sign("low_mood"),
    "vague": _sign("vague"),
    "harsh": _sign("harsh"),
    "first_week": _first_week,
    "graduated": _graduated,
    "new_kind": _new_kind,
    "long_ago": _long_ago,
    "any": _any,
}
