"""The ids of the bot's own lines: what every phrases/<locale>.yaml must hold."""

from __future__ import annotations

CHART_PHRASES = (
    "chart_area_care", "chart_area_chores", "chart_area_listening", "chart_area_money",
    "chart_area_time", "chart_axis", "chart_check_ins", "chart_check_ins_energy", "chart_check_ins_mood",
    "chart_completely", "chart_day", "chart_dread", "chart_dread_after", "chart_dread_dread", "chart_in_all",
    "chart_in_none", "chart_ledger", "chart_ledger_given", "chart_not_at_all",
    "chart_practice", "chart_rehearsals", "chart_rehearsals_clear", "chart_rehearsals_respectful",
    "chart_series", "chart_upset", "chart_upset_actual", "chart_upset_upset", "chart_value", "chart_very_good",
    "chart_daily", "chart_never", "chart_only_i", "chart_only_they", "chart_snapshot", "chart_snapshot_fixing",
    "chart_snapshot_holding_in", "chart_snapshot_self_last", "chart_very_low", "months", "no_chart",
)  # fmt: skip

PHRASES = (
    *CHART_PHRASES, "abuse_lines_anywhere", "abuse_lines_none", "answered", "apology", "back", "bot_description",
    "bot_name", "bot_name_neutral", "bot_short_description", "care_line", "careful", "careful_after",
    "crisis_lines_anywhere", "crisis_lines_none", "done", "edit_taken", "edit_too_late", "emergency_anywhere",
    "emergency_here", "emergency_none", "empty", "evening", "export_caption", "froze", "gap", "gaps", "goodbye",
    "group", "helpline", "helpline_checked", "hide", "in_three_days", "journal_item", "left_blank", "line_anger",
    "line_any", "line_bargain", "line_charm", "line_compare", "line_deny", "line_guilt", "line_indirect",
    "line_minimise", "line_question", "line_silence", "line_soft", "line_switch", "line_victim", "midday", "more",
    "morning", "next_week", "no_script", "not_a_choice", "not_a_day", "not_a_number", "nothing_to_stop",
    "nothing_to_undo", "nudge_fewer", "nudge_fewer_noted", "nudge_keep", "nudge_keep_noted", "nudge_later",
    "nudge_month", "nudge_month_noted", "nudge_not_today", "nudge_not_today_noted", "nudge_now", "nudge_off",
    "nudge_off_noted", "own_plan", "pause", "pick_some", "pin_shut", "place", "progress_head", "progress_item",
    "progress_kept", "progress_rehearsals", "progress_week", "quiet", "repairing", "repairing_lost", "returned",
    "role_play", "role_play_last", "role_play_next_day", "role_play_recap", "say_nothing", "script_changed",
    "script_label", "skip", "slow_down", "small_words", "stale_button", "step_up", "stop_words", "stopped",
    "tip_anger", "tip_any", "tip_bargain", "tip_charm", "tip_compare", "tip_deny", "tip_exploit", "tip_guilt",
    "tip_harsh", "tip_hurt", "tip_last_push", "tip_minimise", "tip_next_day", "tip_question", "tip_relationship",
    "tip_relationship_kept", "tip_result", "tip_result_kept", "tip_self_respect", "tip_self_respect_kept",
    "tip_silence", "tip_switch", "tip_victim", "today", "tomorrow", "too_long", "tries_enough", "turning_gave_in",
    "turning_harsh", "turning_kept", "turning_unclear", "unreadable_contact", "unreadable_file",
    "unreadable_location", "unreadable_other", "unreadable_photo", "unreadable_sticker", "unreadable_voice",
    "went_back", "why",
)  # fmt: skip
