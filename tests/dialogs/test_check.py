"""What makes no sense in a script is found, and what makes sense is left alone."""

from __future__ import annotations

import re
from pathlib import Path
from time import process_time

import pytest

import dialogs
from dialogs.check import check_library, check_paths
from dialogs.load import load_files, load_script

ROOT = Path(__file__).parents[2]
LIBRARY = Path(dialogs.__file__).parent
HEAD = "script: sample\nversion: 1\nstrategy: self\ntitle: A sample\nminutes: 2\nstart: a\n"
END = "  z: {say: Bye., end: completed}\n"


def check(folder: Path, steps: str, head: str = HEAD, name: str = "sample.yaml") -> list[str]:
    """The codes with their lines, counted from the first step."""
    path = folder / name
    path.write_text(f"{head}steps:\n{steps}", encoding="utf-8")
    before = head.count("\n") + 1
    return [f"{one.mark.line - before} {one.code}" for one in check_paths([path], LIBRARY)]


def slots(names: str, head: str = HEAD) -> str:
    return f"{head}slots: {{{names}}}\n"


# --- flow ---------------------------------------------------------------------------------------------------


def test_a_sound_script_has_no_problems(tmp_path: Path) -> None:
    assert check(tmp_path, "  a: {ask: What?, then: z}\n" + END) == []


def test_a_choice_without_a_way_uses_the_steps(tmp_path: Path) -> None:
    choices = "choices: {x: X, y: {label: Y, then: z}}"
    assert check(tmp_path, f"  a: {{ask: What?, {choices}, then: z}}\n" + END) == []
    assert check(tmp_path, f"  a: {{ask: What?, {choices}}}\n" + END) == ["1 F103"]


def test_an_outcome_without_a_way_uses_the_steps(tmp_path: Path) -> None:
    outcomes = "listen: feeling, outcomes: {clear: z, judging: {say: Hm.}, unclear: z}"
    assert check(tmp_path, f"  a: {{ask: What?, {outcomes}, then: z}}\n" + END) == []
    assert check(tmp_path, f"  a: {{ask: What?, {outcomes}}}\n" + END) == ["1 F103"]


def test_a_loop_with_a_question_in_it_is_fine(tmp_path: Path) -> None:
    assert (
        check(
            tmp_path,
            "  a: {say: x, then: b}\n  b: {ask: Q, choices: {y: {label: Yes, then: a}, n: {label: No, then: z}}}\n"
            + END,
        )
        == []
    )


def test_a_step_that_only_leads_to_itself_is_a_loop(tmp_path: Path) -> None:
    assert check(tmp_path, "  a: {say: x, then: a}\n") == ["1 F104"]


def test_each_silent_loop_is_found_once(tmp_path: Path) -> None:
    steps = """\
  a: {ask: Q, choices: {b: {label: B, then: b}, d: {label: D, then: d}}}
  b: {say: x, then: c}
  c: {say: y, then: b}
  d: {say: z, then: d}
"""
    assert check(tmp_path, steps) == ["2 F104", "4 F104"]


def test_leaving_for_another_script_is_an_end(tmp_path: Path) -> None:
    assert (
        check(
            tmp_path,
            "  a: {ask: Q, choices: {x: {label: X, script: sample}, m: {label: M, do: menu}}, skip: no}\n",
        )
        == []
    )


def test_a_skip_is_a_way_too(tmp_path: Path) -> None:
    assert (
        check(
            tmp_path,
            "  a: {ask: What?, choices: {x: {label: X, then: z}}, skip: b}\n  b: {say: Skipped., then: z}\n" + END,
        )
        == []
    )


def test_only_the_missing_way_is_reported_where_a_word_is_misspelt(tmp_path: Path) -> None:
    assert check(tmp_path, "  a: {ask: What?, onwards_to: z}\n" + END) == ["1 W101", "2 F102"]


# --- slots --------------------------------------------------------------------------------------------------


