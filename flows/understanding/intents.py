"""What a message that answers no question is about, by keywords."""

import re
from dataclasses import dataclass
from enum import StrEnum

from flows.rules.vocabulary import Satisfaction
from flows.understanding.fees import is_fee_doubt
from flows.understanding.short_answers import read_satisfaction, read_yes_no
from flows.understanding.verdicts import says_not_fixed
from flows.understanding.words import bare, half_width, normalised, trimmed, without_courtesy

NUMBER = re.compile(
    r"(?<![A-Za-z0-9])(TS|BX|JY|BY|ZX|QZ)[\s-]*(\d{8})[\s-]*(\d{4,6})(?!\d)", re.IGNORECASE
)


class Intent(StrEnum):
    """What somebody wants who did not answer a question."""

    COMPLAINT = "complaint"
    REPAIR = "repair"
    STATUS = "status"
    BIND = "bind"
    NOT_FIXED = "not_fixed"
    PRAISE = "praise"
    SUGGESTION = "suggestion"
    ENQUIRY = "enquiry"
    MANAGER = "manager"
    WITHDRAW = "withdraw"
    REVIEW = "review"
    RATE = "rate"
    GREETING = "greeting"
    THANKS = "thanks"
    ACKNOWLEDGED = "acknowledged"
    WAIT = "wait"
    STICKER = "sticker"


@dataclass(frozen=True)
class Reading:
    """An intent, and the words that tell more than the intent itself."""

    intent: Intent
    details: str = ""


REQUESTS = {
    Intent.REPAIR: "报修 我要报修 保修 抱修 维修 我要维修 repair areport arepair reportarepair",
    Intent.COMPLAINT: "投诉 我要投诉 举报 complaint complain acomplaint makeacomplaint",
    Intent.STATUS: "查进度 进度 查询 查询进度 进度查询 status progress checkprogress",
    Intent.BIND: (
        "绑定 绑定房屋 房屋绑定 我要绑定 连结单位 注册 认证 linkmyhome bind enrol register"
    ),
    Intent.PRAISE: "表扬 我要表扬 点赞 praise",
    Intent.SUGGESTION: "建议 我要建议 提建议 我要提建议 我有建议 suggestion asuggestion",
    Intent.ENQUIRY: "咨询 我要咨询 我想咨询 enquiry question",
    Intent.WITHDRAW: "撤回 撤销 撤单 我要撤回 withdraw",
    Intent.RATE: (
        "评价 我要评价 我想评价 评价服务 服务评价 打分 我要打分 满意度 满意度调查 rate rateus "
        "rateourservice rateyourservice iwanttorate feedback givefeedback 参加调查 我要参加调查 "
        "参加问卷 参加问卷调查 继续调查 继续问卷 填问卷 我要填问卷 做问卷 问卷 调查 takepart "
        "iwanttotakepart survey takethesurvey questionnaire"
    ),
    Intent.REVIEW: "复核 申请复核 我要复核 我要申请复核 覆核 申请覆核 我要覆核 rereview appeal",
}
"""Words of the menu: alone they are never an answer to an open question."""

GREETINGS = (
    "你好 您好 你们好 喂 hi hello hey 在吗 在不在 早 早上好 早安 早晨 上午好 中午好 下午好 晚上好 "
    "有人吗 有人在吗 哈喽 嗨 start 你好在吗 您好在吗 请问在吗 物业你好 物业您好 goodmorning "
    "goodafternoon goodevening"
)
GREETING = re.compile(
    r"(?:你好|您好|你们好|喂|请问|哈喽|hi|hello|hey|there|在吗|在么|在不在|有没有人|有人(?:在)?[吗么没]?"
    r"|物业|客服|[啊呀哈])+"
)
"""Several greetings in one: 在不在啊有人没."""

