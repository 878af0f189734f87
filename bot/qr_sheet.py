"""A page to print and cut: one card with a QR code for each home of a building, on A4."""

from collections.abc import Callable, Sequence
from html import escape
from io import BytesIO

import segno

from bot.home_codes import HomeCode
from flows.wording.say import Say, say

PNG_SCALE = 12
ERROR_LEVEL = "m"
"""A code that a thumb has smudged can still be read."""
_STYLE = """
@page { size: A4 portrait; margin: 8mm; }
* { box-sizing: border-box; }
body { margin: 0; font-family: "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif;
  color: #000; background: #fff; }
h1 { font-size: 14pt; margin: 4mm 0; }
.cards { display: grid; grid-template-columns: repeat(2, 1fr); }
.card { height: 69mm; padding: 4mm; display: flex; gap: 4mm; align-items: center;
  border: 0.3mm dashed #888; break-inside: avoid; }
.card svg { width: 46mm; height: 46mm; flex: none; }
.home { font-size: 22pt; font-weight: bold; }
.estate { font-size: 12pt; margin-bottom: 3mm; }
.card p { font-size: 11pt; line-height: 1.4; margin: 2mm 0; }
@media print { h1 { display: none; } }
"""


def picture(url: str, form: str) -> bytes:
    """The code as a file, `form` being png or svg."""
    written = BytesIO()
    segno.make(url, error=ERROR_LEVEL, micro=False).save(written, kind=form, scale=PNG_SCALE)
    return written.getvalue()


def sheet(codes: Sequence[HomeCode], title: str, words: Callable[[Say], str]) -> str:
    """The page as HTML that needs nothing else; dashed lines show where to cut."""
    cards = "\n".join(_card(code, words) for code in codes)
    return (
        '<!doctype html>\n<html lang="zh-Hans">\n<meta charset="utf-8">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n"
        f"<h1>{escape(words(say('qr_sheet.title', title=title, count=len(codes))))}</h1>\n"
        f'<main class="cards">\n{cards}\n</main>\n</html>\n'
    )


def _card(code: HomeCode, words: Callable[[Say], str]) -> str:
    drawn = segno.make(code.url, error=ERROR_LEVEL, micro=False).svg_inline(
        omitsize=True, border=2, svgclass=None, lineclass=None
    )
    return (
        f'<section class="card">{drawn}<div>'
        f'<div class="home">{escape(code.home)}</div>'
        f'<div class="estate">{escape(code.estate)}</div>'
        f"<p>{escape(words(say('qr_sheet.scan')))}</p>"
        f"<p>{escape(words(say('qr_sheet.keep', home=code.home)))}</p></div></section>"
    )
