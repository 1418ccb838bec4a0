"""Small Word files written by hand, element by element, and how they are read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from assistant.documents.reading.word_file import read_word
from assistant.domain.changes import viewed, words_of
from assistant.domain.documents import MouDocument, View

SPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
        "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
        "x": "urn:example:unknown",
    }.items()
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_KINDS = {"commentsExtended": "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"}
_PROPERTIES = {
    "core": f"{_PACKAGE}/metadata/core-properties",
    "custom": f"{_OFFICE}/custom-properties",
}


def package(body: str, parts: Mapping[str, str] | None = None, links: Mapping[str, str] | None = None) -> bytes:
    """Return a .docx file: ``parts`` are the insides of "styles", "header1", "footnotes" …, ``links`` addresses by id.

    A part's relation has the part's name as its id; "core" and "custom" belong to the file itself.
    """
    given = dict(parts or {})
    files = {"[Content_Types].xml": _TYPES}
    own, main = [f'<Relationship Id="main" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'], []
    for name, inside in given.items():
        if name in _PROPERTIES:
            files[f"docProps/{name}.xml"] = inside
            own.append(f'<Relationship Id="{name}" Type="{_PROPERTIES[name]}" Target="docProps/{name}.xml"/>')
            continue
        kind = name.rstrip("0123456789")
        root = {"header": "hdr", "footer": "ftr", "commentsExtended": "commentsEx"}.get(kind, kind)
        space = "w15" if kind == "commentsExtended" else "w"
        files[f"word/{name}.xml"] = f"<{space}:{root} {SPACES}>{inside}</{space}:{root}>"
        main.append(f'<Relationship Id="{name}" Type="{_KINDS.get(kind, f"{_OFFICE}/{kind}")}" Target="{name}.xml"/>')
    for ident, address in (links or {}).items():
        main.append(f'<Relationship Id="{ident}" Type="{_OFFICE}/hyperlink" Target="{address}" TargetMode="External"/>')
    files["word/document.xml"] = f"<w:document {SPACES}><w:body>{body}</w:body></w:document>"
    files["_rels/.rels"] = f'<Relationships xmlns="{_PACKAGE}">{"".join(own)}</Relationships>'
    files["word/_rels/document.xml.rels"] = f'<Relationships xmlns="{_PACKAGE}">{"".join(main)}</Relationships>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in files.items():
            made.writestr(name, text)
    return out.getvalue()


def read(body: str, parts: Mapping[str, str] | None = None, links: Mapping[str, str] | None = None) -> MouDocument:
    """Read a file made of this markup."""
    return read_word(package(body, parts, links))


def texts(document: MouDocument, view: View = "marked", part: str = "body") -> list[str]:
    """The words of each block of a part, as one of the views has them; a table's cells divided by tabs."""
    return [words_of(b) for b in viewed(document, view).blocks if b.part == part]


def lines(document: MouDocument, view: View = "accepted") -> list[str]:
    """The number and the words of each block of the body."""
    return [f"{b.number} {words_of(b)}".strip() for b in viewed(document, view).blocks if b.part == "body"]


def reported(document: MouDocument) -> list[tuple[str, str]]:
    """What was not read, and at which words."""
    return [(u.what, u.place) for u in document.unread]


def run(text: str, looks: str = "") -> str:
    """Words with looks."""
    return f'<w:r>{f"<w:rPr>{looks}</w:rPr>" if looks else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def para(*content: str, props: str = "") -> str:
    """A paragraph of runs; a plain text becomes one."""
    inner = "".join(c if c.startswith("<") else run(c) for c in content)
    return f"<w:p>{f'<w:pPr>{props}</w:pPr>' if props else ''}{inner}</w:p>"


def styled(style: str, *content: str, props: str = "") -> str:
    """A paragraph of a style."""
    return para(*content, props=f'<w:pStyle w:val="{style}"/>{props}')


def listed(level: int, text: str, ident: int = 1) -> str:
    """A numbered paragraph."""
    return para(text, props=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{ident}"/></w:numPr>')


def style(ident: str, name: str, inside: str = "", based: str = "", kind: str = "paragraph") -> str:
    """A style."""
    on = f'<w:basedOn w:val="{based}"/>' if based else ""
    return f'<w:style w:type="{kind}" w:styleId="{ident}"><w:name w:val="{name}"/>{on}{inside}</w:style>'


def level(at: int, form: str, text: str, more: str = "", start: int = 1) -> str:
    """One level of a list."""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(*levels: str, more: str = "") -> str:
    """A list with the number 1; ``more`` are further definitions."""
    return (
        f'<w:abstractNum w:abstractNumId="1">{"".join(levels)}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>{more}'
    )


def _change(kind: str, content: str, author: str, more: str = "") -> str:
    return f'<w:{kind} w:id="1" w:author="{author}" w:date="2027-03-01T09:00:00Z"{more}>{content}</w:{kind}>'


def inserted(text: str, author: str = "Ann Lee") -> str:
    """Words that were typed with tracking on."""
    return _change("ins", text if text.startswith("<") else run(text), author)


def deleted(text: str, author: str = "Ann Lee") -> str:
    """Words that were deleted with tracking on."""
    gone = f'<w:r><w:delText xml:space="preserve">{text}</w:delText></w:r>'
    return _change("del", gone, author)


def mark(kind: str) -> str:
    """The properties of a paragraph whose mark was inserted, deleted or moved."""
    return f"<w:rPr>{_change(kind, '', 'Ann Lee')}</w:rPr>"


def cell(*content: str, props: str = "") -> str:
    """A cell of paragraphs; a plain text becomes one."""
    inner = "".join(c if c.startswith("<") else para(c) for c in content) or "<w:p/>"
    return f"<w:tc>{f'<w:tcPr>{props}</w:tcPr>' if props else ''}{inner}</w:tc>"


def row(*cells: str, props: str = "") -> str:
    """A row of cells; a plain text becomes one."""
    inner = "".join(c if c.startswith("<") else cell(c) for c in cells)
    return f"<w:tr>{f'<w:trPr>{props}</w:trPr>' if props else ''}{inner}</w:tr>"


def table(*rows: str, props: str = "") -> str:
    """A table of rows."""
    return f"<w:tbl><w:tblPr>{props}</w:tblPr><w:tblGrid/>{''.join(rows)}</w:tbl>"


def control(content: str, props: str = "") -> str:
    """A content control."""
    return f"<w:sdt><w:sdtPr>{props}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def field(instruction: str, result: str | None) -> str:
    """A complex field; None for one without a result."""
    shown = "" if result is None else f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(result) if result else ""}'
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {instruction} '
        f'</w:instrText></w:r>{shown}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def drawing(inside: str, words: str = "", more: str = "") -> str:
    """A drawing with its description."""
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="{words}">{more}</wp:docPr>'
        f"<a:graphic>{inside}</a:graphic></wp:inline></w:drawing></w:r>"
    )
