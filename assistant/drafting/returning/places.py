"""Which clauses moved: the fewest that must be taken out so that the others stand in the order they left in."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence


def moved(left: Sequence[str], returned: Sequence[str]) -> frozenset[str]:
    """Return the clauses that stand in another order; clauses that are only in one of the two do not count."""
    place = {c: n for n, c in enumerate(left)}
    order = [c for c in dict.fromkeys(returned) if c in place]
    tails: list[int] = []
    chain: list[int] = []  # for each clause, the one before it in the longest run that it ends
    last: list[int] = []
    for n, clause in enumerate(order):
        at = bisect_left(tails, place[clause])
        chain.append(last[at - 1] if at else -1)
        tails[at : at + 1] = [place[clause]]
        last[at : at + 1] = [n]
    stay: set[str] = set()
    n = last[-1] if last else -1
    while n >= 0:
        stay.add(order[n])
        n = chain[n]
    return frozenset(c for c in order if c not in stay)
