"""A linear model over features: for each label a sum of weights, and the words that carried it.

The weights are whole numbers in hundredths, trained by `training/` and kept in a JSON file beside the rules. Nothing
heavy is needed at run time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import sqrt

import msgspec
from msgspec import Struct

from dialogs.reading.features import Seen

LENGTH = 10.0  # features of a usual message, square root taken: long ones weigh no more than short ones
MOST_PLACES = 3  # where a feature that comes again and again is looked for


class Model(Struct, frozen=True):
    """`weights` gives each feature its (label number, hundredths); a label is there when its sum passes `needed`."""

    labels: tuple[str, ...]
    base: tuple[int, ...]
    needed: tuple[int, ...]
    weights: dict[str, tuple[tuple[int, int], ...]]


class Scored(Struct, frozen=True):
    """A label with its sum above what it needs, in hundredths, and the token places that carried it."""

    label: str
    margin: int
    first: int
    last: int


def load_model(raw: bytes) -> Model:
    """The model those JSON bytes hold. Raises msgspec.DecodeError on anything else."""
    return msgspec.json.decode(raw, type=Model)


def score(model: Model, seen: Iterable[Seen], size: int) -> list[Scored]:
    """Every label with its margin, for a message of `size` tokens. A feature counts once, wherever it stands."""
    sums = [0] * len(model.labels)
    places: list[list[tuple[int, int, int]]] = [[] for _ in model.labels]
    times: dict[str, int] = {}
    for feature, first, last in seen:
        count = times[feature] = times.get(feature, 0) + 1
        found = model.weights.get(feature) if count <= MOST_PLACES else None
        for label, weight in found or ():
            if count == 1:
                sums[label] += weight
            if weight > 0 and last >= first:
                places[label].append((first, last, weight))
    share = LENGTH / sqrt(max(len(times), 1))
    margins = [round(sums[one] * share) + model.base[one] - model.needed[one] for one in range(len(sums))]
    return [
        Scored(label, margins[number], *(_carriers(places[number], size) if margins[number] > 0 else (0, 0)))
        for number, label in enumerate(model.labels)
    ]


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
