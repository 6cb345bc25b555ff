"""Scripts that changed while somebody was in them."""

from __future__ import annotations

from typing import Any

import msgspec

from dialogs.script import Library, Script
from dialogs.session import Written
from tests.talk import Talk


def with_script(library: Library, script_id: str, **changes: Any) -> Library:
    """The library with one script changed, or left out where `gone` is given."""
    scripts: dict[str, Script] = dict(library.scripts["en"])
    if changes.pop("gone", False):
        del scripts[script_id]
    else:
        scripts[script_id] = msgspec.structs.replace(scripts[script_id], **changes)
    return msgspec.structs.replace(library, scripts={"en": scripts})


def in_tea() -> Talk:
    talk = Talk()
    talk.command("start", "tea")
    talk.say("blue")
    return talk


def test_a_step_that_still_exists_goes_on() -> None:
    talk = in_tea()
    talk.library = with_script(talk.library, "tea", version=2)
    assert talk.tap("Green tea").startswith("Green it is.")


def test_a_renamed_step_goes_on_under_its_new_name() -> None:
    talk = in_tea()
    steps = dict(talk.library.scripts["en"]["tea"].steps)
    steps["sort"] = msgspec.structs.replace(steps.pop("kind"), id="sort")
    steps["cup"] = msgspec.structs.replace(steps["cup"], then="sort")
    talk.library = with_script(talk.library, "tea", version=2, steps=steps, renamed={"kind": "sort"})
    assert talk.tap("Green tea").startswith("Green it is.")


def test_a_step_that_is_gone_begins_the_script_again_with_the_answers_that_fit() -> None:
    talk = in_tea()
    steps = dict(talk.library.scripts["en"]["tea"].steps)
    steps["sort"] = msgspec.structs.replace(steps.pop("kind"), id="sort")
    steps["cup"] = msgspec.structs.replace(steps["cup"], then="sort")
    talk.library = with_script(talk.library, "tea", version=2, steps=steps)
    assert talk.tap("Green tea").startswith("Script changed")
    assert talk.text.endswith("Which cup?")
    assert talk.answers() == {"cup": Written("blue")}


def test_a_called_script_that_is_gone_leaves_the_one_that_called_it() -> None:
    talk = in_tea()
    talk.tap("Green tea")
    talk.say("milk")
    talk.say("secret")
    talk.library = with_script(talk.library, "limit_talk", gone=True)
    assert "Green tea, Left blank, Milk, secret." in talk.say("I won't")


def test_a_script_that_is_gone_lets_go() -> None:
    talk = in_tea()
    talk.library = with_script(talk.library, "tea", gone=True)
    assert talk.say("green").startswith("Script changed")
