"""A line with which staff register what reached them by phone, visit, letter, talk or inspection.

登记 电话 8-1-302 王女士 13800138000 厨房漏水: each part is found wherever it stands.
"""

import re
from dataclasses import dataclass

from flows.rules.vocabulary import RegisteredSource
from flows.understanding.places import read_home
from flows.understanding.words import same_length

WORDS = ("登记", "register")
SOURCES = {
    RegisteredSource.PHONE: "电话 来电 热线 phone call",
    RegisteredSource.VISIT: "来访 上门 当面 前台 口头 visit",
    RegisteredSource.LETTER: "信件 来信 书信 邮件 意见箱 letter",
    RegisteredSource.TALK: "座谈 座谈会 恳谈会 talk meeting",
    RegisteredSource.INSPECTION: "外部检查 检查 巡查 督查 inspection",
}
_SOURCES = {word: source for source, words in SOURCES.items() for word in words.split()}
MARKS = ",，;；:：。、"
_PHONE = re.compile(r"\+?\d(?:[\d-]{6,14})\d")
_TITLED = re.compile(r"^\w{1,4}(?:先生|女士|小姐|太太|阿姨|叔叔|大爷|大妈|师傅|老师|生|姐|哥)$")
NAME_LONGEST = 4


@dataclass(frozen=True)
class RegistrationLine:
    """What a line tells of a report; empty or None where it does not."""

    source: RegisteredSource | None = None
    details: str = ""
    home: str | None = None
    name: str = ""
    phone: str = ""


def read_registration(text: str) -> RegistrationLine | None:
    """Read a line that begins with 登记; None for any other."""
    first, *parts = text.split() or [""]
    if same_length(first.strip(MARKS)) not in WORDS:
        return None
    source, home, name, phone = None, None, "", ""
    left: list[str] = []
    for written in parts:
        part = written.strip(MARKS)
        found = _SOURCES.get(same_length(part))
        if found is not None and source is None and not left:
            source = found
        elif home is None and not _PHONE.fullmatch(part) and read_home(part) is not None:
            home = read_home(part)
        elif not phone and _PHONE.fullmatch(part):
            phone = part
            name = name or (left.pop() if left and _may_be_name(left[-1].strip(MARKS)) else "")
        elif not name and _TITLED.match(part):
            name = part
        else:
            left.append(written)
    return RegistrationLine(source, " ".join(left), home, name, phone)


def _may_be_name(part: str) -> bool:
    """What stands right before a phone number, if it is short, is whose it is."""
    return len(part) <= NAME_LONGEST and part.isalpha()
