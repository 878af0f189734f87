"""Whether somebody asks in a sentence to be sent no more: an opt-out always holds."""

import re

from flows.understanding.lexicon.rewriting import in_standard_words
from flows.understanding.wishes import ContactWish, Topic
from flows.understanding.words import MARKS, normalised

_WHAT = (
    "(?:短信|信息|讯息|消息|通知|问卷|调查|推送|推播|推文|推广|群发|提醒|邮件|满意度|回访|广告"
    "|系统消息|订阅)"
)
_NO = (
    "(?:不要|不好(?=再)|不想|不用|不必|不需要|不愿意?|不接受|不同意|拒绝?|别|勿|停止?|终止|解除|甭"
    "|莫|少|不)"
)
_SEND = "(?:发送?|推送?|送|寄|传|群发|send|轰炸|骚扰|接收|收到|收|参加|参与)"
_STOP = re.compile(
    rf"退订|取消订阅|拒收|免打扰|勿扰|取关|{_NO}(?:再|要|想|给我|跟我|往我这|老是?|一直|总|把|任何"
    rf"|这些?|那些?|你们的?|什么)*{_SEND}(?:我|到|给我"
    rf"|来|了|啦|这些?|那些?|任何|什么|你们的?|嚟)*{_WHAT}"
    rf"|{_WHAT}[^没]{{0,8}}(?:{_NO}(?:再|要|给我|往我这[儿里边]?)*(?:{_SEND}|来|了)|停(?:掉|了|止|一停)|关(?:掉|了"
    rf"|一下|闭)|屏蔽|取消)"
    rf"|{_NO}(?:要)?再(?:给我|跟我|向我)?(?:发|推|送|寄|send|推送)(?:了|啦|嚟|来|给我|我)*$|(?:关"
    rf"|屏蔽|停|取消|终止|解除)(?:掉|闭|了"
    rf"|止)?(?:接收|所有|全部|这些?|你们的?|一切)*{_WHAT}"
    r"|(?:移除|移出|删除?掉?|剔除|拿掉|去掉)[^,]{0,8}(?:名单|群发)|(?:名单|群发)[^,]{0,6}(?:移除"
    r"|移出|删除?|剔除|拿掉|去掉)"
)
_STOP_ENGLISH = re.compile(
    r"\bunsub(?:scribe|cribe)?\b|\bopt(?:ing)? ?-?(?:me )?out\b|\b(?:stop|quit"
    r"|cease)\b.{0,20}\b(?:sending|texting|messag\w+|texts?|sms|surveys?|notifications?|spam\w*"
    r"|contacting me)\b"
    r"|\b(?:no more|don'?t want (?:any )?(?:more )?(?:of )?(?:your|these|those|the)?|do not (?:want"
    r"|send)|don'?t (?:send|text|message))\b.{0,20}\b(?:texts?|messages?|msgs|sms|surveys?"
    r"|notifications?|questionnaires?|spam)\b"
    r"|\b(?:take|remove|delete) (?:me|my number|this number) (?:off|from) (?:your|the|this"
    r"|all)? ?(?:mailing |sms |text |survey )?(?:list|messages|msgs|sms|broadcasts?)"
    r"|\b(?:turn off|mute|cancel|switch off)\b.{0,20}"
    r"\b(?:messages?|notifications?|texts?|alerts?|surveys?)\b"
)
_NOT_STOP = re.compile(
    r"(?:没|没有|误|不小心|为什么|怎么会|之前|以前|上次|原来|当初|后悔|撤[回销]|解除|错"
    r"|乱)[^,，。]{0,5}(?:退订|取消订阅|不要发|拒收|屏蔽|关掉|关了"
    r"|停了)|退订[^,，。]{0,8}(?:恢复|重新|还|想|要|按|后悔|错|撤)|退订[^,]{0,3}(?:鲜奶|牛奶|报纸"
    r"|杂志|酒店|机票|会员)"
    r"|(?:恢复|重新|还想|又想|想要|继续|加回|开返|还是)[^,，。]{0,6}(?:收|订阅|接收|发)|收不到"
    r"|没收到|没有收到|取消(?:退订|屏蔽|免打扰|拒收)|解除拒收"
    r"|免打扰[^,]{0,4}取消"
    r"|\bdid(?:n'?t| not) (?:want to )?(?:unsubscribe|opt out|stop)\b|\b(?:resubscribe"
    r"|subscribe again|opt (?:me )?(?:back )?in|back on|undo|by mistake|start (?:sending"
    r"|receiving))\b|\bnot (?:getting|receiving)\b"
)
_SURVEYS = re.compile(r"问卷|调查|满意度|\b(?:surveys?|questionnaires?)\b")
_NOTICES = re.compile(r"通知|公告|群发|\b(?:notices?|notifications?|announcements?)\b")
_STOP_WORDS = frozenset("td t 回复td 退 stop end stopall cancelall tuiding 退定 屏蔽".split())


def asks_to_stop(text: str) -> bool:
    """Whether the words ask to be left out of messages or questionnaires, and not back in."""
    said = in_standard_words(normalised(text))
    joined = said if said.isascii() else MARKS.sub("", said)
    if MARKS.sub("", said).removesuffix("谢谢") in _STOP_WORDS:
        return True
    found = _STOP.search(joined) or _STOP_ENGLISH.search(said)
    return found is not None and _NOT_STOP.search(said) is None


def read_stop_wish(text: str) -> ContactWish | None:
    """What somebody asks in a sentence not to get any more; None for who asks no such thing."""
    if not asks_to_stop(text):
        return None
    said = in_standard_words(normalised(text))
    match _SURVEYS.search(said) is not None, _NOTICES.search(said) is not None:
        case True, True:
            return ContactWish(wanted=False, topic=Topic.BOTH)
        case True, False:
            return ContactWish(wanted=False, topic=Topic.SURVEY)
        case False, True:
            return ContactWish(wanted=False, topic=Topic.NOTICE)
        case _:
            return ContactWish(wanted=False)
