"""What somebody takes back in the same breath: 三个，不对，四个."""

import re
from functools import cache

from flows.understanding.answers.parts import RATHER, TAKEN_BACK, links
from flows.understanding.answers.scanning import Scanner

_PLAIN_NO = re.compile(
    r"(?a)(?:^|[,。.!~\s])(?:不|哦|no|no sorry|sorry)[,。.!\s]+"
    r"|(?:(?<=[,。!])|^)(?:那就?|还是|就)?(?:换|改)(?=(?:下+个?)?(?:周|星期|礼拜))"
    r"|(?:不是|唔系).{1,8}?(?:而?是|系)"
)
"""4个。不，5个; a plain no corrects only where it stands alone."""


@cache
def _scanner() -> Scanner:
    phrases = links()
    return Scanner({heading: phrases[heading] for heading in (TAKEN_BACK, RATHER)})


def last_correction(said: str) -> tuple[int, int]:
    """Where the last correction stands in a normalised text; (0, 0) where nothing is taken back."""
    marks = ((mark.start, mark.end) for mark in _scanner().scan(said))
    plain = (found.span() for found in _PLAIN_NO.finditer(said))
    return max((*marks, *plain), key=lambda span: span[1], default=(0, 0))
