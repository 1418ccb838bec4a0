"""How a new draft is called: a title from the names in it, an id that can be said and typed."""

from __future__ import annotations

import re
import secrets
from collections.abc import Container, Mapping
from typing import Any

from assistant.domain.wording import Wording

_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
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
