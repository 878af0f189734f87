"""Who is at home while the writer is away: 我上班，我妈在家 suits whoever wants to come."""

import re
from collections.abc import Sequence

from flows.understanding.answers.asked_about import Asked, Topic
from flows.understanding.answers.parts import Part
from flows.understanding.answers.settling import Candidate
from flows.understanding.answers.yes_no_replies import NO, YES, Found, Reply

_PERSON = (
    r"(?:老公|老婆|老伴|爱人|先生|太太|媳妇|丈夫|妻子|爸妈|爸爸?|妈妈?|父母|父亲|母亲|孩子|儿子|女儿|闺女|仔仔?|阿女|老人家?"
    r"|婆婆|公公|外婆|外公|爷爷|奶奶|岳[父母]|丈母娘|阿[姨妈爸嬷公婆]|保姆|工人(?:姐姐)?|室友|租客|家里?人|[弟哥姐妹]|亲戚|朋友|邻居)"
)
_SOMEBODY_IN = re.compile(
    rf"(?<!知道)(?<!晓得)(?<!清楚)(?<!知)(?:我|我家|家里|屋企)?{_PERSON}"
    r"(?:会|都|应该|一直|全天|整天|到时|那天|就|能|可以|也|留)*"
    r"(?:在(?=$|家|的|呢|屋|这|等|啊|呀|了|哦)|喺度|喺屋企|等着?|有空|得闲|方便|招呼|接待|开门|应门)"
    r"(?!吗|不|没)"
    rf"|(?:家里?|屋企|屋里)(?:还|都|会|一直)*有(?:个|位|我|住家)*{_PERSON}"
    r"|(?:让|叫|由|请|喊|留)(?:我|我家)?"
    rf"{_PERSON}[^,没不吗]{{0,5}}"
    r"|\b(?:my|the) \w+(?: \w+)?(?: is| will be| should be|s|ll be)"
    r" (?:home|in|there|here|around|at home)\b"
)


def without_the_absent(
    words: str, asked: Asked, found: Sequence[Part], all_replies: list[Found]
) -> list[Found]:
    """The replies without those of who is away, where somebody else is told to be there."""
    if Topic.CONVENIENT not in asked.topics or asked.is_negative:
        return all_replies
    for part in found:
        inside = _SOMEBODY_IN.search(words, part.opens, part.end)
        if inside is None or part.is_asked:
            continue
        there = [one for one in all_replies if one.value.value == YES]
        if not any(one.part is part for one in there):
            there.append(Candidate(Reply(YES, is_topical=True), *inside.span(), part))
        elsewhere = [one for one in all_replies if one.value.value == NO and one.part is part]
        return sorted([*there, *elsewhere], key=lambda one: one.start)
    return all_replies
