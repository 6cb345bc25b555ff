"""The editor schema agrees with the loader: what one takes the other takes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from dialogs import load_language
from dialogs.schema import script_schema
from dialogs.yaml_nodes import Items, Node, Table, Text, read_nodes

ROOT = Path(__file__).parents[2]
SCRIPTS = sorted((ROOT / "dialogs" / "scripts").rglob("*.yaml"))
SHAPE_CODES = ("W101", "W102", "W103", "W106", "W107", "W108")


def as_json(node: Node) -> Any:
    match node:
        case Text(value=value):
            return value
        case Items(items=items):
            return [as_json(item) for item in items]
        case Table(entries=entries):
            return {key: as_json(entry.value) for key, entry in entries.items()}


def errors(path: Path) -> list[str]:
    tree, _ = read_nodes(path, path.name)
    assert tree is not None
    validator = jsonschema.Draft7Validator(script_schema())
    return [error.message for error in validator.iter_errors(as_json(tree))]


def test_the_schema_is_a_schema_and_the_file_holds_it() -> None:
    schema = json.loads((ROOT / "schemas" / "script.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    assert schema == script_schema()


def test_our_scripts_fit_the_schema() -> None:
    assert {path.stem: found for path in SCRIPTS if (found := errors(path))} == {}


@pytest.mark.parametrize("code", SHAPE_CODES)
def test_what_the_loader_refuses_by_shape_the_schema_refuses(code: str) -> None:
    assert errors(ROOT / "tests" / "bad_scripts" / code / "sample.yaml")


def test_every_shape_of_the_language_is_explained() -> None:
    used = {word.shape for words in load_language.PLACES.values() for word in words.values()}
    assert used == set(load_language.SHAPES)


def test_vscode_uses_the_schema_for_scripts() -> None:
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    assert settings["yaml.schemas"] == {"schemas/script.schema.json": ["dialogs/scripts/*/*.yaml"]}


def test_plain_yaml_of_an_editor_fits_too() -> None:
    """Editors read numbers and booleans as such; the schema takes them where the loader takes their text."""
    steps = "{a: {ask: 1, scale: {from: 0, to: 3}, skip: 'no', then: a}}"
    text = f"{{script: x, version: 1, title: 5, start: a, steps: {steps}}}"
    jsonschema.Draft7Validator(script_schema()).validate(yaml.safe_load(text))
