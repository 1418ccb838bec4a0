"""What somebody brings is never taken apart in our own process, whichever door it comes in by."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.bootstrap import Assistant, build
from assistant.documents.office import program
from assistant.documents.reading.reader import DocumentReader
from assistant.errors import AssistantError
from assistant.services.word_files import WordFiles
from assistant.settings import Settings
from tests.conftest import need
from tests.office import saved
from tests.unit.documents.markup import package, para
from tests.unit.documents.test_letterhead import letterhead

ENTITY = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'


@pytest.fixture(scope="module")
def house(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """The assistant with drafts of its own."""
    mine = build(Settings(data_dir=tmp_path_factory.mktemp("brought")))
    for shared in ("knowledge", "templates", "wording"):
        mine.__dict__[shared] = getattr(assistant, shared)
    return mine


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The bytes of every zip file, which Word files are, that this process opens."""
    found: list[bytes] = []
    real = zipfile.ZipFile.__init__

    def spying(self: zipfile.ZipFile, file: Any, *args: Any, **more: Any) -> None:
        if (args[0] if args else more.get("mode", "r")) == "r":
            if isinstance(file, (str, Path)):
                found.append(Path(file).read_bytes())
            elif isinstance(file, io.BytesIO):
                found.append(file.getvalue())
        real(self, file, *args, **more)

    monkeypatch.setattr(zipfile.ZipFile, "__init__", spying)
    return found


def bring(house: Assistant, data: bytes, _: Path) -> None:
    house.imports.bring(data, "back.docx", house.drafts.list()[0].id)


def redline(house: Assistant, data: bytes, _: Path) -> None:
    house.drafts.export(house.drafts.list()[0].id, "redline", against=("theirs.docx", data))


def check(house: Assistant, _: bytes, path: Path) -> None:
    WordFiles(house.wording).check(path)


def fix(house: Assistant, _: bytes, path: Path) -> None:
    WordFiles(house.wording).fix(path)


def paper(house: Assistant, _: bytes, path: Path) -> None:
    house.letterheads.load(path)


def own(_: Assistant, __: bytes, path: Path) -> None:
    with DocumentReader() as reader:
        reader.read(path)


DOORS = [bring, redline, check, fix, paper, own]
Door = Callable[[Assistant, bytes, Path], None]


@pytest.mark.parametrize("door", DOORS, ids=lambda d: d.__name__)
@pytest.mark.parametrize("hostile", [False, True], ids=["sound", "hostile"])
def test_a_word_file_is_opened_in_the_limited_process_only(
    house: Assistant, opened: list[bytes], tmp_path: Path, door: Door, hostile: bool
) -> None:
    if not house.drafts.list():
        house.drafts.new("essential")
    data = letterhead()
    if hostile:
        data = package(para("SROs shall not search."), {"styles": "<w:style>"})
        with zipfile.ZipFile(made := io.BytesIO(data), "a") as more:
            more.writestr("word/settings.xml", ENTITY)
        data = made.getvalue()
    path = tmp_path / "theirs.docx"
    path.write_bytes(data)
    opened.clear()
    if hostile and door in (bring, redline, paper):
        with pytest.raises(AssistantError):
            door(house, data, path)
    else:
        door(house, data, path)
    assert data not in opened


@pytest.mark.libreoffice
def test_neither_is_a_file_of_another_word_processor_nor_what_is_made_of_it(opened: list[bytes]) -> None:
    need(program() is not None, "LibreOffice (soffice)")
    data = saved(package(para("SROs shall not search.")), "odt")
    opened.clear()
    with DocumentReader() as reader:
        reader.mou("theirs.odt", data)
    assert opened == []
