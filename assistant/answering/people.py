"""Who takes a part in what a rule is about: "what about parents?" asks about them, "what about dogs?" does not."""

from __future__ import annotations

import re

_PEOPLE = frozenset(
    "parent parents family families guardian guardians mom moms dad dads student students kid kids pupil pupils "
    "children teacher teachers staff administrator administrators principal principals counselor counselors "
    "counsellor counsellors superintendent superintendents board boards chief chiefs sheriff sheriffs agency "
    "agencies department departments district districts school schools community communities public us me them him "
    "her you everyone everybody others coach coaches volunteer volunteers neighbor neighbors neighbour neighbours "
    "resident residents ladies workers drivers aide aides secretary secretaries custodian custodians nurse nurses "
    "librarian librarians".split()
)
_BETWEEN = frozenset(
    "the our my your their other all for and or of to too then though as well also school support lunch cafeteria "
    "bus substitute part time new every each any".split()
)


def names_people(text: str) -> bool:
    """Say whether a text names people who take a part ("our teachers and aides"), and nothing else."""
    words = re.findall(r"[a-z]+", text.lower())
    return any(w in _PEOPLE for w in words) and all(w in _PEOPLE or w in _BETWEEN for w in words)
