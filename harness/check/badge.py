"""The report as a badge (SVG) for a README: how many tests of MUST passed."""

from html import escape

from harness.check.verdict import Report, ran

GREEN, AMBER, RED = "#2e7d32", "#9a6700", "#c62828"
"""Each dark enough for white letters."""
CHARACTER, PADDING, HEIGHT = 6.2, 7, 20
"""In pixels; the width of a character is the mean of the font's at 11 px."""


def document(report: Report) -> str:
    """Return the SVG: green when all passed, amber when only SHOULD did not, else red."""
    must = report.counts("MUST")
    label = "conduit contract" + (f" ({report.choice})" if report.choice else "")
    return _draw(label, f"{must['passed']}/{ran(must)} MUST", _colour(report), report.verdict)


def _colour(report: Report) -> str:
    if not report.passed or report.counts("MUST")["failed"]:
        return RED
    imperfect = report.having("failed") or report.having("deviating")
    return AMBER if imperfect else GREEN


def _draw(label: str, message: str, colour: str, title: str) -> str:
    left, right = (round(len(text) * CHARACTER + 2 * PADDING) for text in (label, message))
    title = escape(f"{label}: {message} ({title})")
    return f"""\
<svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="{HEIGHT}" role="img" \
aria-label="{title}">
  <title>{title}</title>
  <clipPath id="corners"><rect width="{left + right}" height="{HEIGHT}" rx="3"/></clipPath>
  <g clip-path="url(#corners)">
    <rect width="{left}" height="{HEIGHT}" fill="#444"/>
    <rect x="{left}" width="{right}" height="{HEIGHT}" fill="{colour}"/>
  </g>
  <g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">
    <text x="{PADDING}" y="14" textLength="{left - 2 * PADDING}">{escape(label)}</text>
    <text x="{left + PADDING}" y="14" textLength="{right - 2 * PADDING}">{escape(message)}</text>
  </g>
</svg>
"""
