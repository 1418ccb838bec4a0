"""The browser's door: pages, downloads and their security."""

from assistant.web.stubs import import_without_stubs

import_without_stubs()  # before any module of this package imports Gradio
