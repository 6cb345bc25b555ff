"""Scripts are read as text, whole, with the place of every word; whatever is wrong is listed at once."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from dialogs import yaml_nodes
from dialogs.load import load_library, load_phrases, load_script
from dialogs.load_script import locale_of
from dialogs.script import Choices, Free, ListScripts, Pick, Scale, Script, When
from dialogs.words import Mark
from dialogs.yaml_nodes import Table, Text, read_nodes

HEAD = "script: sample\nversion: 1\nstrategy: self\ntitle: A sample\nminutes: 2\nstart: a\n"


def load(folder: Path, text: str, name: str = "sample.yaml") -> tuple[Script | None, list[str]]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    script, problems = load_script(path)
    return script, [f"{one.mark.line}:{one.mark.column} {one.code}" for one in problems]


def sound(folder: Path, text: str) -> Script:
    script, problems = load(folder, text)
    assert problems == []
    assert script is not None
    return script


def test_every_word_of_a_step_is_read(tmp_path: Path) -> None:
    steps = """steps:
  a:
    say: {vary: [Hello., Good to see you.]}
    ask: <b>What</b> happened?
    why: It helps.
    save_as: moment
    listen: boundary
    outcomes: {clear: b, controlling: {say: "{quote}", then: a, at_most: 2, else: b}, unclear: a}
    skip: no
    then: b
    record: {kind: card, from: [moment]}
    set: {name: "{moment}"}
    follow_up: {days: 3, script: sample}
"""
    step = sound(tmp_path, HEAD + "slots: {moment: {type: text, sensitive: no}}\n" + steps).steps["a"]
    assert step.say is not None
    assert step.say.variants == ("Hello.", "Good to see you.")
    assert (step.question, step.save_as, step.listen, step.then, step.skip, step.may_skip) == (
        Free(),
        "moment",
        "boundary",
        "b",
        None,
        False,
    )
    again = step.outcomes["controlling"]
    assert (again.then, again.at_most, again.otherwise, step.outcomes["clear"].then) == ("a", 2, "b", "b")
    assert step.record is not None
    assert (step.record.kind, step.record.slots, step.set) == ("card", ("moment",), {"name": "{moment}"})
    assert step.follow_up is not None
    assert (step.follow_up.days, step.follow_up.script) == (3, "sample")


def test_every_kind_of_question_is_read(tmp_path: Path) -> None:
    steps = """steps:
  a: {ask: Q, choices: {yes: Yes, no: {label: No, say: All right., script: other}}, then: b}
  b: {ask: Q, scale: {from: 0, to: 10, low: none, high: all}, then: c}
  c: {ask: Q, pick: {from: {x: X, y: Y}, at_least: 1, at_most: 2, page: 5}, then: d}
  d: {ask: Q, when: date, then: e}
  e: {ask: Q, list_scripts: all, choices: {stop: {label: Stop, do: leave}}}
