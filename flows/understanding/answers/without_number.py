"""Answers that no number stands in: 没收钱 is nothing paid, 没养 no pets, 就我自己 one person."""

import re

from flows.understanding.answers.beside import clause_spans, said_beside
from flows.understanding.answers.fillings import BESIDE_NUMBERS, left_over, without_question
from flows.understanding.answers.plain import Plain
from flows.understanding.answers.question import Answer, Question, unclear
from flows.understanding.units import COUNTED, MONEY, PEOPLE, TIME, Unit

_NONE = re.compile(
    r"(?:一?[个次回趟遍辆台部只条分毛块]?钱?[也都]?)?(?:还|一直|从来?)?(?:没有?|无|冇|未|莫得"
    r"|莫有|木有)"
    r"[过收要花付坏停漏断来出有买养办开请留遇碰试搭坐用]?(?:一[分毛块个])?(?:钱|费用?|过)?|免费"
    r"|一[分毛块]钱?[也都]不[想愿]?意?[交给出掏付花]|不用?[要收花]?钱|分文(?:未|没)[取收要花]"
    r"|none|nobody|noone|zero|no|never(?:before|yet|once)?|nothing|nil"
    r"|(?:for)?free(?:ofcharge)?|n(?:o|ot)atall"
)
_LASTS = re.compile(r"[还仍]没?未?(?:来|好|修|恢复|通|亮)|没来|未来|冇返")
"""电还没来: it is no time at all that it has lasted."""
_FREE = re.compile(r"免费(?!吗|才)|\bfree of charge\b|\bfor free\b|\bunder warranty\b")
_NOT_SURELY_FREE = re.compile(
    r"说|应该|本来|不是|凭|为什么|怎么|的话|\b(?:should|said|isnt|not|why)\b"
)
_NOTHING = re.compile("免费|free|nothing|none|never|zero")
_PAID = re.compile("钱|费|分文|一[分毛]|free|nothing")
_ALONE = re.compile(
    r"(?:就|只有?|得)?我(?:自己|自个儿?|一个|独自)?(?:一个人|自己)?[住去来]?|独居|(?:就|只有?"
    r"|得)?我(?:这)?(?:[一1](?:个|根|条))(?:孤?老(?:头子?|太太|太婆|人家?|汉|妈子)|光棍"
    r"|单身[汉狗]?)|自己住|一个人住"
    r"|(?:just|only)(?:me|myself)|(?:by)?myself|i?(?:live)?alone"
)
_LEADS = re.compile(r"^(?:结果|最后|后来|现在|如今|目前|而家|其实|但是?|不过|都|就)+")
_DONE_WITHOUT = re.compile(
    r"(?:我们?|咱们?|家里?|从来|一直|都|也|就)*(?:不|没|冇|唔)有?(?P<deed>[养买开带])"
    r"(?:宠物|动物|猫|狗|车|汽车|人|客人|孩子)*[了过呢的啊呀]*|we dont (?:drive|have (?:a"
    r"|any) \w+)"
)
_NEEDED = re.compile(r"需要|办理?|补|要几|\bneed|\bwant")
_UNNEEDED = re.compile(
    r"(?:我们?|暂时|先|都|就)*(?:一[个张台部把件份盒箱][也都]+)?(?:不用|不需要|不要|不办|不必"
    r"|唔使|唔要)[办补了啦喇的啊呀]*"
    r"|no need|not needed"
)
_MAY_BE_NONE = COUNTED | {MONEY, TIME}


def _done_without(clause: str, asked: str) -> bool:
    """Whether nobody keeps or needs any: 没养 to 养了几只, 不用 to 需要几张."""
    found = _DONE_WITHOUT.fullmatch(clause)
    if found is not None:
        return found["deed"] is None or found["deed"] in asked or found.end() > found.end("deed")
    return _NEEDED.search(asked) is not None and _UNNEEDED.fullmatch(clause) is not None


def without_number(question: Question, message: Plain, asked: tuple[Unit, ...]) -> Answer:
    """没收钱 is nothing paid, 就我自己 one person; all else has no number in it."""
    dimension = asked[0].dimension if asked else ""
    is_free = _FREE.search(message.words) is not None and "?" not in message.words
    if dimension == MONEY and is_free and not _NOT_SURELY_FREE.search(message.words):
        return Answer(0, message.verbatim(0, len(message.words)), why="free of charge")
    counted = dimension in COUNTED
    for first, last in clause_spans(message.words):
        clause = message.words[first:last]
        if message.words[last : last + 1] == "?":
            continue
        if dimension == PEOPLE and _ALONE.fullmatch(clause.replace(" ", "")):
            return Answer(1, said_beside(message, (first, last)), why=f"alone: {clause}")
        if counted and _done_without(clause, question.text):
            return Answer(0, said_beside(message, (first, last)), why=f"none: {clause}")
        clause = _LEADS.sub("", clause)
        rest = re.sub(r"[\s了的啊呀吧]", "", without_question(clause, question.text))
        is_said = len(rest) < len(clause) or counted or _PAID.search(clause) is not None
        if dimension == TIME and _LASTS.search(clause):
            continue
        is_none = _NONE.fullmatch(rest) or _NOTHING.fullmatch(left_over(clause, "", BESIDE_NUMBERS))
        if is_said and dimension in _MAY_BE_NONE and is_none:
            return Answer(0, said_beside(message, (first, last)), why=f"none: {clause}")
    return unclear("no number that fits the question")
