"""The user's own documents: what is kept of them, what was done with a file, and the words quoted from them."""

from __future__ import annotations

from typing import Literal

from assistant.domain.base import Value
from assistant.domain.knowledge import Authority

OWN_AUTHORITIES = (Authority.LOCAL_POLICY, Authority.STATE_LAW, Authority.AGREEMENT, Authority.OTHER)
"""What a user may say that a document of their own is."""


class OwnDocument(Value):
    """A document that a user added.

    ``edition`` counts the editions that this library has seen of it; ``supersedes`` is the one before.
    ``file`` is the stored text, relative to the data folder: offsets count its Unicode code points.
    ``date`` is the document's own date as the user gave it, ``added`` the moment it came (ISO 8601).
    ``indexed`` counts passages that can be found by meaning; all can be found by their words at once.
    """

    id: str
    title: str
    authority: Authority
    date: str = ""
    name: str
    kind: str
    file: str
    sha256: str
    pages: int | None = None
    passages: int
    indexed: int
    edition: int = 1
    supersedes: str | None = None
    state: Literal["current", "superseded"] = "current"
    added: str


class OwnPassage(Value):
    """A citable stretch of an added document, with the section and the page it stands in."""

    id: str
    document: str
    start: int
    end: int
    section: str = ""
    page: int | None = None
    text: str = ""


class Added(Value):
    """What became of one file: ``added``, a ``new-edition``, a ``duplicate`` or ``refused`` with the reason."""

    name: str
    outcome: Literal["added", "new-edition", "duplicate", "refused"]
    document: OwnDocument | None = None
    before: OwnDocument | None = None
    message: str = ""


class OwnHit(Value):
    """A passage of an added document that a search found, with what it was found by."""

    passage: OwnPassage
    document: OwnDocument
    score: float
    cosine: float | None
    shared: float


class OwnSearch(Value):
    """What a search of the added documents found; ``away`` says that only words could be compared."""

    hits: tuple[OwnHit, ...] = ()
    away: bool = False
