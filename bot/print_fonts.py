"""Where a font with Chinese characters lies on this machine: a printed file carries its own."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class PrintFont:
    """A font file, and which of the fonts in it; Simplified forms where there are several."""

    path: Path
    number: int = 0


KNOWN = (
    PrintFont(Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"), 2),
    PrintFont(Path("/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc"), 2),
    PrintFont(Path("/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc"), 2),
    PrintFont(Path("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc")),
    PrintFont(Path("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc")),
    PrintFont(Path("/System/Library/Fonts/STHeiti Light.ttc"), 1),
    PrintFont(Path("/System/Library/Fonts/Supplemental/Songti.ttc")),
    PrintFont(Path("C:/Windows/Fonts/msyh.ttc")),
    PrintFont(Path("C:/Windows/Fonts/simsun.ttc")),
)
"""Where the usual systems keep theirs, the plainest first."""


def find_font(given: Path | None) -> PrintFont | None:
    """The font that was named, else the first known one that is there; None for none."""
    if given is not None:
        return PrintFont(given) if given.is_file() else None
    return next((font for font in KNOWN if font.path.is_file()), None)
