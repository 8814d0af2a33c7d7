"""SVG as PNG, by resvg (an extra: ``pip install 'policygraph[png]'``), with a font that has Japanese."""

from __future__ import annotations

from functools import cache

from policygraph.errors import MissingPartError
from policygraph.viz.svg import FONT_FAMILY

SCALE = 2
"""Pixels of the PNG to one of the SVG."""
_PAPER = "#ffffff"


def to_png(svg: str, *, system_fonts: bool = True) -> bytes:
    """A picture on white paper.

    Raises:
        MissingPartError: resvg is not installed, or no font of the system has Japanese.
    """
    try:
        import resvg_py
    except ImportError as error:
        raise MissingPartError(
            "PNG needs the extra: pip install 'policygraph[png]' (SVG needs nothing)",
            ja="PNG を書くには pip install 'policygraph[png]' が要ります（SVG ならそのままで書けます）。",
        ) from error
    if not _has_japanese(system_fonts):
        raise MissingPartError(
            "no font with Japanese is installed; install one, such as Noto Sans CJK JP (Debian: fonts-noto-cjk)",
            ja="日本語のフォントが見つかりません。Noto Sans CJK JP など（Debian なら fonts-noto-cjk）が要ります。",
        )
    # What is around has no colour here, so that of ink is given.
    inked = svg.replace("<svg ", '<svg color="#1b1b1b" ', 1)
    return bytes(resvg_py.svg_to_bytes(svg_string=inked, background=_PAPER, zoom=SCALE, languages=["ja"]))


@cache
def _has_japanese(system_fonts: bool) -> bool:
    """Whether two characters come out differently: without a font both are blank, or the same empty box."""
    import resvg_py

    def drawn(char: str) -> bytes:
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40" font-family="{FONT_FAMILY}">'
        text = f'<text x="4" y="30" font-size="30">{char}</text></svg>'
        return bytes(resvg_py.svg_to_bytes(svg_string=svg + text, skip_system_fonts=not system_fonts))

    return drawn("策") != drawn("業")
