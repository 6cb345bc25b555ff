"""What the Bot API's methods do to chats: sending, editing, deleting, answering taps. Refuses in Telegram's words.

Each takes the world, its lock held, and checked parameters, and gives the call's result.
"""

from __future__ import annotations

from typing import Any

from tests.bot_api.chats import DELETABLE_SECONDS, Chat, Message
from tests.bot_api.keyboards import check_markup
from tests.bot_api.refused import Refused, bad
from tests.bot_api.rich_text import CAPTION_LIMIT, TEXT_LIMIT, read_text, units
from tests.bot_api.spec import File
from tests.bot_api.world import QUERY_SECONDS, World

Parameters = dict[str, Any]
ACTIONS = {"typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document"}
ACTIONS |= {"choose_sticker", "find_location", "record_video_note", "upload_video_note"}
ANSWER_LIMIT = 200
BATCH = 100


def find_chat(world: World, parameters: Parameters) -> Chat:
    """The chat that `chat_id` names, whether the bot may write there or not."""
    chat = world.chats.get(parameters["chat_id"])
    if chat is None:
        raise bad("chat not found")
    return chat


def open_chat(world: World, parameters: Parameters) -> Chat:
    """The chat that `chat_id` names, where the bot may write."""
    chat = find_chat(world, parameters)
    if chat.blocked:
        raise Refused(403, "bot was blocked by the user")
    if not chat.open and chat.type == "private":
        raise Refused(403, "bot can't initiate conversation with a user")
    if not chat.open:
        raise Refused(403, f"bot is not a member of the {chat.type} chat")
    return chat


def send_message(world: World, parameters: Parameters) -> Message:
    """Do sendMessage."""
    chat = open_chat(world, parameters)
    text, entities = read_text(parameters, "text", TEXT_LIMIT, may_be_empty=False)
    return _post(world, chat, parameters, text=text, entities=entities)


def send_document(world: World, parameters: Parameters) -> Message:
    """Do sendDocument."""
    return _send_file(world, parameters, "document")


def send_photo(world: World, parameters: Parameters) -> Message:
    """Do sendPhoto."""
    return _send_file(world, parameters, "photo")


def _send_file(world: World, parameters: Parameters, kind: str) -> Message:
    chat = open_chat(world, parameters)
    text, entities = read_text(parameters, "caption", CAPTION_LIMIT, may_be_empty=True)
    file = parameters[kind]
    if not isinstance(file, File):
        raise bad("wrong remote file identifier specified: the stand-in takes uploads only")
    if not file.body:
        raise bad("file must be non-empty")
    number = world.number()
    described = {"file_id": f"file-{number}", "file_unique_id": f"unique-{number}", "file_size": len(file.body)}
    named: object = described | {"file_name": file.name}
    if kind == "photo":
        named = [described | {"width": 90, "height": 60}]
    return _post(world, chat, parameters, text=text, entities=entities, extra={kind: named}, file=file)


def _post(world: World, chat: Chat, parameters: Parameters, **fields: Any) -> Message:
    rows = check_markup(parameters.get("reply_markup"))
    answered = parameters.get("reply_parameters")
    if answered and not answered.get("allow_sending_without_reply") and answered["message_id"] not in chat.messages:
        raise bad("message to be replied not found")
    return world.post(chat, world.bot, rows=rows, **fields)


def edit_text(world: World, parameters: Parameters) -> Message:
    """Do editMessageText; buttons that are not given again vanish."""
    message = _editable(world, parameters)
    if message.extra:
        raise bad("there is no text in the message to edit")
    text, entities = read_text(parameters, "text", TEXT_LIMIT, may_be_empty=False)
    return _change(world, message, text, entities, check_markup(parameters.get("reply_markup")))


def edit_markup(world: World, parameters: Parameters) -> Message:
    """Do editMessageReplyMarkup."""
    message = _editable(world, parameters)
    return _change(world, message, message.text, message.entities, check_markup(parameters.get("reply_markup")))


def _editable(world: World, parameters: Parameters) -> Message:
    if "chat_id" not in parameters or "message_id" not in parameters:
        raise bad("message identifier is not specified")
    message = open_chat(world, parameters).messages.get(parameters["message_id"])
    if message is None or message.deleted:
        raise bad("message to edit not found")
    if not message.by_bot:
        raise bad("message can't be edited")
    return message


def _change(world: World, message: Message, text: str, entities: list[Any], rows: list[Any]) -> Message:
    if (text, entities, rows) == (message.text, message.entities, message.rows):
        raise bad(
            "message is not modified: specified new message content and reply markup are exactly the same "
            "as a current content and reply markup of the message"
        )
    message.text, message.entities, message.rows = text, entities, rows
    message.edits += 1
    return world.touch(message)


def delete_message(world: World, parameters: Parameters) -> bool:
    """Do deleteMessage."""
    message = find_chat(world, parameters).messages.get(parameters["message_id"])
    if message is None or message.deleted:
        raise bad("message to delete not found")
    if world.now() - message.date > DELETABLE_SECONDS:
        raise bad("message can't be deleted for everyone")
    message.deleted = True
    world.touch(message)
    return True


def delete_messages(world: World, parameters: Parameters) -> bool:
    """Do deleteMessages: at most 100; those that are unknown or too old are passed over."""
    ids = parameters["message_ids"]
    if not ids:
        raise bad("message identifiers are not specified")
    if len(ids) > BATCH:
        raise bad("too many message identifiers specified")
    chat = find_chat(world, parameters)
    for message in map(chat.messages.get, ids):
        if message and world.now() - message.date <= DELETABLE_SECONDS:
            message.deleted = True
            world.touch(message)
    return True


def answer_query(world: World, parameters: Parameters) -> bool:
    """Do answerCallbackQuery: once, within 150 seconds."""
    query = world.queries.get(parameters["callback_query_id"])
    if query is None or query.done or world.now() - query.at > QUERY_SECONDS:
        raise bad("query is too old and response timeout expired or query ID is invalid")
    if units(parameters.get("text", "")) > ANSWER_LIMIT:
        raise bad("MESSAGE_TOO_LONG")
    query.done, query.answer = True, parameters.get("text", "")
    query.alert = parameters.get("show_alert", False)
    world.ring()
    return True


def show_action(world: World, parameters: Parameters) -> bool:
    """Do sendChatAction."""
    open_chat(world, parameters)
    if parameters["action"] not in ACTIONS:
        raise bad("wrong parameter action in request")
    return True


def leave_chat(world: World, parameters: Parameters) -> bool:
    """Do leaveChat."""
    chat = find_chat(world, parameters)
    if chat.type == "private":
        raise bad("chat not found")
    if not chat.open:
        raise Refused(403, f"bot is not a member of the {chat.type} chat")
    chat.open = False
    world.ring()
    return True
