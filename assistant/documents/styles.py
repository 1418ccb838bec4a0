"""The styles of an agreement; a shell that lacks one is given it, one that has it keeps its own."""

from __future__ import annotations

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from assistant.documents.elements import Element, w

# Metric twins of this face exist on every system (Liberation Serif, Tinos), so pages break alike everywhere.
FONT = "Times New Roman"

_DEFAULTS = f"""
<w:docDefaults {nsdecls("w")}>
  <w:rPrDefault><w:rPr>
    <w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>
    <w:sz w:val="23"/><w:szCs w:val="23"/><w:lang w:val="en-US" w:eastAsia="en-US" w:bidi="ar-SA"/>
  </w:rPr></w:rPrDefault>
  <w:pPrDefault><w:pPr><w:widowControl/><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault>
</w:docDefaults>
"""

# (type, id, name, inner XML); inner XML in schema order: basedOn, next, uiPriority, qFormat, pPr, rPr, tblPr …
_STYLES: tuple[tuple[str, str, str, str], ...] = (
    (
        "paragraph",
        "Normal",
        "Normal",
        '<w:qFormat/><w:pPr><w:widowControl/><w:spacing w:after="120" w:line="264" w:lineRule="auto"/></w:pPr>'
        '<w:rPr><w:lang w:val="en-US"/></w:rPr>',
    ),
    ("character", "DefaultParagraphFont", "Default Paragraph Font", '<w:uiPriority w:val="1"/><w:semiHidden/>'),
    (
        "table",
        "TableNormal",
        "Normal Table",
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr>',
    ),
    ("numbering", "NoList", "No List", '<w:uiPriority w:val="99"/><w:semiHidden/>'),
    (
        "paragraph",
        "Title",
        "Title",
        '<w:basedOn w:val="Normal"/><w:next w:val="Subtitle"/><w:qFormat/>'
        '<w:pPr><w:keepNext/><w:keepLines/><w:suppressAutoHyphens/>'
        '<w:spacing w:before="240" w:after="120" w:line="240" w:lineRule="auto"/><w:jc w:val="center"/></w:pPr>'
        '<w:rPr><w:b/><w:bCs/><w:sz w:val="40"/><w:szCs w:val="40"/></w:rPr>',
    ),
    (
        "paragraph",
        "Subtitle",
        "Subtitle",
        '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/>'
        '<w:pPr><w:keepLines/><w:suppressAutoHyphens/><w:spacing w:after="80"/><w:jc w:val="center"/></w:pPr>'
        '<w:rPr><w:sz w:val="26"/><w:szCs w:val="26"/></w:rPr>',
    ),
    (
        "paragraph",
        "Heading1",
        "heading 1",
        '<w:basedOn w:val="Normal"/><w:next w:val="MOUParagraph"/><w:uiPriority w:val="9"/><w:qFormat/>'
        '<w:pPr><w:keepNext/><w:keepLines/><w:suppressAutoHyphens/>'
        '<w:spacing w:before="320" w:after="100"/><w:ind w:left="720" w:hanging="720"/><w:outlineLvl w:val="0"/></w:pPr>'
        '<w:rPr><w:b/><w:bCs/><w:sz w:val="26"/><w:szCs w:val="26"/></w:rPr>',
    ),
    (
        "paragraph",
        "Heading2",
        "heading 2",
        '<w:basedOn w:val="Normal"/><w:next w:val="MOUParagraph"/><w:uiPriority w:val="9"/><w:qFormat/>'
        '<w:pPr><w:keepNext/><w:keepLines/><w:suppressAutoHyphens/>'
        '<w:spacing w:before="200" w:after="80"/><w:outlineLvl w:val="1"/></w:pPr>'
        '<w:rPr><w:b/><w:bCs/><w:i/><w:iCs/></w:rPr>',
    ),
    (
        "paragraph",
        "MOUHeading",
        "MOU Heading",
        '<w:basedOn w:val="Heading1"/><w:next w:val="MOUPlain"/><w:qFormat/>'
        '<w:pPr><w:numPr><w:numId w:val="0"/></w:numPr><w:ind w:left="0" w:firstLine="0"/></w:pPr>',
    ),
    (
        "paragraph",
        "MOUParagraph",
        "MOU Paragraph",
        '<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr><w:ind w:left="720" w:hanging="720"/></w:pPr>',
    ),
    (
        "paragraph",
        "MOUItem",
        "MOU Item",
        '<w:basedOn w:val="Normal"/><w:qFormat/>'
        '<w:pPr><w:spacing w:after="70"/><w:ind w:left="1224" w:hanging="504"/></w:pPr>',
    ),
    ("paragraph", "MOUPlain", "MOU Plain", '<w:basedOn w:val="Normal"/><w:qFormat/>'),
    (
        "paragraph",
        "MOUContinued",
        "MOU Continued",
        '<w:basedOn w:val="MOUPlain"/><w:qFormat/><w:pPr><w:ind w:left="720"/></w:pPr>',
    ),
    (
        "paragraph",
        "MOURecital",
        "MOU Recital",
        '<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr><w:ind w:left="720" w:hanging="720"/></w:pPr>',
    ),
    (
        "character",
        "MOUPlaceholder",
        "MOU Placeholder",
        '<w:qFormat/><w:rPr><w:b/><w:bCs/><w:shd w:val="clear" w:color="auto" w:fill="FFF2A8"/></w:rPr>',
    ),
    (
        "paragraph",
        "MOUTableText",
        "MOU Table Text",
        '<w:basedOn w:val="Normal"/><w:qFormat/>'
        '<w:pPr><w:spacing w:after="0" w:line="252" w:lineRule="auto"/></w:pPr>'
        '<w:rPr><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr>',
    ),
    (
        "paragraph",
        "MOUTableHeader",
        "MOU Table Header",
        '<w:basedOn w:val="MOUTableText"/><w:qFormat/><w:pPr><w:keepNext/></w:pPr><w:rPr><w:b/><w:bCs/></w:rPr>',
    ),
    (
        "paragraph",
        "MOUSignature",
        "MOU Signature",
        '<w:basedOn w:val="Normal"/><w:qFormat/>'
        '<w:pPr><w:keepLines/><w:spacing w:after="0" w:line="252" w:lineRule="auto"/></w:pPr>',
    ),
    (
        "paragraph",
        "TOCHeading",
        "TOC Heading",
        '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:uiPriority w:val="39"/>'
        '<w:pPr><w:keepNext/><w:spacing w:before="280" w:after="120"/></w:pPr>'
        '<w:rPr><w:b/><w:bCs/><w:sz w:val="26"/><w:szCs w:val="26"/></w:rPr>',
    ),
    (
        "paragraph",
        "TOC1",
        "toc 1",
        '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:uiPriority w:val="39"/>'
        '<w:pPr><w:tabs><w:tab w:val="left" w:pos="540"/><w:tab w:val="right" w:pos="9360"/></w:tabs>'
        '<w:spacing w:after="30" w:line="240" w:lineRule="auto"/><w:ind w:left="540" w:right="720" w:hanging="540"/></w:pPr>',
    ),
    (
        "paragraph",
        "Header",
        "header",
        '<w:basedOn w:val="Normal"/><w:uiPriority w:val="99"/>'
        '<w:pPr><w:tabs><w:tab w:val="right" w:pos="9360"/></w:tabs>'
        '<w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
        '<w:rPr><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr>',
    ),
    (
        "paragraph",
        "Footer",
        "footer",
        '<w:basedOn w:val="Normal"/><w:uiPriority w:val="99"/>'
        '<w:pPr><w:pBdr><w:top w:val="single" w:sz="4" w:space="6" w:color="808080"/></w:pBdr>'
        '<w:tabs><w:tab w:val="right" w:pos="9360"/></w:tabs>'
        '<w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
        '<w:rPr><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr>',
    ),
    (
        "paragraph",
        "CommentText",
        "annotation text",
        '<w:basedOn w:val="Normal"/><w:uiPriority w:val="99"/>'
        '<w:pPr><w:spacing w:after="40" w:line="240" w:lineRule="auto"/></w:pPr>'
        '<w:rPr><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr>',
    ),
    (
        "character",
        "CommentReference",
        "annotation reference",
        '<w:uiPriority w:val="99"/><w:rPr><w:sz w:val="16"/><w:szCs w:val="16"/></w:rPr>',
    ),
    (
        "table",
        "MOUTable",
        "MOU Table",
        '<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>'
        + "".join(
            f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="7F7F7F"/>'
            for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        + '</w:tblBorders><w:tblCellMar><w:top w:w="60" w:type="dxa"/><w:left w:w="115" w:type="dxa"/>'
        '<w:bottom w:w="60" w:type="dxa"/><w:right w:w="115" w:type="dxa"/></w:tblCellMar></w:tblPr>',
    ),
)

_DEFAULT_OF_TYPE = {"Normal", "DefaultParagraphFont", "TableNormal", "NoList"}


def _style(kind: str, style_id: str, name: str, inner: str) -> Element:
    default = ' w:default="1"' if style_id in _DEFAULT_OF_TYPE else ""
    own = ' w:customStyle="1"' if name.startswith("MOU") else ""
    return parse_xml(
        f'<w:style {nsdecls("w")} w:type="{kind}"{default}{own} w:styleId="{style_id}">'
        f'<w:name w:val="{name}"/>{inner}</w:style>'
    )


def fresh() -> list[Element]:
    """Return the whole content of ``styles.xml`` for a new shell."""
    return [parse_xml(_DEFAULTS), *(_style(*s) for s in _STYLES)]


def ensure(styles: Element) -> dict[str, str]:
    """Add each style that is missing by name; return style id by lower-case name.

    A shell may rename ids (Word does, in other languages), so the name is what counts.
    """
    ids = _by_name(styles)
    taken = set(ids.values())
    renamed: dict[str, str] = {}
    added = []
    for kind, style_id, name, inner in _STYLES:
        if name.lower() in ids:
            renamed[style_id] = ids[name.lower()]
            continue
        style = _style(kind, style_id, name, inner)
        style.attrib.pop(qn("w:default"), None)
        while style_id in taken:
            style_id += "X"
        style.set(qn("w:styleId"), style_id)
        taken.add(style_id)
        styles.append(style)
        added.append(style)
    for style in added:
        for tag in ("w:basedOn", "w:next"):
            link = style.find(qn(tag))
            if link is not None:
                link.set(qn("w:val"), renamed.get(link.get(qn("w:val"), ""), link.get(qn("w:val"), "")))
    return _by_name(styles)


def set_language(styles: Element, language: str) -> None:
    """Give the document's default and its Normal style a language such as ``en-US``."""
    defaults = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    normal = next((s for s in styles.findall(qn("w:style")) if s.get(qn("w:styleId")) == "Normal"), None)
    for properties in (defaults, normal.find(qn("w:rPr")) if normal is not None else None):
        if properties is None:
            continue
        lang = properties.find(qn("w:lang"))
        if lang is None:
            lang = w("lang")
            properties.append(lang)
        lang.set(qn("w:val"), language)


def _by_name(styles: Element) -> dict[str, str]:
    out = {}
    for style in styles.findall(qn("w:style")):
        name = style.find(qn("w:name"))
        if name is not None:
            out[name.get(qn("w:val"), "").lower()] = style.get(qn("w:styleId"), "")
    return out
