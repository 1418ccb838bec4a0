"""Every error that a caller may have to handle, each with a remedy.

AssistantError
├── PlainError          brings its own words
│   └── ContentError    a file under knowledge/ or mou_templates/ is wrong
├── SearchIndexError    the search index cannot be built or read
├── ModelRefused        the embedding model's weights are not the ones expected
├── StorageError        the data folder or database cannot be used
│   ├── NotFound        no such draft, version or session
│   └── StaleWrite      the draft has changed since it was read
├── NotAllowed          the request is understood and cannot be done (nothing was changed)
└── DocumentError       a Word file cannot be written or read

An error holds no sentence but the name of one, because the rooms that raise errors do not know the
words of the interface: ``raise NotFound("no-draft", draft=id)`` stands for ``no-draft`` in
``knowledge/messages/errors.en.yaml``, where ``say`` is what happened and ``do`` the remedy.
``Wording.error`` gives the sentences, and only doors and services ask for them.
"""

from __future__ import annotations


class AssistantError(Exception):
    """Name what happened, by a key of ``errors.en.yaml``, with the ``slots`` that its sentences have."""

    def __init__(self, key: str, /, **slots: object) -> None:
        super().__init__(key, slots)
        self.key = key
        self.slots = slots

    def __str__(self) -> str:
        """Return the key and its slots: for developers, never for users."""
        return f"{self.key} ({', '.join(f'{n}={v}' for n, v in self.slots.items())})" if self.slots else self.key


class PlainError(AssistantError):
    """Bring the words along: where none can be looked up yet, or where they are somebody else's."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        """Return both sentences."""
        return f"{self.message} {self.remedy}".strip()


class ContentError(PlainError):
    """A content file is wrong; ``mou check`` lists every problem.

    It is in plain English because the interface's words lie in the content that cannot be read.
    """


class SearchIndexError(AssistantError):
    """The search index cannot be built or read."""


class ModelRefused(AssistantError):
    """The embedding model's weights are missing or are not the ones expected."""


class StorageError(AssistantError):
    """The data folder or the database cannot be used; nothing was written."""


class NotFound(StorageError):
    """There is no such draft, version or session."""


class StaleWrite(StorageError):
    """Someone else wrote the draft first; nothing of this write was kept."""


class NotAllowed(AssistantError):
    """The step cannot be done now; nothing was changed."""


class DocumentError(AssistantError):
    """A Word file cannot be written or read."""