STICKERS = re.compile(r"(?:\[[^\[\]0-9]{1,6}\]|[\u2600-\u27bf\U0001f000-\U0001faff]|\s)+")
THANKS = (
    "谢谢 谢谢你 谢谢您 谢了 谢谢啦 多谢 多谢晒 唔该 唔该晒 感谢 辛苦了 辛苦 好的谢谢 不客气 再见 "
    "拜拜 thanks thankyou bye 🙏 🌹"
)
ACKNOWLEDGEMENTS = "好 好的 收到 知道了 知道 明白 明白了 了解 ok okay 嗯 嗯嗯 哦 👍"
WAITS = (
    "稍等 稍等一下 稍等下 请稍等 等等 等一等 等一下 等下 等一会 等一会儿 等会 等会儿 等我一下 等我 "
    "先等等 我想想 让我想想 想一想 我看看 我看一下 看一下 马上 等阵 等一阵 wait waitaminute "
    "oneminute onemoment onesec justamoment holdon hangon"
)
WAITING = re.compile(r"^(?:请?稍等|等一?下|等我一下)(?:我|哈|啊|哦|去|先).{0,8}$")
_DONT = r"(?<!不)(?<!不是)(?<!不想)(?<!不要)(?<!没有)(?<!没)(?<!不是要)(?<!不是来)"
PRAISE = re.compile(r"表扬|点赞|锦旗|夸(?:奖|一?下)|感谢信|praise|compliment")
CONTENT = re.compile(
    r"(?:修|弄|扫|做|干)得(?:很|真|非常|挺|特别)?(?:好|快|干净|不错|漂亮)(?!吗|[?？])"
    r"|服务(?:很|真)(?:好|周到)|(?:特别|非常|很)感谢"
)
STATUS = re.compile(
    r"""
    查.{0,3}进度 | ^进度 | (?:处理|维修|报修|投诉|我的)进度 | 进度.{0,2}(?:怎么样|如何|呢|到哪|咋样)
    | 处理得?(?:怎么样|如何|好了?[没吗]) | 怎么样了 | 修(?:了|好)?没有?$
    | (?:处理|修|解决)好?了[吗没] | (?:师傅|人|你们).{0,3}(?:来了?吗|到哪|来不来)
    | (?:什么时候|几点|几时|多久|何时).{0,6}(?:来|嚟|整|修|处理|到|搞|好|解决|上门|回复)
    | 还没有?(?:来|处理|回复)
    | 还没.{0,4}[吗么]$
    | 还没有?人(?:来|修|理|处理|回复) | 怎么还(?:没|不) | 等了.{0,6}(?:天|小时|久)
    | 我的(?:投诉|报修|事项|工单) | 催(?:一下|促|办|单)
    | \bany\ (?:update|news)\b | \bno(?:body|\ one)\ (?:has\ )?come\b
    | \bwhen\ will\b | \bmy\ case\b
    """,
    re.VERBOSE,
)
BIND = re.compile(
    r"绑定|(?:房屋|业主|住户)(?:认证|登记)|换手机号|link my home|\benrol|\bregister my"
)
COMPLAINT = re.compile(rf"{_DONT}(?:投诉|举报)|反映(?:一?[下个]|问题|情况)|\bcomplain")
REPAIR = re.compile(
    rf"""
    {_DONT}报修 | 维修(?!基金|费|资金|师傅|工|人员|时间|电话) | 修理 | 修一下
    | [来帮给请派].{{0,4}}修(?!改|养) | 坏[了掉咗] | 不[亮响] | [漏渗滴反返溢冒]水 | 漏雨
    | 漏[了咗] | 裂[了开缝] | [堵塞][了住咗] | 打不[着了]火 | 点不[着了] | [下去]水.{{0,4}}[堵慢]
    | (?:水|马桶|管)道?.{{0,2}}(?:不通|塞)
    | (?<!手机)(?<!电池)没电(?!话|池) | [停断]电 | [没停冇断]水(?!平|果|准) | 没热水 | 跳闸
    | 打不开 | 关不上 | 锁.{{0,3}}坏 | 不(?:制冷|制热|出水|工作|转|好使|好用)
    | (?:瓷砖|墙皮|门把|把手|灯|扣板|吊顶|螺丝|天花).{{0,4}}掉 | 整(?:一|返)?[下好]
    | \brepair | \bbroken\b | \bleak | \bnot\ working\b | \b(?:doesn'?t|does\ not)\ work
    | \bblocked\b | \bno\ (?:hot\ )?water\b | \bno\ (?:electricity|power)\b | \bpower\ cut\b
    | \bfix\ (?:the|my|a)\b
    """,
    re.VERBOSE,
)
GRUMBLE = re.compile(
    r"""
    态度.{0,4}(?:差|不好|恶劣|不行|糟|有问题) | 太?[吵嘈](?:死|到|人|得|闹) | [太好很][吵嘈]
    | 噪[音声] | 扰民 | 没人管 | 不理(?:人|我) | 不管事 | 骂人 | 难闻 | [乱多]收费 | 高空抛物
    | (?:太|很|好|又|这么|真)(?:脏|臭|乱) | 垃圾.{0,4}(?:没|不|堆|满|臭)
    | 遛狗.{0,6}(?:不|没) | 狗.{0,2}叫
    | 占(?:道|用) | 乱停 | 堵塞.{0,4}通道
    | \brude\b | \bnoisy\b | \bnoise\b | \bdirty\b | \bsmelly\b | \bbark
    """,
    re.VERBOSE,
)
WITHDRAW = re.compile(
    r"""
    撤[回单诉] | 撤销.{0,4}(?:投诉|报修|工单|申请|事项) | 取消.{0,5}(?:报修|投诉|工单|维修|事项)
    | 取消\W*(?:TS|BX|JY|BY|ZX|QZ)\W*\d
    | (?:不用|不要|不必|不需要|无需|唔使|唔需要)(?:再|派人|你们|师傅|叫人)?
      (?:来|嚟|修|整|处理|上门|管)
      (?:修|看|处理)?(?:了|喇|啦)
    | (?<!修)(?:不|唔)(?:报修|修|投诉)(?:了|喇|啦)
    | \bwithdraw | \bcancel\ (?:my|the|this)\ (?:report|repair|complaint|case|request)
    | \bcancel\ (?:TS|BX|JY|BY|ZX|QZ) | \bno\ need\ to\ (?:come|fix|repair)
    """,
    re.VERBOSE | re.IGNORECASE,
)
TAKEN_BACK_BEFORE = re.compile(
    r"(?:取消|撤[回销单])[了掉]?的|上[次回].{0,3}(?:说|取消|撤)"
    r"|(?<![跟和同对给])(?:师傅|师父|工人|维修工)都?(?:说|话|讲|告诉)"
)
"""What was taken back some time ago, or what somebody else said."""
ASKS_FOR_VISIT = re.compile(
    r"(?:什么时候|几点|几时|多久|何时|哪天).{0,6}(?:来|嚟|修|换|整|装|处理|上门)"
    r"|来不来|(?:来|嚟|修|换)(?:了|喇)?[吗么]"
)
REVIEW = re.compile(
    r"[复覆]核|申请复[查议]|\bre-?review|\breview (?:my|the|this) case|\bappeal\b", re.IGNORECASE
)
MANAGER = re.compile(
    r"(?:找|见|联系|搵)(?:一?下)?(?:你们|物业|项目)?的?(?:总?经理|领导|负责人)"
    r"(?!了|过|没|也|都|说)"
    r"|经理(?:亲自|本人)|\b(?:speak|talk|complain) to (?:the|your|a) manager\b"
)
INSISTENT = re.compile(
    r"(?:我[要想]|直接|让我|必须)(?:找|见|搵|联系)|(?:经理|领导|负责人)\W*(?:投诉|反映|谈|聊)"
    r"|经理(?:亲自|本人)|\bto (?:the|your|a) manager\b"
)
"""Who wants the manager in person; 请联系经理处理 only asks for a repair."""
OWN_CASE_LONGEST = 40
"""Who takes a report back says so in a few words; in a long story it is something else."""
OUTAGE = re.compile(r"(?:几号|哪天|为什么).{0,3}停[水电]|停[水电].{0,3}(?:几点|多久|到什么时候)")
SUGGESTION = re.compile(r"建议|提议|提个意见|\bsuggest")
ENQUIRY = re.compile(
    r"咨询|请问|想问|问一?下|怎么(?:交|办|申请|预约|收)|如何|多少钱|电话.{0,2}多少"
    r"|哪里(?:交|办|可以)|收费标准|几点(?:上班|下班|开门|关门|开放)"
    r"|\bhow (?:do|can|much)\b"
)
WITHOUT_TROUBLE = {
    Intent.PRAISE: CONTENT,
    Intent.SUGGESTION: SUGGESTION,
    Intent.ENQUIRY: re.compile(f"{ENQUIRY.pattern}|{OUTAGE.pattern}"),
}
_COMMAND_WORDS = re.compile(
    r"投诉|举报|反映|报修|维修|修理|修一下|complaint|complain|repair|iwantto|我要|我想|帮我|麻烦"
    r"|直接|找|见|你们|总?经理|领导|负责人"
    r"|一下|一个|请|想|要|个|有|问题|情况|物业|管理处|客服|你好|您好|早上好"
)
DETAILS_SHORTEST = 2
GREETING_SHORTEST = 3
"""物业 alone greets nobody."""


