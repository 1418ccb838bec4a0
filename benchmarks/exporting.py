"""Exports of the standard template: each kind of copy of a draft that has gone through a hundred versions."""

from __future__ import annotations

import tempfile
from pathlib import Path

from assistant.bootstrap import build
from assistant.domain.exports import ExportKind
from assistant.services.packet import Packet
from assistant.settings import Settings
from benchmarks.measuring import Row, row, times

_TARGET = 1000  # milliseconds, for the standard template with comments on two cores
_VERSIONS = 100


def exporting() -> list[Row]:
    """Return how long each kind of copy takes."""
    with tempfile.TemporaryDirectory() as folder:
        made = build(Settings(data_dir=Path(folder)))
        drafts = made.drafts
        draft = drafts.new("standard", values={"agency_name": "Riverton Police Department"}).draft.id
        for n in range(_VERSIONS):
            drafts.edit(draft, "purpose", f"The Parties want safe schools. This is change {n}. It stands alone.")
        out = [
            row(
                f"mou export --kind {kind.value}, standard template, {_VERSIONS} versions",
                "ms",
                times(lambda k=kind: drafts.export(draft, k, despite_open=True), 7),  # type: ignore[misc]
                _TARGET,
            )
            for kind in ExportKind
            if kind is not ExportKind.PACKET
        ]
        packet = Packet(drafts.copies, made.knowledge, made.wording, lambda _, when: b"")
        out.append(row("the packet without its PDF", "ms", times(lambda: packet.made(drafts.source(draft)), 5)))
        out.append(row("the packet", "ms", times(lambda: drafts.export(draft, ExportKind.PACKET), 3)))
        return out
