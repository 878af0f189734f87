"""The options of a menu as they are named in a message: by label, by a synonym, by a part of it."""

import re
from collections.abc import Iterator

from flows.understanding.answers.asides import skip_leads, skip_tail
from flows.understanding.answers.parts import Part
from flows.understanding.answers.settling import Candidate

LETTERS = "abcdefghijklmnopqrstuvwxyz"

_WORD = re.compile(r" [a-z]{2}")
_LETTER = re.compile(r"(?<![a-z0-9])[a-z](?![a-z0-9])")
_OPENS = re.compile(
    r"[a-z][\u3400-\u9fff](?<![座栋幢区单号楼户门口级类股型信歌恤超片盘面角轮字柜室出机场])"
    r"|[b-hj-z] [a-z]{2}"
)
_DENIED = re.compile(
    r"(?:不是|不要|不选|不想|不用|除了|(?<!要)不(?:能|会|太|常|大|爱|方便|喜欢|习惯|接|看|接受|考虑|懂|玩|便|怎么){0,2}|非|别|勿|莫"
    r"|唔(?:系|要|拣|好|使|想|会|用|睇|识)?|(?:没|冇)(?:说|讲|话|办法|装|下载|注册)?(?:要|法)?|没有|[没冇无]人|很少|从不|从来不"
    r"|\b(?:not|no|no more|do ?nt|do not|dont want|never|except|anything but|cant|cannot|wont"
    r"|rather not))"
    r"(?:选|太|要|在|弄|拣|跟|提|塞|放|搁|丢|扔|留|送|派|往|搞|装|种|铺|住|打|发|用|接|听"
    r"|看|收|来|找|走|去|参加|养|需要|懂|玩|到|了|我|another|any more|more|yet"
    r"|the|a|an|to|on|by|via|with|use|check"
    r"|answer|pick up|like|make|say|said|mean|choose|pick|select|send|me|my|do|any|\s)*$"
)
_SMALL = frozenset("我有冇无没是否好大小多少")
"""Labels of one character that stand in nearly every sentence."""
_GOES_ON = re.compile(
    r"(?:自己|本人)?(?:来|负责|弄|做|管|倒|扔|分|收拾|搞|整)?[啊呀吧的了啦呗]*(?:$|[,。!])"
    r"|[啊呀的]|[一两三几]?个|都"
)
_MUST = re.compile(r"[^,。!?]{0,3}不[可行成]")
"""非健身房不可 denies nothing."""
_KIN = (
    r"(?:老公|老婆|爱人|丈夫|妻子|先生|太太|媳妇|女婿|儿子|女儿|仔|囡|孩子|妈妈?|爸爸?|父亲|母亲|父母|爷爷|奶奶"
    r"|公公|婆婆|外公|外婆|姥姥|姥爷|阿爷|阿嫲|老爸|老妈|爹|娘|哥哥?|姐姐?|弟弟?|妹妹?|孙子|孙女|亲戚|家人|家属"
    r"|(?:husband|wife|son|daughter|mother|father|mum|mom|dad|brother|sister|spouse|partner|parents?)\b)"
)
# 业主的妈妈 is no owner, nor is whose husband is one.
_OF_KIN = re.compile(
    rf"(?:的|他|她|佢|嘅|家的?|s )?{_KIN}|\s*(?:不是我|唔系我|is my {_KIN}|is not me|isnt me)"
)
_KIN_IS = re.compile(
    rf"(?:{_KIN}|房东|屋主|朋友|同事)(?:才|先)?\s*(?:是|系|is the|is|owns?|拥有)\s*$"
)


