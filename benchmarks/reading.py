"""Reading Word files: an agreement of 40 pages, plain, with changes tracked, and through the limited process.

The agreement is the standard template with more than half of its clauses twice: 40 pages in LibreOffice.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime

from assistant.content.knowledge import load_knowledge
from assistant.content.paths import content_dir
from assistant.content.templates import load_templates
from assistant.documents.reading.reader import DocumentReader
from assistant.documents.reading.word_file import read_word
from assistant.documents.writer import write_docx
from assistant.domain.changes import viewed
from assistant.domain.documents import MouDocument
from assistant.domain.wording import Wording
from assistant.drafting.annotations import annotations
from assistant.drafting.render import render
from assistant.drafting.steps import new_draft
from benchmarks.measuring import Row, row, times

WHEN = datetime(2027, 3, 1, 9, tzinfo=UTC)
_RUN = re.compile(r'<w:r><w:t xml:space="preserve">[^<]+</w:t></w:r>')


def agreement() -> tuple[MouDocument, Wording]:
    """Return an agreement of 40 pages, with its comments, and the words to write it with."""
    root = content_dir()
    knowledge, template = load_knowledge(root), load_templates(root).templates["standard"]
    wording = Wording(knowledge.messages)
    draft = new_draft(template, draft_id="d", title="Riverton", now=WHEN, values={"agency_name": "Riverton Police"})
    document = render(draft, template, knowledge, wording)
    blocks = [b for b in document.blocks if b.kind not in ("signatures", "open-items")]
    more = [b.model_copy(update={"clause": f"{b.clause}-2"}) for b in blocks if b.clause][: len(blocks) * 6 // 10]
    notes = annotations(draft, template, knowledge, wording)
    return document.model_copy(update={"blocks": (*blocks, *more), "annotations": notes}), wording


def tracked(data: bytes, every: int = 3) -> bytes:
    """Return a file in which every third run was inserted with tracking on."""
    out, seen = io.BytesIO(), 0

    def change(found: re.Match[str]) -> str:
        nonlocal seen
        seen += 1
        return f'<w:ins w:id="{90_000 + seen}" w:author="A">{found[0]}</w:ins>' if seen % every == 0 else found[0]

    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, _RUN.sub(change, part.decode()) if name == "word/document.xml" else part)
    return out.getvalue()


def reading(rounds: int = 10) -> list[Row]:
    """Measure reading; the promise is one second for 40 pages."""
    document, wording = agreement()
    plain = write_docx(document, shell=None, when=WHEN, words=wording)
    changed = tracked(plain)
    marked = read_word(changed)
    with DocumentReader() as reader:
        reader.mou("a.docx", plain)  # the process starts with the first file
        return [
            row("read 40 pages of Word", "ms", times(lambda: read_word(plain), rounds), 1000),
            row("read 40 pages, every third run inserted", "ms", times(lambda: read_word(changed), rounds), 1000),
            row("the original view of them", "ms", times(lambda: viewed(marked, "original"), rounds)),
            row("read 40 pages in the limited process", "ms", times(lambda: reader.mou("a.docx", plain), rounds), 1000),
        ]
