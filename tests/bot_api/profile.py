"""Methods about the bot itself: its commands and descriptions, and where its updates go. See methods.py."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from tests.bot_api.inbox import KINDS
from tests.bot_api.methods import Parameters
from tests.bot_api.refused import bad
from tests.bot_api.rich_text import units
from tests.bot_api.spec import File
from tests.bot_api.world import Webhook, World

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"(?:[a-z]{2})?")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
COMMANDS = 100
CONNECTIONS = 100
LIMITS = {"name": 64, "short_description": 120, "description": 512, "command": 256}


def get_me(world: World, _: Parameters) -> dict[str, object]:
    """Do getMe."""
    return world.bot | {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}


def set_commands(world: World, parameters: Parameters) -> bool:
    """Do setMyCommands."""
    commands = parameters["commands"]
    if len(commands) > COMMANDS:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not _COMMAND.fullmatch(command["command"]):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= units(command["description"].strip()) <= LIMITS["command"]:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    return _remember(world, "commands", parameters, commands)


def get_commands(world: World, parameters: Parameters) -> object:
    """Do getMyCommands."""
    return world.profile.get(_key("commands", parameters), [])


def set_description(world: World, parameters: Parameters) -> bool:
    """Do setMyDescription."""
    return _set_text(world, "description", parameters)


def set_short_description(world: World, parameters: Parameters) -> bool:
    """Do setMyShortDescription."""
    return _set_text(world, "short_description", parameters)


def set_name(world: World, parameters: Parameters) -> bool:
    """Do setMyName."""
    return _set_text(world, "name", parameters)


def get_text(what: str) -> Callable[[World, Parameters], object]:
    """The method that gives a text set by one of the three above."""
    return lambda world, parameters: {what: world.profile.get(_key(what, parameters), "")}


def _set_text(world: World, what: str, parameters: Parameters) -> bool:
    text = parameters.get(what, "")
    if units(text) > LIMITS[what]:
        raise bad(f"BOT_{what.upper()}_INVALID" if what != "name" else "BOT_TITLE_INVALID")
    return _remember(world, what, parameters, text)


def _remember(world: World, what: str, parameters: Parameters, value: object) -> bool:
    world.profile[_key(what, parameters)] = value
    return True


def _key(what: str, parameters: Parameters) -> tuple[str, str, str]:
    language = parameters.get("language_code", "")
    if not _LANGUAGE.fullmatch(language):
        raise bad("invalid language_code specified")
    return what, parameters.get("scope", {}).get("type", "default"), language


def set_webhook(world: World, parameters: Parameters) -> bool:
    """Do setWebhook; an empty url takes it away. Plain http is taken on loopback only."""
    url = parameters["url"]
    if not url:
        return delete_webhook(world, parameters)
    address = urlsplit(url)
    if address.scheme != "https" and not (address.scheme == "http" and address.hostname in _LOOPBACK):
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    secret = parameters.get("secret_token", "")
    if secret and not _SECRET.fullmatch(secret):
        raise bad("secret token contains unallowed characters")
    connections = parameters.get("max_connections", 40)
    if not 1 <= connections <= CONNECTIONS:
        raise bad(f"max_connections is not 1 to {CONNECTIONS}")
    if isinstance(parameters.get("certificate"), File):
        raise bad("the stand-in takes no certificates")
    read_allowed(world, parameters)
    _drop(world, parameters)
    world.webhook = Webhook(url, secret, connections)
    world.ring()
    return True


def delete_webhook(world: World, parameters: Parameters) -> bool:
    """Do deleteWebhook."""
    _drop(world, parameters)
    world.webhook = None
    world.ring()
    return True


def _drop(world: World, parameters: Parameters) -> None:
    if parameters.get("drop_pending_updates"):
        world.inbox.acknowledge(world.inbox.next_id)


def webhook_info(world: World, _: Parameters) -> dict[str, object]:
    """Do getWebhookInfo."""
    return {
        "url": world.webhook.url if world.webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(world.inbox.waiting),
    }


def read_allowed(world: World, parameters: Parameters) -> None:
    """Remember `allowed_updates` of getUpdates or setWebhook; an empty list means the usual ones."""
    allowed = parameters.get("allowed_updates")
    if allowed is None:
        return
    if unknown := set(allowed) - set(KINDS) - _SILENT:
        raise bad(f"unknown kind of update: {min(unknown)}")
    world.inbox.allowed = tuple(allowed) or None


_SILENT = {"edited_channel_post", "chat_member", "message_reaction", "message_reaction_count", "chosen_inline_result"}
_SILENT |= {"shipping_query", "pre_checkout_query", "poll", "poll_answer", "chat_join_request", "chat_boost"}
_SILENT |= {"removed_chat_boost", "business_connection", "business_message", "edited_business_message"}
