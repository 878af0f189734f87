"""Words that settle nothing: nobody looked, it is both, or it hangs on something else."""

import re
from collections.abc import Iterator

from flows.understanding.answers.asked_about import Asked, Topic
from flows.understanding.answers.parts import Part

_FORGOTTEN = re.compile(
    r"\b(?:havent|have not|didnt|did not|cant|cannot|couldnt|dont|do not) (?:yet |really )?"
    r"(?:checked?|looked?|tried|try|tell|say|remember|recall|know|care|notice)\b"
    r"|(?:跟|和|同|与)[^,]{0,6}(?:商量|合计|请示|打个招呼)|(?:要|得|先|晚上|回头"
    r"|等我)先?(?:去)?(?:问|听)(?:问|一?下|过|听)?(?!题|我)[\u4e00-\u9fff]"
    r"|(?:不能|无法|没法|做不了|没权|冇权)(?:决定|做主|作主|表态|主)|[说讲]了不算|(?:房东"
    r"|老[公婆伴板]|太太|先生|媳妇|爱人|[爸妈]|领导|他|她|佢)(?:说了算|话事|做主|作主|拿主意)"
    r"|不是我(?:家)?的$"
    r"|(?:没|未|冇)(?:出过门|下过楼|出过屋)|看[^,]{0,8}([\u4e00-\u9fff])不\1"
    r"|\bask (?:my|the|him|her|them|some(?:one|body)|your|any(?:one|body))\b"
    r"|\bi wasnt (?:home|there|in|around|at home)\b"
    r"|没看见[他她师][^,]{0,2}走|还没(?:见|看|了解|听说)过?$|(?:没|未|冇)(?:怎么)?下过?雨"
    r"|不住\d"
    r"|点[^,]{1,3}法|不是我.{0,2}(?:接|收|管|看|约)|我不是(?:报修|投诉|登记|约)的?人|(?:还"
    r"|仲)[没未]走|你说[^,]{1,8}还是|(?:没|未|冇)有?[^人来嚟给,]{1,4}(?:看|试|检查)(?![见到过])"
    r"|未落雨"
    r"|没(?:留心|上心)|不住[那这在]|与否|要看内容|没(?:太|怎么|特别)(?:留意|注意|在意|细看)"
    r"|(?:没|未)到?(?:天黑|晚上)|(?:没|未|冇)(?:下楼|出门|上楼|回家|到家|下雨|落雨)"
    r"|[闻看听分]不(?:出|清)|没听清"
    r"|等[^,]{0,2}(?:下雨|落雨|晚上|天黑|回家)"
    r"|(?:没|未|冇)有?(?:下楼|上楼|回家?|返|去|顾得?上|来得及|空|时间|仔细)+.{0,2}(?:看|试|检查"
    r"|瞧|睇|用)"
)
_UNTRIED = re.compile(
    r"\bhavent (?:moved in|had (?:any|a|the)"
    r" (?:visitors?|guests?|deliver\w+|chance|time|callers?|parcels?))\b|"
    r"(?:没|未|冇)(?:有)?(?:搬|住)(?:进|入|过|去)|"
    r"(?:没|未|冇)(?:怎么|再)?(?:开|接|坐|路|去|进|入|返|回|下|上|用|试|碰|走)(?:去"
    r"|来)?过(?!电话|信|消息)"
    r"|(?:冇|没)经手|[他她佢](?:还|仲)?[没未]回(?:我|话)"
    r"|\b(?:havent|have not|hasnt) (?:\w+ )?"
    r"(?:run|set foot|seen|switched|used|opened|been in|looked)\b"
    r"|\bcant see\b|\bwasnt me\b|\bnobody goes in\b"
)
"""Whoever has not gone there has not seen it, unless just that was asked: 没去过 to 去过吗."""
_NEVER_USED = re.compile(
    r"(?:没|未|冇)(?P<deed>刷|按|骑|拧|洗|冲|搭|乘|连|用|坐|摸|开|进去|路过|经过|住|录|激活|体验"
    r"|开通)过?[脸指纹]*$"
)
_NOT_YET = re.compile(
    r"(?:快要?|就要|马上就?)(?:修|弄|搞|整|处理|解决|疏通)?(?:好|完|通|行)(?:了|啦|喇)|^(?:嗯|哦"
    r"|那)?好吧$"
    r"|(?:好|通|亮|解决|恢复|不漏|不滴|不响)(?:了|咗)?(?:一点|点|一些|些|啲|少少)"
    r"|\b(?:a (?:bit|little)|slightly) better\b"
    r"|\b(?:fixed|better|working|repaired|improved) (?:a (?:bit|little)|slightly|partly|somewhat)\b"
)
"""快好了 and 修好了一点 are not yet so; 好吧 agrees and tells nothing."""
_MAKESHIFT = re.compile(
    r"\bworks? (?:sometimes|on and off|now and then|if|when)\b"
    r"|返(?:咗)?(?:少少|啲|一点)|(?:勉强|凑合|将就|马马虎虎)[^,]{0,3}(?:用|行|可以|使)"
)
_WHILE_SHUT = re.compile(r"(?:关|不用|一停|堵|按|捂|垫|拧紧)[^,]{0,5}就(?:不|没|唔)[漏渗滴响吵臭]")
_BOTH = re.compile(
    r"(有时候?|时|偶尔|一时|一会儿?|一阵|一半|半\w"
    r"|一[盏台部个间块层扇边头])(?!了)[^,有时]{1,6},?\1[^,]{1,6}"
    r"|(有的|有些)[^,]{1,8},?\2"
    r"|可(.{1,2})可[不唔]\3|又(.{1,2})又[不没唔]\4|有几(.)[^,]{1,4}有几\5"
    r"|[左右]边的?[^,]{1,4}[左右]边|(?:平时|平常|白天)[^,]{0,2}[不没][^,]{1,3}$"
    r"|还有[一两几][盏台部间个][^,]{0,3}[没不]|半推半就|半信半疑"
)
"""有的亮有的不亮 is neither."""
_GIVEN = r"(?:发|送|管|包|给|有|退|补|免)"
_GIFT = r"(?:鸡蛋|礼品|礼物|红包|油|米|面|奖品|奖|钱|饭|补贴|补偿|优惠|好处|纪念品|积分|蛋|东西)"
_WISHED = r"(?:去|来|参加|同意|要|开|换|装|办|签|公开|愿意|接受|做|订|买|补|答应)"
_IF_FREE = re.compile(
    r"(?:[不没免][^,不没]{1,6}(?:就|才)|不(?:收费|要钱|花钱|收钱|署名|记名|具名|露脸)"
    r"|免费)[^,不没]{0,3}"
    r"(?:同意|愿意|参加|可以|行|来|去|要|的话)|(?:免费|不(?:要钱|收费|收钱|花钱))$"
    r"|(?<=[^,那好行]{2})我就(?:同意|公开|参加|去|可以)"
    rf"|(?:^|,|我|那)(?:{_GIVEN}|能|可以|没|不|大家|大伙|别人|邻居们?|他们|多数人?|领导|便宜"
    rf"|合适|价钱|价格)"
    rf"[^,没不]{{0,8}}(?<!早)就{_WISHED}"
    rf"|[没不][^,]{{1,4}}(?:免谈|拉倒|没门)|(?:没有?|不){_GIVEN}?{_GIFT}(?:我|就)*不{_WISHED}"
    r"|要[^,]{0,6}(?:掏钱|出钱|交钱|花钱|收钱|收费|集资|分摊|出资|自费)[^,]{0,4}(?:不|免谈|就)"
    r"|(?:别|不要|不)[^,]{1,6}(?:就|即)(?:行|可以|好|得|成|没问题)$"
    r"|\bnot (?:while|when|if|unless|until|without)\b"
    r"|(?:得|要|必须|非得)[^,不没]{1,8}才(?:行|可以|得|能|同意|去)"
    r"|\b(?:not with|leave|without|remove|take) my name\b"
)
"""不掏钱我就同意 hangs on what nobody knows."""
_NOT_USED = re.compile(
    r"(?:(?<![^,。;!])|我|我们|我哋|平时|从来?|一般|很少|又|也|都)(?:不|没|唔|冇|很少"
    r"|极少)(?:怎么|太|常|大|用)?(?:走|坐|搭|去|上|下|到|经过|路过)"
    r"(?:那|这|嗰|呢)?(?:边|儿|里|头|个?门|条路|条道|部|台|层|块|度|电梯|楼梯|䢂|$)"
    r"|又?不住那"
)
"""我不走那边 has not seen it, unless just that was asked."""
_OF_WAYS = re.compile("[您你][^,?]{0,6}[走坐搭去上下到经]")
_NOT_ASKED = re.compile("(?:没|未|冇)(?:来得及|顾上|空)?(?:问|打听)(?:过|呢|啊|他|她|佢)?$")
_AS_LONG_AS = re.compile(
    r"(?:不|没|唔)(?:[^,不没]{1,3}就|下雨|落雨|用水?|开|冲)(?:不|没|唔)"
    r"|[有没][^,]{1,2}的时候[有没不]"
)
"""不下雨就不漏: well only as long as something else does not happen."""
# Whoever was away has not seen whether it is fixed, nor who came.
_NOT_THERE = re.compile(
    r"(?:我|人|人都)?(?:不|唔|没)(?:在家?|喺度?|喺屋企)(?=$|[没不,唔])"
    r"|在外[地省](?!人)|在外面(?=$|没)|我不在(?:场|里面|旁边|那|跟前)|不在现场|不是(?:我|咱"
    r"|俺)们?(?:家|屋企)?[的嘅][^\W\d_]{1,6}|我(?:还|正)?(?:在|喺)(?:外|公司|上班|出差)|出差"
    r"|没(?:出门|回家|到家|下班)"
    r"|\b(?:im|i am|i was|we were|been) (?:out|away|not (?:at )?home|not there"
    r"|at (?:the )?(?:office|work))\b"
)
_TOLD_WHILE_AWAY = re.compile(
    r"[,。;](?:但是?|不过|刚才|听)?(?:我|俺)?家?(?:老公|老婆|老伴|爱人|先生|太太|媳妇"
    r"|[爸妈爷奶]{1,2}|儿子|女儿|孩子|保姆|阿姨|室友|租客)"
    r"[^,。!?;]{0,6}(?:说|讲|话|告诉|拍|发|看着|看过|试过|打电话来)"
    r"|\b(?:wife|husband|son|daughter|mum|mom|dad|flatmate)\b[^,.!?;]{0,12}\b(?:says?|said"
    r"|tells?|told|texted|sent|rang)\b"
)


