"""Write an agreement as a Word file; equal input gives equal bytes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn

from assistant.documents import styles as looks
from assistant.documents.body import Body
from assistant.documents.comments import Comments
from assistant.documents.elements import Ids, one_line
from assistant.documents.fields import update_on_open
from assistant.documents.numbering import LEVELS, Lists, unnumber
from assistant.documents.package import open_shell, text_width, to_bytes
from assistant.documents.places import fill, put_body
from assistant.documents.properties import set_properties, utc
from assistant.documents.shell import build_shell
from assistant.domain.documents import MouDocument
from assistant.domain.wording import Wording

_WITH_IDS = frozenset({RT.HEADER, RT.FOOTER, RT.COMMENTS})


def write_docx(document: MouDocument, *, shell: bytes | None, when: datetime, words: Wording) -> bytes:
    """Return the .docx file of an agreement.

    ``shell`` is the template's shell.docx (None: the product's own), ``when`` the moment that the
    file, its stamp and its comments bear, ``words`` what the writer itself has to say. Raise
    DocumentError when the shell cannot be used.
    """
    target = open_shell(shell if shell is not None else build_shell(words))
    style_root = target.styles.element
    target.element.body.get_or_add_sectPr()
    styles = looks.ensure(style_root, width=text_width(target))
    looks.set_language(style_root, one_line(document.language) or "en-US")
    lists = Lists(target.part.numbering_part.element, style_root, styles)
    fill(target, title=document.title, mark=document.mark, stamp=stamp_line(document, when, words), styles=styles)
    ids = Ids(target.element, *(part.element for part in _others(target)))
    headed = {b.clause for b in document.blocks if b.kind == "heading" and b.clause and one_line(b.text)}
    notes = Comments(target, ids, utc(when), styles).of(document, headed)
    body = Body(document, styles=styles, lists=lists, ids=ids, width=text_width(target), notes=notes, words=words)
    elements = body.elements()
    unnumber(elements, style_root, (styles[name] for name in LEVELS))
    put_body(target, elements)
    if next(target.element.body.iter(qn("w:instrText")), None) is not None:
        update_on_open(target.settings.element)
    set_properties(target, document, when)
    return to_bytes(target)


def stamp_line(document: MouDocument, when: datetime, words: Wording) -> str:
    """Return the words of the footer: which version of the draft, and the day it was written out."""
    day = f"{when:%B} {when.day}, {when.year}"
    against = document.properties.get("against", "")
    if document.stamp and against:
        return words("word.version-against", version=document.stamp.version, day=day, against=against)
    return words("word.version", version=document.stamp.version, day=day) if document.stamp else day


def _others(target: Document) -> Iterator[Any]:
    """Yield the shell's headers, footers and comments, whose ids are taken too."""
    for rel in target.part.rels.values():
        if not rel.is_external and hasattr(rel.target_part, "element") and rel.reltype in _WITH_IDS:
            yield rel.target_part
