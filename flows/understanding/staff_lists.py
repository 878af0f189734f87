"""What staff type to see their cases: 我的事项, 未接, 查看 TS-0001, 更多."""

from dataclasses import dataclass
from enum import StrEnum

from flows.understanding.intents import NUMBER, case_number
from flows.understanding.short_numbers import short_at, typed_form
from flows.understanding.words import half_width, same_length


class ListVerb(StrEnum):
    """What can be looked at."""

    MINE = "我的事项"
    UNACCEPTED = "未接"
    VIEW = "查看"
    MORE = "更多"


WORDS = {
    ListVerb.MINE: "我的事项 待办 我的待办 mine",
    ListVerb.UNACCEPTED: "未接 未接单 待接单 unaccepted",
    ListVerb.VIEW: "查看 查 view",
    ListVerb.MORE: "更多 下一页 more",
}
_VERBS = {word: verb for verb, words in WORDS.items() for word in words.split()}
_VIEWS = tuple(sorted(WORDS[ListVerb.VIEW].split(), key=len, reverse=True))
_MARKS = " \t\n:：,，。.、;；!！?？"


@dataclass(frozen=True)
class ListLine:
    """What a line wants to see; `number` is of the case that 查看 names, empty if it names none."""

    verb: ListVerb
    number: str = ""


def read_list_line(text: str) -> ListLine | None:
    """Read a line that is nothing but such a word, or a case's number alone; None for any other."""
    said = same_length(text).strip(_MARKS)
    verb = _VERBS.get("".join(said.split()))
    if verb is not None:
        return ListLine(verb)
    word = next((one for one in _VIEWS if said.startswith(one)), "")
    number = _number_alone(said.removeprefix(word).strip(_MARKS), with_prefix=not word)
    return None if number is None else ListLine(ListVerb.VIEW, number)


def _number_alone(text: str, *, with_prefix: bool) -> str | None:
    whole = NUMBER.fullmatch(half_width(text))
    if whole is not None:
        return case_number(whole)
    found = short_at(text, 0, with_prefix=with_prefix)
    return typed_form(found) if found is not None and found.end() == len(text) else None