"""
    script = sound(tmp_path, HEAD + steps)
    asked = [script.steps[name].question for name in "abcde"]
    choices, scale, pick, when, lists = asked
    assert isinstance(choices, Choices)
    assert [(one.id, one.label.variants[0], one.script) for one in choices.options] == [
        ("yes", "Yes", None),
        ("no", "No", "other"),
    ]
    assert isinstance(scale, Scale)
    assert (scale.first, scale.last, scale.low and scale.low.variants) == (0, 10, ("none",))
    assert isinstance(pick, Pick)
    assert (len(pick.options), pick.at_least, pick.at_most, pick.page) == (2, 1, 2, 5)
    assert when == When("date")
    assert isinstance(lists, ListScripts)
    assert (lists.of, lists.options[0].do) == ("all", "leave")


def test_yes_no_and_on_stay_words(tmp_path: Path) -> None:
    script = sound(tmp_path, HEAD + "steps:\n  a: {ask: on, choices: {yes: yes, no: no, on: 1.0}, then: a}\n")
    question = script.steps["a"].question
    assert isinstance(question, Choices)
    assert [(one.id, one.label.variants[0]) for one in question.options] == [
        ("yes", "yes"),
        ("no", "no"),
        ("on", "1.0"),
    ]


def test_marks_say_where_a_word_stands(tmp_path: Path) -> None:
    script = sound(tmp_path, HEAD + "steps:\n  a:\n    ask: Why?\n    then: a\n")
    assert script.steps["a"].mark == Mark(str(tmp_path / "sample.yaml"), 8, 3)
    assert script.steps["a"].marks["then"] == Mark(str(tmp_path / "sample.yaml"), 10, 11)


def test_all_problems_are_listed_and_the_rest_is_still_read(tmp_path: Path) -> None:
    text = (
        HEAD.replace("minutes: 2", "minutes: two").replace("strategy", "stategy")
        + "steps:\n  A b:\n    aks: What?\n    scale: high\n    end: now\n"
    )
    script, found = load(tmp_path, text)
    codes = {one.split()[1] for one in found}
    assert {"W101", "W103", "W104", "W105", "W106", "W110", "F101"} <= codes
    assert script is not None
    assert script.strategy == "self"
    assert script.steps["A b"].ask is not None


def test_a_table_of_words_is_wanted(tmp_path: Path) -> None:
    assert load(tmp_path, "just words") == (None, ["1:1 Y109"])


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: b: c\n", "1:5 Y103"),
        ('a: "x\nb: c\n', "1:4 Y103"),
        ("a:\n\tb: 2\n", "2:1 Y103"),
        ("  a: 1\n b: 2\n", "2:2 Y103"),
        ("a: \x01\n", "1:4 Y103"),
        ("a: \u202eb\n", "1:4 Y103"),
        ("a: [b\n", "2:1 Y103"),
        ("a: !!python/name:os.system x\n", "1:4 Y106"),
        ("a: *x\n", "1:4 Y105"),
        ("", "1:1 Y109"),
        ("a: 1\n---\nb: 2\n", "2:1 Y109"),
        ("a: 1\na: 2\n", "2:1 Y104"),
        ("? [a]\n: b\n", "1:3 Y103"),
        ("[" * 25, "1:22 Y108"),
        ("[" * 100_000, "1:1001 Y108"),
    ],
)
@pytest.mark.parametrize("loader", [yaml_nodes._LOADER, yaml.SafeLoader])
def test_yaml_traps_are_refused_where_they_stand(
    tmp_path: Path, text: str, place: str, loader: type[yaml.SafeLoader], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(yaml_nodes, "_LOADER", loader)
    path = tmp_path / "trap.yaml"
    path.write_text(text, encoding="utf-8")
    _, problems = read_nodes(path, "trap")
    found = [f"{one.mark.line}:{one.mark.column} {one.code}" for one in problems]
    if loader is yaml.SafeLoader:
        assert [one.split()[1] for one in found[-1:]] == [place.split()[1]]
    else:
        assert found == [place]


def test_a_billion_laughs_are_refused_at_once(tmp_path: Path) -> None:
    lines = ["a0: &a0 lol", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30))]
    path = tmp_path / "laughs.yaml"
    path.write_text("\n".join(lines), encoding="utf-8")
    tree, problems = read_nodes(path, "laughs")
    assert isinstance(tree, Table)
    assert {one.code for one in problems} == {"Y105"}
    assert tree.entries["a0"].value == Text("lol", Mark("laughs", 1, 5))


def test_a_file_begins_with_or_without_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "bom.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\r\n")
    tree, problems = read_nodes(path, "bom")
    assert (isinstance(tree, Table) and [*tree.entries], problems) == (["a"], [])


def test_a_library_is_read_by_language(tmp_path: Path) -> None:
    for locale in ("en", "de"):
        (tmp_path / "scripts" / locale).mkdir(parents=True)
        (tmp_path / "scripts" / locale / "sample.yaml").write_text(
            HEAD + "steps: {a: {say: x, end: completed}}\n", encoding="utf-8"
        )
    (tmp_path / "phrases").mkdir()
    (tmp_path / "phrases" / "en.yaml").write_text(
        "lines: {skip: {vary: [Skip, Pass]}}\ncommands: {stop: Stop.}\nstrategies: {self: Self}\n", encoding="utf-8"
    )
    library, problems = load_library(tmp_path)
    assert problems == []
    assert {locale: [*scripts] for locale, scripts in library.scripts.items()} == {"en": ["sample"], "de": ["sample"]}
    assert library.phrase("de", "skip").variants == ("Skip", "Pass")
    assert library.phrases["en"].commands == {"stop": "Stop."}


def test_phrases_of_another_shape_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "en.yaml"
    path.write_text("- a\n", encoding="utf-8")
    phrases, problems = load_phrases(path)
    assert (phrases, [one.code for one in problems]) == (None, ["Y109"])


def test_a_sentence_cut_off_by_a_comma_is_told_so(tmp_path: Path) -> None:
    path = tmp_path / "sample.yaml"
    path.write_text(HEAD + "steps:\n  a: {say: Yes, of course, end: completed}\n", encoding="utf-8")
    _, problems = load_script(path)
    assert [(one.code, "comma" in one.message) for one in problems] == [("W101", True)]


def test_the_locale_is_the_folder_or_the_default(tmp_path: Path) -> None:
    assert locale_of(tmp_path / "de" / "x.yaml") == "de"
    assert locale_of(tmp_path / "pt-BR" / "x.yaml") == "pt-BR"
    assert locale_of(tmp_path / "my scripts" / "x.yaml") == "en"


def test_an_empty_library_says_so(tmp_path: Path) -> None:
    assert [one.code for one in load_library(tmp_path)[1]] == ["Y101"]
