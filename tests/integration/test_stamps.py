"""The stamp and the clauses are still told after LibreOffice has saved the file, also by way of .odt and .doc."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.documents.controls import END
from assistant.documents.stamps import clause_of_bookmark, read_stamp
from tests.conftest import need
from tests.unit.documents.builders import W, agreement, body, text_of, written

pytestmark = pytest.mark.libreoffice

Saved = Callable[[bytes, str], bytes]


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Saved:
    """Let LibreOffice open a .docx file and save it again as .docx, if asked by way of another format."""
    office = shutil.which("soffice")
    need(office is not None, "LibreOffice (soffice)")
    profile = tmp_path_factory.mktemp("profile").as_uri()

    def convert(source: Path, to: str, folder: Path) -> Path:
        command = [str(office), "--headless", f"-env:UserInstallation={profile}", "--convert-to", to]
        done = subprocess.run([*command, "--outdir", str(folder), str(source)], capture_output=True, timeout=120)
        made = folder / f"mou.{to}"
        assert made.is_file(), done.stderr.decode()
        return made

    def saved(data: bytes, by_way_of: str) -> bytes:
        folder = tmp_path_factory.mktemp("word")
        source = folder / "mou.docx"
        source.write_bytes(data)
        if by_way_of != "docx":
            source = convert(source, by_way_of, folder)
        return convert(source, "docx", folder / "out").read_bytes()

    return saved


@pytest.mark.parametrize("by_way_of", ["docx", "odt", "doc"])
def test_libreoffice_keeps_the_stamp_and_every_clause_and_where_the_last_one_ends(saved: Saved, by_way_of: str) -> None:
    document = agreement()
    data = saved(written(document), by_way_of)
    assert read_stamp(data) == document.stamp
    starts: dict[str, str] = {}
    for start in body(data).iter(f"{W}bookmarkStart"):
        holder = start.getparent()
        if holder is not None:
            starts.setdefault(start.get(f"{W}name", ""), text_of(holder))
    headings = {b.clause: b.text for b in document.blocks if b.kind == "heading" and b.clause}
    found = {clause: text for name, text in starts.items() if (clause := clause_of_bookmark(name, headings))}
    assert found == headings
    assert starts[END] == "Open items"
