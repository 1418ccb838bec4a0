"""Small agreements to write, and ways to read what was written."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

from lxml import etree

from assistant.content.messages import load_wording
from assistant.content.paths import content_dir
from assistant.documents.writer import write_docx
from assistant.domain.documents import Annotation, Block, MouDocument, Signer, Span, Spans, Stamp

WHEN = datetime(2026, 11, 23, 15, 30, tzinfo=UTC)
WORDING = load_wording(content_dir())
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def words(text: str) -> Spans:
    return (Span(text=text),)


def block(kind: str, text: str = "", **more: object) -> Block:
    return Block.model_validate({"kind": kind, "spans": words(text) if text else (), **more})


def clause(number: int, name: str, *parts: tuple[str, str]) -> list[Block]:
    """A clause from (number as the reader sees it, words); "(a)" makes an item, "" a plain paragraph."""
    out = [block("heading", name.replace("-", " ").capitalize(), level=1, number=str(number), clause=name)]
    for shown, text in parts:
        kind = "item" if shown.startswith("(") else "paragraph" if shown else "plain"
        out.append(block(kind, text, number=shown, clause=name))
    return out


def agreement() -> MouDocument:
    """Five clauses with every kind of block in them."""
    terms = (
        (words("Term"), words("Meaning")),
        (words("SRO"), words("A sworn officer whom the Agency assigns to a School.")),
        (words("Last resort"), words("Only when other reasonable responses have failed.")),
    )
    slot = Span(text="[DISTRICT LIAISON - fill in]", kind="placeholder", field="district_liaison")
    blocks = [
        block("title", "Memorandum of Understanding"),
        block("subtitle", "between the Riverton Police Department and Riverton School District 12"),
        block("recital", "Operating an SRO program is a local decision."),
        block("recital", "The Parties set down who does what."),
        *clause(1, "definitions", ("1.1", "These words have these meanings:")),
        Block(kind="table", clause="definitions", rows=terms, caption="Definitions"),
        *clause(
            2,
            "sro-duties",
            ("2.1", "The SRO shall:"),
            ("(a)", "respond to emergencies"),
            ("(b)", "advise the Principal"),
            ("2.2", "The SRO shall not:"),
            ("(a)", "decide school discipline"),
            ("", "Nothing here limits state law."),
        ),
        *clause(3, "supervision"),
        Block(
            kind="paragraph",
            number="3.1",
            clause="supervision",
            spans=(
                Span(text="The contact is "),
                slot,
                Span(text=", see "),
                _ref("Section 2", "sro-duties"),
                Span(text="."),
            ),
        ),
        *clause(4, "school-duties", ("4.1", "Staff handle discipline:"), ("(a)", "in class"), ("(b)", "on the bus")),
        *clause(5, "signatures", ("5.1", "Each person below has authority to sign.")),
        Block(
            kind="signatures",
            clause="signatures",
            signers=(
                Signer(name="Dana Whitfield", title="Chief of Police", party="Riverton Police Department"),
                Signer(name="[SIGNATORY - fill in]", party="Riverton School District 12", placeholder=True),
            ),
        ),
        Block(
            kind="open-items",
            caption="Open items",
            rows=((words("Section"), words("What is open")), (words("Supervision"), words("District liaison"))),
        ),
    ]
    return MouDocument(
        title="Memorandum of Understanding",
        mark="DRAFT: not reviewed by counsel",
        blocks=tuple(blocks),
        annotations=(
            Annotation(clause="sro-duties", text="Serves principle 3.\nSource: the guiding principles."),
            Annotation(clause="supervision", text="Serves principle 6."),
            Annotation(clause="not-in-the-document", text="Has no place."),
        ),
        stamp=Stamp(draft="d-17", version=12, template="standard", template_version="1.0", edition="abc123"),
        properties={"subject": "SRO program", "draft": "Riverton"},
    )


def _ref(text: str, to: str) -> Span:
    return Span(text=text, kind="ref", field=to)


def written(document: MouDocument | None = None, *, shell: bytes | None = None) -> bytes:
    return write_docx(document or agreement(), shell=shell, when=WHEN, words=WORDING)


def part(data: bytes, name: str) -> etree._Element:
    """One part of a file as XML; a part that is not well-formed raises."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {n: archive.read(n) for n in archive.namelist()}


def body(data: bytes) -> etree._Element:
    return part(data, "word/document.xml")


def text_of(element: etree._Element) -> str:
    return "".join(t.text or "" for t in element.iter(f"{W}t"))


def style_of(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else style.get(f"{W}val", "")