def named(words: str, part: Part, names: dict[str, int]) -> Iterator[Candidate[int]]:
    """The options that a part names by one table, the longest name at each place; not denied."""
    at = part.opens
    longest = max(map(len, names), default=0)
    heads = {name[:1] for name in names}
    while at < part.end:
        if words[at] not in heads:
            at += 1
            continue
        name = _name_at(words, at, min(at + longest, part.end), names)
        is_meant = name is not None and (name not in _SMALL or _is_whole(words, part, at))
        if is_meant and name is not None and not is_denied(words, part, at, at + len(name)):
            yield Candidate(names[name], at, at + len(name), part)
        at += 1 if name is None else len(name)


def _is_whole(words: str, part: Part, at: int) -> bool:
    """Whether a word of one character is all that a part says: 我来, but not 我家."""
    if words[part.opens : at].strip() and skip_leads(words, part.opens, at) < at:
        return False
    return (
        skip_tail(words, at + 1, part.end) >= part.end or _GOES_ON.match(words, at + 1) is not None
    )


def denied(words: str, part: Part, names: dict[str, int]) -> Iterator[tuple[int, int]]:
    """Where a part denies a name; what stands inside of it names nothing either."""
    at = part.opens
    longest = max(map(len, names), default=0)
    heads = {name[:1] for name in names}
    while at < part.end:
        name = None
        if words[at] in heads:
            name = _name_at(words, at, min(at + longest, part.end), names)
        if name is not None and is_denied(words, part, at, at + len(name)):
            yield at, at + len(name)
        at += 1 if name is None else len(name)


def lettered(words: str, part: Part, count: int) -> Iterator[Candidate[int]]:
    """The option whose letter stands alone at the head of a part; its place may not be there."""
    head = part.start
    start = skip_leads(words, part.start, part.end)
    articles = (one.start() for one in _LETTER.finditer(words, head, start))
    for at in dict.fromkeys((head, start, *articles)):  # an article may be a letter
        if words[max(at - 1, head) : at].isascii() and words[max(at - 1, head) : at].isalnum():
            continue
        letter = words[at : at + 1]
        following = words[at + 1 : at + 2]
        is_word = following.isascii() and following.isalnum()
        behind = skip_tail(words, at + 1, part.end)
        is_article = _WORD.match(words, at + 1) is not None and behind < part.end
        is_letter = bool(letter) and letter in LETTERS and not is_word
        is_alone = behind > at + 1 or at + 1 >= part.end or words[at + 1] in "项选"
        if is_letter and ((is_alone and not is_article) or _opens(words, part, at, count)):
            place = LETTERS.index(letter) + 1
            end = at + 1 + words.startswith("选", at + 1) + words.startswith("选项", at + 1)
            yield Candidate(place if place <= count else 0, at, end, part)
            return


def _opens(words: str, part: Part, at: int, count: int) -> bool:
    """Whether a letter opens a message that goes on about it: a离我最近, b suits me."""
    is_first = part.begins_clause and not part.clause and LETTERS.index(words[at]) < count
    return is_first and _OPENS.match(words, at, part.end) is not None


def is_denied(words: str, part: Part, start: int, end: int) -> bool:
    """Whether the name that stands here is denied, or is told of somebody else."""
    if words.startswith("非", start - 1) and _MUST.match(words, end):
        return False
    before = (_DENIED.search(words, part.opens, start), _KIN_IS.search(words, part.opens, start))
    return any(before) or _OF_KIN.match(words, end, part.end) is not None


def _name_at(words: str, start: int, most: int, names: dict[str, int]) -> str | None:
    for end in range(most, start, -1):
        name = words[start:end]
        if name in names and not _is_cut(words, start, end):
            return name
    return None


def _is_cut(words: str, start: int, end: int) -> bool:
    """Whether a word in letters, or a number, goes on over an edge."""
    edges = ((start - 1, start), (end - 1, end))
    return any(
        left >= 0 and right < len(words) and _joins(words[left], words[right])
        for left, right in edges
    )


def _joins(left: str, right: str) -> bool:
    return (
        left.isascii()
        and right.isascii()
        and ((left.isalpha() and right.isalpha()) or (left.isdigit() and right.isdigit()))
    )
