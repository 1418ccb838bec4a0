"""Copies of a stored draft: each kind for its readers, none handed out half, and the draft untouched by it."""

from __future__ import annotations

import hashlib
import io
import os
import re
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import docx
import pytest
from pypdf import PdfReader

from assistant.documents import publication
from assistant.documents.leftovers import leftovers
from assistant.documents.office import OfficeFailed, OfficeMissing, program
from assistant.documents.reading.word_file import read_word
from assistant.documents.tagged_pdf import is_tagged, tagged_pdf
from assistant.domain.exports import ExportKind
from assistant.domain.knowledge import Knowledge
from assistant.domain.templates import TemplateSet
from assistant.domain.wording import Wording
from assistant.errors import DocumentError, NotAllowed, NotFound
from assistant.services.drafts import DraftService
from assistant.services.packet import Changes, Packet
from assistant.storage.database import Database
from assistant.storage.drafts import DraftStore
from tests.conftest import need
from tests.unit.documents.builders import W, body, parts, text_of
from tests.unit.drafting.test_render import sample

PDF = b"%PDF-1.7 a stand-in"


class House:
    """Drafts on a database of their own, with a clock that goes a minute at each look."""

    def __init__(self, folder: Path, knowledge: Knowledge, templates: TemplateSet, content: Path) -> None:
        self.now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
        self.knowledge, self.wording = knowledge, Wording(knowledge.messages)
        store = DraftStore(Database(f"sqlite:///{folder / 'mou.sqlite3'}"))
        self.drafts = DraftService(store, templates, knowledge, self.wording, self.clock, content=content)

    def clock(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now

    def packet(self, draft: str, pdf: Callable[..., bytes] = lambda _, when: PDF, **more: Any) -> dict[str, bytes]:
        made = Packet(self.drafts.copies, self.knowledge, self.wording, pdf).made(self.drafts.source(draft), **more)
        with zipfile.ZipFile(io.BytesIO(made)) as package:
            return {n: package.read(n) for n in package.namelist()}


@pytest.fixture
def house(tmp_path: Path, knowledge: Knowledge, templates: TemplateSet, root: Path) -> House:
    return House(tmp_path, knowledge, templates, root)


@pytest.fixture
def empty(house: House) -> str:
    """A draft with everything open."""
    return house.drafts.new("essential", "Riverton").draft.id


@pytest.fixture
def full(house: House, templates: TemplateSet) -> str:
    """A draft with nothing open."""
    fields = templates.templates["essential"].fields
    from assistant.drafting import steps

    made = house.drafts.new("essential", "Riverton").draft.id
    values = {n: sample(f) for n, f in fields.items()}
    house.drafts.apply(made, None, lambda d, t: steps.set_values(d, t, values, now=house.clock()))
    assert house.drafts.open_items(made) == ()
    return made


def words(data: bytes) -> str:
    return text_of(body(data))


def test_a_working_copy_has_comments_highlights_and_where_the_words_come_from(house: House, empty: str) -> None:
    data, name = house.drafts.export(empty, "working")
    assert name == f"{empty}-v1-working.docx"
    assert "word/comments.xml" in parts(data)
    assert b"w:highlight" in parts(data)["word/document.xml"]
    assert "Where the words come from" in words(data)
    assert read_word(data).stamp is not None


def test_the_old_word_for_it_still_works(house: House, empty: str) -> None:
    assert house.drafts.export(empty, "annotated") == house.drafts.export(empty, ExportKind.WORKING)
    assert ExportKind("Annotated") is ExportKind.WORKING


def test_a_clean_copy_can_come_back(house: House, empty: str) -> None:
    data, _ = house.drafts.export(empty, "clean")
    stamp = read_word(data).stamp
    assert stamp is not None
    assert (stamp.draft, stamp.version, stamp.template) == (empty, 1, "essential")
    assert "word/comments.xml" not in parts(data)
    assert "Where the words come from" not in words(data)
    assert "[AGENCY NAME - fill in]" in words(data)


def test_a_publication_copy_is_refused_with_the_list_of_what_is_open(house: House, empty: str) -> None:
    with pytest.raises(NotAllowed) as no:
        house.drafts.export(empty, "publication")
    told = house.wording.error(no.value)
    assert "Agency name is not filled in." in told.message
    assert "--despite-open" in told.remedy


def test_insisted_on_it_says_on_every_page_how_much_is_open(house: House, empty: str) -> None:
    data, name = house.drafts.export(empty, "publication", despite_open=True)
    count = len(house.drafts.open_items(empty))
    headers = "".join(parts(data)[n].decode() for n in parts(data) if n.startswith("word/header"))
    assert headers.count(f"DRAFT: {count} items open, not reviewed by counsel") == 2
    assert "[AGENCY NAME - fill in]" in words(data)
    assert "Open items" not in words(data)
    assert name == "mou-publication.docx"


def test_a_finished_publication_copy_says_nothing_of_its_making(house: House, full: str) -> None:
    house.drafts.set_counsel_reviewed(full, True)
    data, _ = house.drafts.export(full, "publication")
    assert leftovers(data, private=(full,)) == ()
    assert read_word(data).stamp is None
    assert "DRAFT" not in "".join(p.decode("utf-8", "ignore") for n, p in parts(data).items() if n.endswith(".xml"))
    assert docx.Document(io.BytesIO(data)).core_properties.author == ""


def test_if_the_scrubbing_forgets_something_no_copy_is_handed_out(
    house: House, empty: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    forgetful = tuple(t for t in publication._REMOVED if t != f"{W}highlight")
    monkeypatch.setattr(publication, "_REMOVED", forgetful)
    with pytest.raises(DocumentError) as no:
        house.drafts.export(empty, "publication", despite_open=True)
    assert "highlighted words" in house.wording.error(no.value).message


def test_the_same_draft_gives_the_same_bytes(house: House, empty: str) -> None:
    for kind in ("working", "clean"):
        assert house.drafts.export(empty, kind) == house.drafts.export(empty, kind)
    assert house.packet(empty) == house.packet(empty)


def test_an_earlier_version_can_be_taken_away(house: House, empty: str) -> None:
    house.drafts.set_values(empty, {"agency_name": "Riverton Police Department"})
    old, name = house.drafts.export(empty, "clean", version=1)
    assert "[AGENCY NAME - fill in]" in words(old)
    assert name == f"{empty}-v1.docx"
    with pytest.raises(NotFound):
        house.drafts.export(empty, "clean", version=9)


def test_a_copy_changes_nothing_in_the_draft(house: House, empty: str) -> None:
    before = house.drafts.get(empty), house.drafts.history(empty)
    for kind in ("working", "clean"):
        house.drafts.export(empty, kind)
    house.packet(empty)
    with pytest.raises(NotAllowed):
        house.drafts.export(empty, "publication")
    assert (house.drafts.get(empty), house.drafts.history(empty)) == before


def test_an_unknown_kind_is_named_with_those_there_are(house: House, empty: str) -> None:
    with pytest.raises(NotFound) as no:
        house.drafts.export(empty, "secret")
    assert "working, clean, redline, publication, packet" in house.wording.error(no.value).remedy


def test_what_was_typed_and_what_was_proposed_are_told_apart(house: House, empty: str) -> None:
    house.drafts.edit(empty, "purpose", "We want calm schools.", origin="Sample agreement of Riverton")
    house.drafts.edit(empty, "purpose", "We want calm schools. We typed this.")
    told = {s.text: s for s in house.drafts.provenance(empty)}
    assert told["We want calm schools."].origin.value == "proposal"
    assert (told["We typed this."].origin.value, told["We typed this."].version) == ("typed", 3)
    data, name = house.drafts.provenance_csv(empty)
    assert name == f"{empty}-v3-provenance.csv"
    assert "Accepted proposal: Sample agreement of Riverton" in data.decode("utf-8-sig")


# The packet


def test_a_packet_holds_what_its_readme_says_and_its_checksums_are_right(house: House, full: str) -> None:
    files = house.packet(full)
    assert list(files) == [
        "1-agreement.docx",
        "2-agreement.pdf",
        "4-crosswalk-to-the-principles.csv",
        "4-crosswalk-to-the-principles.docx",
        "5-summary-for-families.docx",
        "6-open-decisions.docx",
        "README.txt",
        "SHA256SUMS",
    ]
    readme = files["README.txt"].decode()
    for line in files["SHA256SUMS"].decode().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256(files[name]).hexdigest() == digest
        assert name == "README.txt" or name.rsplit(".", 1)[0] in readme
    assert set(files) == {*(x.split("  ")[1] for x in files["SHA256SUMS"].decode().splitlines()), "SHA256SUMS"}
    assert files["1-agreement.docx"] == house.drafts.export(full, "publication")[0]


def test_every_word_file_in_it_is_fit_for_the_public(house: House, empty: str) -> None:
    for name, data in house.packet(empty).items():
        if name.endswith(".docx"):
            assert leftovers(data, private=(empty,)) == (), name


@pytest.mark.parametrize("error", [OfficeMissing("soffice"), OfficeFailed("crashed")], ids=["missing", "failing"])
def test_without_a_pdf_the_packet_says_so(house: House, full: str, error: Exception) -> None:
    def fails(*_: Any, **__: Any) -> bytes:
        raise error

    files = house.packet(full, fails)
    assert not any(n.endswith(".pdf") for n in files)
    assert "No PDF:" in files["README.txt"].decode()


def test_a_packet_shows_what_has_changed_since_adoption(house: House, full: str) -> None:
    files = house.packet(full, changes=Changes(b"redline", 2, "June 8, 2027"), adopted=True)
    assert files["3-changes-since-adoption.docx"] == b"redline"
    assert "since version 2, adopted on June 8, 2027" in files["README.txt"].decode()
    assert "no earlier version was recorded as adopted" in house.packet(full)["README.txt"].decode()
    assert "those of the version adopted last" in house.packet(full, adopted=True)["README.txt"].decode()


def test_the_packet_of_a_draft_that_moved_on_has_the_redline_in_it(
    house: House, full: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")  # without LibreOffice
    house.drafts.adopt(full, on=date(2027, 6, 8))
    house.drafts.edit(full, "purpose", "Other words.")
    data, name = house.drafts.export(full, "packet")
    assert name == f"{full}-v4-packet.zip"
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        redline = package.read("3-changes-since-adoption.docx")
    assert b"<w:ins " in parts(redline)["word/document.xml"]
    house.drafts.set_counsel_reviewed(full, True)
    assert house.drafts.export(full, "packet")[0] == house.drafts.export(full, "packet")[0]


def test_an_adoption_is_recorded_and_can_be_undone(house: House, full: str) -> None:
    done = house.drafts.adopt(full, on=date(2027, 6, 8))
    assert [(a.version, a.on) for a in done.draft.adopted] == [(2, date(2027, 6, 8))]
    assert done.changes[0].summary == "recorded that version 2 was adopted on June 8, 2027"
    source = house.drafts.source(full)
    assert house.drafts._adopted_before(source) is None, "its words are the draft's"
    house.drafts.edit(full, "purpose", "Other words.")
    adopted = house.drafts._adopted_before(house.drafts.source(full))
    assert adopted is not None
    assert adopted.version == 2
    house.drafts.undo(full)
    assert house.drafts.undo(full).draft.adopted == ()
    with pytest.raises(NotFound):
        house.drafts.adopt(full, 99)


@pytest.mark.libreoffice
def test_the_pdf_is_tagged_and_the_same_each_time(house: House, full: str) -> None:
    need(program() is not None, "LibreOffice (soffice)")
    data, _ = house.drafts.export(full, "publication")
    first, second = (tagged_pdf(data, when=house.drafts.source(full).draft.updated) for _ in range(2))
    assert is_tagged(first)
    assert first == second
    contents = PdfReader(io.BytesIO(first)).pages[0].extract_text()
    assert re.search(r"Parties and authority\s+2\b", contents)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in first


# Failure


def test_a_full_disk_leaves_the_file_that_was_there(tmp_path: Path, assistant: Any, monkeypatch: Any) -> None:
    from assistant.cli.drafting import _put

    target = tmp_path / "mou.docx"
    target.write_bytes(b"the old one")

    def full(self: Path, data: bytes) -> int:
        with open(self, "wb") as file:
            file.write(data[: len(data) // 2])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(NotAllowed) as no:
        _put(target, b"the new one")
    assert "No space left" in assistant.wording.error(no.value).message
    assert target.read_bytes() == b"the old one"
    assert list(tmp_path.iterdir()) == [target]


def test_a_killed_process_leaves_the_file_that_was_there(tmp_path: Path, root: Path) -> None:
    target = tmp_path / "mou.docx"
    target.write_bytes(b"the old one")
    code = (
        "import os, signal, sys; from pathlib import Path; from assistant.cli import drafting\n"
        "Path.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "drafting._put(Path(sys.argv[1]), b'the new one')"
    )
    done = subprocess.run([sys.executable, "-c", code, str(target)], cwd=root, check=False, timeout=60, env=os.environ)
    assert done.returncode == -signal.SIGKILL
    assert target.read_bytes() == b"the old one"


def test_every_kind_has_its_words_and_stands_in_the_docs(knowledge: Knowledge, root: Path) -> None:
    page = (root / "docs/word/copies.md").read_text(encoding="utf-8")
    listed = [line.split("`")[1] for line in page.splitlines() if line.startswith("| `") and ".docx |" in line]
    listed += [line.split("`")[1] for line in page.splitlines() if line.startswith("| `") and ".zip |" in line]
    assert sorted(listed) == sorted(ExportKind)
    for kind in ExportKind:
        assert f"web.takes.{kind.value}" in knowledge.messages
        assert f"web.takes.{kind.value}-what" in knowledge.messages