def read_intent(text: str) -> Reading | None:
    """The intent of a message, or None where no keyword tells."""
    social = read_courtesy(text)
    if social is not None:
        return Reading(social)
    request = read_request(text)
    if request is not None:
        return Reading(request)
    said = trimmed(text)
    if PRAISE.search(said):
        return Reading(Intent.PRAISE, text.strip())
    if read_satisfaction(text) is Satisfaction.DISSATISFIED:
        return Reading(Intent.NOT_FIXED, text.strip())
    if says_not_fixed(text) and not STATUS.search(said) and _AGAIN.search(said):
        return Reading(Intent.NOT_FIXED, text.strip())
    asked = read_about_own(said)
    if asked is not None:
        return Reading(asked, text.strip())
    if MANAGER.search(said) and (INSISTENT.search(said) or read_trouble(text) is None):
        return Reading(Intent.MANAGER, _details(text))
    if is_fee_doubt(text) and not COMPLAINT.search(said):
        return Reading(Intent.ENQUIRY, text.strip())
    for intent, pattern in ((Intent.STATUS, STATUS), (Intent.BIND, BIND)):
        if pattern.search(said):
            return Reading(intent, text.strip())
    trouble = None if OUTAGE.search(said) else read_trouble(text)
    if trouble is not None:
        return trouble
    for intent, pattern in WITHOUT_TROUBLE.items():
        if pattern.search(said):
            return Reading(intent, text.strip())
    return None


