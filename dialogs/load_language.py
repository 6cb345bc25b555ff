"""The script language's words, each with what it holds and what it means: the one list of them.

The loader refuses every other word; the editor schema and the word list in docs/writing-scripts.md are made from it.
Nothing here reads or checks a script.
"""

from __future__ import annotations

from msgspec import Struct

from dialogs.progress import CHARTS

STRATEGIES = ("understanding", "impact", "self", "communication", "boundaries", "self_care", "support", "system")
CONFRONTING = ("boundaries", "communication")
KINDS = ("dialog", "system")
SLOT_TYPES = ("text", "scale", "choice", "pick", "when")
PRECISIONS = ("date", "time")
ENDINGS = ("completed", "stopped")
LISTS = ("all", "suggested", "next", *STRATEGIES[:-1])
ROOMS = (
    "welcome", "menu", "practice", "journal", "progress", "nudge", "settings", "privacy", "export", "delete", "help",
    "sos", "hide", "carry_on", "enough_today", "third_time", "welcome_back", "outside", "gate", "plain_menu", "pin",
    "unlock", "urgent_check", "urgent_self", "urgent_abuse", "urgent_other", "under_age", "safety_plan", "feedback",
    "nudge_later",
)  # fmt: skip
VERBS = (
    "export", "erase", "hide", "show_progress", "show_gaps", "resume", "answer", "leave", "menu",
    "dismiss", "open_gate", "close_gate", "again", "afresh", "passed", "rewrite", "erase_record", "practise_record",
    "forget_plan", "try_again", "nudge_in_an_hour", "nudge_this_evening", "nudge_in_a_week", "bring_back", "knock",
    "unlock", "refuse", "turn_away",
)  # fmt: skip
SETTINGS = (
    "name", "locale", "timezone", "consent", "adult", "nudges", "nudge_time", "country", "register", "under_age",
    "path", "nudge_days", "nudge_pause", "quiet_from", "quiet_to", "discreet", "cover", "clear_after", "pin",
)  # fmt: skip
REGISTERS = ("direct", "soft", "indirect")
WAIVABLE = ("C106", "C107", "C108", "C109", "C110")
READINGS = ("boundary", "observation", "request")
YES_NO = {"yes": True, "no": False, "true": True, "false": False}
PICTURES = tuple(CHARTS)
QUESTIONS = ("choices", "scale", "pick", "when", "list_scripts", "list_records", "rehearse")


class Word(Struct, frozen=True):
    """A word of the language: the shape of what it holds, and what it means."""

    shape: str
    means: str
    needed: bool = False


SHAPES = {
    "text": "a sentence",
    "words": "a sentence, or `{vary: [one wording, another wording]}`, or `{direct: one, soft: one, indirect: one}`",
    "id": "a short name: small letters, digits and `_`",
    "number": "a whole number",
    "step": "the id of a step in this script",
    "skip": "the id of a step, or `no`",
    "slot": "the name of a slot",
    "script": "the id of a script",
    "yes_no": "`yes` or `no`",
    "texts": "a list of sentences",
    "slot_list": "a list of slots",
    "step_map": "old step id: new step id",
    "text_map": "name: text",
    "strategy": "one of " + ", ".join(f"`{one}`" for one in STRATEGIES),
    "kind": "`dialog` or `system`",
    "slot_type": "one of " + ", ".join(f"`{one}`" for one in SLOT_TYPES),
    "precision": "`date` or `time`",
    "ending": "`completed` or `stopped`",
    "list": "one of " + ", ".join(f"`{one}`" for one in LISTS),
    "verb": "one of " + ", ".join(f"`{one}`" for one in VERBS),
    "picture": "one of " + ", ".join(f"`{one}`" for one in PICTURES),
    "listener": "the name of a listener",
    "reading": "one of " + ", ".join(f"`{one}`" for one in READINGS),
    "scale": "a scale: its words are below",
    "records": "records to look through: its words are below",
    "kinds": "a list of kinds of record, or `opened`",
    "rehearse": "a rehearsal: its words are below",
    "pick": "a list to pick from: its words are below",
    "record": "a record: its words are below",
    "follow_up": "a follow-up: its words are below",
    "slots": "slot: its type, or slot: its words below",
    "steps": "step id: the step's words below",
    "choices": "choice id: its label, or choice id: the choice's words below",
    "offers": "choice id: its label, or choice id: the offer's words below",
    "outcomes": "outcome: the step it leads to, or outcome: its words below",
    "labels": "choice id: label",
}

