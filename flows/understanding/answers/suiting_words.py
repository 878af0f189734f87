"""What words beside a time say of it: that it suits, or not, or happened then."""

import re

from flows.understanding.clocks import HOUR_WORD

TOGETHER = re.compile(
    r"(?a)(?:[\s,。:的在于之()、是即]|[吧啦喇吖咯呗囉喽]|那天|呃+|额+|嗯+|啊|诶|哎|喺|那个|就是"
    r"|也就是|也是|亦即|\bie\b|\bu[hm]+\b|\ber+m?\b"
    r"|\b(?:which|that) is\b|\bthats\b|\bat\b|\bon\b|\bin\b|\bthe\b|\bof\b|,? ?and\b)*"
)
OR = re.compile(r"(?a)[、/,\s]*(?:或者?是?|还是|要么|和|同|或|跟|\bor\b|\band\b|&)[\s,]*|[、/]\s*")
EITHER = re.compile(
    r"(?a)都(?:可以|[行得在好成中能]|有空|方便|ok)|也(?:可以|[行得好成中能]|有空|方便|ok)"
    r"|\beither\b|\bboth\b|随便"
)
NOT_BEFORE = re.compile(
    r"(?a)(?:除了?|不要|唔好|别|不是|唔系|\bexcept|\bnot|\bno|\bbut not"
    r"|\bsince|\b(?:you|they|he|she|someone) (?:said|told me|promised))\s?(?:on )?$"
)
_NOT_ANOTHER = (
    r"not\b(?! (?:(?:on|the|next|this|coming) ){0,2}(?:mon|tue|wed|thu|fri|sat|sun|earlier|later"
    r"|at work|working|on shift"
    r"|tomorrow|today|before|after))"
)
"""Behind a day another one is turned down: Monday the 16th, not Friday."""
NOT_BEHIND = re.compile(
    r"(?a)(?:[,\s]*(?:我|也|就|都|真的?|is |im |i am |i )?"
    r"(?:不(?:行|可以|在|得|太?方便|ok)|没有?[空时]|唔(?:得|喺|方便)|冇时?[空间]"
    rf"|(?:or )?later|onwards|(?:doesnt|wont|cant|no good|busy|{_NOT_ANOTHER})\b)"
    r"|\s*除外|\s*(?:开始|起)(?=都|随便|就行)"
    r"|\s*(?:我|也|就|都|真的?)?[以之]?[前后])"
)
HANGS_ON = re.compile(
    r"(?a)可能|也许|或许|大概(?:率|在|有[空人]|能|可以|行)|没准|八成|多半|十有八九|说不[准好定]"
    r"|(?:如果|要是|假如|只要)(?!可以|方便|能|行|你们?|您|师傅|没问题|来得及|不麻烦|不行)"
    r"|(?:^|[,。])(?:还|也|要|得|具体)*(?:看(?:情况|天气|运气|排班|班表|安排|公司|单位|老板|领导"
    r"|[^,。]{1,3}不[^,。]{1,4})"
    r"|(?:到时候?|回头|以后|先)*再[说看议定](?:吧|啦|嘛)*(?=$|[,。])|(?:但|也"
    r"|还)*[不唔]一?定(?=$|[,。啊吧呢]))"
    r"|\b(?:perhaps|maybe|might|depends|depending|likely|tentative(?:ly)?|provisional(?:ly)?|tbc"
    r"|fingers crossed|subject to|(?:will|ill|need to|have to) (?:re)?confirm)\b"
    r"|\bif (?!that\b|thats\b|its?\b|possible|poss\b|you\b|ok|convenient|all\b|not\b|need)"
    r"|(?:^|[,。])(?:这样)?(?:[行成好得]|可以|方便|ok)(?:吗|不|[不唔](?:[行成好得]|可以"
    r"|方便))(?=\?|$)"
    r"|[行成得][不唔]?的话就|不[行成]就"
)
"""Whoever says so has not settled the day."""
ASKED = re.compile(r"(?:吗|么|[行成得]不|(?:可以|行|得|好|能|方便|有空)嘛)$")
ASKED_BEFORE = re.compile(r"(?:^|[,.!] ?)(?:is|would|will|does|how about) (?:on |this )?$")
ASKED_BEHIND = re.compile(r" (?:be )?(?:ok|okay|fine|good|possible|work|suit|convenient)\b")
"""is Thursday ok asks, though no mark says so."""
LEADS_AWAY = re.compile(
    r"(?:我|得|要|还得?|就|再)*(?:[接送][娃孩仔孙人小]|出门|开会|上班|返工|赶[车飞火高]|走(?=$"
    r"|[,。]))"
)
"""四点要接娃 says until when somebody is there, and not when to come."""
CONCLUDED = re.compile(r"(?a)[,，。\s](?:那)?就(?:定|约|算)?(?=[^,，。]{2,9}$)")
"""聽晚七點半後都得，就七點半啦: what it comes to in the end."""
BOUND_BEFORE = re.compile(
    r"(?a)(?:\bbefore|\bafter|\bby|\buntil|\btill|\bfrom|最晚|最早|自从?|从)\s?(?:on )?$"
)
SUITS = re.compile(
    r"(?a)来|上门|可以|有空|有时间|得闲|在家|方便|行|再|约|改|安排|吧|到时|见|定|帮|带|记得|麻烦"
    r"|别|敲门|提前|搬|取|拿|打"
    r"|\b(?:ok|okay|free|available|works?|suits?|fine|good|come|home|please|can|could|lets|ill"
    r"|will)\b"
)
TOLD = re.compile(
    r"(?a)报修|报过|坏|投诉|说过|说好|上次|还没|已经|到现在|刚|才(?!有空|在家|得闲|方便|能|可以"
    r"|行)|来过|没来|打过|就开始|起就|漏水|漏了|停电|停水|困|偷|吵|臭|发现|被"
    r"|\b(?:was|were|since|did|didnt|broke|broken|called|reported|came|ago|still|complain\w*"
    r"|leak\w*)\b"
)


