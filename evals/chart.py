"""One chart as inline SVG: every score as a dot on a line from 0 to 1, its interval as a bar."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from evals.task import Figure

_LEFT, _WIDTH, _ROW = 210, 470, 26
_RIGHT = 150


def chart(rows: Sequence[tuple[str, Figure]], title: str) -> str:
    """Return the chart for (label, figure) pairs, top to bottom."""
    height = _ROW * len(rows) + 46
    parts = [
        f'<svg viewBox="0 0 {_LEFT + _WIDTH + _RIGHT} {height}" role="img" aria-label="{escape(title)}" class="chart">',
        f"<title>{escape(title)}</title>",
    ]
    for tenth in range(0, 11, 2):
        x = _x(tenth / 10)
        parts.append(f'<line class="grid" x1="{x}" x2="{x}" y1="8" y2="{height - 30}"/>')
        parts.append(f'<text class="axis" x="{x}" y="{height - 12}" text-anchor="middle">{tenth / 10:.1f}</text>')
    for n, (label, figure) in enumerate(rows):
        parts += _row(label, figure, 8 + _ROW * n + _ROW // 2)
    return "\n".join([*parts, "</svg>"])


def curve_chart(points: Sequence[tuple[float, float]], title: str) -> str:
    """Return a risk–coverage curve: the share kept along, the share wrong up."""
    width, height, left = 460, 220, 46
    most = max(0.1, max(risk for _, risk in points))

    def place(coverage: float, risk: float) -> str:
        return f"{left + coverage * width:.1f},{16 + (1 - risk / most) * height:.1f}"

    line = " ".join(place(c, r) for c, r in points)
    box = f'viewBox="0 0 {left + width + 24} {height + 56}"'
    return "\n".join(
        [
            f'<svg {box} role="img" aria-label="{escape(title)}" class="chart small">',
            f"<title>{escape(title)}</title>",
            f'<path class="frame" d="M{left},16 V{16 + height} H{left + width}"/>',
            f'<polyline class="curve" points="{line}"/>',
            f'<text class="axis" x="{left - 6}" y="20" text-anchor="end">{most:.2f}</text>',
            f'<text class="axis" x="{left - 6}" y="{16 + height}" text-anchor="end">0</text>',
            f'<text class="axis" x="{left}" y="{height + 36}">0 of the questions kept</text>',
            f'<text class="axis" x="{left + width}" y="{height + 36}" text-anchor="end">all kept</text>',
            "</svg>",
        ]
    )


def _row(label: str, figure: Figure, y: int) -> list[str]:
    low, high, value = _x(figure.low), _x(figure.high), _x(figure.value)
    told = f"{figure.value:.2f} ({figure.low:.2f}–{figure.high:.2f}), n {figure.n}"
    return [
        f'<text class="label" x="{_LEFT - 12}" y="{y + 4}" text-anchor="end">{escape(label)}</text>',
        f'<line class="bar" x1="{low}" x2="{high}" y1="{y}" y2="{y}"/>',
        f'<circle class="dot" cx="{value}" cy="{y}" r="5"/>',
        f'<text class="told" x="{_LEFT + _WIDTH + 10}" y="{y + 4}">{told}</text>',
    ]


def _x(share: float) -> float:
    return round(_LEFT + max(0.0, min(1.0, share)) * _WIDTH, 1)
