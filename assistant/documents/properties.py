"""What the file says about itself: title, language, dates, and the stamp of the draft it was made from."""

from __future__ import annotations

from datetime import UTC, datetime

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from assistant.documents.elements import one_line
from assistant.documents.stamps import stamp_properties
from assistant.domain.documents import MouDocument

PRODUCER = "MOU assistant"
_CORE = ("subject", "author", "keywords", "category", "comments")
_NS = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VT = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_MOST = 255  # characters that a core property may have


def utc(when: datetime) -> datetime:
    """Return the moment in UTC, whole seconds; a moment without a zone counts as UTC."""
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(UTC).replace(microsecond=0)


def set_properties(document: Document, mou: MouDocument, when: datetime) -> None:
    """Write core and custom properties; whatever the shell said about itself is replaced."""
    _drop_foreign_core(document)
    core = document.core_properties
    given = {k: one_line(v)[:_MOST] for k, v in mou.properties.items()}
    for name in _CORE:
        setattr(core, name, given.pop(name, PRODUCER if name == "author" else ""))
    core.title = one_line(mou.title)[:_MOST]
    core.language = one_line(mou.language)
    core.last_modified_by = PRODUCER
    core.identifier = one_line(mou.stamp.draft)[:_MOST] if mou.stamp else ""
    core.version = str(mou.stamp.version) if mou.stamp else ""
    core.content_status = one_line(mou.mark)[:_MOST]
    core.revision = 1
    moment = utc(when).replace(tzinfo=None)
    core.created = core.modified = moment
    for element in [e for e in core._element if etree.QName(e).localname == "lastPrinted"]:
        core._element.remove(element)
    _set_custom(document, {**given, **(stamp_properties(mou.stamp) if mou.stamp else {})})


def _drop_foreign_core(document: Document) -> None:
    """Let go of core properties under the name that LibreOffice gives them, or there would be two."""
    rels = document.part.package.rels
    for rid, rel in list(rels.items()):
        if rel.reltype.endswith("/metadata/core-properties") and rel.reltype != RT.CORE_PROPERTIES:
            del rels[rid]


def _set_custom(document: Document, values: dict[str, str]) -> None:
    package = document.part.package
    for rid, rel in list(package.rels.items()):
        if rel.reltype in (_RELATION, RT.CUSTOM_PROPERTIES):
            del package.rels[rid]
    if not values:
        return
    root = etree.fromstring(f'<Properties xmlns="{_NS}" xmlns:vt="{_VT}"/>')
    for pid, name in enumerate(sorted(values), start=2):  # Word counts custom properties from 2
        entry = etree.SubElement(root, f"{{{_NS}}}property", fmtid=_FORMAT_ID, pid=str(pid), name=one_line(name))
        etree.SubElement(entry, f"{{{_VT}}}lpwstr").text = one_line(values[name])
    blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    package.relate_to(Part(PackURI("/docProps/custom.xml"), _TYPE, blob, package), _RELATION)
