"""The ids of the bot's own lines: what every phrases/<locale>.yaml must hold."""

from __future__ import annotations

PHRASES = (
    "abuse_lines_anywhere", "abuse_lines_none", "answered", "apology", "back", "bot_description", "bot_name",
    "bot_name_neutral", "bot_short_description", "care_line", "careful", "crisis_lines_anywhere",
    "crisis_lines_none", "done", "edit_taken", "edit_too_late", "emergency_anywhere", "emergency_here",
    "emergency_none", "empty", "evening", "export_caption", "froze", "goodbye", "group", "helpline",
    "helpline_checked", "hide", "in_three_days", "journal_head", "journal_item", "left_blank", "line_anger",
    "line_any", "line_bargain", "line_charm", "line_compare", "line_deny", "line_guilt", "line_minimise",
    "line_question", "line_silence", "line_switch", "line_victim", "midday", "more", "morning", "next_week",
    "no_records", "no_script", "not_a_choice", "not_a_day", "not_a_number", "nothing_to_stop", "nothing_to_undo",
    "pause", "pick_some", "pin_shut", "progress_head", "progress_item", "progress_none", "repairing", "repairing_lost",
    "returned", "role_play", "role_play_last", "say_nothing", "script_changed", "script_label", "skip",
    "stale_button", "stop_words", "stopped", "today", "tomorrow", "too_long", "unreadable_contact",
    "unreadable_file", "unreadable_location", "unreadable_other", "unreadable_photo", "unreadable_sticker",
    "unreadable_voice", "went_back", "why",
)  # fmt: skip