SCRIPT = {
    "script": Word(
        "id",
        "The script's id. Never rename it: people who are in the middle of it would lose their place.",
        needed=True,
    ),
    "version": Word("number", "Goes up by one when you change what the script does.", needed=True),
    "strategy": Word(
        "strategy",
        "Needed unless `kind: system`. The strategy it belongs to; the bot's own rooms are `system`.",
    ),
    "title": Word("text", "What people see in a list. At most 40 characters.", needed=True),
    "minutes": Word("number", "Needed unless `kind: system`. About how many minutes it takes."),
    "start": Word("step", "The first step.", needed=True),
    "kind": Word("kind", "`dialog` is something to practise, `system` one of the bot's own rooms. Left out: `dialog`."),
    "confronts": Word(
        "yes_no",
        "`yes` when it prepares words for somebody else: it begins behind the gate, which asks whether that is safe. "
        "Left out: `yes` in the strategies boundaries and communication, otherwise `no`.",
    ),
    "about": Word("text", "One line that says what it is for, shown in menus."),
    "fits": Word("texts", "Phrases a person may write for which this script is a good offer."),
    "slots": Word("slots", "The answers that are remembered, each with its type."),
    "renamed": Word(
        "step_map", "Steps that you gave a new id, so that people who stand there go on at the right place."
    ),
    "waive": Word("text_map", "Rules of style that this script does without (C106 to C110), each with the reason."),
    "steps": Word("steps", "The steps.", needed=True),
}

STEP = {
    "say": Word("words", "What the bot says here."),
    "ask": Word(
        "words",
        "The question. Without `choices`, `scale`, `pick`, `when` or `list_scripts` it is answered in free text.",
    ),
    "why": Word("words", "Why it is asked, shown when a person taps Why."),
    "choices": Word("choices", "Buttons to choose one from."),
    "scale": Word("scale", "The answer is a number from one end to the other."),
    "pick": Word("pick", "The answer is several of a list."),
    "when": Word("precision", "The answer is a day (`date`), or a day and an hour (`time`)."),
    "list_scripts": Word(
        "list",
        "The answer is one of the scripts: `all`, `suggested`, the `next` step, or those of one strategy. "
        "`choices` may add buttons.",
    ),
    "list_records": Word(
        "records",
        "The answer is one of the person's records, which `{record}` then shows. `choices` may add buttons.",
    ),
    "rehearse": Word(
        "rehearse", "The answer is a rehearsal in rounds with a simulated partner; its ends are the `outcomes`."
    ),
    "save_as": Word("slot", "Remembers the answer in this slot."),
    "listen": Word("listener", "Reads the answer; what it heard decides which of the `outcomes` happens."),
    "feedback": Word(
        "reading",
        "Reads the answer, says what was noticed, and lets a person try again, keep it, or disagree; then goes on with "
        "`then`.",
    ),
    "outcomes": Word("outcomes", "What happens for each thing the listener may hear. All of them must be here."),
    "topic": Word(
        "yes_no",
        "`yes` where the answer says what it is about: the third time it is the same, the bot stops to say so.",
    ),
    "then": Word("step", "The next step."),
    "skip": Word(
        "skip", "Where skipping the question leads; `no` when it may not be skipped. Left out: the same as `then`."
    ),
    "record": Word("record", "Keeps something for good, made from slots."),
    "set": Word("text_map", "Changes settings; the text may hold `{slot}`."),
    "do": Word("verb", "Something the bot itself does."),
    "picture": Word("picture", "Shows a chart of what the person has kept, after what is said."),
    "call": Word("script", "Plays another script, comes back and goes on with `then`."),
    "follow_up": Word("follow_up", "Comes back with a script, after some days or on a chosen one."),
    "offer": Word("offers", "Buttons under the last words; only together with `end`."),
    "end": Word("ending", "The script ends here."),
}

CHOICE = {
    "label": Word("words", "The button's words. At most 40 characters.", needed=True),
    "say": Word("words", "What is said when it is chosen."),
    "then": Word("step", "Where it leads; left out: the step's `then`."),
    "script": Word("script", "Another script that it begins."),
    "do": Word("verb", "Something the bot itself does."),
    "needs": Word("slot", "A slot, or a word such as `best_reply`: the button is shown only while that is filled."),
}