AT_HOME = re.compile(
    r"(?a)在家|屋企|家里有?|有人|都在|[妈爸公婆爷奶姐哥弟妹他她佢]在|我在|没问题|冇问题|休息"
    r"|轮休|调休|放假|休假|请假"
    r"|不用?上班|唔使返工|没事|有空|得闲|方便|可以|等你|等您|等师傅"
    r"|\b(?:off|home|around|free|available|in all|someone|here|works|suits?|fine|good|ok)\b"
)
BUSY = re.compile(
    r"(?a)(?<!不)限[行号]|(?<!不)(?<!不用)(?<!不要)(?:上班|返工|上课|加班|值班)|出差|开会|没空"
    r"|不在|出门|有事|有约|有课|看病|看医生"
    r"|不行|不可以|不成(?!问题)|打针|体检|考试|面试|手术|旅[游行]|回老家|喝喜酒|唔得|冇空"
    r"|\b(?:busy|away|meeting|appointment|out|class|exam|bad|no good"
    r"|(?<!finish )(?<!off )(?<!from )"
    r"(?<!\n should )(?<!\n would )(?<!that should )(?<!that would )work(?:ing)?(?= |$)(?! for))\b"
)
UNSURE = re.compile(
    r"(?a)([^,])不\1|(?:得|要|还要|就)看(?![病医牙孩房店家])|没有?人|冇人|无人|不休息|休息不"
    r"|不放假|不方便|在(?:单位|公司|外地|学校|医院|老家)"
    r"|快递|客人|亲戚|生病|发烧|住院|等了|看情况|再说|再定|再约|再看|再联系|再确定|[不唔]一?定"
    r"|才能确定|不确定"
    r"|告诉|答复|回复|通知|(?:如果|要是|假如|万一)(?!可以|方便|能|行)"
    r"|\b(?:nobody|no one|never|wont|cant|isnt|dont|not(?! a problem)|unless|confirm|public holiday"
    r"|if (?!possible|that|its?\b|you|ok)|(?:let|tell|call|inform) (?:you|u)\b|call me)\b"
)
"""Nobody is at home then, or it is settled only then."""

SUITS_BEHIND = re.compile(
    r"在家|有人|休息|轮休|调休|放假|有空|得闲|方便|可以|没问题|不上班|[^不]行"
)
THEREFORE = re.compile(r"\bso\b|所以")
IN_TAIL = re.compile(r"(?a)\b(?:before|after|once|because|cos|cause|as soon as|until|till)\b")
LINK = re.compile(r"(?a)吧|但是?|不过|可是|所以|因为|\b(?:but|so|and|because|though)\b")
TAIL = re.compile(
    r"(?a)\b(?:before|after|once|because|cos|cause|as soon as|as|so)\b(?![^,.]*\d)"
    rf"(?![^,.]*\b{HOUR_WORD}\b)[^,.]*"
    r"|[\u4e00-\u9fff]{2,8}?(?:[之以][前后]|[前后])$"
)
"""What comes before or after a time, or why, changes nothing where the hour or the part is said."""

OTHERWISE = re.compile(
    r"[吧啦喇呀](?:这个?(?:周|星期|礼拜)|平[日时]|其[他它]|别的|工作日)(?!.*(?:可以|都行|也行)).*"
)
"""下周一吧这周出差: what is so at other times changes nothing."""

DETAILS = re.compile(
    r"(?<!\d)1[3-9]\d{9}(?!\d)"
    r"|\d+(?:栋|幢|座|号楼?|单元|楼|层|室|房)(?:\d+(?:栋|幢|座|单元|楼|层|室|房|(?!\d)))*"
)
"""A telephone or a door."""

ERRAND = re.compile(
    r"(?a)[,)]?(?:(?:等?我)?[送接吃遛买做办忙开看][完过][\u4e00-\u9fff]{0,4}"
    r"|[\u4e00-\u9fff]{2,6}?(?:[之以]?[前后]|回来)),?"
)
"""明天送完孩子九点 is one time."""
