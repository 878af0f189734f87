"""Which Chromium the pages are looked at with."""

import shutil

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""What has no window to draw takes half of the processor, and shows the same pages."""


def found_chromium() -> str:
    """Where it lies; without one nobody would have looked: raises FileNotFoundError."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        message = "no Chromium: apt-get install chromium-headless-shell fonts-noto-cjk"
        raise FileNotFoundError(message)
    return path