def is_told_while_away(words: str, start: int, end: int) -> bool:
    """Whether whoever is away has been told by somebody at home: 我出差，老婆说好了."""
    if _NOT_THERE.fullmatch(words, start, end) is None:
        return False
    return _TOLD_WHILE_AWAY.search(words, end) is not None


def unsettled(words: str, part: Part, asked: Asked) -> Iterator[tuple[int, int]]:
    """Where a part says that the question cannot be answered, or not yet."""
    patterns: list[re.Pattern[str]] = [_FORGOTTEN, _BOTH]
    if asked.is_told:
        patterns += [_NOT_THERE, _NOT_YET, _AS_LONG_AS, _MAKESHIFT, _WHILE_SHUT]
        if not _OF_WAYS.search(asked.words):
            patterns.append(_NOT_USED)
        if not re.search("(?<!请)问", asked.words):
            patterns.append(_NOT_ASKED)
        if not re.search("过|\\b(?:seen|used|ever)\\b", asked.words):
            patterns.append(_UNTRIED)
    elif not asked.topics.isdisjoint((Topic.OFFER, Topic.CONSENT)):
        patterns.append(_IF_FREE)
    never = _NEVER_USED.search(words, part.opens, part.end)
    if never is not None and never["deed"] not in asked.words:
        yield never.span()
    for pattern in patterns:
        if found := pattern.search(words, part.opens, part.end):
            yield found.span()
