"""The board packet: everything that a board needs for its vote, in one zip file."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import NamedTuple

from assistant.documents.csv_table import csv_bytes
from assistant.documents.office import OfficeFailed, OfficeMissing
from assistant.documents.package import packed
from assistant.documents.tagged_pdf import tagged_pdf
from assistant.domain.knowledge import Knowledge
from assistant.domain.wording import Wording
from assistant.drafting.crosswalk import crosswalk, crosswalk_document, crosswalk_rows
from assistant.drafting.decisions import decisions_document
from assistant.drafting.families import families_document
from assistant.drafting.moments import spoken
from assistant.services.copies import Copies, Source

MakePdf = Callable[..., bytes]


class Changes(NamedTuple):
    """The redline against the version adopted last: its bytes, that version, and the day of its adoption."""

    data: bytes
    version: int
    on: str


class Packet:
    """Make packets; ``pdf`` turns a Word file into a PDF, and raises OfficeMissing without LibreOffice."""

    def __init__(self, copies: Copies, knowledge: Knowledge, wording: Wording, pdf: MakePdf = tagged_pdf) -> None:
        self._copies = copies
        self._knowledge = knowledge
        self._wording = wording
        self._pdf = pdf

    def made(self, source: Source, changes: Changes | None = None, *, adopted: bool = False) -> bytes:
        """Return the zip file; the same draft gives the same bytes, the PDF's maker being the same.

        Without ``changes`` the README says why there is no redline: nothing was ever adopted, or
        (``adopted``) nothing has changed since.
        """
        say = self._wording
        agreement = self._copies.for_the_public(source)
        docx = self._copies.public(source, agreement)
        crossings = crosswalk(source.draft, source.template, self._knowledge)
        items = self._copies.open(source)
        files = {f"1-{say('packet.file.agreement')}.docx": docx}
        lines = [say("packet.readme.agreement", name=next(iter(files)))]

        pdf_name = f"2-{say('packet.file.agreement')}.pdf"
        try:
            files[pdf_name] = self._pdf(docx, when=self._copies.when(source))
            lines.append(say("packet.readme.pdf", name=pdf_name))
        except OfficeMissing:
            lines.append(say("packet.readme.no-office"))
        except OfficeFailed:
            lines.append(say("packet.readme.no-pdf"))

        if changes is not None:
            name = f"3-{say('packet.file.changes')}.docx"
            files[name] = changes.data
            lines.append(say("packet.readme.changes", name=name, version=changes.version, day=changes.on))
        else:
            lines.append(say("packet.readme.no-changes" if adopted else "packet.readme.never-adopted"))

        name = f"4-{say('packet.file.crosswalk')}"
        document = crosswalk_document(crossings, agreement, say)
        files[f"{name}.docx"] = self._copies.public(source, document)
        files[f"{name}.csv"] = csv_bytes(crosswalk_rows(crossings, say))
        lines.append(say("packet.readme.crosswalk", name=name))

        name = f"5-{say('packet.file.families')}.docx"
        document = families_document(source.draft, source.template, agreement, say)
        files[name] = self._copies.public(source, document)
        lines.append(say("packet.readme.families", name=name))

        name = f"6-{say('packet.file.decisions')}.docx"
        document = decisions_document(source.draft, source.template, items, agreement, say)
        files[name] = self._copies.public(source, document)
        lines.append(say("packet.readme.decisions", name=name, count=len(items)))

        files["README.txt"] = self._readme(source, agreement.title, agreement.mark, lines)
        files["SHA256SUMS"] = checksums(files)
        return packed(files)

    def _readme(self, source: Source, title: str, mark: str, lines: list[str]) -> bytes:
        say = self._wording
        day = spoken(self._copies.when(source).date())
        head = [title, say("packet.readme.of", title=source.draft.title, version=source.draft.version, day=day)]
        state = [say("packet.readme.mark", mark=mark)] if mark else []
        parts = [*head, "", *state, say("packet.readme.lead"), "", *(f"- {line}" for line in lines), ""]
        parts += [say("packet.readme.checksums"), "", say("packet.readme.disclaimer"), ""]
        return "\r\n".join(parts).encode()  # as the plainest editors of Windows read it


def checksums(files: dict[str, bytes]) -> bytes:
    """Return the lines that ``sha256sum -c`` reads."""
    return "".join(f"{hashlib.sha256(files[n]).hexdigest()}  {n}\n" for n in sorted(files)).encode()
