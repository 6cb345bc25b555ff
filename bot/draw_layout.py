"""Where the boxes of a state diagram go: layers from top to bottom, as in Sugiyama, Tagawa and Toda (1981).

Works on plain ids, sizes and pairs; knows nothing of scripts or of how a picture is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

GAP_X, GAP_Y = 32.0, 70.0
BEND = 44.0  # the room a passing line takes, its label included
BESIDE = 16.0  # how far a line that leads back stands beside one that leads there
MOST_PORT = 74.0  # how far from the middle of a box a line may meet it
SWEEPS = 12
Pair = tuple[str, str]
Point = tuple[float, float]


@dataclass(frozen=True)
class Placed:
    """The middle of each box, and for each pair the points its line goes through; all in pixels."""

    middles: dict[str, Point]
    lines: dict[Pair, list[Point]]
    width: float
    height: float


def place(sizes: Mapping[str, tuple[float, float]], pairs: Sequence[Pair], start: str) -> Placed:
    """Lay the boxes out. `sizes` are widths and heights by id; a pair of the same id twice has no line here."""
    forward = _without_circles(list(sizes), pairs, start)
    ranks = _ranks(list(sizes), forward)
    layers, links, chains = _layers(ranks, forward)
    _order(layers, links)
    widths = {name: sizes[name][0] if name in sizes else BEND for layer in layers for name in layer}
    xs = _across(layers, links, widths)
    ys, height = _down(layers, sizes)
    middles = {name: (xs[name], ys[ranks[name]]) for name in sizes}
    lines = {}
    for pair in pairs:
        if pair[0] != pair[1]:
            way = pair if pair in chains else (pair[1], pair[0])
            points = _line(way, chains[way], sizes, xs, ys, ranks)
            lines[pair] = points if way == pair else [(x + BESIDE, y) for x, y in reversed(points)]
    left = min(xs[name] - widths[name] / 2 for name in xs)
    right = max(xs[name] + widths[name] / 2 for name in xs)
    return _shifted(Placed(middles, lines, right - left, height), -left)


def _without_circles(names: list[str], pairs: Sequence[Pair], start: str) -> list[Pair]:
    """The pairs with every one that closes a circle turned round, found by walking from the start."""
    after: dict[str, list[str]] = {name: [] for name in names}
    for source, target in pairs:
        after[source].append(target)
    turned: dict[Pair, None] = {}
    state: dict[str, int] = {}
    for root in [start, *names]:
        stack = [(root, iter(after[root]))] if root not in state else []
        state.setdefault(root, 1)
        while stack:
            name, targets = stack[-1]
            target = next(targets, "")
            if not target:
                state[name] = 2
                stack.pop()
            elif target != name:
                turned[(target, name) if state.get(target) == 1 else (name, target)] = None
                if target not in state:
                    state[target] = 1
                    stack.append((target, iter(after[target])))
    return list(turned)


def _ranks(names: list[str], pairs: Iterable[Pair]) -> dict[str, int]:
    """The layer of each box: one below the lowest of those that lead to it."""
    before: dict[str, list[str]] = {name: [] for name in names}
    for source, target in pairs:
        before[target].append(source)
    ranks: dict[str, int] = {}
    stack = list(reversed(names))
    while stack:
        name = stack[-1]
        waiting = [one for one in before[name] if one not in ranks]
        if name in ranks or not waiting:
            ranks.setdefault(name, max((ranks[one] + 1 for one in before[name]), default=0))
            stack.pop()
        else:
            stack += waiting
    return ranks


def _layers(ranks: dict[str, int], pairs: list[Pair]) -> tuple[list[list[str]], list[Pair], dict[Pair, list[str]]]:
    """The boxes by layer, with a bend in every layer that a line crosses; the short links; each pair's bends."""
    layers: list[list[str]] = [[] for _ in range(max(ranks.values()) + 1)]
    for name, rank in ranks.items():
        layers[rank].append(name)
    links: list[Pair] = []
    chains: dict[Pair, list[str]] = {}
    for number, (source, target) in enumerate(pairs):
        bends = [f"\0{number}.{rank}" for rank in range(ranks[source] + 1, ranks[target])]
        for rank, bend in enumerate(bends, ranks[source] + 1):
            layers[rank].append(bend)
        chains[(source, target)] = bends
        links += list(zip([source, *bends], [*bends, target], strict=True))
    return layers, links, chains


