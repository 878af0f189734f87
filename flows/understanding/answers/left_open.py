"""What a message leaves open beside something that looks like an answer.

Whoever is away does not know who is at home, yesterday's leak is not today's, and 搞不懂 at the end
takes back whatever two others said.
"""

import re

from flows.understanding.answers.asked_about import WISHES, Asked, Topic
from flows.understanding.answers.asked_for import asks_for_doubts
from flows.understanding.answers.contrasts import differs_by_part
from flows.understanding.answers.statements import MESSAGE_LONGEST
from flows.understanding.answers.yes_no_replies import NO, YES

_WITHOUT_PARTS = frozenset({Topic.CONVENIENT, Topic.VERIFY, Topic.MORE, Topic.SATISFIED})
"""Two parts of these are never unlike: one is at home while another is away."""
_WELL = {Topic.FIXED: YES, Topic.BROKEN: NO}

_DOES_NOT_KNOW = (
    r"(?:不(?:太|大|是很)?(?:知道|晓得|清楚|确定|肯定|了解)|唔(?:知道?|清楚|肯定|确定|敢讲)|不敢(?:说|肯定|保证|打包票)"
    r"|(?:说|拿|吃|摸|讲|搞|弄)不(?:准|好|清|懂|清楚|明白)|没(?:个)?准儿?|冇谱"
    r"|(?:not|cant be) (?:too |really )?(?:sure|certain)|(?:dont|do not) (?:really )?know|no idea"
    r"|(?:cant|couldnt) (?:say|tell)|hard to (?:say|tell)|who knows|havent asked)"
)
_ENDS_UNSURE = re.compile(
    r"(?:^|[,。;!?])(?P<before>[^,。;!?]+)[,。;!?]+ *"
    r"(?:我|也|真的?|还|可|都|实在|自己|反正|有点|就|但|现在|今天|今日"
    r"|这会儿?|而家|目前|后来|im|i am|i)*"
    rf" *{_DOES_NOT_KNOW}[啊呢呀哦喔喎了的吧嘞啦]*[,。;!?. ]*$"
)
_OF_WHY = re.compile(
    r"为[什何啥]|怎么|啥|什么|谁|几|哪|多[久少长]|原因|点解|边个|乜|\b(?:why|when|who|how|what|where)\b"
)
_OF_OTHERS = re.compile(
    rf"{_DOES_NOT_KNOW}[^,。;]{{0,12}}?"
    r"(?:没有?|未|(?:在|有|返|回)[没不唔冇](?:在|有|返|回)?人?|是否[^,]*|有[没冇]有?[^,]*)(?:在家?|人|在)*[啊呢呀]*(?:$|[,。;!])"
    r"|[^,。;]{2,10}(?:没有?|未|[在有]没[在有])我?(?:得|要|先|再)(?:问|打)"
    rf"|{_DOES_NOT_KNOW} (?:if|whether)\b"
    r"|\b(?:have to|need to|let me|ill) (?:ask|check with|ring|call)\b"
)
_NOT_LOOKED_SINCE = re.compile(
    r"(?:今[天日早]|现在|而家|目前|这[几两]天|呢[几两]日|刚才|后来|之后)(?:我|还|就|都|也)*(?:没有?|未|冇|还没)"
    r"(?:去|怎么|再|仔细)*(?:看|留意|注意|检查|试|听|闻|睇)"
    r"|\b(?:today|since)\b.{0,12}\b(?:havent|didnt) (?:looked?|checked?)"
)
_AWAY_SINCE = re.compile(
    r"(?:今[天日早]|现在|而家|目前|这[两几]天|呢[两几]日)[^,。;!?]{0,8}"
    r"(?:(?:没|未|冇)(?:有)?(?:法|得)?[看睇瞧听][见到着]?(?!漏|滴|水)"
    r"|[看睇瞧听](?:不|唔)[见到着]|不在家|唔喺(?:度|屋企)"
    r"|出差|在外[地面]|(?:没|未|冇)(?:有)?(?:再)?(?:开|用|试|返|回)(?:过|去)?(?=$|[,。!]))"
    r"|\b(?:been (?:out|away|at work)|havent been (?:back|home)|out all day|at work)\b"
)
_SINCE = re.compile(
    r"昨[天晚夜日儿]|[琴噚]日|前[天晚日]|上(?:个?星期|周|个?礼拜|个月)|(?:早上|今早|夜里|半夜|朝早|寻[日晚])"
    r"|\b(?:yesterday|last)\b"
)
_NOT_LOOKED = re.compile(
    r"我(?:自己)?(?:还|也|都)*(?:没|未|冇)有?(?:去)?(?:看|试|检查|睇|确认|验|瞧)(?:过|呢|啊)?(?:$|[,。!])"
    r"|\b(?:havent|didnt) (?:\w+ ){0,4}(?:check\w*|look\w*|try|tried|test\w*|see)$"
)
_WATCHES = re.compile(
    r"(?:先|再|还在|还要|还得|正在|得)(?:观察|看|瞧|睇)(?:看|[几两三]天|[几两]日|一阵|一?下|中|观察|多)"
    r"|\b(?:keep(?:ing)? an eye|see how it (?:goes|holds)|wait and see|monitor\w*)\b"
)
_ONLY_THEN = re.compile(
    r"(?:才|先)(?:能|会)?(?:知道?|晓得|清楚|看得[出到清]|睇到|试得出)|(?:才|先)见分晓"
    r"|\b(?:wont|dont|cant) know (?:till|until|unless|before)\b"
    r"|\bonly (?:know|tell|see) (?:when|once|after|if)\b"
)
_SOME_LEFT = re.compile(
    r"一[个处盏台间部扇边块][^,]{0,3},?(?:还|仲)(?:有|剩|差)(?:[一两二三俩仨几]|个|没|好几|另)"
    r"|[两三四五六七八九十][个处盏项样件][^,没不]{0,4}(?:解决|修|弄|好|通|亮|处理)[^,没不]{0,2}"
    r"(?:[一两二三四五六]个|俩|仨|一半)"
    r"|是(?:都)?(?:好|修好|亮|通|弄好)了,[^,]{1,6}(?:还|仍|没|不)|别(?:急着|忙着)?[关结销][单案掉]"
    r"|\btoo (?:early|soon) to (?:say|tell)\b|\bearly days\b"
)
_IF_SO = re.compile(
    r"(?<!可以)(?<!方便)(?<!能)(?<!行)的话,?(?:我|我们|你们?)?(?:就|才|再|会|也)"
    r"|都(?:可以|行|得|好),?(?:看|由|随|听)[你您]们?"
    r"|(?P<deed>[\u4e00-\u9fff]{1,2})是(?P=deed),[^,]*(?:谁|多少|怎么|吗|\?)"
)
"""同意是同意，钱谁出 has not agreed yet."""
_WHETHER = re.compile(
    r"(?:看不[清出]|听不出|分不清|说不[好准]|不(?:知道?|晓得)|[要得]看)[^,]{0,3}?"
    r"(?P<one>[\u4e00-\u9fff])[^,]?[不没](?P=one)"
    r"|(?P<two>[\u4e00-\u9fff])[不没](?P=two)[^,]{0,4}(?:还得|要|得|再|才)(?:看|说|知)"
)
_NOT_MINE = re.compile(
    r"(?:没|未|冇|从未|从来没)有?(?:报修?|提|投诉|登记|申请|反映)过"
    r"(?:修|这|事|单|什么|啥|啊|呀|吧|诉|$|[,。!?])"
    r"|\b(?:never|didnt|havent) (?:report|complain|ask|raise|request)(?:ed|d)?\b"
)
_OTHERS = (
    r"(?:老公|老婆|老伴|爱人|先生|太太|儿子|女儿|[爸妈]|父母|老爷子|老头|老太太|家里人|家人|邻居|业委会|其他业主"
    r"|husband|wife)"
)
_AT_ODDS = re.compile(
    rf"{_OTHERS}[^,]{{0,4}}(?:[不唔](?:同意|愿意|肯|让|想|太想)|反对)[^,]*,(?:我|但我)[^,不没]{{0,4}}"
    r"(?:无所谓|没意见|同意|可以|随便|都行|愿意|想)"
    rf"|我[^,不没]{{0,4}}(?:无所谓|没意见|同意|可以|随便|愿意|想)[^,]*,[^,]{{0,3}}"
    rf"{_OTHERS}[^,]{{0,4}}(?:[不唔]|反对)"
)
_ASK_THEM = re.compile(r"(?:^|,|直接|去|你们?|您)问(?:问)?(?:他|她|佢)|\bask (?:him|her|them)\b")
_NOT_SEEN = re.compile(
    r"(?:没|未|冇)有?[收看见听][到过见说]|\b(?:havent|didnt) (?:seen|got|received?|read)\b"
)
_NOT_SEARCHED = re.compile(r"(?:没|未|冇)(?:去)?(?:翻|往[上下]翻|查|打开|开过)(?!到)")
_NOT_ORDERED = re.compile(
    r"(?:没|未|冇)(?:有)?(?:申请|网购|下单|订|买|登记|报名|预约)过?(?:$|[^,。]{0,4}(?:$|[,。啊呀]))"
    r"|\b(?:never|didnt|havent) (?:order|appl|request|ask)\w*\b"
)
"""Whoever has ordered nothing has not been left without it."""
_OF_MATTERS = frozenset({Topic.FIXED, Topic.BROKEN, Topic.CLOSED})
_AGREED_IN_PART = re.compile(
    r"\b(?:half|some|parts?|most|bits) of (?:it|them|those|these)\b"
    r"|(?:有些|有的|部分|一半|前[两三几]条|[几两三]条)[^,]{0,3}(?:同意|赞成|可以|行|接受)"
    r"|(?:只|就)(?:同意|赞成|接受)[^,]{0,3}(?:一半|部分|[几两三一]条)"
)
_DONE_IN_PART = re.compile(r"了?一(?:半|部分|小半|大半)(?:$|[,。!;呢吧啊])|\bhalf of (?:it|them)\b")


