"""The author's compiler: read all content, cross-check it, and list every problem at once."""

from __future__ import annotations

from pathlib import Path

from assistant.content.check_cards import check_cards
from assistant.content.check_crisis import check_crisis
from assistant.content.check_encoder import check_encoder
from assistant.content.check_fields import check_fields
from assistant.content.check_notes import check_notes
from assistant.content.check_requirements import check_requirements
from assistant.content.check_review import check_review
from assistant.content.check_spanish import check_spanish
from assistant.content.check_templates import check_templates
from assistant.content.check_terms import check_terms
from assistant.content.knowledge import read_knowledge
from assistant.content.placing import check_placing
from assistant.content.problems import Problem, Problems
from assistant.content.templates import read_templates


def check_content(content: Path) -> list[Problem]:
    """Return every problem under a content folder, errors first, then by file and line.

    What the readers find, and what only shows when the parts are held against each other.
    """
    problems = Problems()
    knowledge = read_knowledge(content, problems)
    templates = read_templates(content, problems)
    rules = check_requirements(content, knowledge, problems)
    check_cards(content, knowledge, templates.clauses, problems)
    check_crisis(knowledge, problems)
    check_encoder(content, knowledge, problems)
    check_notes(content, knowledge, rules, problems)
    check_review(content, knowledge, problems)
    check_spanish(content, knowledge, problems)
    check_fields(content, rules, templates, problems)
    check_templates(content, knowledge, rules, templates, problems)
    check_terms(content, templates, problems)
    check_placing(content, templates, problems)
    return sorted(dict.fromkeys(problems.found), key=lambda p: (p.level != "error", p.file, p.line))