OFFER = {
    "label": Word("words", "The button's words. At most 40 characters.", needed=True),
    "script": Word("script", "The script that it begins."),
    "do": Word("verb", "Something the bot itself does."),
}

OUTCOME = {
    "say": Word("words", "What is said when this was heard. `{quote}` are the words that showed it."),
    "then": Word("step", "Where it leads; left out: the step's `then`."),
    "at_most": Word(
        "number", "How often this may happen in one run of the script; after that `else` is where it leads."
    ),
    "else": Word("step", "Where it leads after `at_most` times."),
}

SCALE = {
    "from": Word("number", "The lowest number.", needed=True),
    "to": Word("number", "The highest number.", needed=True),
    "low": Word("words", "What the lowest number means."),
    "high": Word("words", "What the highest number means."),
}

PICK = {
    "from": Word("labels", "What can be picked.", needed=True),
    "at_least": Word("number", "How many must be picked. Left out: 1."),
    "at_most": Word("number", "How many may be picked. Left out: 3."),
    "page": Word("number", "How many are shown at a time. Left out: 8."),
}

RECORDS = {
    "of": Word(
        "kinds",
        "Which kinds of record, as `record` names them; `opened` are the fields of the one that is open.",
        needed=True,
    ),
    "find": Word("slot", "A text slot: only records that hold its words are shown."),
    "none": Word("step", "Where it leads when there is no such record."),
}

REHEARSE = {
    "persona": Word("slot", "The slot that holds which partner: a choice whose ids are the partners'.", needed=True),
    "ladder": Word(
        "slot", "The slot that holds how hard it gets: a choice with the ids `step_2` to `step_5`.", needed=True
    ),
    "limit": Word("slot", "The slot that holds the sentence the person wants to keep to.", needed=True),
    "aim": Word(
        "slot", "The slot that holds what matters most: a choice with the ids `result`, `relationship`, `self_respect`."
    ),
}

SLOT = {
    "type": Word("slot_type", "What kind of answer it holds.", needed=True),
    "sensitive": Word("yes_no", "`yes`: forgotten when the script ends, and never put into a record."),
}

RECORD = {
    "kind": Word("id", "What it is, such as `boundary_card`.", needed=True),
    "from": Word("slot_list", "The slots it is made from.", needed=True),
}

FOLLOW_UP = {
    "days": Word("number", "After how many days; or instead of it `on`."),
    "on": Word(
        "slot", "The slot that holds the day: it comes back in that evening, or the next where that is too soon."
    ),
    "script": Word("script", "Which script.", needed=True),
}

VARY = {"vary": Word("texts", "Several wordings; each person gets one of them.", needed=True)}

BY_REGISTER = {
    "direct": Word("text", "The wording where people say no straight out.", needed=True),
    "soft": Word("text", "The wording where people say no gently.", needed=True),
    "indirect": Word("text", "The wording where people say no roundabout.", needed=True),
}

PHRASES = {
    "lines": Word("words_map", "The bot's own lines, by id.", needed=True),
    "commands": Word("text_map", "What each command does, in a few words.", needed=True),
    "strategies": Word("text_map", "The title of each strategy.", needed=True),
}

NUDGE_FILE = {
    "topics": Word("texts", "Beginnings of words that would tell on a lock screen.", needed=True),
    "never": Word("texts", "Turns of phrase that no nudge has.", needed=True),
    "nudges": Word("nudges", "The nudges, by id.", needed=True),
}

NUDGE = {
    "kind": Word("nudge_kind", "When it is sent.", needed=True),
    "text": Word("text", "All of the message.", needed=True),
    "strategy": Word("strategy", "For `recall`: the strategy that was practised."),
    "script": Word("script", 'What "do it now" begins.'),
}

PLACES: dict[str, dict[str, Word]] = {
    "script": SCRIPT, "step": STEP, "choice": CHOICE, "offer": OFFER, "outcome": OUTCOME, "scale": SCALE,
    "records": RECORDS, "rehearse": REHEARSE, "pick": PICK, "slot": SLOT, "record": RECORD, "follow_up": FOLLOW_UP,
}  # fmt: skip
