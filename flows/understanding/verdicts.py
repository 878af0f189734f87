"""Whether a text says somewhere that a thing is, or is not, in order: 还在漏, 已经修好了.

The answer to "is it fixed?" is read by `answers.yes_no`, which asks here where its lists know
nothing; see `fixed.read_fixed`.
"""

import re

from flows.understanding.words import DECORATION, bare, normalised, trimmed

_FAULT = "(?:漏水?|渗水?|滴水?|堵|响|吵|臭|跳闸|闪)"
_NO_MORE = f"(?:不|没有?|没有?再|不再|再没|再也没有?|唔再?|冇再?){_FAULT}"
_NO_TROUBLE = "(?:没有?|冇)(?:什么|啥|任何)?(?:问题|毛病|事)"
_REPAIRED = "(?:弄|修|搞|整|处理|解决)"
_DONE = "(?:了|咗|啦|喇|晒)"

_BETWEEN_HAN = re.compile(f"(?<=[\u3400-\u9fff])[{DECORATION}]+|[{DECORATION}]+(?=[\u3400-\u9fff])")

# Good news that is said with a 没 or 不 is set aside before bad news is looked for.
_GOOD_BY_DENIAL = re.compile(
    rf"(?:{_NO_MORE}|{_NO_TROUBLE}){_DONE}?|no (?:more )?(?:leak|problem|noise)s?"
)
_BAD = re.compile(
    rf"""
    (?:没有?|还没|未|冇)人?有?(?:给|帮)?我?(?:{_REPAIRED}|完全|彻底)
    | (?:没|未|不|唔|冇)(?:太|怎么|是很|算|完全)?(?:好|掂|得)(?!像|说|讲|意思|知)
    | (?:又|还|还在|还是|仍然?|仍在|依然|依旧|照样|仲|仲系|重系|继续|再次)
      (?:开始|是|在|会|有|这么|那么|一直|嚟)?
      (?:漏|坏|堵|滴|渗|响|臭|停|跳|吵|闪|掉|裂|卡|冒|反|返|塌|松|断|有问题|有点?漏)
    | 又(?:开始|全|都|自己|突然)?(?:灭|熄|黑|不见|烧|爆|溢|跑水|失灵|歪|脱|翘|鼓|发霉|没声)
    | (?:又|还是|仍然?|依然|依旧|照样|仲系|重系)
      (?:打不开|关不上|老样子|一样|(?:不|没|冇|唔)(?:亮|行|通|响|热|冷|转|工作|好|掂|得|水|电)?)
    | 还有.{{0,4}}问题 | (?:没|冇|无)人(?:来|修|管|理) | 没来 | 没动静
    | {_REPAIRED}不(?:好|定) | 越修越 | 白修 | 修了(?:又|跟没|等于没)
    | 不(?:行|亮|通|能用|好用|好使|管用|制冷|制热|出水) | 老样子 | (?:还没有?|仲未)$
    """,
    re.VERBOSE,
)
_BAD_ENGLISH = re.compile(
    r"\bnot (?:yet|fixed|working|solved|resolved|repaired|good)\b|\bunfixed\b"
    r"|\bstill (?:leak|drip|block|broken|bad|noisy|not|no\b|the same|doesn|isn|won|there)\w*"
    r"|\b(?:leak|problem|noise|smell|fault) (?:is|has come|came) back\b"
    r"|\b(?:back|same) again\b"
    r"|\bsame (?:problem|issue|fault)\b|\bno better\b|\bnever (?:fixed|came|repaired)\b"
    r"|\b(?:hasn|wasn|haven)'?t (?:been )?(?:fixed|repaired|solved)\b"
    r"|\bnot been (?:fixed|repaired)\b"
    r"|\bisn'?t (?:fixed|working|solved)|\b(?:doesn'?t|does not) work|\bno ?(?:one|body) came\b"
    r"|\b(?:leak\w*|broken?|broke|happen\w*|block\w*|out|off|dead|gone|stuck|dripping|dark"
    r"|flicker\w*|stopp\w*|tripp\w*|fail\w*) again\b"
)
_GOOD = re.compile(
    rf"""
    (?<![没未不冇唔])(?:换|装|{_REPAIRED})?好(?:了|咗|晒)
    | (?:修|弄|搞|整)(?:好|妥|掂){_DONE} | (?<![没未冇])(?:整好|搞掂)
    | (?<!没)(?<!未)(?<!没有)(?:解决|恢复|正常|搞定|修复)(?:正常)?{_DONE}
    | 已经?(?:恢复|{_REPAIRED})好?了?$
    | (?:能用|好用|通|亮|来水|来电|有水|有电|有热水)了
    | {_NO_TROUBLE}了?$ | {_NO_MORE}{_DONE}
    """,
    re.VERBOSE,
)
_GOOD_ENGLISH = re.compile(
    r"(?<!not )(?<!n't )(?<!never )\b(?:fixed|working|solved|resolved|repaired)\b|\bit works\b"
    r"|\ball good\b|\bno (?:more )?(?:leak|problem|noise)s?\b"
)
# With one of these, good news is a question, a wish, a half or a doubt.
_DOUBT = re.compile(
    r"""
    [?？吗呢吧] | (?<!什)么 | 没有?$ | 怎么 | 什么时候 | 何时 | 几时 | 能不能 | 会不会 | 是不是
    | 有没有 | 是否
    | 好像 | 应该 | 可能 | 大概 | 估计 | 似乎 | 不知道 | 不清楚 | 不确定 | 没看 | 以为 | 说是
    | 如果 | 要是 | 等 | 希望 | 快(?:要)?[修弄搞整好]
    | (?:好|通|亮)(?:了|咗)?(?:一点|点|一些|些|啲|少少)
    | 差不多 | 一半 | 部分 | 暂时 | 但 | 不过 | 可是 | 就是 | 只是 | 只有 | 除了
    | \b(?:but|if|when|hope|maybe|think|almost|partly|seems?|please|needs?)\b
    """,
    re.VERBOSE,
)


def says_not_fixed(text: str) -> bool:
    """Whether somewhere in the text something is still, or again, not in order."""
    left = _GOOD_BY_DENIAL.sub(" ", normalised(text))
    return _BAD.search(bare(left)) is not None or _BAD_ENGLISH.search(left) is not None


def without_verdict(text: str) -> str:
    """The words that are left when "it is not fixed" is taken out: what it is about.

    Normalised; Chinese without punctuation, other words apart.
    """
    joined = _BETWEEN_HAN.sub("", _BAD_ENGLISH.sub(" ", normalised(text)))
    return trimmed(_BAD.sub("", joined))


def says_fixed(text: str) -> bool:
    """Whether the text says, without a doubt, that something is in order again."""
    said = normalised(text)
    if _DOUBT.search(said) is not None:
        return False
    return _GOOD.search(bare(said)) is not None or _GOOD_ENGLISH.search(said) is not None
