"""Draft."""
from __future__ import annotations
import gradio as gr
from assistant.web.frame import Frame
def draft_page(frame: Frame, demo: gr.Blocks) -> None:
    with demo.route("Draft", "/draft"):
        gr.HTML("soon")