def read_about_own(said: str) -> Intent | None:
    """What is asked about a report of one's own: to take it back, to look at it again."""
    if len(said) > OWN_CASE_LONGEST:
        return None
    if REVIEW.search(said):
        return Intent.REVIEW
    if TAKEN_BACK_BEFORE.search(said) or ASKS_FOR_VISIT.search(said):
        return None
    return Intent.WITHDRAW if WITHDRAW.search(said) else None


def read_trouble(text: str) -> Reading | None:
    """The complaint or the repair that a message tells of, whatever else it asks."""
    said = normalised(text)
    for intent, pattern in (
        (Intent.COMPLAINT, COMPLAINT),
        (Intent.REPAIR, REPAIR),
        (Intent.COMPLAINT, GRUMBLE),
    ):
        if pattern.search(said):
            return Reading(intent, _details(text))
    return None


def read_request(text: str) -> Intent | None:
    """The menu's word that is the whole message; None for all else."""
    return next((_REQUESTS[word] for word in without_courtesy(text) if word in _REQUESTS), None)


def read_courtesy(text: str) -> Intent | None:
    """A greeting, thanks or an 嗯 that is the whole message; None for all else."""
    for word in without_courtesy(text):
        for intent, words in _COURTESIES.items():
            if word in words:
                return intent
    said = normalised(text)
    if said and STICKERS.fullmatch(said):
        return Intent.STICKER
    is_greeting = len(bare(text)) >= GREETING_SHORTEST and GREETING.fullmatch(bare(text))
    return Intent.GREETING if is_greeting else None


def asks_for_a_moment(text: str) -> bool:
    """Whether somebody who was asked only wants a moment: 稍等, 稍等我戴下眼镜."""
    return read_courtesy(text) is Intent.WAIT or WAITING.match(bare(text)) is not None


def is_small_talk(text: str) -> bool:
    """Whether a text says nothing of its own, or only asks: 你好, 谢谢, 好的, 没有, 报修, 是？."""
    said = (read_courtesy(text), read_request(text), read_yes_no(bare(text)))
    return any(one is not None for one in said) or asks_for_a_moment(text)


def read_case_number(text: str) -> str | None:
    """The case number in a message, in its written form; None for none or several."""
    said = half_width(text)
    if _DATE_OF_NUMBER.search(said) is None:
        return None
    found = {case_number(match) for match in NUMBER.finditer(said)}
    return found.pop() if len(found) == 1 else None


def case_number(match: re.Match[str]) -> str:
    """The written form of a number that NUMBER found, however it was typed."""
    return "-".join(match.groups()).upper()


def _details(text: str) -> str:
    left = _COMMAND_WORDS.sub("", bare(text))
    return text.strip() if len(left) >= DETAILS_SHORTEST else ""


_DATE_OF_NUMBER = re.compile(r"[0-9]{8}")
_AGAIN = re.compile(
    r"[没未冇]|又|还|仍|依|仲|老样子|白修|再次|越修|重系|\bstill\b|\bagain\b|\bnot\b|n't"
    r"|\bback\b|\bsame\b|\bnever\b|\bno better\b"
    r"|\bunfixed\b"
)
_REQUESTS = {word: intent for intent, words in REQUESTS.items() for word in words.split()}
_COURTESIES = {
    Intent.GREETING: frozenset(GREETINGS.split()),
    Intent.THANKS: frozenset(THANKS.split()),
    Intent.ACKNOWLEDGED: frozenset(ACKNOWLEDGEMENTS.split()),
    Intent.WAIT: frozenset(WAITS.split()),
}
