"""The words that danger is told in, and those that only sound like it."""

import re
from enum import StrEnum


class Danger(StrEnum):
    """What may be happening; `cry` is a call for help that does not say what."""

    FIRE = "fire"
    GAS = "gas"
    TRAPPED = "trapped"
    ELECTRICITY = "electricity"
    WATER = "water"
    COLLAPSE = "collapse"
    INJURY = "injury"
    CRIME = "crime"
    EXPLOSION = "explosion"
    CRY = "cry"


_LIFT = "(?:电梯|[䢂𨋢])"
_GAS = "(?:煤气|燃气|天然气|液化气|瓦斯)"
_PERSON = "(?:人|我|他|她|头|孩子|小孩|老人|路人)"
_SOMEBODY = (
    "(?:老人|小孩|孩子|有人|邻居|阿姨|大爷|婆婆|公公|老伴|爱人|老公|老婆|爷爷|奶奶|外公|外婆|妈妈|爸爸|我妈|我爸"
    "|我|他|她)"
)

CHINESE_SIGNS = {
    Danger.FIRE: (
        r"[着著起失]火(?![锅车箭腿龙])|火灾|火警|火烛|火烧(?![云眉])|冒烟|浓烟|冒火|打火花|烟雾弥漫"
        r"|烧(?:起来|着)了?|烧焦|焦糊?味|(?<![油抽吸香])烟(?:很|好|越来越|特别|非常)大|火势"
        r"|(?:满屋|楼道|走廊|房间|屋里|到处|全)里?都?(?:是|有)(?:好多|很多)?烟(?![头蒂味花酒])"
        r"|(?:报警器|警报|警铃|烟感|火警钟)(?:一直|突然|都)?在?响"
    ),
    Danger.GAS: (
        rf"{_GAS}[^没不未无冇费]{{0,5}}(?:漏(?![水雨电])|泄|味|臭)|漏(?:煤|燃|天然|瓦斯)气?"
        rf"|[闻嗅]到?[^没不未无冇]{{0,4}}{_GAS}|漏气"
    ),
    Danger.TRAPPED: (
        rf"被困|(?<![贫犯发瞌])困(?:人|住|在|喺)|困{_LIFT}|[关卡锁夹](?:在|进|喺)了?{_LIFT}"
        rf"|{_LIFT}[^不没]{{0,6}}(?:出不来|出不去|出唔到|困)"
    ),
    Danger.ELECTRICITY: (
        rf"触电|电击|(?<!充)电死(?!机)|漏电[^没不]{{0,3}}[打麻伤]|被电(?:了|到|击|伤|倒|得)"
        rf"|(?<![停充断来送用])电到{_PERSON}|(?:水|龙头|铁门|门把手?|栏杆|水管)[^没不]{{0,2}}带电"
    ),
    Danger.WATER: (
        r"爆水?管|水管[^没不]{0,3}爆|(?<!主)管[道子]?爆(?:了|裂)|(?:水|总|消防)管[^没不]{0,4}爆"
        r"|被水?淹|水淹|淹水|淹了"
    ),
    Danger.COLLAPSE: (
        r"坍塌|塌方|倒塌|塌(?:了|下)"
        r"|(?:墙|天花板?|吊顶|阳台|树|广告牌|脚手架)[^没不]{0,4}倒(?![霉垃车水是也退影油])"
    ),
    Danger.INJURY: (
        rf"晕(?:倒|过去|咗)|昏(?:倒|迷|过去)|不省人事|没有?了?呼吸|心脏病(?:发|犯)|心梗|脑梗|抽搐"
        rf"|砸(?:到|中)了?{_PERSON}|砸伤|摔(?:伤|下楼|下来)|坠楼|坠落|跳楼|轻生|自杀|溺水"
        rf"|落水(?![管口斗])"
        rf"|流了?(?:好多|很多)?血|夹(?:到|住|伤)?了?(?:手|脚|{_PERSON})|有人受伤|受伤了|伤到人"
        rf"|(?:砸|打|掉|坠|狗|抛物)[^没不]{{0,4}}伤人|咬(?:人|伤|了人)|(?<!电脑)(?<!手机)中毒"
        rf"|{_SOMEBODY}[^没不差险]{{0,3}}(?:摔倒|倒在|跌倒|倒地|跌咗)|(?:摔|跌).{{0,4}}起不来"
        r"|胸口?[疼痛闷]|喘不[过上]气|中风了|叫救护车|打120"
    ),
    Danger.CRIME: (
        r"持刀|拿着?刀|行凶|砍人|杀人|抢劫|绑架|劫持|入室(?:盗窃|抢劫|行窃|偷)|撬(?:锁|门|我|开)"
        r"|被撬|爆格"
        r"|(?:小偷|盗贼|贼)[^没不]{0,4}(?:进|在|来|爬)"
    ),
    Danger.EXPLOSION: r"爆炸(?![性式头糖])|炸(?:了|开)(?!锅)",
    Danger.CRY: (
        rf"救命(?![稻恩药钱之])|救救|救我|[快来]救|{_SOMEBODY}[^没]{{0,3}}(?:走丢|走失|不见了)"
    ),
}
ENGLISH_SIGNS = {
    Danger.FIRE: (
        r"\bon fire\b|\b(?:a|big|small|kitchen|house) fire\b(?! (?:drill|door|exit|lane|alarm"
        r"|exting|station))"
        r"|\bfire in (?:the|my|our|a)\b|\bcaught fire\b|\bsmoke (?:is )?(?:coming|in the|in my|from"
        r"|every|all over)"
        r"|\bfull of smoke\b|\b(?:lots|a lot|plenty) of smoke\b|\bburning smell\b|\bsmells? burn\w*"
        r"|^fire$"
        r"|\bfire alarm(?: is| has been| keeps)? (?:ringing|going off|sounding)"
    ),
    Danger.GAS: (
        r"\bgas (?:is |has been )?leak\w*|\bleaking gas\b|\bgas smell\b"
        r"|\bsmell\w* (?:\w+ ){0,2}gas\b"
    ),
    Danger.TRAPPED: (
        r"\btrapped\b|\b(?:stuck|locked) inside\b"
        r"|\b(?:stuck|locked|shut) in(?:side)?(?: the| a| our)? (?:lift|elevator)\b"
    ),
    Danger.ELECTRICITY: (
        r"\belectric shock\b|\belectrocuted\b|\bgot an? (?:\w+ )?shock\b|\blive wires?\b"
    ),
    Danger.WATER: (
        r"\bburst (?:water )?(?:pipe|main)\b|\bpipe (?:has |just )?burst\b"
        r"|\b(?:flat|home|room|car park|basement) is flooded\b"
    ),
    Danger.COLLAPSE: (
        r"\b(?:ceiling|wall|roof|tree|balcony|scaffold\w*) (?:has |just )?(?:collapsed|fell|fallen"
        r"|came down)"
    ),
    Danger.INJURY: (
        r"\b(?:unconscious|fainted|bleeding|not breathing|heart attack|seizure|drowning)\b"
        r"|\b(?:he|she|some(?:one|body)|man|woman|child|neighbou?r|guard) (?:has "
        r"|just )?(?:collapsed|fell|jumped)\b"
    ),
    Danger.CRIME: (
        r"\b(?:a|with|has) knife\b|\b(?:break|broke)\w*[ -]in(?:to)?\b|\bintruder\b|\brobber\w*"
        r"|\bburglar\b(?! alarm)"
    ),
    Danger.EXPLOSION: r"\bexplosion\b|\bexploded\b",
    Danger.CRY: (
        r"^(?:please )?help (?:me|us)(?: please| now)?$|\bsos\b|\bcall (?:the police"
        r"|an ambulance)\b"
    ),
}
FIGURES_OF_SPEECH = re.compile(
    r"(?:气|急|恼|头上|头顶|七窍|两眼|眼睛|嗓子|喉咙|嘴巴?|鼻子|脑袋|脑子|心里|后院)"
    r"(?:得|到|都|要|快|里|直|真|干|我|人|的)*(?:冒烟|冒火|[着起]火|生烟|爆炸)"
    r"|(?:热|忙|穷|累|吵|晒|干|多|困|饿|挤|贵)(?:得|到)(?:我|人|都|要|快|像|想)*"
    r"(?:[着起]火|冒烟|爆炸|晕倒|昏倒|晕过去|跳楼|炸了)|(?:热|累|烦|吵|气|忙)得?炸了"
    r"|(?:信息|人气|工作量|流量|价格|心态|肺都?气?|群里?)都?(?:爆炸|炸了)|跳楼(?:价|机|大?甩卖)"
    r"|被困[扰惑难]|[着起]火点|(?:火灾|着火|起火|失火)的?(?:隐患|风险)"
    r"|火(?:灾|警)(?:险|保险|隐患|演|探测|感应|通道|报警(?!器?(?:一直|突然|都)?在?响))"
    r"|打火花?(?:机|灶)|打不[着了]火|点不着火|救(?:了)?人一命"
    r"|(?:窗户?|门缝|门|轮胎|车胎|密封条?|气球|空调|冰箱|床垫|气垫)(?:有点|老|一直|在|都)?漏气"
    r"|(?:沙发|床|床板|凳子?|椅子?|蛋糕|发型|柜子?)塌了"
    r"|\bfeel(?:s|ing)? trapped\b|\btrapped air\b|\bair (?:is )?trapped\b"
)
