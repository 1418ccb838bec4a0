"""Gradio is imported without rewriting its own files, and works."""

from __future__ import annotations

import subprocess
import sys


def test_gradio_writes_nothing_into_its_package_when_it_is_imported() -> None:
    code = """
import pathlib, importlib.util, assistant.web
written = []
pathlib.Path.write_text = lambda self, *a, **k: written.append(str(self))
import gradio
from gradio import component_meta
with gradio.Blocks() as page:
    box = gradio.Textbox()
    box.submit(lambda text: text, box, box)
assert page.fns, "events are wired"
print(len(written), component_meta.create_or_modify_pyi.__module__)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["0", "assistant.web.stubs"]
