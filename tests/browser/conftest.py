"""What the walks through the pages share: an assistant with drafts of its own, its site, and a browser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from assistant.bootstrap import Assistant, build
from assistant.settings import Settings
from tests.browser.live import chromium, chromium_is_here, served
from tests.conftest import need


@pytest.fixture(scope="module")
def made(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """An assistant with drafts of its own, and the index that all tests share."""
    need(chromium_is_here(), "Chromium")
    mine = build(Settings(data_dir=tmp_path_factory.mktemp("pages")))
    for shared in ("knowledge", "templates", "wording", "questions"):
        mine.__dict__[shared] = getattr(assistant, shared)
    return mine


@pytest.fixture(scope="module")
def site(made: Assistant) -> Iterator[str]:
    """The address of the pages."""
    with served(made) as address:
        yield address


@pytest.fixture(scope="module")
def browser(site: str) -> Iterator[Any]:
    """A headless Chromium; it ends before the pages do."""
    with chromium() as browser:
        yield browser
