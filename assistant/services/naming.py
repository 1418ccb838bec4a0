"""What things are called: a draft's title and id, and the name of a file that somebody sent."""

from __future__ import annotations

import re
import secrets
from collections.abc import Container, Mapping
from typing import Any

from assistant.domain.wording import Wording

_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
_LONGEST_NAME = 120
_GENERIC = frozenset(("the of and for department school schools district office mou draft memorandum a an").split())


def new_id(title: str, taken: Container[str]) -> str:
    """Return an id of two words of the title and four letters, such as ``riverton-police-x7k2``."""
    words = [w for w in re.findall(r"[a-z]{2,}", title.lower()) if w not in _GENERIC][:2] or ["draft"]
    while True:
        made = "-".join([*(w[:14] for w in words), "".join(secrets.choice(_LETTERS) for _ in range(4))])
        if made not in taken:
            return made


def title_of(values: Mapping[str, Any], wording: Wording) -> str:
    """Return the title that a draft has until somebody gives it another."""
    names = [str(values[n]) for n in ("agency_name", "district_name") if values.get(n)]
    if not names:
        return wording("services.title-bare")
    return wording("services.title", names=wording("services.and").join(names))[:290]


def plain_name(name: str) -> str:
    """Return the last part of a file's name as a browser sent it, without what a name must not hold."""
    last = re.split(r"[\\/]", name)[-1]
    return "".join(c for c in last if c.isprintable())[-_LONGEST_NAME:].strip() or "?"
