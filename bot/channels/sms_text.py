"""What an SMS says: the text with its options; and what is left out where nobody can answer."""

import re
from collections.abc import Iterable

from bot.channels import Option
from bot.channels.numbered import numbered
from bot.channels.sms_segments import CHARACTERS_MAX, shorten, utf_16_units

ONE_WAY_SEGMENTS_MAX = 8

_LINK = re.compile(
    r"""(?: [a-z][a-z0-9+.-]*:// | www\. )  [!-~]+
      | (?<![a-z0-9@.-]) (?:[a-z0-9-]+\.)+
        (?:com|cn|net|org|hk|mo|tw|io|app|top|cc|vip|shop|link|me) (?![a-z0-9-])
        (?:[/?:][!-~]*)?""",
    re.IGNORECASE | re.VERBOSE,
)
# "回复您" and "24小时内回复" invite nobody; a word, a number or letters to write do.
_ANSWER_WITH = (
    r"(?:(?:回复|回覆|发送|發送)(?:数字|數字|\s*[“「\"0-9A-Za-z]|[TR]D?\b|退订|退訂)"
    r"|\b(?:reply|text)(?:\s+with)?\s+(?:[“\"'0-9]|a\s+number|STOP\b|YES\b|TD\b))"
)
_INVITATION = re.compile(
    rf"[（(][^（）()\n]*{_ANSWER_WITH}[^（）()\n]*[）)]"
    rf"|[，,]?[^。！？；!?;，,.（(\n]*{_ANSWER_WITH}[^。！？；!?;.\n]*[。！？；!?;.：:]?",
    re.IGNORECASE,
)


def two_way_text(text: str, options: Iterable[Option]) -> str:
    """The text with one line per option, "1 label"; at most what Twilio takes, options first."""
    return numbered(text, options, CHARACTERS_MAX, utf_16_units)


def one_way_text(text: str) -> str:
    """The text for mainland China by a gateway from abroad: carriers there drop links.

    No options, no "reply 1" and no "reply STOP", for nobody could; at most eight segments.
    """
    invited = _INVITATION.sub("", text)
    lines = (line.strip() for line in without_links(invited).split("\n"))
    kept = "\n".join(line for line in lines if line)
    return shorten(kept or "…", ONE_WAY_SEGMENTS_MAX)


def without_links(text: str) -> str:
    """The text with "…" in place of each link."""
    return _LINK.sub("…", text)
