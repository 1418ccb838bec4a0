"""Read ``mou_templates/`` into templates whose clauses, variants and fields are typed values."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from assistant.content import markup
from assistant.content.edition import edition_of
from assistant.content.problems import Problems, nearest
from assistant.content.strict_yaml import Mapping, parse, read_pages, read_text
from assistant.content.values import build, items, mappings
from assistant.domain.templates import (
    Clause,
    ClauseBlock,
    FieldType,
    Section,
    Template,
    TemplateField,
    TemplateSet,
    Variant,
)
from assistant.errors import ContentError

_VARIANT = re.compile(r"^## +(?P<id>[a-z0-9][a-z0-9-]*): *(?P<label>.+?)\s*$")


def load_templates(content: Path) -> TemplateSet:
    """Read ``mou_templates/`` under a content folder; raise ContentError when any part is wrong."""
    problems = Problems()
    templates = read_templates(content, problems)
    if problems.errors:
        raise ContentError(
            f"The templates cannot be used: {problems.errors[0]} ({len(problems.errors)} problem(s) in all).",
            "Run 'mou check' for the whole list.",
        )
    return templates


def read_templates(content: Path, problems: Problems) -> TemplateSet:
    """Read all that can be read; every problem is noted in ``problems``."""
    fields = _read_fields(content, problems)
    clauses = _read_clauses(content, fields, problems)
    templates = {}
    for path in sorted((content / "mou_templates").glob("*/template.yaml")):
        template = _read_template(content, path, clauses, fields, problems)
        if template is not None:
            templates[template.id] = template
    return TemplateSet(templates=templates, clauses=clauses, fields=fields)


def _read_fields(content: Path, problems: Problems) -> dict[str, TemplateField]:
    out: dict[str, TemplateField] = {}
    for path in sorted((content / "mou_templates/fields").glob("*.yaml")):
        file = path.relative_to(content).as_posix()
        text = read_text(path, file, problems)
        for m in mappings(parse(text, file, problems) if text is not None else None, file, problems):
            if "example" in m:
                m["example"] = str(m["example"])
            for key in ("suggested", "options"):
                if key in m:
                    m[key] = _printed(m[key])
            field = build(TemplateField, m, file, problems)
            if field is None:
                continue
            if field.name in out:
                problems.error(file, m.line, f"field {field.name!r} is given twice", "use the one that exists")
            if field.type is FieldType.CHOICE and not field.options:
                problems.error(file, m.line, f"choice {field.name!r} has no options")
            out[field.name] = field
    return out


def _printed(value: Any) -> Any:
    """Return suggested words as an agreement prints them; ids hold no quotation marks and stay."""
    if isinstance(value, str):
        return markup.curly(value)
    if isinstance(value, list):
        return [_printed(v) for v in value]
    if isinstance(value, Mapping):
        for key in value:
            value[key] = _printed(value[key])
    return value


def _read_clauses(content: Path, fields: dict[str, TemplateField], problems: Problems) -> dict[str, Clause]:
    out: dict[str, Clause] = {}
    for path, file, text, head, body in read_pages(content, "mou_templates/clauses", problems):
        clause = _read_clause(head, text, body, file, fields, problems)
        if clause is None:
            continue
        if clause.id != path.stem:
            problems.error(file, head.line_of("id"), f"id {clause.id!r} differs from the file's name")
        out[clause.id] = clause
    return out


def _read_clause(
    head: Mapping, text: str, body: int, file: str, fields: dict[str, TemplateField], problems: Problems
) -> Clause | None:
    first_line = text.count("\n", 0, body) + 1
    variants = _read_variants(text[body:], first_line, file, problems)
    when = None
    if "when" in head:
        try:
            when = markup.condition(str(head.pop("when")))
        except markup.MarkupError as err:
            problems.error(file, head.line_of("when"), str(err))
    families = _families(head, {v.id for v, _ in variants}, file, problems)
    names: list[str] = [when.field] if when else []
    for variant, lines in variants:
        for block, line in zip(variant.blocks, lines, strict=True):
            for name in markup.fields_of(block):
                if name not in fields:
                    problems.error(
                        file, line, f"field {name!r} is in no file of mou_templates/fields/", nearest(name, fields)
                    )
                names.append(name)
    for told in (b for text in families.values() for b in text):
        for name in set(markup.fields_of(told)) - set(names):
            problems.error(
                file,
                head.line_of("families"),
                f"'families' uses {name!r}, which the clause does not",
                nearest(name, names),
            )
    if len(variants) < 2:
        problems.warning(file, first_line, "has fewer than two variants")
    head.setdefault("requirements", [])
    return build(
        Clause,
        head,
        file,
        problems,
        when=when,
        variants=tuple(v for v, _ in variants),
        families=families,
        fields=tuple(dict.fromkeys(names)),
    )


def _families(head: Mapping, variants: set[str], file: str, problems: Problems) -> dict[str, tuple[ClauseBlock, ...]]:
    """Read what a clause means for families: one text, or one for each variant."""
    line, given = head.line_of("families"), head.pop("families", None)
    texts = dict(given) if isinstance(given, Mapping) else {"": given} if given else {}
    out: dict[str, tuple[ClauseBlock, ...]] = {}
    for variant, text in texts.items():
        if variant and variant not in variants:
            problems.error(file, line, f"'families' names no variant {variant!r}", nearest(variant, variants))
        try:
            out[variant] = tuple(b for _, b in markup.blocks(str(text)))
        except markup.MarkupError as err:
            problems.error(file, line, str(err))
            continue
        if any(block.kind != "paragraph" for block in out[variant]):
            problems.error(file, line, "'families' holds something other than paragraphs", "write plain sentences")
    if texts and "" not in texts and variants - set(texts):
        problems.error(file, line, "'families' does not say of every variant what it means for students and parents")
    return out


def _read_variants(body: str, first_line: int, file: str, problems: Problems) -> list[tuple[Variant, list[int]]]:
    parts: list[tuple[re.Match[str], int, list[str]]] = []
    for number, text in enumerate(body.split("\n")):
        if found := _VARIANT.match(text):
            parts.append((found, first_line + number, []))
        elif text.startswith("## "):
            problems.error(file, first_line + number, "heading is not '## variant-id: Label'")
        elif parts:
            parts[-1][2].append(text)
        elif text.strip():
            problems.error(file, first_line + number, "text before the first '## variant-id: Label'")
    out = []
    for found, line, lines in parts:
        use = " ".join(x[1:].strip() for x in lines if x.startswith(">"))
        if not use:
            problems.error(file, line, f"variant {found['id']!r} does not say when to choose it", "add a '> …' line")
        rest = "\n".join("" if x.startswith(">") else x for x in lines)
        blocks: list[ClauseBlock] = []
        at: list[int] = []
        try:
            for offset, block in markup.blocks(rest):
                blocks.append(block)
                at.append(line + 1 + offset)
        except markup.MarkupError as err:
            problems.error(file, line, str(err))
        out.append((Variant(id=found["id"], label=found["label"], use=use, blocks=tuple(blocks)), at))
    return out


def _read_template(
    content: Path, path: Path, clauses: dict[str, Clause], fields: dict[str, TemplateField], problems: Problems
) -> Template | None:
    file = path.relative_to(content).as_posix()
    text = read_text(path, file, problems)
    data = parse(text, file, problems) if text is not None else None
    if not isinstance(data, Mapping):
        return None
    sections = [build(Section, m, file, problems) for m in mappings(data.get("sections"), file, problems)]
    order = [c for s in sections if s for c in s.clauses]
    for name in order:
        if name not in clauses:
            problems.error(file, 0, f"clause {name!r} is not in mou_templates/clauses/", nearest(name, clauses))
    for name in {n for n in order if order.count(n) > 1}:
        problems.error(file, 0, f"clause {name!r} stands twice in the template")
    _check_refs(order, clauses, file, problems)
    recitals = _recitals(data, file, problems)
    used: dict[str, TemplateField] = {}
    for names in [*(markup.fields_of(b) for b in recitals), *(clauses[c].fields for c in order if c in clauses)]:
        used.update({n: fields[n] for n in names if n in fields})
    shell = path.parent / "shell.docx"
    files: list[Path] = [path, *(content / "mou_templates/fields").glob("*.yaml")]
    files += [content / f"mou_templates/clauses/{c}.md" for c in order if c in clauses]
    extra: dict[str, Any] = {
        "edition": edition_of(content, files),
        "sections": tuple(s for s in sections if s),
        "recitals": recitals,
        "clauses": {c: clauses[c] for c in order if c in clauses},
        "fields": used,
        "shell": shell.relative_to(content).as_posix() if shell.is_file() else "",
    }
    return build(Template, data, file, problems, **extra)


def _recitals(data: Mapping, file: str, problems: Problems) -> tuple[ClauseBlock, ...]:
    out: list[ClauseBlock] = []
    for text in items(data, "recitals", file, problems):
        try:
            out.extend(b for _, b in markup.blocks(str(text)))
        except markup.MarkupError as err:
            problems.error(file, data.line_of("recitals"), str(err))
    return tuple(out)


def _check_refs(order: list[str], clauses: dict[str, Clause], file: str, problems: Problems) -> None:
    present = [clauses[c] for c in order if c in clauses]
    for clause in present:
        for block in (b for v in clause.variants for b in v.blocks):
            for name in markup.refs_of(block):
                if name not in order and block.when is None:
                    problems.warning(
                        file, 0, f"clause {clause.id!r} refers to {name!r}, which this template does not hold"
                    )
