"""Every kind of export, on our own paper and on an agency's, is built well and can be read by everybody."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.bootstrap import Assistant, build
from assistant.documents.accessibility.check import check_word
from assistant.documents.office import OfficeMissing
from assistant.documents.reading.reader import read_mou
from assistant.domain.documents import MouDocument
from assistant.domain.exports import ExportKind
from assistant.services import packet
from assistant.settings import Settings
from tests.unit.documents.test_letterhead import letterhead
from tests.validity import wrong

VALUES = {"agency_name": "Riverton Police Department", "district_name": "Riverton School District 12"}


@pytest.fixture(scope="module", params=["own paper", "letterhead"])
def house(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("house")
    shell = None
    if request.param == "letterhead":
        shell = folder / "paper.docx"
        shell.write_bytes(letterhead())
    return build(Settings(data_dir=folder, shell=shell))


@pytest.fixture(scope="module")
def draft(house: Assistant) -> str:
    """A draft of which one version was adopted and that has changed since, so that there is a redline."""
    template = "essential" if house.settings.shell else "standard"
    made = house.drafts.new(template, "Riverton", VALUES).draft
    house.drafts.adopt(made.id, None, None)
    house.drafts.set_values(made.id, {"start_date": "July 1, 2027", "end_date": "June 30, 2029"})
    return made.id


def documents(house: Assistant, draft: str, kind: ExportKind) -> Iterator[tuple[str, bytes]]:
    data, name = house.drafts.export(draft, kind, despite_open=True)
    if kind is not ExportKind.PACKET:
        yield name, data
        return
    with zipfile.ZipFile(io.BytesIO(data)) as files:
        yield from ((n, files.read(n)) for n in files.namelist() if n.endswith(".docx"))


@pytest.mark.parametrize("kind", list(ExportKind))
def test_it_is_built_right_and_keeps_nobody_out(
    house: Assistant, draft: str, kind: ExportKind, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_pdf(*_: object, **__: object) -> bytes:
        raise OfficeMissing  # the packet's PDF has a test of its own

    monkeypatch.setattr(packet.Packet.__init__, "__defaults__", (no_pdf,))
    found = dict(documents(house, draft, kind))
    assert len(found) == (5 if kind is ExportKind.PACKET else 1)
    for name, data in found.items():
        path = tmp_path / "file.docx"
        path.write_bytes(data)
        assert wrong(data) == [], name
        assert check_word(path).barriers == (), name
        assert isinstance(read_mou("file.docx", data), MouDocument), name