def _neighbours(links: list[Pair]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    up: dict[str, list[str]] = {}
    down: dict[str, list[str]] = {}
    for source, target in links:
        down.setdefault(source, []).append(target)
        up.setdefault(target, []).append(source)
    return up, down


def _order(layers: list[list[str]], links: list[Pair]) -> None:
    """Sort each layer by where its neighbours stand, downwards and upwards in turn, so that fewer lines cross."""
    up, down = _neighbours(links)
    places = {name: place for one in layers for place, name in enumerate(one)}
    for sweep in range(SWEEPS):
        near = up if sweep % 2 == 0 else down
        for layer in layers if sweep % 2 == 0 else reversed(layers):
            wanted = {name: _mean([places[one] for one in near.get(name, [])], places[name]) for name in layer}
            layer.sort(key=wanted.__getitem__)
            places |= {name: place for place, name in enumerate(layer)}


def _mean(values: list[float] | list[int], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def _across(layers: list[list[str]], links: list[Pair], widths: dict[str, float]) -> dict[str, float]:
    """Each box's middle from left to right: as near to its neighbours as its layer's order and width allow."""
    up, down = _neighbours(links)
    xs: dict[str, float] = {}
    for layer in layers:
        at = 0.0
        for name in layer:
            xs[name] = at + widths[name] / 2
            at += widths[name] + GAP_X
    for sweep in range(SWEEPS):
        for layer in layers if sweep % 2 == 0 else reversed(layers):
            near = [up.get(name, []) + (down.get(name, []) if sweep > 1 else []) for name in layer]
            wanted = [_mean([xs[one] for one in found], xs[name]) for name, found in zip(layer, near, strict=True)]
            xs |= zip(layer, _spread(wanted, [widths[name] for name in layer]), strict=True)
    return xs


def _spread(wanted: list[float], widths: list[float]) -> list[float]:
    """The places nearest to the wanted ones (least squares) at which boxes side by side don't touch.

    Isotonic regression by pooling adjacent violators, on places less the room that the boxes before need.
    """
    room = [0.0]
    for one, other in pairwise(widths):
        room.append(room[-1] + (one + other) / 2 + GAP_X)
    pools: list[tuple[float, int]] = []
    for want, offset in zip(wanted, room, strict=True):
        pools.append((want - offset, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (last, many), (before, few) = pools.pop(), pools.pop()
            pools.append(((last * many + before * few) / (many + few), many + few))
    flat = [value for value, count in pools for _ in range(count)]
    return [value + offset for value, offset in zip(flat, room, strict=True)]


def _down(layers: list[list[str]], sizes: Mapping[str, tuple[float, float]]) -> tuple[list[float], float]:
    """The middle of each layer from the top, and the height of all."""
    ys: list[float] = []
    top = 0.0
    for layer in layers:
        height = max((sizes[name][1] for name in layer if name in sizes), default=0.0)
        ys.append(top + height / 2)
        top += height + GAP_Y
    return ys, top - GAP_Y


def _line(
    pair: Pair,
    bends: list[str],
    sizes: Mapping[str, tuple[float, float]],
    xs: dict[str, float],
    ys: list[float],
    ranks: dict[str, int],
) -> list[Point]:
    """From the lower edge of one box through the bends to the upper edge of the other."""
    source, target = pair
    first, last = ranks[source], ranks[target]
    towards = xs[bends[0]] if bends else xs[target]
    coming = xs[bends[-1]] if bends else xs[source]
    begin = (_port(xs[source], sizes[source][0], towards), ys[first] + sizes[source][1] / 2)
    end = (_port(xs[target], sizes[target][0], coming), ys[last] - sizes[target][1] / 2)
    return [begin, *((xs[bend], ys[rank]) for rank, bend in enumerate(bends, first + 1)), end]


def _port(middle: float, width: float, other: float) -> float:
    """Where a line meets a box's edge: towards where it goes, but not in the corners."""
    reach = min(MOST_PORT, width * 0.32)
    return middle + max(-reach, min(reach, (other - middle) * 0.35))


def _shifted(placed: Placed, by: float) -> Placed:
    middles = {name: (x + by, y) for name, (x, y) in placed.middles.items()}
    lines = {pair: [(x + by, y) for x, y in points] for pair, points in placed.lines.items()}
    return Placed(middles, lines, placed.width, placed.height)