def is_left_open(words: str, asked: Asked) -> bool:
    """Whether the message as a whole settles nothing, whatever stands in it."""
    if len(words) > MESSAGE_LONGEST:
        return False
    ending = _ENDS_UNSURE.search(words)
    if ending is not None and not _OF_WHY.search(ending["before"]):
        return True
    is_of_one = not asked.topics.isdisjoint(_WITHOUT_PARTS)
    if not is_of_one and differs_by_part(words, is_told=asked.is_told):
        return True
    if Topic.CONVENIENT in asked.topics and _ASK_THEM.search(words):
        return True
    if Topic.CONSENT in asked.topics and (_AT_ODDS.search(words) or _AGREED_IN_PART.search(words)):
        return True
    if not asked.topics.isdisjoint(WISHES) and _IF_SO.search(words):
        return True
    if Topic.RECEIVED in asked.topics and (
        _NOT_SEARCHED.search(words) or _NOT_ORDERED.search(words)
    ):
        return True
    if asks_for_doubts(asked) and _NOT_SEEN.search(words):
        return True
    if not asked.topics.isdisjoint(_OF_MATTERS) and _NOT_MINE.search(words):
        return True
    if not asked.is_told:
        return False
    if _WHETHER.search(words):
        return True
    if _is_unseen_since(words) or _NOT_LOOKED.search(words) or _SOME_LEFT.search(words):
        return True
    if Topic.RECEIVED in asked.topics:
        return False
    is_of_parts = asked.topics.isdisjoint((Topic.FIXED, Topic.BROKEN))
    return _ONLY_THEN.search(words) is not None or (
        is_of_parts and _DONE_IN_PART.search(words) is not None
    )


def _is_unseen_since(words: str) -> bool:
    """Whether somebody tells how it was, and has not been there to look since."""
    then = _SINCE.search(words)
    is_away = then is not None and _AWAY_SINCE.search(words, then.end()) is not None
    return is_away or _NOT_LOOKED_SINCE.search(words) is not None


def is_left_to_others(words: str, asked: Asked, value: str) -> bool:
    """Whether what was read is to be watched first, or others know better than who is away."""
    is_well = any(topic in asked.topics and value == meant for topic, meant in _WELL.items())
    is_away = Topic.CONVENIENT in asked.topics and value == NO
    return (is_well and _WATCHES.search(words) is not None) or (
        is_away and _OF_OTHERS.search(words) is not None
    )
