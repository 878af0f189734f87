"""What a question asks for that is no topic of its own: another time, doubts, company."""

import re
from collections.abc import Iterator

from flows.understanding.answers.asked_about import Asked, Topic

_ANYBODY = re.compile(
    r"有人[^,]{0,3}(?:困|伤|摔|晕|流血)"
    r"|\b(?:any(?:one|body)|somebody|someone) (?:is )?(?:hurt|injured|stuck|trapped|inside)"
)
_INVITES = re.compile(
    r"参加|报名|出席|志愿|志工|义工|委员|代表|楼长|担任|竞选|巡逻|活动|座谈|聚会|晚会|大会|讲座|培训"
    r"|\b(?:join|attend|come to|take part|volunteer)"
)
_DOUBTS = re.compile(r"疑问|疑虑|疑惑|不清楚|不明白|看懂|\bquestions?\b|\bunclear\b")
_CHANGES = re.compile(
    r"改期|改时间|改约|改到|改成|改在|换到|换时间|换个时间|调整|推迟|延期|提前到|另约|变动|变化|变更"
    r"|\b(?:move|change|reschedule|postpone|bring forward)\b"
)
_GUARDS = re.compile(r"保安|门卫|门岗|巡|值班|\b(?:guard|patrol|porter)")
_ABLE = re.compile(r"[您你](?:自己)?(?:能|会|可以|可唔可以|识唔识)")
_TROUBLES = re.compile(r"影响|打扰|困扰|耽误|妨碍|\b(?:disturb|bother|affect)")
_PRICES = re.compile(r"价格|价钱|收费|报价|材料费|多少钱|\b(?:price|cost|charge)")
_CANCELS = re.compile(r"取消|\bcancel")
_CALLS = re.compile(r"电话(?:回访|联系|通知)|打电话|致电|回电|来电|\bcall")
_HABITS = re.compile(r"^[^您你]*(?:巡|查|扫|倒|擦|浇|锁)[^您你]*(?:吗|嘛|么)\?*$")


def headings_for(asked: Asked) -> Iterator[tuple[str, bool]]:
    """The headings of statements.patterns that answer it beside its topics, with what they mean."""
    if offers_change(asked):
        yield from (("moved", True), ("kept", False))
    if not asked.topics and (asked.has_happened or _HABITS.search(asked.words)):
        yield from (("happened_yes", True), ("happened_no", False))
    if not asked.topics and _ABLE.search(asked.words):
        yield from (("able_yes", True), ("able_no", False))
    if not asked.topics and asked.has_happened and _PRICES.search(asked.words):
        yield from (("priced_yes", True), ("priced_no", False))
    if _CANCELS.search(asked.words):
        yield from (("cancelled_yes", True), ("cancelled_no", False))
    if Topic.CONSENT in asked.topics and _PRICES.search(asked.words):
        yield "too_dear", False
    if _CALLS.search(asked.words) and Topic.CONSENT in asked.topics:
        yield "by_text", False
    if _TROUBLES.search(asked.words):
        yield "untroubled", False
    if not asked.topics and _GUARDS.search(asked.words):
        yield "idle", False
    if _is_invitation(asked):
        yield from (("invited_yes", True), ("invited_no", False))
    if asks_for_doubts(asked):
        yield from (("doubt_yes", True), ("doubt_no", False))
    if _ANYBODY.search(asked.words):
        yield "somebody", True


def offers_change(asked: Asked) -> bool:
    """Whether another time is offered, so that whoever wants it as it was refuses."""
    return Topic.FIXED not in asked.topics and _CHANGES.search(asked.words) is not None


def asks_for_doubts(asked: Asked) -> bool:
    """Whether it is asked what somebody has not understood."""
    return Topic.MORE in asked.topics and _DOUBTS.search(asked.words) is not None


def _is_invitation(asked: Asked) -> bool:
    is_wish = not asked.topics.isdisjoint((Topic.CONSENT, Topic.OFFER)) or not (
        asked.topics or asked.has_happened
    )
    return is_wish and not asked.is_minded and _INVITES.search(asked.words) is not None
