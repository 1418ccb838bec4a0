"""Make a template's ``shell.docx``: page, styles, list, header and footer; the agreement is written into it.

An agency may open the file in Word, change the looks, add its seal to the header and save it. It
keeps the names of the styles and the places (content controls) for title, mark, stamp and body.
Run ``python -m assistant.documents.shell TARGET``.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.shared import Inches

from assistant.content.messages import load_wording
from assistant.content.paths import content_dir
from assistant.documents import styles as looks
from assistant.documents.elements import Element, paragraph, run, w
from assistant.documents.fields import page_number
from assistant.documents.numbering import Lists
from assistant.documents.package import to_bytes
from assistant.documents.places import BODY, MARK, SHOWN, STAMP, TITLE
from assistant.documents.properties import PRODUCER
from assistant.domain.wording import Wording

_MADE = datetime(2026, 11, 23, tzinfo=UTC).replace(tzinfo=None)
# Parts of python-docx's own start file that an agreement has no use for.
_NOT_WANTED = {"thumbnail", "stylesWithEffects", "webSettings", "theme", "customXml"}
_OWN = {"fontTable": "fontTable.xml", "extended-properties": "app.xml"}


def build_shell(words: Wording) -> bytes:
    """Return the bytes of the product's own shell."""
    document = docx.Document()
    _strip(document)
    style_root = document.styles.element
    _replace(style_root, list(parse_xml(looks.part("styles.xml"))))
    _replace(document.settings.element, list(parse_xml(looks.part("settings.xml"))))
    numbering = document.part.numbering_part.element
    _replace(numbering, [])
    Lists(numbering, style_root, looks.ensure(style_root))
    _page(document, words)
    body = document.element.body
    note = w(
        "sdt", _place(BODY, "Agreement", 1), w("sdtContent", paragraph("MOUPlain", [run(words("word.shell-note"))]))
    )
    _replace(body, [note, *body.findall("{*}sectPr")])
    core = document.core_properties
    core.title, core.author, core.last_modified_by = words("word.shell-title"), PRODUCER, PRODUCER
    core.comments, core.language, core.revision = "", "en-US", 1
    core.created = core.modified = _MADE
    return to_bytes(document)


def _strip(document: Document) -> None:
    package = document.part.package
    for rels in (package.rels, document.part.rels):
        for rid, rel in list(rels.items()):
            name = rel.reltype.rsplit("/", 1)[-1]
            if name in _NOT_WANTED:
                del rels[rid]
            elif name in _OWN:
                rel.target_part._blob = looks.part(_OWN[name])


def _replace(element: Element, children: list[Element]) -> None:
    for child in list(element):
        element.remove(child)
    element.extend(children)


def _page(document: Document, words: Wording) -> None:
    """Set US letter, margins of one inch, and the header and footer of first and later pages."""
    section = document.sections[0]
    section.page_width, section.page_height = Inches(8.5), Inches(11)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Inches(1)
    section.header_distance = section.footer_distance = Inches(0.5)
    section.different_first_page_header_footer = True
    title, mark, stamp = (_inline(TITLE, "Title", 2), _inline(MARK, "Draft mark", 3, bold=True), STAMP)
    tab = w("r", w("tab"))
    _replace(section.header._element, [paragraph("Header", [title, tab, mark])])
    first_mark = _inline(MARK, "Draft mark", 4, bold=True)
    _replace(section.first_page_header._element, [paragraph("Header", [w("r", w("tab")), first_mark])])
    for ident, footer in ((5, section.footer), (6, section.first_page_footer)):
        line = [_inline(stamp, "Stamp", ident), w("r", w("tab")), *page_number(words("word.page"), words("word.of"))]
        _replace(footer._element, [paragraph("Footer", line)])


def _inline(tag: str, alias: str, ident: int, *, bold: bool = False) -> Element:
    return w("sdt", _place(tag, alias, ident), w("sdtContent", run(SHOWN[tag], bold=bold)))


def _place(tag: str, alias: str, ident: int) -> Element:
    return w("sdtPr", w("alias", val=alias), w("tag", val=tag), w("id", val=ident))


def main() -> None:
    """Write the shell to the path given on the command line."""
    if len(sys.argv) != 2:
        raise SystemExit("Usage: python -m assistant.documents.shell TARGET.docx")
    Path(sys.argv[1]).write_bytes(build_shell(load_wording(content_dir())))


if __name__ == "__main__":
    main()
