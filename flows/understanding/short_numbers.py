"""A case's number as staff type it by heart: TS-0001, 0001, 1, or with its day 1124-0001."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

PREFIXED = re.compile(
    r"(?P<prefix>ts|bx|jy|by|zx|qz)(?:[-#]|\s(?=\d{3}))?(?:(?P<day>\d{1,8})-)?(?P<running>\d{1,6})"
    r"(?!\d|[-.:]\d|[a-z])",
    re.IGNORECASE,
)
COUNTED = "个個点點天号號楼栋棟层層元块塊位名次小分人日月年周週度米盏盞只隻条條根张張台套部家户戶件"
"""A number before one of these counts something: 3 个人明天来."""
BARE = re.compile(
    r"#?(?:(?P<day>\d{2,8})-(?=\d{4}))?(?P<running>\d{1,6})"
    rf"(?=$|[\s，,。；;：:、](?!\d))(?!\s*[{COUNTED}])"
)


@dataclass(frozen=True)
class ShortNumber:
    """What was typed of a number; `prefix` and `day` are empty where it was left out."""

    prefix: str
    day: str
    running: str

    def is_part_of(self, number: str) -> bool:
        """Whether the number may be meant: its kind, the end of its day, its running number."""
        prefix, day, running = number.split("-")
        return (
            self.prefix in {"", prefix}
            and day.endswith(self.day)
            and (int(running) == int(self.running) or running.endswith(self.running))
        )


def short_at(text: str, at: int, *, with_prefix: bool = False) -> re.Match[str] | None:
    """The short number that stands at a place; `with_prefix` takes no digits alone for one."""
    found = PREFIXED.match(text, at)
    return found if found or with_prefix else BARE.match(text, at)


def typed_form(found: re.Match[str]) -> str:
    """A short number as it is repeated to its writer: TS-0001."""
    prefix = found.groupdict().get("prefix") or ""
    return "-".join(part for part in (prefix.upper(), found["day"], found["running"]) if part)


def read_short(typed: str) -> ShortNumber | None:
    """The parts of a number as `typed_form` writes it; None for any other text."""
    found = PREFIXED.fullmatch(typed) or BARE.fullmatch(typed)
    if found is None:
        return None
    prefix = found.groupdict().get("prefix") or ""
    return ShortNumber(prefix.upper(), found["day"] or "", found["running"])


def meant_by(short: ShortNumber, numbers: Iterable[str]) -> list[str]:
    """The numbers that may be meant; 1 means 0001 and not 0021 where both are there."""
    fitting = [number for number in numbers if short.is_part_of(number)]
    exact = [one for one in fitting if int(one.rsplit("-", 1)[1]) == int(short.running)]
    return exact or fitting