def test_a_slot_saved_on_one_way_may_be_used_after_it(tmp_path: Path) -> None:
    steps = """\
  a: {ask: Q, choices: {b: {label: B, then: b}, z: {label: Z, then: z}}}
  b: {ask: Q, save_as: x, then: z}
  z: {say: '{x}', end: completed}
"""
    assert check(tmp_path, steps, slots("x: text")) == []


def test_a_slot_saved_only_later_may_not(tmp_path: Path) -> None:
    steps = "  a: {say: '{x}', then: b}\n  b: {ask: Q, save_as: x, then: z}\n" + END
    assert check(tmp_path, steps, slots("x: text")) == ["1 S103"]


def test_a_slot_saved_in_an_earlier_round_may_be_used(tmp_path: Path) -> None:
    steps = """\
  a: {say: 'So far {x}.', then: b}
  b: {ask: Q, save_as: x, choices: {a: {label: A, then: a}, z: {label: Z, then: z}}}
"""
    assert check(tmp_path, steps + END, slots("x: choice")) == []


def test_an_answer_may_be_used_in_what_meets_it(tmp_path: Path) -> None:
    met = "  a: {ask: Q, save_as: x, choices: {y: {label: Y, say: 'You chose {x}.'}}, then: z}\n"
    assert check(tmp_path, met + END, slots("x: choice")) == []
    assert check(tmp_path, met.replace("ask: Q", "ask: 'Q {x}'") + END, slots("x: choice")) == ["1 S103"]


def test_words_are_there_where_the_engine_puts_them(tmp_path: Path) -> None:
    steps = "  a: {say: 'You wrote {words}.', end: completed}\n"
    head = slots("words: text", HEAD.replace("sample", "outside"))
    assert check(tmp_path, steps, head) == []
    assert check(tmp_path, steps, slots("words: text")) == ["1 S103"]


def test_a_built_in_word_is_no_slot(tmp_path: Path) -> None:
    assert check(tmp_path, "  a: {say: '{name}, it is {local_time}.', end: completed}\n") == []


def test_what_a_rehearsal_came_to_may_be_kept_and_other_built_in_words_may_not(tmp_path: Path) -> None:
    steps = "  a: {record: {kind: k, from: [best_reply, x]}, say: '{x}', end: completed}\n"
    ask = "  s: {ask: Q, save_as: x, then: a}\n"
    head = slots("x: text", HEAD.replace("start: a", "start: s"))
    assert check(tmp_path, ask + steps, head) == []
    assert check(tmp_path, ask + steps.replace("best_reply", "local_time"), head) == ["2 S106"]


def test_a_button_needs_a_slot_that_may_be_filled(tmp_path: Path) -> None:
    steps = "  a: {ask: Q, choices: {c: {label: C, needs: best_reply}, d: D}, then: b}\n  b: {say: B, end: completed}\n"
    assert check(tmp_path, steps) == []
    assert check(tmp_path, steps.replace("best_reply", "best_replay")) == ["1 S101"]


def test_a_follow_up_comes_after_some_days_or_on_a_day_that_a_slot_holds(tmp_path: Path) -> None:
    ask = "  a: {ask: Q, when: date, save_as: x, then: b}\n"
    steps = f"{ask}  b: {{say: B, follow_up: {{HOW, script: sample}}, end: completed}}\n"
    head = slots("x: when")
    assert check(tmp_path, steps.replace("HOW", "on: x"), head) == []
    assert check(tmp_path, steps.replace("HOW", "on: x, days: 2"), head) == ["2 W110"]
    text = steps.replace("when: date, ", "").replace("HOW", "on: x")
    assert check(tmp_path, text, slots("x: text")) == ["2 S105"]


# --- limits -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("length", "found"), [(4096, []), (4097, ["1 L101"])])
def test_a_message_holds_4096_units(tmp_path: Path, length: int, found: list[str]) -> None:
    assert check(tmp_path, f"  a: {{say: {'x' * length}, end: completed}}\n") == found


def test_emoji_count_twice(tmp_path: Path) -> None:
    assert check(tmp_path, f"  a: {{say: {'😀' * 2048}, end: completed}}\n") == []
    assert check(tmp_path, f"  a: {{say: {'😀' * 2049}, end: completed}}\n") == ["1 L101"]


