"""Counsel opens an export in LibreOffice, edits by hand with tracking on, and saves: it comes back clause by clause."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.bootstrap import Assistant, build
from assistant.documents.reading.word_file import read_word
from assistant.domain.returned import Returned
from assistant.settings import Settings
from tests.office import office_does

pytestmark = pytest.mark.libreoffice

COUNSEL = "Jordan Reyes"
EDITS = [
    ["type over", "This Agreement takes effect on", "This Agreement binds the Parties from"],
    ["type over", "[STATE - fill in]", "Ohio"],
    ["cut", "The survey shall not ask for names."],
    ["add after", "No officer shall begin work as an SRO", "The Parties shall keep a list of all SROs."],
    ["comment", "keep a list of all SROs", "Who keeps it?"],
]
KINDS = ["clean", "redline", "working"]
TOUCHED = {"term", "parties", "engagement"}


@pytest.fixture(scope="module")
def made(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """The assistant with drafts of its own."""
    mine = build(Settings(data_dir=tmp_path_factory.mktemp("redline-back")))
    for shared in ("knowledge", "templates", "wording"):
        mine.__dict__[shared] = getattr(assistant, shared)
    mine.imports._read = lambda _, data: read_word(data)
    return mine


@pytest.fixture(scope="module")
def returned(made: Assistant, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Returned]:
    """A clean copy, a redline and a working copy, which is full of comments, as they come back from counsel."""
    folder = tmp_path_factory.mktemp("counsel")
    values = {"agency_name": "Riverton Police Department", "start_date": "July 1, 2027"}
    jobs = []
    for kind in KINDS:
        draft = made.drafts.new("essential", values=values).draft.id
        if kind == "redline":
            own = made.drafts.clause_text(made.drafts.get(draft), "complaints")
            made.drafts.edit(draft, "complaints", f"{own}\n\nA complaint may be made in any language.")
        (folder / f"{kind}.docx").write_bytes(made.drafts.export(draft, kind)[0])
        save = str(folder / f"{kind}-back.docx")
        jobs.append({"file": str(folder / f"{kind}.docx"), "save": save, "author": COUNSEL, "steps": EDITS})
    office_does(jobs, folder)
    out = {}
    for job in jobs:
        save = Path(str(job["save"]))
        out[save.stem.removesuffix("-back")] = made.imports.bring(save.read_bytes(), save.name)
    return out


@pytest.mark.parametrize("kind", KINDS)
def test_each_tracked_change_is_under_its_clause_with_its_author(returned: dict[str, Returned], kind: str) -> None:
    one = returned[kind]
    assert one.tracked == (COUNSEL,)
    assert {i.id for i in one.waiting} == TOUCHED
    assert {a for i in one.waiting for a in i.authors} == {COUNSEL}
    items = {i.id: i for i in one.items}
    assert items["term"].after[0].startswith("This Agreement binds the Parties from July 1, 2027")
    assert "{{ start_date }}" in items["term"].wording
    assert "The Parties shall keep a list of all SROs." in items["parties"].after
    assert [(v.field, v.value) for v in items["parties"].values] == [("state", "Ohio")]
    assert not any("shall not ask for names" in line for line in items["engagement"].after)


@pytest.mark.parametrize("kind", KINDS)
def test_what_counsel_did_not_touch_is_unchanged(returned: dict[str, Returned], kind: str) -> None:
    one = returned[kind]
    assert all(i.state == "unchanged" for i in one.items if i.id not in TOUCHED)


@pytest.mark.parametrize("kind", KINDS)
def test_counsels_comment_is_under_its_clause_and_ours_are_not(returned: dict[str, Returned], kind: str) -> None:
    notes = {i.id: [(n.author, n.text) for n in i.comments] for i in returned[kind].items if i.comments}
    assert notes == {"parties": [(COUNSEL, "Who keeps it?")]}


def test_read_as_if_rejected_the_file_is_the_draft(made: Assistant, returned: dict[str, Returned]) -> None:
    assert made.imports.again(returned["clean"].id, "original").waiting == ()
    assert len(made.imports.again(returned["clean"].id, "accepted").waiting) == len(TOUCHED)


def test_what_counsel_did_can_be_taken_over(made: Assistant, returned: dict[str, Returned]) -> None:
    one = returned["clean"]
    made.imports.accept_all(one.id)
    draft = made.drafts.get(one.draft)
    assert draft.values["state"] == "Ohio"
    assert "binds the Parties from July 1, 2027" in made.drafts.clause_text(draft, "term")
    assert "keep a list of all SROs" in made.drafts.clause_text(draft, "parties")
    assert made.imports.get(one.id).waiting == ()
