"""Grades and scores that are to be given once something has come about: 管子不漏了才有5分."""

import re

CLAUSE_MOST = 40
"""So far before a value stands what it waits for."""

_GIVE = r"(?:有|给|打|俾|畀|评|选|说|算|讲|话|填|点)"
_OWN = r"(?:我|俺|咱|人家|都|会|能|肯|敢|可以|真|心甘情愿)*"
_TO_COME = (
    r"(?:修好|弄好|搞好|整好|补好|装好|换好|搞定|解决|退(?:钱|款|了|回|还)|到账|赔|道歉|道了歉"
    r"|返嚟|回来|再来|收尾|执手尾|清走|拆掉|搬走|下次|下回)"
)
_WAITS = re.compile(
    rf"[了好完掉到净清歉走][^,。!?;刚]{{0,4}}才{_OWN}{_GIVE}[^,。!?;]{{0,3}}$"
    rf"|[^,。!?;]先至{_OWN}{_GIVE}[^,。!?;]{{0,3}}$"
    rf"|[了好完掉到净清走钱款][^,。!?;]{{0,4}}(?<!一)再{_OWN}{_GIVE}[^,。!?;一]{{0,3}}$"
    rf"|[\u4e00-\u9fff]了[^,。!?;了]{{1,6}}我就(?:会|能)?{_GIVE}[^,。!?;]{{0,3}}$"
    rf"|(?:[周天月年]后|到时候?)[^,。!?;]{{0,10}}我?{_GIVE}[^,。!?;]{{0,3}}$"
    r"|(?:先|再)(?:看|等|观察)[^,。!?;]{0,4}[天日周月],[^,。!?;]{0,6}就(?:给|打|是)?$"
    rf"|{_TO_COME}[^,。!?;]{{0,6}}(?:我|俺|就|先)+(?:会|能|肯|再)?{_GIVE}[^,。!?;]{{0,4}}$"
    r"|(?:^|[,。!?;])(?:你们?|他们)?(?:要|若|真)(?:真|是真)(?:的|能|个)?(?:不|没|修|弄|搞"
    r"|好)[^,。!?;]{0,10},?"
    rf"(?:我|就){{0,3}}{_GIVE}?[^,。!?;]{{0,4}}$"
)
_ONCE = re.compile(
    r"\S{1,6}(?: stars?| points?)? (?:once|as soon as|the day|when (?:you|it|he|she|they|the|my))\b"
)
_TAKEN = re.compile(r"[^,。!?;吧]{1,4}吧")
"""修好了就给5分吧 gives them now."""
_TILL_THEN = re.compile(
    r"等(?!了)[^,。!?;了]{1,3}[^,。!?;]{0,11}(?:再|先)(?:来)?(?:讲|说|评|打分|答|填|选|话)(?=$"
    r"|[,。!?;啦吧])"
)
_NOW = re.compile(r"先[给打俾填]|现在|目前|暂时|暂且")


def is_promised(words: str, start: int) -> bool:
    """Whether a value that begins here waits for what has not come about yet."""
    waits = _WAITS.search(words, max(start - CLAUSE_MOST, 0), start)
    if waits is not None and not _TAKEN.match(words, start):
        return True
    if _ONCE.match(words, start) is not None:
        return True
    till = _TILL_THEN.search(words, 0, start)
    return till is not None and _NOW.search(words, till.end()) is None
