"""What a question with yes or no is about, and which way round it is put."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from flows.understanding.answers.confirming import confirms_denial, declines, without_tag
from flows.understanding.answers.plain import plain
from flows.understanding.answers.scanning import Scanner
from flows.understanding.answers.subjects import FAULTS, MANNERS, asked_subjects, states
from flows.understanding.lexicon.loading import lexicon


class Topic(StrEnum):
    """The headings of topics.txt that a question can be about."""

    FIXED = "fixed"
    BROKEN = "broken"
    MORE = "more"
    CONVENIENT = "convenient"
    OFFER = "offer"
    CONSENT = "consent"
    VERIFY = "verify"
    SATISFIED = "satisfied"
    RECEIVED = "received"
    CAME = "came"
    CLEAN = "clean"
    CLOSED = "closed"


WISHES = frozenset({Topic.OFFER, Topic.CONSENT})
"""Of questions for what somebody wants or permits, and not for what is so."""

THINGS = "things"
QUESTIONS_KEPT = 256

_QUOTED = re.compile(r"[“\"「『(\[【].*?[”\"」』)\]】]")
_CHOICES = re.compile(
    r"(.)[不唔]\1|(.)冇\2|不[漏渗滴堵响吵]|有[没冇]有|能否|可否|是否|没有[呀啊呢]?\?*$|未[呀啊呢]?\?*$"
)
_NEGATIVE = re.compile(
    r"(?:(?<!有)没有?|(?<![是要会能可])不|未(?!成年)|唔)[^,。?!]{1,12}(?:吗|么|嘛|是吗|对吗|\?|$)"
)
_OF_A_NOUN = re.compile(
    r"(?:有|是|存在|发现|见到?过?|遇到?过?|哪些|什么)[^,?]{0,8}(?:不|没有?|未|唔)[^,?的嘅]{1,5}[的嘅](?=[^,?吗么嘛])"
)
"""有行动不便的老人吗 denies nothing: only what the noun is like."""
# Questions that no phrase of topics.txt tells apart.
_TOPICAL = {
    Topic.BROKEN: re.compile(
        r"(?:噪音|声音|异响|异味|味道|臭味|蟑螂|老鼠|问题|情况|现象).{0,6}(?:还|仲)(?:有(?!什么)|在|存在)|"
        r"[漏渗滴堵响吵臭味闪卡].{0,2}(?:还|仲)有|(?:还|仲)有.{0,4}[漏渗滴堵响吵臭味闪卡]"
        r"|(?:还|仲)(?:会|在|系|有冇|有没有|喺度|是不是)*[漏渗滴堵塞响吵嘈臭闪卡坏]"
    ),
    Topic.FIXED: re.compile(
        r"\b(?:back (?:on|up|to)|stopped)\b|[漏渗滴].{0,4}停|停.{0,2}[漏渗滴]"
        r"|问题.{0,4}处理了(?:吗|没)|(?:恢复|好|通|亮|运行|疏通)(?:运行|供水|供电|使用)?(?:了|咗)(?:吗|没|未)"
    ),
    Topic.CAME: re.compile(
        r"联系(?:过|到)?[您你]|(?<![水电气])(?:到|来|嚟|上门)(?:了|过|咗)(?:吗|没|未)|(?:时间|准时|按时).{0,4}(?:到|来)"
        r"|\b(?:man|men|technician|someone|plumber|electrician|he|they|any(?:one|body)|worker|team|staff)"
        r"\b.{0,20}\b(?:come|came|visit\w*|show\w*|arrive\w*|turn\w*)"
        r"|\w+(?:man|er|ian) (?:come|been|arrived?)"
    ),
    Topic.CONSENT: re.compile(
        r"(?:可以|可否|能否|能不能|可不可以)(?:我们?)?(?:把|将|给|告诉|转告|透露|共享|分享|使用|进屋|进门|进入|进您|拍|张贴|展示)"
        r"|可[唔不]可以[^,]{0,6}(?:放|用|贴|发|公开|影|拍|转|登)"
    ),
    Topic.CLEAN: re.compile(r"(?:打扫|收拾|清理|清洁|整理).{0,6}(?:干净|吗|没|未)|\bclean|\btidy"),
    Topic.OFFER: re.compile(r"(?:系咪|是不是|是否|要不要|使唔使)?要(?:我们|我哋)|派人"),
    Topic.CONVENIENT: re.compile(
        r"有[冇没]有?人|屋企.{0,4}人|(?:上门|到府|过来|过嚟).{0,10}(?:吗|好不好|得唔得|行不行|方便|方唔方便)"
        r"|\b(?:any|some)(?:one|body) (?:at )?(?:home|in)\b"
        r"|\b(?:be|are you) (?:home|in|there|around|free|available)\b"
    ),
}
_TIMES = re.compile(
    r"(?:周|星期|礼拜)[一二三四五六日天末]|[\d一二两三四五六七八九十]+[点时月日号](?:半|整)?|明[天早日]|后天|今[天晚]"
    r"|上午|下午|早上|晚上|中午|朝早|下昼|听日"
)
_AGREED = re.compile(r"同意|愿意|赞成|\b(?:agree|willing)\b")
_MAY = re.compile(r"可以|能否|可否|\bcan\b|\bmay\b")
_HARM = re.compile(r"有人[^,]{0,4}(?:困|伤|摔|晕|流血)")
_OF_SKILL = re.compile(r"[您你](?:自己)?(?:能|会|可以)[^了?]*\?*$")
"""Whether somebody can close a tap, and not how the tap is."""
_TROUBLED = re.compile(r"影响|打扰|困扰|\b(?:disturb|bother|affect)")
_DONE_THINGS = ("报修", "投诉", "联系", "检查", "申诉", "报过")
_USES = re.compile("使用|用得|用过|会用|在用")
_HANDED = re.compile(
    r"(?:交|发|送|递|还|转|寄)给?[您你](?:了|过)|(?<![报讲说])给[您你](?:了|过)(?:吗|没)"
)
_SUPPLIED = re.compile(r"[水电气网](?:都|已经?)?[来到]了|来[水电气]了")
_OTHER = re.compile(r"其他|其它|别的|补充|需要|\b(?:else|other|more|add)\b")
_STILL = re.compile(r"还|仍|仲|依然|持续|\bstill\b")
_NOW = re.compile(r"够|未\?*$|\b(?:now|again|back|clear)\b")
_MINDED = re.compile(r"介(?:[不唔]介)?意|\bmind\b")
_HAPPENED = re.compile(
    r"(?:了|过|咗)[^,。?]{0,3}(?:吗|么|没|未|\?)|过您?.{0,4}吗|是否[^,?]{1,6}[了过]|是否已|有(?:没有|冇)(?!其他|别的|问题|人|什么|空|时间)|\b(?:did|has|have|was|were)\b"
)


@dataclass(frozen=True)
class Asked:
    """What a question is about.

    `is_negative`: it is put the other way round (没修好吗？), so that a yes agrees with the denial;
    `is_confirmed`: by a denial that is told and to be confirmed (不需要发票，对吗？).
    `has_happened`: it asks for something past. `is_minded`: 介意吗, so that permission is a no.
    `echoes` are the pairs of characters, `verbs` the single ones, that repeat the question, whose
    plain `words` are kept. `subjects` are the things whose state it asks after,
    `deeds` those of the verbs that stand in its last clause.
    """

    topics: frozenset[Topic]
    is_negative: bool
    has_happened: bool
    is_minded: bool
    echoes: frozenset[str]
    verbs: frozenset[str]
    words: str = ""
    subjects: tuple[str, ...] = ()
    deeds: frozenset[str] = frozenset()
    is_confirmed: bool = False

    @property
    def is_told(self) -> bool:
        """Whether only somebody who was there can tell."""
        if not self.topics:
            return self.has_happened and _MAY.search(self.words) is None
        told = (Topic.FIXED, Topic.BROKEN, Topic.CAME)
        return Topic.CONVENIENT not in self.topics and not self.topics.isdisjoint(told)


@lru_cache(maxsize=QUESTIONS_KEPT)
def asked_about(text: str) -> Asked:
    """What a yes or a no to this question would mean."""
    words = _QUOTED.sub(" ", plain(text).words)
    marks = _scanner().scan(words)
    subjects = asked_subjects(words)
    topics = _topics(words, {mark.heading for mark in marks} - {THINGS}, subjects)
    without_choices = _CHOICES.sub(" ", _OF_A_NOUN.sub(" ", words))
    is_confirmed = confirms_denial(words)
    if is_confirmed:
        topics -= {Topic.VERIFY}
        topics |= {Topic.OFFER} if declines(words) else set()
    is_negative = is_confirmed or _NEGATIVE.search(without_choices) is not None
    told = without_tag(words) if is_confirmed else words
    left = list(_TIMES.sub(lambda time: " " * len(time[0]), told))
    for mark in marks:
        is_done = words[mark.end : mark.end + 1] == "过" and mark.words in _DONE_THINGS
        if mark.heading == THINGS and not is_done:
            left[mark.start : mark.end] = " " * (mark.end - mark.start)
    echoes, verbs = _repeatable("".join(left))
    _, deeds = _repeatable(told.rpartition(",")[2])
    has_happened = _HAPPENED.search(words) is not None
    is_minded = _MINDED.search(words) is not None
    return Asked(
        frozenset(topics),
        is_negative,
        has_happened,
        is_minded,
        echoes,
        verbs,
        plain(text).words,
        subjects,
        verbs & deeds | ({"用"} if _USES.search(words) else set()),
        is_confirmed,
    )


def _topics(words: str, headings: set[str], subjects: tuple[str, ...]) -> set[Topic]:
    topics = {Topic(heading) for heading in headings}
    topics |= {topic for topic, pattern in _TOPICAL.items() if pattern.search(words)}
    if _HARM.search(words):
        topics.discard(Topic.CONVENIENT)
    if _SUPPLIED.search(words):
        topics.discard(Topic.CAME)
    if _HANDED.search(words):
        topics = topics - {Topic.OFFER} | {Topic.RECEIVED}
    topics |= _state_asked(words, subjects, topics)
    if Topic.BROKEN in topics:
        topics.discard(Topic.MORE)
    if _OF_SKILL.search(words) or _TROUBLED.search(words):
        topics -= {Topic.FIXED, Topic.BROKEN}
    return topics - {Topic.FIXED, Topic.BROKEN} if _AGREED.search(words) else topics


def _state_asked(words: str, subjects: tuple[str, ...], topics: set[Topic]) -> set[Topic]:
    """Whether the state of a thing is asked after, told by what its own words would mean."""
    is_more = topics <= {Topic.MORE} and not _OTHER.search(words)
    things = [one for one in subjects if one not in MANNERS]
    if not things or not (is_more or not topics):
        return set()
    asked = max(states(words, things), key=lambda state: state[1] - state[0], default=None)
    if asked is not None and not (asked[2] and _STILL.search(words)):
        return {Topic.FIXED if asked[2] else Topic.BROKEN}
    if not FAULTS.isdisjoint(things):
        return {Topic.BROKEN}
    return {Topic.FIXED} if _HAPPENED.search(words) or _NOW.search(words) else set()


_DENIALS = frozenset("不没未唔冇无您你我吗么呢吧的了?")
_FUNCTION = frozenset(
    "您你我他她们的了吗么呢吧是有在上下这那一个过没不未唔冇和与及或请先再还也都就"
    "被把给对到得着里中为以于用来去要会能可张条单件种项次前后时点分日月年号?,。!"
)


def _repeatable(words: str) -> tuple[frozenset[str], frozenset[str]]:
    pairs = {
        words[at : at + 2]
        for at in range(len(words) - 1)
        if all("\u3400" <= one <= "\u9fff" for one in words[at : at + 2])
        and not _FUNCTION.issuperset(words[at : at + 2])
        and _DENIALS.isdisjoint(words[at : at + 2])
    }
    verbs = {one for one in words if "\u3400" <= one <= "\u9fff"} - _FUNCTION
    return frozenset(pairs), frozenset(verbs)


@cache
def _scanner() -> Scanner:
    return Scanner(lexicon("topics", (*Topic, THINGS)))
