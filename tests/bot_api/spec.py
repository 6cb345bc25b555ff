"""The Bot API's own list of methods, parameters and types, and a reading of calls that allows nothing else.

Telegram ignores parameters it does not know and mends many small mistakes; the stand-in refuses them, so that a
misspelt name or a wrong type is seen in a test and not by a person. Data: bot_api.json (see NOTICE.md).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bot_api.refused import NOT_FOUND, Refused, bad

_SPEC: dict[str, dict[str, Any]] = json.loads((Path(__file__).parent / "bot_api.json").read_text("utf-8"))
_METHODS = {name.lower(): name for name in _SPEC["methods"]}
_INTEGER = re.compile(r"-?\d+")
_ARRAY = "Array of "


@dataclass(frozen=True)
class File:
    """An uploaded file."""

    name: str
    body: bytes


def method_name(written: str) -> str:
    """The method's own spelling; Telegram reads method names in any case. Refused with 404 if there is none."""
    try:
        return _METHODS[written.lower()]
    except KeyError:
        raise Refused(404, NOT_FOUND) from None


def read_parameters(method: str, raw: Mapping[str, object], files: Mapping[str, File]) -> dict[str, Any]:
    """The parameters with the types the API gives them. Values may be text (a form) or JSON.

    Refused: unknown names, missing required ones, wrong types anywhere inside, uploads that nothing refers to.
    """
    fields: dict[str, Any] = _SPEC["methods"][method]["fields"]
    used: set[str] = set()
    read: dict[str, Any] = {}
    for name, value in {**raw, **{n: f for n, f in files.items() if n in fields}}.items():
        if name not in fields:
            raise bad(f'unknown parameter "{name}" of {method}')
        read[name] = _read(value, fields[name]["types"], name, files, used, whole=True)
    for name, field in fields.items():
        if field["required"] and name not in read:
            raise bad(f'parameter "{name}" is required')
    if unused := set(files) - used:
        raise bad(f"uploaded but not used: {', '.join(sorted(unused))}")
    return read


def _read(
    value: object, types: list[str], where: str, files: Mapping[str, File], used: set[str], *, whole: bool
) -> object:
    """The value as the first of the types that fits; `whole`: a parameter of its own, where text may hold JSON."""
    reasons = []
    for kind in types:
        try:
            return _read_as(value, kind, where, files, used, whole=whole)
        except Refused as reason:
            reasons.append(reason)
    raise reasons[-1] if len(reasons) == 1 else bad(f'"{where}" is not {" or ".join(types)}')


def _read_as(value: object, kind: str, where: str, files: Mapping[str, File], used: set[str], *, whole: bool) -> object:
    if kind == "InputFile":
        return _read_file(value, where, files, used)
    if kind in _PLAIN:
        return _read_plain(value, kind, where, whole=whole)
    if whole and isinstance(value, str):
        value = _from_json(value, where)
    if kind.startswith(_ARRAY):
        if not isinstance(value, list):
            raise bad(f'"{where}" is not an array')
        inner = [kind.removeprefix(_ARRAY)]
        return [_read(item, inner, f"{where}[{n}]", files, used, whole=False) for n, item in enumerate(value)]
    return _read_object(value, kind, where, files, used)


def _read_object(value: object, kind: str, where: str, files: Mapping[str, File], used: set[str]) -> object:
    if not isinstance(value, dict):
        raise bad(f'"{where}" is not an object')
    described = _SPEC["types"][kind]
    if described.get("subtypes"):
        return _read(value, described["subtypes"], where, files, used, whole=False)
    fields = described["fields"]
    for name in value:
        if name not in fields:
            raise bad(f'unknown field "{name}" in "{where}" ({kind})')
    for name, field in fields.items():
        if field["required"] and name not in value:
            raise bad(f'field "{name}" of "{where}" ({kind}) is required')
    return {
        name: _read(item, fields[name]["types"], f"{where}.{name}", files, used, whole=False)
        for name, item in value.items()
    }


def _read_file(value: object, where: str, files: Mapping[str, File], used: set[str]) -> File:
    if isinstance(value, File):
        used.add(where)
        return value
    name = value.removeprefix("attach://") if isinstance(value, str) and value.startswith("attach://") else ""
    if name not in files:
        raise bad(f'no file was uploaded for "{where}"')
    used.add(name)
    return files[name]


def _read_plain(value: object, kind: str, where: str, *, whole: bool) -> object:
    wanted = _PLAIN[kind]
    if whole and kind == "Integer" and isinstance(value, str) and _INTEGER.fullmatch(value):
        return int(value)
    if whole and kind in ("Boolean", "True") and value in ("true", "false"):
        value = value == "true"
    if whole and kind == "Float" and isinstance(value, str):
        value = _from_json(value, where)
    if not isinstance(value, wanted) or (isinstance(value, bool) and bool not in wanted):
        raise bad(f'"{where}" is not of type {kind}')
    if isinstance(value, str):
        _check_unicode(value)
    return value


def _check_unicode(text: str) -> None:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise bad("strings must be encoded in UTF-8") from None


def _from_json(text: str, where: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        raise bad(f'can\'t parse "{where}" as JSON') from None


_PLAIN: dict[str, tuple[type, ...]] = {
    "Integer": (int,),
    "String": (str,),
    "Boolean": (bool,),
    "True": (bool,),
    "Float": (int, float),
}
