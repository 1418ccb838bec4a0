"""Which part of an old text became which part of the new one, for parts that stand in a row."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import islice
from math import ceil

from assistant.drafting.tokens import tokens

Pair = tuple[int, int]
_MOST = 400_000  # pairs of parts that are weighed one against one: about a second


class Likeness:
    """How alike texts are, by the words they share: 0 for none, 1 for all."""

    def __init__(self) -> None:
        self._vocabulary: dict[str, int] = {}
        self._known: dict[str, tuple[int, int]] = {}
        self._places: dict[str, set[int]] = {}

    def __call__(self, one: str, other: str) -> float:
        """Return twice the share of different words that both texts have."""
        (a, n), (b, m) = self._bits(one), self._bits(other)
        return 2 * (a & b).bit_count() / (n + m) if n + m else float(one == other)

    def alike(self, ones: Sequence[str], others: Sequence[str], least: float) -> Iterator[tuple[float, int, int]]:
        """Yield the pairs of places whose texts are ``least`` alike or more, and how much, without weighing each pair.

        Two such texts share so many words that one of the rarest of each is among them; only texts that share one
        of these are weighed. Of more pairs than can be weighed the first ones are.
        """
        for text in (*ones, *others):
            self._bits(text)
        times = Counter(place for text in (*ones, *others) for place in self._places[text])

        def rarest(text: str) -> list[int]:
            words = sorted(self._places[text], key=lambda place: (times[place], place))
            shared = ceil(len(words) * least / (2 - least) - 1e-9)  # how many of them a text so like it has too
            return words[: len(words) - shared + 1]

        holding: dict[int, list[int]] = defaultdict(list)
        for j, text in enumerate(others):
            for place in rarest(text):
                holding[place].append(j)
        pairs = ((i, j) for i, text in enumerate(ones) for j in sorted({j for p in rarest(text) for j in holding[p]}))
        for i, j in islice(pairs, _MOST):
            if (likeness := self(ones[i], others[j])) >= least:
                yield likeness, i, j

    def _bits(self, text: str) -> tuple[int, int]:
        if text not in self._known:
            places = {
                self._vocabulary.setdefault(t.text.lower(), len(self._vocabulary)) for t in tokens(text) if t.word
            }
            self._places[text] = places
            bits = bytearray(len(self._vocabulary) // 8 + 1)
            for place in places:
                bits[place // 8] |= 1 << place % 8
            self._known[text] = int.from_bytes(bits, "little"), len(places)
        return self._known[text]


def aligned(old: Sequence[Hashable], new: Sequence[Hashable], worth: Callable[[int, int], float]) -> list[Pair]:
    """Return pairs of places in order: equal parts first, and between them the pairs that are worth most.

    ``worth`` is asked for two places and returns 0 for parts that do not belong together.
    """
    out: list[Pair] = []
    i = j = 0
    for match in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        out += _weighed(range(i, match.a), range(j, match.b), worth)
        out += [(match.a + n, match.b + n) for n in range(match.size)]
        i, j = match.a + match.size, match.b + match.size
    return out


def _weighed(olds: range, news: range, worth: Callable[[int, int], float]) -> list[Pair]:
    """Return the pairs in order that are worth most together."""
    if not olds or not news or len(olds) * len(news) > _MOST:
        return []
    value = [[worth(i, j) for j in news] for i in olds]
    best = [[0.0] * (len(news) + 1) for _ in range(len(olds) + 1)]
    for n in range(len(olds) - 1, -1, -1):
        row, below, values = best[n], best[n + 1], value[n]
        for m in range(len(news) - 1, -1, -1):
            paired = below[m + 1] + values[m] if values[m] else 0.0
            row[m] = max(below[m], row[m + 1], paired)
    out: list[Pair] = []
    n = m = 0
    while n < len(olds) and m < len(news):
        if value[n][m] and best[n][m] == best[n + 1][m + 1] + value[n][m]:
            out.append((olds[n], news[m]))
            n, m = n + 1, m + 1
        elif best[n][m] == best[n + 1][m]:
            n += 1
        else:
            m += 1
    return out


def in_order(pairs: Iterable[Pair], weight: Callable[[Pair], int]) -> set[Pair]:
    """Return those pairs that stayed in one order and weigh most together; the others moved.

    Every old and every new place is in one pair at most.
    """
    row = sorted(pairs)
    ends: list[int] = []  # new places, growing; the best row that ends there is heavier with each
    heavy: list[int] = []
    last: list[int] = []
    before: list[int] = [-1] * len(row)
    for n, pair in enumerate(row):
        at = bisect_left(ends, pair[1])
        total = (heavy[at - 1] if at else 0) + weight(pair)
        before[n] = last[at - 1] if at else -1
        stop = at
        while stop < len(ends) and heavy[stop] <= total:
            stop += 1
        ends[at:stop], heavy[at:stop], last[at:stop] = [pair[1]], [total], [n]
    kept: set[Pair] = set()
    n = last[-1] if last else -1
    while n >= 0:
        kept.add(row[n])
        n = before[n]
    return kept
