"""A small, good content tree that a test can spoil in one place."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.content.check import check_content
from assistant.content.problems import Problem

ROOT = Path(__file__).resolve().parents[3]
PASSAGES = {
    1: "Operating an SRO program is a local decision",
    2: "Law enforcement agencies should have a fully executed MOU",
    3: "SROs should not be involved in school disciplinary incidents",
    4: "only as a last resort",
    5: "collaborative selection process",
    6: "systems of evaluation and supervision",
    7: "systems to track SRO duties and activities",
    8: "SROs receive specialized training",
    9: "regularly engage in outreach",
    10: "no less than annually",
    11: "one or a limited number of schools",
    12: "peers and national networks",
}
RULE = """  conflicts:
    - id: p03.enforces-rules
      any_of: ['{sro}{then}\\benforc(?:e|es|ing)\\b{near}\\bschool rules\\b']
      say: This conflicts with principle 3, which says that SROs should not be involved in discipline.
      instead: School staff enforce school rules.
      examples:
        - The SRO shall enforce school rules.
        - Officers enforce the school rules.
        - SROs are enforcing school rules.
      counter_examples:
        - The SRO shall not enforce school rules.
        - Teachers enforce school rules.
        - The SRO enforces the law.
"""
CARDS = """- id: p03-detention
  topic: principle-3
  label: Whether an SRO may give detention
  question: Can an SRO give detention?
  kind: yes-no
  polarity: "no"
  principles: [3]
  status: answered
  ask: [one, two, three, four, five, six, seven, eight]
  answer:
    - text: >-
        No. The principles say that SROs should not be “involved in school disciplinary incidents” that staff
        would normally handle.
      cites: [principle-3]
  also: [a-note]
  next: [nc-cameras]
- id: nc-cameras
  topic: nc.cameras
  label: Body cameras
  question: Do the principles cover body cameras?
  kind: not-covered
  principles: []
  status: not-covered
  ask: [nine, ten, eleven, twelve, thirteen, fourteen, fifteen, sixteen]
  answer:
    - text: The guiding principles do not mention cameras.
      cites: []
  closest: principle-7
  who_decides: The agency and the district settle it in their MOU.
"""
NOTE = """---
id: a-note
source: a-guide
title: A guide (2020) on agreements
authority: guidance
year: 2020
date_read: 2026-11-23
principles: [2]
topics: [mou]
---
A guide of 2020 names the least that an agreement contains: its purpose, each partner's role, who supervises.
"""
SOURCES = """- id: guiding-principles
  title: Guiding Principles
  publisher: COPS Office
  authority: principles
  date_read: 2026-11-23
  licence: public domain
- id: a-guide
  title: A guide
  publisher: An office
  authority: guidance
  date_read: 2026-11-23
  licence: public domain
- id: a-sample
  title: A sample
  publisher: Written for this product
  authority: sample
  date_read: 2026-11-23
  licence: Apache-2.0
"""
SAMPLE = """---
id: a-sample
source: a-sample
title: A sample agreement
---
The Parties agree.

## 1. Discipline
<!-- requirements: p03.one -->
1.1 School staff handle discipline.
"""
FIELDS = """- name: term_years
  type: integer
  label: Years
  ask: For how many years?
  suggested: 2
  min: 1
  max: 5
- name: start_date
  type: date
  label: Start date
  ask: When does it start?
- name: end_date
  type: date
  label: End date
  ask: When does it end?
  after: start_date
- name: final_say
  type: choice
  label: Final say
  ask: Who decides?
  suggested: both
  options:
    - {id: both, label: Both, text: the Parties together}
    - {id: panel, label: A panel, text: a panel}
- name: logged
  type: yes-no
  label: Log
  ask: Is there a log?
  suggested: true
- name: tasks
  type: list
  label: Tasks
  ask: Which tasks?
  suggested: [keep people safe, teach lessons]
  min_items: 1
"""
CLAUSE = """---
id: everything
element: C1
title: Everything
requirements: [%s]
purpose: Says what the Parties agree.
plain: This part says who does what.
families: The school deals with what students do wrong.
---
## first: First
> Choose this as a rule.

This Agreement runs from {{ start_date }} to {{ end_date }}, for {{ term_years | words }} years. {{ final_say }} decide.

The SRO shall:

- {{ list: tasks }}

[if logged is yes] The Agency keeps a log.

## second: Second
> Choose this instead.

School staff handle discipline.
"""
LOCAL = """---
id: money
element: C29
title: Money
requirements: []
purpose: Says who pays.
plain: This part says who pays.
families: One party pays.
---
## first: First
> Choose this as a rule.

The police department (the "Agency") pays.

## second: Second
> Choose this instead.

The District pays.
"""
TEMPLATE = """id: essential
title: MOU
version: "1.0"
sections:
  - title: All
    clauses: [everything, money]
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A content folder without a single problem."""
    for folder in ("cards", "guidance", "sample_mous", "requirements", "messages"):
        (tmp_path / "knowledge" / folder).mkdir(parents=True)
    shutil.copytree(ROOT / "knowledge/principles", tmp_path / "knowledge/principles")
    for number, words in PASSAGES.items():
        strength = {3: "should-not", 11: "when-possible"}.get(number, "should")
        passage = "principle-8.1" if number == 8 else f"principle-{number}"
        text = (
            f"- id: p{number:02d}.one\n  principle: {number}\n  title: One\n  actor: agency\n  strength: {strength}\n"
            f'  text: The restatement.\n  passage: {passage}\n  words: "{words}"\n  cues: [a, b, c, d, e, f]\n'
        )
        path = tmp_path / f"knowledge/requirements/p{number:02d}.yaml"
        path.write_text(text + (RULE if number == 3 else ""), encoding="utf-8")
    files = {
        "knowledge/sources.yaml": SOURCES,
        "knowledge/matching.yaml": "threshold: 0.5\n",
        "knowledge/short_forms.yaml": "sro: school resource officer\n",
        "knowledge/messages/answers.en.yaml": "hello: Hello\n",
        "knowledge/cards/p03.yaml": CARDS,
        "knowledge/guidance/a-note.md": NOTE,
        "knowledge/sample_mous/a-sample.md": SAMPLE,
        "mou_templates/fields/shared.yaml": FIELDS,
        "mou_templates/clauses/everything.md": CLAUSE % ", ".join(f"p{n:02d}.one" for n in PASSAGES),
        "mou_templates/clauses/money.md": LOCAL,
        "mou_templates/essential/template.yaml": TEMPLATE,
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


Spoil = Callable[[str, str, str], list[Problem]]


@pytest.fixture
def spoil(tree: Path) -> Spoil:
    """Replace words in one file of the good tree, and return what the check then finds."""

    def spoil(file: str, old: str, new: str) -> list[Problem]:
        path = tree / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {file}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return check_content(tree)

    return spoil