def test_tags_and_signs_count_as_what_they_show(tmp_path: Path) -> None:
    assert check(tmp_path, f"  a: {{say: '<b>{'x' * 4095}</b>&lt;', end: completed}}\n") == []


def test_the_longest_answer_is_filled_in(tmp_path: Path) -> None:
    steps = "  a: {ask: Q, save_as: x, then: z}\n  z: {say: '{x}%s', end: completed}\n"
    assert check(tmp_path, steps % ("y" * 3494), slots("x: text")) == []
    assert check(tmp_path, steps % ("y" * 3495), slots("x: text")) == ["2 L101"]


def test_what_is_said_in_one_go_is_counted_together(tmp_path: Path) -> None:
    steps = (
        f"  a: {{say: {'x' * 3000}, then: b}}\n  b: {{say: {'x' * 3000}, then: c}}\n  c: {{ask: Q, then: z}}\n" + END
    )
    assert check(tmp_path, steps) == ["2 L101"]


def test_a_question_in_between_begins_anew(tmp_path: Path) -> None:
    steps = f"  a: {{say: {'x' * 3000}, ask: Q, then: b}}\n  b: {{say: {'x' * 3000}, end: completed}}\n"
    assert check(tmp_path, steps) == []


def test_a_choice_slot_is_as_long_as_its_longest_label(tmp_path: Path) -> None:
    steps = """\
  a: {ask: Q, save_as: x, choices: {y: Yes, n: Not now}, then: b}
  b: {ask: Q, choices: {k: 'Keep {x}', z: Z}, then: z}
"""
    assert check(tmp_path, steps + END, slots("x: choice")) == []


@pytest.mark.parametrize(("length", "found"), [(43, []), (44, ["1 L103"])])
def test_a_choice_id_fits_into_callback_data(tmp_path: Path, length: int, found: list[str]) -> None:
    assert check(tmp_path, f"  a: {{ask: Q, choices: {{{'x' * length}: X}}, then: z}}\n" + END) == found


def test_formatting_that_nests_as_telegram_allows_is_fine(tmp_path: Path) -> None:
    line = '<b>a <i>b</i></b> <blockquote><b>c</b></blockquote> <a href="https://example.org">d</a> &amp; &lt;3'
    assert check(tmp_path, f"  a: {{say: '{line}', end: completed}}\n") == []


@pytest.mark.parametrize(
    "line",
    [
        "<b>a",
        "a</b>",
        "<b><i>a</b></i>",
        "<u x=1>a</u>",
        "3 < 4",
        "{",
        "<code><b>a</b></code>",
        "<blockquote><blockquote>a</blockquote></blockquote>",
    ],
)
def test_formatting_that_telegram_refuses_is_found(tmp_path: Path, line: str) -> None:
    assert check(tmp_path, f"  a: {{say: '{line}', end: completed}}\n") == ["1 L104"]


def test_a_button_and_a_notice_show_plain_words_only(tmp_path: Path) -> None:
    assert check(tmp_path, "  a: {ask: Q, choices: {x: '<b>X</b>'}, then: z}\n" + END) == ["1 L104"]
    assert check(tmp_path, "  a: {ask: Q, why: 'It <i>helps</i>.', then: z}\n" + END) == ["1 L104"]


# --- the whole ----------------------------------------------------------------------------------------------


def design_example() -> str:
    """The example of the script language, as the guide for coaches shows it first."""
    guide = (ROOT / "docs" / "writing-scripts.md").read_text(encoding="utf-8")
    found = re.search(r"```yaml\n(script: .*?)```", guide, re.DOTALL)
    assert found is not None
    return found[1]


def test_the_guides_own_example_is_sound(tmp_path: Path) -> None:
    path = tmp_path / "small_yes.yaml"
    path.write_text(design_example(), encoding="utf-8")
    assert check_paths([path], LIBRARY) == []


def test_the_guides_listening_example_is_sound(tmp_path: Path) -> None:
    guide = (ROOT / "docs" / "writing-scripts.md").read_text(encoding="utf-8")
    found = re.search(r"```yaml\n(  limit:.*?)```", guide, re.DOTALL)
    assert found is not None
    end = "  finish: {say: '{limit}', end: completed}\n"
    assert check(tmp_path, found[1] + end, slots("limit: text", HEAD.replace("start: a", "start: limit"))) == []


