"""Every error that a caller may have to handle, each with a remedy in plain words.

AssistantError
├── ContentError        a file under knowledge/ or mou_templates/ is wrong
├── SearchIndexError    the search index cannot be built or read
├── ModelRefused        the embedding model's weights are not the ones expected
├── StorageError        the data folder or database cannot be used
│   ├── NotFound        no such draft, version or session
│   └── StaleWrite      the draft has changed since it was read
├── NotAllowed          the request is understood and cannot be done (nothing was changed)
└── DocumentError       a Word file cannot be written or read
"""

from __future__ import annotations


class AssistantError(Exception):
    """Say what happened and what to do about it.

    ``message`` and ``remedy`` are whole sentences that a user can be shown.
    """

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(f"{message} {remedy}".strip())
        self.message = message
        self.remedy = remedy


class ContentError(AssistantError):
    """A content file is wrong; ``mou check`` lists every problem."""


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
