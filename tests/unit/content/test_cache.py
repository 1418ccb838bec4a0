"""What was read from the content is kept, and never trusted beyond what it was read from."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from assistant.content import cache
from assistant.content.cache import cached_knowledge
from assistant.content.knowledge import load_knowledge
from assistant.domain.knowledge import Knowledge
from assistant.errors import ContentError


@pytest.fixture
def content(tmp_path: Path, root: Path) -> Path:
    """A copy of the content that may be changed."""
    shutil.copytree(root / "knowledge", tmp_path / "content" / "knowledge")
    return tmp_path / "content"


def kept(folder: Path) -> Path:
    (found,) = folder.glob("knowledge-*.json")
    return found


def test_the_copy_says_the_same_as_the_files(content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = cached_knowledge(content, tmp_path / "cache")
    assert first == load_knowledge(content)
    monkeypatch.setattr("assistant.content.knowledge.load_knowledge", refuse)
    assert cached_knowledge(content, tmp_path / "cache") == first


def refuse(content: Path) -> Knowledge:
    raise AssertionError("the files were read again")


def test_a_changed_file_is_read(content: Path, tmp_path: Path) -> None:
    cached_knowledge(content, tmp_path / "cache")
    forms = content / "knowledge" / "short_forms.yaml"
    forms.write_text(forms.read_text(encoding="utf-8") + "\nzq: zebra\n", encoding="utf-8")
    assert cached_knowledge(content, tmp_path / "cache").short_forms["zq"] == "zebra"


@pytest.mark.parametrize("damage", ["a letter changed", "cut", "empty", "another shape under a right seal"])
def test_a_damaged_copy_is_not_used(content: Path, tmp_path: Path, damage: str) -> None:
    first = cached_knowledge(content, tmp_path / "cache")
    path = kept(tmp_path / "cache")
    good = path.read_bytes()
    other = b'{"edition": "none"}'
    path.write_bytes(
        {
            "a letter changed": good.replace(b"last resort", b"first resort"),
            "cut": good[: len(good) // 2],
            "empty": b"",
            "another shape under a right seal": hashlib.sha256(other).hexdigest().encode() + b"\n" + other,
        }[damage]
    )
    assert cached_knowledge(content, tmp_path / "cache") == first
    assert path.read_bytes() == good


def test_another_version_of_the_reader_reads_for_itself(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cached_knowledge(content, tmp_path / "cache")
    monkeypatch.setattr(cache, "_code", lambda: "other")
    monkeypatch.setattr("assistant.content.knowledge.load_knowledge", refuse)
    with pytest.raises(AssertionError, match="read again"):
        cached_knowledge(content, tmp_path / "cache")


def test_content_with_a_problem_is_said_every_time(content: Path, tmp_path: Path) -> None:
    (content / "knowledge" / "matching.yaml").write_text("cosine: high\n", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(ContentError, match="must be a number"):
            cached_knowledge(content, tmp_path / "cache")
    assert not list(tmp_path.glob("cache/*"))


def test_a_folder_that_cannot_be_written_only_costs_time(content: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("in the way")
    assert cached_knowledge(content, tmp_path / "cache").principles


def test_only_the_last_few_copies_stay(content: Path, tmp_path: Path) -> None:
    forms = content / "knowledge" / "short_forms.yaml"
    for n in range(5):
        forms.write_text(f"u: you\nx{n}: y\n", encoding="utf-8")
        cached_knowledge(content, tmp_path / "cache")
    assert len(list((tmp_path / "cache").glob("knowledge-*.json"))) == 3
