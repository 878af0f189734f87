"""What a person wants to get, and in which language: whole messages only, in three languages."""

import re
from dataclasses import dataclass
from enum import StrEnum

from flows.rules.vocabulary import Language
from flows.understanding.words import bare, without_courtesy


class Topic(StrEnum):
    """What can be left and joined. Matters of one's own stay, unless everything is stopped.

    ABROAD are SMS by a provider abroad, which sees the number and the text (P10).
    """

    SURVEY = "survey"
    NOTICE = "notice"
    BOTH = "both"
    ABROAD = "abroad"
    EVERYTHING = "everything"


@dataclass(frozen=True)
class ContactWish:
    """To get something or not; without a topic it was not said what."""

    wanted: bool
    topic: Topic | None = None


@dataclass(frozen=True)
class LanguageWish:
    """The language to be written to in; None for whoever wants to be asked."""

    language: Language | None = None


_TOPICS = {
    Topic.BOTH: (
        r"(?:问卷|调查)(?:和|跟|与|及)?(?:小区|屋苑)?通知|(?:小区|屋苑)?通知(?:和|跟|与|及)?(?:问卷|调查)"
        r"|surveysand(?:estate)?notices"
    ),
    Topic.SURVEY: (
        r"(?:满意度)?(?:调查问卷|问卷调查|问卷|调查)|surveys?|questionnaires?|surveymessages"
    ),
    Topic.NOTICE: (
        r"(?:小区|屋苑|物业)?(?:通知|公告|通告|群发)|(?:estate)?(?:notices?|notifications?)"
        r"|announcements?"
    ),
    Topic.ABROAD: (
        r"(?:境外|国外|海外)(?:的)?(?:短信|短讯)?(?:公司|渠道|服务商)?"
        r"|(?:foreign|overseas)(?:sms|texts?)|(?:sms|texts?)(?:from|via)abroad"
    ),
    Topic.EVERYTHING: r"(?:所有|全部|一切|任何)的?(?:消息|短信|东西)?|everything|all(?:messages)?",
}
_ANY_TOPIC = "|".join(f"(?P<{topic}>{pattern})" for topic, pattern in _TOPICS.items())
_TOPIC = f"(?:{_ANY_TOPIC})(?:的?(?:消息|短信|推送|提醒))?"
_SENDING = r"(?:再)?(?:给我|跟我|向我)?(?:再)?(?:发送|推送|发|推|寄)(?:送)?(?:给我)?"
_LEAVING = (
    rf"退订|取消订阅|取消接收|不想(?:再)?(?:收到|收)|不(?:再)?接收|(?:不要|别|唔好|不用|不必|停止)(?:{_SENDING}|用|使用|经|经过)"
    r"|停止接收|停止|停收|拒收|屏蔽|关闭|关掉|unsubscribe(?:from|to)?|optout(?:of|from)?|stop(?:sending(?:me)?)?"
    r"|(?:dont|donot)send(?:me)?(?:any)?(?:more)?|nomore"
)
_JOINING = (
    r"恢复(?:接收|订阅)?|重新(?:接收|订阅)|订阅|我?(?:要|想)(?:收到|接收|收|订阅)|接收|开启|打开"
    r"|subscribe(?:to)?|resume|restart|turnon|startsending(?:me)?|optin(?:to)?|start"
)
_HEAD = r"(?:请|麻烦|我要|我想|我|帮我|以后)*"
_TAIL = r"(?:了|吧|啦|可以吗|好吗|谢谢|please)*"
_LEFT, _JOINED = (
    (
        re.compile(rf"{_HEAD}(?:{words}){_TOPIC}{_TAIL}"),
        re.compile(rf"{_HEAD}{_TOPIC}(?:请|我)?(?:{words}){_TAIL}"),
    )
    for words in (_LEAVING, _JOINING)
)
_LEFT_WHAT = (
    "退订 取消订阅 我要退订 怎么退订 如何退订 不要发了 别发了 不要再发了 td stop unsubscribe optout"
).split()
_JOINED_WHAT = "恢复 恢复接收 重新订阅 订阅 怎么订阅 subscribe unstop".split()
_LEFT_ALL = ("全部退订 全部停止 什么都不要发 什么都别发 一律不要发 退订全部 全退 stopall").split()
_JOINED_ALL = "全部恢复 恢复全部".split()

_LANGUAGES = {
    Language.SIMPLIFIED: (
        "简体 简体中文 简体字 简中 中文简体 普通话 国语 中文 用简体 换简体 改简体 转简体"
        " chinese simplified simplifiedchinese"
    ),
    Language.TRADITIONAL: (
        "繁体 繁体中文 繁体字 繁中 中文繁体 正体 正体中文 粤语 广东话 用繁体 换繁体 改繁体 转繁体"
        " traditional traditionalchinese"
    ),
    Language.ENGLISH: (
        "english 英文 英语 用英文 换英文 改英文 转英文 inenglish englishplease speakenglish"
    ),
}
_ASKS = (
    "语言 换语言 改语言 切换语言 语言设置 选择语言 更改语言 language languages changelanguage lang"
).split()
_LANGUAGE = {
    bare(word): language for language, words in _LANGUAGES.items() for word in words.split()
}


def read_contact_wish(text: str) -> ContactWish | None:
    """What the whole message asks to get or not to get; None for all else."""
    for word in (form.replace("'", "") for form in without_courtesy(text)):
        if word in _LEFT_ALL or word in _JOINED_ALL:
            return ContactWish(word in _JOINED_ALL, Topic.EVERYTHING)
        for wanted, patterns in ((False, _LEFT), (True, _JOINED)):
            found = next((match for one in patterns if (match := one.fullmatch(word))), None)
            if found is not None:
                return ContactWish(wanted, Topic(str(found.lastgroup)))
        if word in _LEFT_WHAT or word in _JOINED_WHAT:
            return ContactWish(word in _JOINED_WHAT)
    return None


def read_language_wish(text: str) -> LanguageWish | None:
    """The language that the whole message asks for; None for all else."""
    for word in without_courtesy(text):
        if word in _LANGUAGE:
            return LanguageWish(_LANGUAGE[word])
        if word in _ASKS:
            return LanguageWish()
    return None