def big_script(steps: int) -> str:
    """A script of that many steps, each with a question, choices, markup and a slot."""
    names = ", ".join(f"a{number}: choice" for number in range(50))
    step = """\
  s{n}:
    say: Some words <b>that</b> are said here.
    ask: What is it{after}?
    choices: {{yes: {{label: 'Yes', say: Good., then: s{next}}}, no: No thanks}}
    save_as: a{slot}
    then: s{next}
"""
    after = [f" after {{a{n % 50}}}" if n >= 50 else "" for n in range(steps)]
    body = "".join(step.format(n=n, next=n + 1, slot=n % 50, after=after[n]) for n in range(steps))
    return (
        slots(names, HEAD.replace("start: a", "start: s0"))
        + f"steps:\n{body}  s{steps}: {{say: Bye., end: completed}}\n"
    )


def test_five_hundred_steps_are_checked_in_well_under_a_second(tmp_path: Path) -> None:
    path = tmp_path / "sample.yaml"
    path.write_text(big_script(500), encoding="utf-8")
    began = process_time()
    library, problems = load_files([path], [])
    problems += check_library(library)
    assert process_time() - began < 0.8
    assert [one for one in problems if one.code not in ("T101", "P101", "C110")] == []


def test_a_loose_script_stands_in_for_the_one_in_the_library(tmp_path: Path) -> None:
    assert check(tmp_path, "  a: {say: x, offer: {again: {label: Again, script: sample}}, end: completed}\n") == []


def test_a_folder_of_loose_scripts_may_lead_to_each_other(tmp_path: Path) -> None:
    one = HEAD + "steps: {a: {say: x, offer: {o: {label: O, script: other}}, end: completed}}\n"
    (tmp_path / "one.yaml").write_text(one, encoding="utf-8")
    assert [problem.code for problem in check_paths([tmp_path], LIBRARY)] == ["F107"]
    (tmp_path / "other.yaml").write_text(one.replace("sample", "other"), encoding="utf-8")
    assert check_paths([tmp_path], LIBRARY) == []


def test_every_script_and_phrase_of_ours_is_sound() -> None:
    assert [str(one) for one in check_paths([], LIBRARY)] == []


def test_a_script_that_could_not_be_read_is_none(tmp_path: Path) -> None:
    assert load_script(tmp_path / "nowhere.yaml")[0] is None


# --- feedback -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("step", "code"),
    [
        ("ask: Q, save_as: x, feedback: boundary, then: z", None),
        ("ask: Q, save_as: x, feedback: bondary, then: z", "W106"),
        ("ask: Q, feedback: boundary, then: z", "W110"),
        ("ask: Q, save_as: x, feedback: boundary, scale: {from: 0, to: 2}, then: z", "W110"),
        ("ask: Q, save_as: x, feedback: boundary, listen: need, outcomes: {clear: z, asking: z, unclear: z}", "W110"),
    ],
)
def test_feedback_is_about_words_that_are_kept(tmp_path: Path, step: str, code: str | None) -> None:
    steps = f"  a: {{{step}}}\n  z: {{say: 'Yes {{x}}.', end: completed}}\n"
    found = check(tmp_path, steps, slots("x: text"))
    assert found == [] if code is None else code in [one.split()[1] for one in found]


def test_a_wording_for_each_register_needs_all_three(tmp_path: Path) -> None:
    assert check(tmp_path, "  a: {say: {direct: A., soft: B., indirect: C.}, end: completed}\n") == []
    assert check(tmp_path, "  a: {say: {direct: A., soft: B.}, end: completed}\n") == ["1 W102"]


def test_a_register_is_one_of_three(tmp_path: Path) -> None:
    assert check(tmp_path, "  a: {say: A., set: {register: soft}, end: completed}\n") == []
    assert check(tmp_path, "  a: {say: A., set: {register: rude}, end: completed}\n") == ["1 W109"]
