"""The manifest tells a whole index from a damaged one without opening Chroma."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.retrieval import manifest
from assistant.retrieval.manifest import Manifest, manifest_of


@pytest.fixture
def made(tmp_path: Path) -> Manifest:
    folder = tmp_path / "one"
    (folder / "chroma" / "segment").mkdir(parents=True)
    (folder / "words.npy").write_bytes(b"words")
    (folder / "chroma" / "chroma.sqlite3").write_bytes(b"x" * 100)
    (folder / "chroma" / "segment" / "data.bin").write_bytes(b"x" * 10)
    return manifest_of(tmp_path, folder, "f", "")


def test_what_was_written_is_whole(tmp_path: Path, made: Manifest) -> None:
    manifest.write(tmp_path, made)
    assert manifest.read(tmp_path) == made
    assert (made.damaged_file(tmp_path), made.shrunken_store(tmp_path)) == ("", "")


def test_a_changed_file_is_named(tmp_path: Path, made: Manifest) -> None:
    (tmp_path / "one" / "words.npy").write_bytes(b"wards")
    assert made.damaged_file(tmp_path) == "words.npy"


def test_chroma_may_grow_but_not_shrink_or_vanish(tmp_path: Path, made: Manifest) -> None:
    database = tmp_path / "one" / "chroma" / "chroma.sqlite3"
    database.write_bytes(b"y" * 120)
    assert made.shrunken_store(tmp_path) == ""
    database.write_bytes(b"y" * 99)
    assert made.shrunken_store(tmp_path) == "chroma.sqlite3"
    database.write_bytes(b"y" * 100)
    (tmp_path / "one" / "chroma" / "segment" / "data.bin").unlink()
    assert made.shrunken_store(tmp_path) == "segment/data.bin"


@pytest.mark.parametrize("text", ["{", "[]", '{"folder": "x", "fingerprint": "y", "chroma": "", "schema": 2}'])
def test_a_manifest_that_is_none_is_no_manifest(tmp_path: Path, text: str) -> None:
    (tmp_path / manifest.NAME).write_text(text)
    assert manifest.read(tmp_path) is None
