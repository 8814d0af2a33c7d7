"""SVG written by hand: every text is escaped, no style or script is in it, so a page can hold it as it is.

Texts and lines have the colour of what is around (``currentColor``), so they follow its light or dark
scheme; :func:`document` makes a file that has a scheme of its own.
"""

from __future__ import annotations

import re
from html import escape

FONT_FAMILY = "'Hiragino Sans', 'Yu Gothic UI', Meiryo, 'Noto Sans CJK JP', sans-serif"
INK = "currentColor"

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot hold (section 2.2)."""
_SCHEMES = (
    "svg{color:#1b1b1b;background:#ffffff}@media(prefers-color-scheme:dark){svg{color:#ececec;background:#1d1f21}}"
)


def tag(name: str, attributes: dict[str, str | float], *content: str) -> str:
    """An element; ``content`` is markup, values of attributes are not. ``_`` in names of attributes is a hyphen."""
    said = "".join(f' {key.replace("_", "-")}="{_attribute(value)}"' for key, value in attributes.items())
    return f"<{name}{said}>{''.join(content)}</{name}>" if content else f"<{name}{said}/>"


def _attribute(value: str | float) -> str:
    return escaped(value) if isinstance(value, str) else f"{round(value, 2):g}"


def escaped(text: str) -> str:
    """A text of a document as markup."""
    return escape(_NOT_IN_XML.sub("", text))


def text(
    content: str, x: float, y: float, size: float, *, anchor: str = "start", bold: bool = False, fill: str = INK
) -> str:
    """One line of text, its middle at the height ``y``."""
    weight: dict[str, str | float] = {"font_weight": "bold"} if bold else {}
    place: dict[str, str | float] = {"x": x, "y": y + size * 0.36, "font_size": size, "text_anchor": anchor}
    return tag("text", {**place, "fill": fill, **weight}, escaped(content))


def titled(title: str, *content: str) -> str:
    """A group with a title, which a browser shows and a screen reader reads."""
    return tag("g", {}, tag("title", {}, escaped(title)), *content)


def drawing(title: str, box: tuple[float, float, float, float], *content: str) -> str:
    """A whole picture for a page: ``box`` is left, top, width and height."""
    left, top, width, height = box
    view = " ".join(f"{round(value, 2):g}" for value in (left, top, width, height))
    attributes: dict[str, str | float] = {
        "xmlns": "http://www.w3.org/2000/svg",
        "viewBox": view,
        "width": width,
        "height": height,
        "font_family": FONT_FAMILY,
        "role": "img",
    }
    return tag("svg", attributes, tag("title", {}, escaped(title)), *content)


def document(svg: str) -> bytes:
    """A picture as a file of its own, light or dark as its reader wishes."""
    start, end = svg.split(">", 1)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{start}><style>{_SCHEMES}</style>{end}\n'.encode()
