"""Cross-check of defined terms: each is defined once, in quotation marks, and used as it is defined."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from assistant.content.markup import REF, SLOT
from assistant.content.places import heads
from assistant.content.problems import Problems
from assistant.domain.templates import Template, TemplateSet, Variant
from assistant.verify import terms


def check_terms(content: Path, templates: TemplateSet, problems: Problems) -> None:
    """Note what is wrong with the defined terms of any template."""
    files = {clause: place.file for clause, place in heads(content, "mou_templates/clauses").items()}
    _check_definitions(content, templates, files, problems)
    for template in templates.templates.values():
        _check_template(template, content, files, problems)


def _check_definitions(content: Path, templates: TemplateSet, files: dict[str, str], problems: Problems) -> None:
    for clause in templates.clauses.values():
        if clause.id not in files:
            continue
        for variant in clause.variants:
            seen: set[str] = set()
            for one in (d for text in _texts(variant) for d in terms.definitions(text)):
                line = _line(content, files[clause.id], one.term, variant)
                if not one.quoted:
                    message = f"variant {variant.id!r} defines {one.term!r} without quotation marks"
                    problems.error(files[clause.id], line, message, f'write (the "{one.term}")')
                if one.term in seen:
                    message = f"variant {variant.id!r} defines {one.term!r} twice"
                    problems.error(files[clause.id], line, message, "define it where it stands first")
                seen.add(one.term)


def _check_template(template: Template, content: Path, files: dict[str, str], problems: Problems) -> None:
    defined: dict[str, set[str]] = defaultdict(set)  # term: where it is defined
    named, listed = set[str](), set[str]()
    wordings = [(c, v, list(_texts(v))) for c in template.clauses.values() for v in c.variants if c.id in files]
    for clause, variant, texts in wordings:
        for one in (d for text in texts for d in terms.definitions(text)):
            defined[one.term].add(clause.id)
            named.update({one.term} if one.named else ())
        for block in variant.blocks:
            listed.update(terms.listed(block.rows))
    for recital in template.recitals:
        for one in terms.definitions(_bare(recital.text)):
            defined[one.term].add("recitals")
    for term, places in defined.items():
        if len(places) > 1:
            message = f"{term!r} is defined in more than one place: {', '.join(sorted(places))}"
            problems.error(f"mou_templates/{template.id}/template.yaml", 0, message, "define it once")
    # A name that stands once is a name.
    unknown = terms.undefined((t for _, _, texts in wordings for t in texts), [*defined, *listed, "SRO"])
    told: set[str] = set()
    for clause, variant, texts in wordings:
        for term in [u for u in unknown if any(u in terms.used(t) for t in texts)]:
            if terms.key(term) not in told:
                told.add(terms.key(term))
                message = f"{term!r} is used as a defined term, and template {template.id!r} does not define it"
                line = _line(content, files[clause.id], term, variant)
                problems.error(files[clause.id], line, message, "define it once, or write it without capitals")
        for term in [n for n in named if any(terms.uncapitalized(n, t) for t in texts)]:
            message = f"variant {variant.id!r} has the defined term {term!r} without its capitals"
            line = _line(content, files[clause.id], term.lower(), variant)
            problems.error(files[clause.id], line, message, f"write {term!r}, or another word")


def _texts(variant: Variant) -> Iterator[str]:
    for block in variant.blocks:
        yield from (_bare(text) for text in (block.text, *(cell for row in block.rows for cell in row)) if text)


def _bare(text: str) -> str:
    return SLOT.sub(terms.BLANK, REF.sub(terms.BLANK, text))


def _line(content: Path, file: str, words: str, variant: Variant) -> int:
    """Return the line of a clause's file on which words stand, looked for from the variant's heading on."""
    lines = (content / file).read_text("utf-8").splitlines()
    begin = next((n for n, line in enumerate(lines) if line.startswith(f"## {variant.id}:")), 0)
    return next((n for n, line in enumerate(lines[begin:], begin + 1) if words in line), begin + 1)
