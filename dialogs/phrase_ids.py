"""The ids of the bot's own lines: what every phrases/<locale>.yaml must hold."""

from __future__ import annotations

PHRASES = (
    "abuse_lines_anywhere", "abuse_lines_none", "answered", "apology", "back", "bot_description",
    "bot_short_description", "care_line", "careful", "crisis_lines_anywhere", "crisis_lines_none", "done",
    "edit_taken", "edit_too_late", "emergency_anywhere", "emergency_here", "emergency_none", "empty", "evening",
    "export_caption", "froze", "gap", "gaps", "goodbye", "group", "helpline", "helpline_checked", "in_three_days",
    "journal_head", "journal_item", "left_blank", "line_anger", "line_any", "line_bargain", "line_charm",
    "line_compare", "line_deny", "line_guilt", "line_indirect", "line_minimise", "line_question", "line_silence",
    "line_soft", "line_switch", "line_victim", "midday", "more", "morning", "next_week", "no_records", "no_script",
    "not_a_choice", "not_a_day", "not_a_number", "nothing_to_stop", "nothing_to_undo", "pause", "pick_some",
    "progress_head", "progress_item", "progress_kept", "progress_none", "progress_rehearsals", "returned",
    "role_play", "role_play_last", "role_play_next_day", "role_play_recap", "say_nothing", "script_changed",
    "script_label", "skip", "stale_button", "step_up", "stop_words", "stopped", "tip_anger", "tip_any",
    "tip_bargain", "tip_charm", "tip_compare", "tip_deny", "tip_exploit", "tip_guilt", "tip_harsh", "tip_hurt",
    "tip_last_push", "tip_minimise", "tip_next_day", "tip_question", "tip_relationship", "tip_relationship_kept",
    "tip_result", "tip_result_kept", "tip_self_respect", "tip_self_respect_kept", "tip_silence", "tip_switch",
    "tip_victim", "today", "tomorrow", "too_long", "turning_gave_in", "turning_harsh", "turning_kept",
    "turning_unclear", "unreadable_contact", "unreadable_file", "unreadable_location", "unreadable_other",
    "unreadable_photo", "unreadable_sticker", "unreadable_voice", "went_back", "why",
)  # fmt: skip
