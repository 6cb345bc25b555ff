"""A linear model over features: for each label a sum of weights, and the words that carried it.

The weights are whole numbers in hundredths, trained by `training/` and kept in a JSON file beside the rules. Nothing
heavy is needed at run time.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from math import sqrt

import msgspec
from msgspec import Struct

from dialogs.reading.features import Seen

LENGTH = 10.0  # features of a usual message, square root taken: long ones weigh no more than short ones
MOST_PLACES = 3  # where a feature that comes again and again is looked for


class Model(Struct, frozen=True):
    """`weights` gives each feature its label numbers, each with its hundredths behind it.

    One flat row a feature takes half the memory of pairs. A label is there when its sum passes `needed`.
    """

    labels: tuple[str, ...]
    base: tuple[int, ...]
    needed: tuple[int, ...]
    weights: dict[str, tuple[int, ...]]


class Scored(Struct, frozen=True):
    """A label with its sum and what that is above its need, in hundredths, and the token places that carried it."""

    label: str
    total: int
    margin: int
    first: int
    last: int


def load_model(raw: bytes) -> Model:
    """The model those JSON bytes hold. Raises msgspec.DecodeError on anything else."""
    return msgspec.json.decode(raw, type=Model)


def score(model: Model, seen: Iterable[Seen], size: int, shown: Container[str] = ()) -> list[Scored]:
    """Every label with its margin, for a message of `size` tokens. A feature counts once, wherever it stands.

    Labels in `shown` have words to show already: which tokens carried them is not asked.
    """
    places = list(seen)
    names = dict.fromkeys([name for name, _, _ in places])
    sums = [0] * len(model.labels)
    known = {name: found for name in names if (found := model.weights.get(name))}
    for found in known.values():
        numbers = iter(found)
        for label, weight in zip(numbers, numbers, strict=True):
            sums[label] += weight
    share = LENGTH / sqrt(max(len(names), 1))
    totals = [round(one * share) + base for one, base in zip(sums, model.base, strict=True)]
    margins = [total - need for total, need in zip(totals, model.needed, strict=True)]
    asked = [one for one, margin in enumerate(margins) if margin > 0 and model.labels[one] not in shown]
    carried = _carried(known, places, asked, size)
    return [
        Scored(label, totals[one], margins[one], *carried.get(one, (0, 0))) for one, label in enumerate(model.labels)
    ]


def first_margin(model: Model, seen: Iterable[Seen]) -> int:
    """The margin of the first label alone, as `score` gives it, at a part of the cost."""
    names = {name for name, _, _ in seen}
    found = [row for name in names if (row := model.weights.get(name))]
    total = sum([row[1] for row in found if not row[0]])
    return round(total * (LENGTH / sqrt(max(len(names), 1)))) + model.base[0] - model.needed[0]


def _carried(
    known: Mapping[str, tuple[int, ...]], places: Sequence[Seen], labels: Sequence[int], size: int
) -> dict[int, tuple[int, int]]:
    """For each of these labels, the stretch of tokens that carried it."""
    if not labels:
        return {}
    telling = {name: pairs for name, found in known.items() if (pairs := _pairs(found, labels))}
    own: dict[int, list[tuple[int, int, int]]] = {label: [] for label in labels}
    times: dict[str, int] = {}
    for name, first, last in places:
        if name not in telling or last < first:
            continue
        times[name] = count = times.get(name, 0) + 1
        if count <= MOST_PLACES:
            for label, weight in telling[name]:
                own[label].append((first, last, weight))
    return {label: _carriers(carried, size) for label, carried in own.items()}


def _pairs(found: tuple[int, ...], labels: Sequence[int]) -> list[tuple[int, int]]:
    """Those of these labels that a feature speaks for, each with its weight."""
    numbers = iter(found)
    return [(label, weight) for label, weight in zip(numbers, numbers, strict=True) if weight > 0 and label in labels]


def _carriers(places: Sequence[tuple[int, int, int]], size: int) -> tuple[int, int]:
    """The stretch of tokens around the heaviest one, while the next carries at least a third of it."""
    if not places:
        return 0, max(size - 1, 0)
    load = [0.0] * size
    for first, last, weight in places:
        for place in range(first, last + 1):
            load[place] += weight / (last - first + 1)
    first = last = max(range(size), key=load.__getitem__)
    enough = load[first] / 3
    while first > 0 and load[first - 1] >= enough:
        first -= 1
    while last + 1 < size and load[last + 1] >= enough:
        last += 1
    return first, last
