"""What people see of the bot before they write to it: its commands and descriptions, in each language it speaks.

Set only where they differ, and never in the way: whatever fails here is logged and left for the next start.
"""

from __future__ import annotations

import logging
from typing import Any

from telegram import Bot
from telegram.error import TelegramError

from bot.telegram.client import call
from dialogs import markup
from dialogs.script import Library, Phrases

log = logging.getLogger("tandem.telegram.greet")
_DESCRIPTIONS = (
    ("Description", "description", "bot_description"),
    ("ShortDescription", "short_description", "bot_short_description"),
)


async def greet(bot: Bot, library: Library) -> None:
    """Set commands and descriptions for every language, and the default language's for everyone else."""
    languages = [("", library.default), *((locale, locale) for locale in library.phrases if locale != library.default)]
    for language, locale in languages:
        if locale in library.phrases:
            code = language.partition("-")[0]
            await _greet_in(bot, library.phrases[locale], {"language_code": code} if code else {})


async def _greet_in(bot: Bot, phrases: Phrases, language: dict[str, Any]) -> None:
    commands = [{"command": name, "description": text} for name, text in phrases.commands.items()]
    await _set(bot, "MyCommands", {"commands": commands}, language)
    for name, parameter, phrase_id in _DESCRIPTIONS:
        if phrase_id in phrases.lines:
            text, _ = markup.fill(phrases.lines[phrase_id].variants[0], {})
            await _set(bot, f"My{name}", {parameter: text}, language)


async def _set(bot: Bot, what: str, wanted: dict[str, Any], language: dict[str, Any]) -> None:
    """Set it unless it is so already."""
    try:
        if await _known(bot, what, language) != wanted:
            await call(bot, f"set{what}", {**wanted, **language})
    except TelegramError as error:
        log.warning("set%s failed (%s)", what, type(error).__name__)


async def _known(bot: Bot, what: str, language: dict[str, Any]) -> Any:
    """How it is now; None when Telegram does not say. Commands come as a bare list, the others as an object."""
    try:
        found = await call(bot, f"get{what}", language)
        return {"commands": found} if isinstance(found, list) else found
    except TelegramError as error:
        log.info("get%s failed (%s)", what, type(error).__name__)
        return None
