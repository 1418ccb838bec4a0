"""What the tests of the review share."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.content.messages import load_wording
from assistant.content.review_words import load_review_words
from assistant.domain.review_words import ReviewWords
from assistant.domain.wording import Wording


@pytest.fixture(scope="session")
def words(root: Path) -> ReviewWords:
    """The shipped lists of the reading."""
    return load_review_words(root)


@pytest.fixture(scope="session")
def wording(root: Path) -> Wording:
    """The shipped words of the interface."""
    return load_wording(root)
