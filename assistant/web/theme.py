"""A Gradio theme that takes every colour, size and font from our own style sheet.

``assets/style.css`` holds the values, once for light and once for dark, as CSS variables; the
theme only points Gradio's names at them, for both of its modes alike.
"""

from __future__ import annotations

from typing import Any

import gradio as gr

_SAME_IN_BOTH = {
    "body_background_fill": "var(--paper)",
    "body_text_color": "var(--ink)",
    "body_text_color_subdued": "var(--soft)",
    "background_fill_primary": "var(--card)",
    "background_fill_secondary": "var(--paper)",
    "border_color_primary": "var(--line)",
    "border_color_accent": "var(--accent)",
    "color_accent_soft": "var(--tint)",
    "link_text_color": "var(--link)",
    "link_text_color_hover": "var(--link)",
    "link_text_color_visited": "var(--link)",
    "link_text_color_active": "var(--link)",
    "block_background_fill": "transparent",
    "block_border_color": "transparent",
    "block_label_background_fill": "transparent",
    "block_label_text_color": "var(--ink)",
    "block_title_text_color": "var(--ink)",
    "block_info_text_color": "var(--soft)",
    "block_shadow": "none",
    "panel_background_fill": "transparent",
    "input_background_fill": "var(--field)",
    "input_background_fill_focus": "var(--field)",
    "input_border_color": "var(--edge)",
    "input_border_color_focus": "var(--accent)",
    "input_placeholder_color": "var(--soft)",
    "input_shadow": "none",
    "input_shadow_focus": "none",
    "button_primary_background_fill": "var(--accent)",
    "button_primary_background_fill_hover": "var(--accent-deep)",
    "button_primary_text_color": "var(--on-accent)",
    "button_primary_text_color_hover": "var(--on-accent)",
    "button_primary_border_color": "transparent",
    "button_secondary_background_fill": "var(--card)",
    "button_secondary_background_fill_hover": "var(--tint)",
    "button_secondary_text_color": "var(--ink)",
    "button_secondary_text_color_hover": "var(--ink)",
    "button_secondary_border_color": "var(--edge)",
    "error_background_fill": "var(--warn-fill)",
    "error_border_color": "var(--warn)",
    "error_text_color": "var(--ink)",
    "error_icon_color": "var(--warn)",
}
_MODELESS = {
    "color_accent": "var(--accent)",
    "block_border_width": "0px",
    "block_padding": "0px",
    "block_radius": "10px",
    "block_label_text_weight": "600",
    "block_title_text_weight": "600",
    "input_border_width": "1px",
    "input_radius": "10px",
    "input_padding": "12px 14px",
    "layout_gap": "0px",
    "button_large_radius": "10px",
    "button_small_radius": "10px",
    "button_medium_radius": "10px",
}


def theme() -> Any:
    """Return the theme."""
    fonts = ["Plex", "ui-sans-serif", "system-ui", "sans-serif"]
    base = gr.themes.Base(font=fonts, font_mono=["ui-monospace", "monospace"])
    both = {f"{name}_dark": value for name, value in _SAME_IN_BOTH.items()}
    return base.set(**_SAME_IN_BOTH, **both, **_MODELESS)
