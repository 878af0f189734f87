"""Whoever cannot tell which option it is, wavers, or grants something to one of them."""

import re
from collections.abc import Container, Iterator, Sequence
from functools import cache

from flows.understanding.answers.asides import skip_leads, skip_tail
from flows.understanding.answers.beside import clause_spans
from flows.understanding.answers.choosing import HEADINGS, UNDECIDED
from flows.understanding.answers.guesses import is_guess
from flows.understanding.answers.hanging import hangs_on
from flows.understanding.answers.menus import core_of, menu
from flows.understanding.answers.parts import Part
from flows.understanding.answers.plain import plain
from flows.understanding.answers.scanning import Scanner
from flows.understanding.answers.settling import Candidate
from flows.understanding.lexicon.loading import lexicon

_CANNOT_TELL = re.compile(
    r"(?:闹|搞|弄|说|讲|分|看|听|记|吃|摸|估|拿|判断|谈)(?:也|都)?[不唔](?:太|大)?(?:清楚?|准"
    r"|明白|出来|上来|懂|定(?!期)|好说)"
    r"|[不唔](?:太|大|怎么|好|敢|能|是很)?(?:清楚|确定|知道?|晓得|了解|肯定)(?!就)|[不唔](?:太"
    r"|大)?记得|没记住|记不[得起]"
    r"|没(?:啥|什么|有)?(?:印象|概念)|没(?:注意|留意|留心)"
    r"|(?:我|俺|咱|人家)?(?:哪|上哪儿?|怎么|咋|边度|点)(?:能|会)?(?:知道?|晓得|清楚|记得)"
    r"|[谁鬼天](?:知道|晓得)|谁[说讲]得[清准]|忘(?:了|记|咗|得)|想不起|莫宰羊|两眼一抹黑|一头雾水"
    r"|\b(?:not (?:really |quite |too |so )?(?:sure|certain)|unsure|no idea|no clue"
    r"|who knows|beats me"
    r"|(?:i )?(?:dont|do not|wouldnt|didnt) (?:really |quite |even )?(?:know|remember|recall)"
    r"|(?:cant|cannot|couldnt|could not|hard to|difficult to) (?:really )?"
    r"(?:tell|say|remember|recall)"
    r"|(?:i )?(?:forgot|forget|have forgotten)|your guess)\b"
)
_SOMETHING_ELSE = re.compile(
    r"[\s,]*(?:是|他们?|它|这|那|你们|具体|到底|究竟|该)*(?:怎么|咋|为什么|为啥|为何|点解|几时"
    r"|什么时候|多久|多少|谁|原因|有没有|能不能|会不会|要不要|是不是|可不可以)"
    r"| (?:why|how|when|who|what|if|whether)\b"
)
"""Behind 不知道: of this the writer is unsure, and not of the option beside it."""
_HALVES = re.compile(
    r"(一半|有时候?|时而|有几[天次]|偶尔|\bhalf\b"
    r"|\bsometimes\b)(?P<one>[^。!?;]{1,14}?)[,\s]*(?:另外?)?(?:有)?"
    r"\1(?P<two>[^。!?;]{1,14})"
)
"""一半自住一半出租: two values, of which perhaps only one is known."""
_AND_MORE = re.compile(
    r"(?:和|以及|还有|外加|同埋|加上?)(?![我你您他她咱])[^,。!?;]{1,6}(?:$|(?=[,。!?;]))"
)
_AT_TIMES = re.compile(
    r"(?:白天|平时|平日|工作日|上班|夏天|早上)(?P<one>[^,。!?;]{1,10}),?"
    r"(?:晚上|夜里|夜晚|周末|节假日|休息|冬天|假日)(?P<two>[^,。!?;]{1,10})"
)
"""白天停公司，晚上停地库."""
_ON_AND_OFF = re.compile(r"时([^,。!?时]{1,2})时[不没]\1|一会儿?([^,。!?]{1,2})一会儿?[不没]\2")
_OTHERWISE = re.compile(r"否则|不然的?话?[^,。]{0,2}就|\botherwise\b|\bif not\b")
_MORE_AND = re.compile(r"(?:^|[,。!?;])[^,。!?;我你您他她咱]{1,5}(?:和|以及|还有|外加|同埋)$")
_WHY = re.compile(r"(?:请问|那|你们)?(?:为什么|为啥|凭什么|凭啥|点解)|why\b")
"""Whoever begins so asks, whatever is named behind it."""
_BY_TURNS = re.compile(
    r"轮流|换着来|轮着来|掺着|混着|交替|看心情|不固定|看情况|睇情况|睇心情"
    r"|\b(?:it depends|depends on|it varies|take turns|alternate)\b"
)
_OR = re.compile(
    r"[\s,]*(?:或者?是?|抑或|定系|要么)(?!什么的|啥的)|要不(?:就|是)|,? or (?!so\b|something"
    r"|else|whatever"
    r"|two\b)"
)
"""Behind an option: another one may be meant as well, though nobody knows it."""
_DENIED = re.compile(r"[不没未唔冇]|有没?|not |isnt ")
_IGNORANT = re.compile(
    r"(?:还|尚)?(?:未|没有?)(?:决定|定|想好|确定)|待定|未定|undecided|not decided"
    r"|(?:不|唔)(?:太)?(?:清楚|知道?|确定|了解|记得|晓得)|说不[清准]|不好说|没?无?法确定"
    r"|(?:im )?(?:not sure|unsure)|no idea|unknown"
    r"|(?:i )?(?:dont|do not|cant) (?:know|remember|recall|say|tell)"
)


_OF_CAUSES = re.compile(r"原因|为什么|为何|怎么|点解|\b(?:why|reason|cause|how)\b")


_UNSETTLED = re.compile(
    r"(?:还|仲|尚)(?:没有?|未|冇)(?:完全|最后)?(?:(?:跟|和|同|与|找)[^,。!?;]{1,8})?"
    r"(?:(?:想|谈|说|讲|商量|掰扯|扯|吵|议|决定|考虑|合计|确认|倾|谂|问)"
    r"|(?:[搞弄分算理闹])(?=得?[清明懂])|定)(?:得|到)?(?:清楚?|明白|好|妥|拢|定|准|下来|出来"
    r"|出结果|完|掂|过)?"
    r"|(?:还|仲)(?:在|喺度)(?:(?:跟|和|同|与|找)[^,。!?;]{1,8})?(?:商量|考虑|犹豫|讨论|纠结"
    r"|扯皮|吵|谂)"
)
"""还没跟房东掰扯清楚: whatever is named, it is not settled."""
_CONCEDES = re.compile(r"([^,。!?;的]{1,4})(?:是|归|倒是)\1(?!否)")
"""樱花好看是好看: what is granted to an option is not the last word on it."""
_COMES_TO = re.compile(
    r"(?:那就|那我|就|还是|最后|最终|算了|算啦|干脆|决定|先|都系|不如)(?:选|要|拣|报|定|去|来"
    r"|用|走|订)*[^,]{0,3}$"
    r"|\b(?:ill|lets|going|go with|take|make it|put me down|ok|okay|so)\b[^,]{0,20}$"
)


_TELL_NOTHING = frozenset("没不未冇唔还我这从")
_TAKEN = ("吧", "好了", "啦", "咯")


def for_the_unsure(words: str, asked: str, options: Sequence[str]) -> int | None:
    """The place of the one option for whoever does not know, where a message says just that."""
    is_of_causes = _OF_CAUSES.search(asked) is not None
    places = [
        place
        for place, option in enumerate(options, start=1)
        if _IGNORANT.match(core_of(option)) is not None
    ]
    clauses = tuple(clause_spans(words))
    others = (
        words[start:end] for start, end in clauses if not _CANNOT_TELL.search(words, start, end)
    )
    opening = clauses[0][1] if clauses and any(map(_tells_something, others)) else len(words)
    told = bool(_doubts().scan(words)) or any(
        mark.start() < opening and (is_of_causes or not _is_of_something_else(words, mark))
        for mark in _CANNOT_TELL.finditer(words)
    )
    return places[0] if len(places) == 1 and told else None


def _tells_something(clause: str) -> bool:
    """Whether a clause beside 不晓得 may name what it was; 没找过 does not."""
    return clause.strip()[:1] not in _TELL_NOTHING


def sure(
    words: str, found: Sequence[Part], candidates: Sequence[Candidate[int]], options: Sequence[str]
) -> tuple[Candidate[int], ...]:
    """The candidates without those of which a message says that it cannot tell, or by turns."""
    if _WHY.match(words):
        return tuple(one for one in candidates if words.startswith("吧", one.end))
    if hangs_on(words, candidates):
        return ()
    if _ON_AND_OFF.search(words) or (
        _OTHERWISE.search(words) and len({one.value for one in candidates}) > 1
    ):
        return ()
    turns = _BY_TURNS.search(words)
    if turns is not None and not any(turns[0] in core_of(option) for option in options):
        return ()
    labels = {name for table in menu(tuple(options)).tables[:2] for name in table}
    doubted = [
        (start, end)
        for start, end in _doubted(words, found, candidates, labels)
        if not any(_is_named(words[start:end].strip(), core_of(option)) for option in options)
    ]
    left = (
        one for one in candidates if not any(start <= one.start < end for start, end in doubted)
    )
    return tuple(one for one in left if not is_guess(words, one, options))


def _is_named(doubt: str, core: str) -> bool:
    """Whether an option is for just that: 忘了 is 忘记了, no doubt."""
    lost = _CANNOT_TELL.match(core) if _IGNORANT.match(core) is None else None
    return doubt in core or (lost is not None and lost[0][0] == doubt[0])


def _doubted(
    words: str, found: Sequence[Part], candidates: Sequence[Candidate[int]], labels: Container[str]
) -> Iterator[tuple[int, int]]:
    """From where to where a message says that it may be one or another."""
    for named in candidates:
        is_label = words[named.start : named.end] in labels
        more = is_label and _AND_MORE.match(words, named.end)
        if is_label and not more and _MORE_AND.search(words[: named.start]):
            yield named.start, named.end
        if alternative := _OR.match(words, named.end) or more:
            ends = (part.end for part in found if part.opens <= alternative.end() <= part.end)
            yield named.start, max(alternative.end(), named.part.end, *ends)
    if halves := _HALVES.search(words):
        first, last = (_DENIED.sub("", halves[name]).strip(" ,") for name in ("one", "two"))
        if first not in last and last not in first:
            yield halves.span()
    at_times = _AT_TIMES.search(words)
    if at_times is not None and at_times["one"][0] == at_times["two"][0]:
        yield at_times.span()
    for mark in _CANNOT_TELL.finditer(words):
        part = next((one for one in found if one.opens <= mark.start() < one.end), None)
        if part is None or _is_of_something_else(words, mark):
            continue
        if skip_tail(words, mark.end(), part.end) < part.end:
            yield mark.start(), part.end
            continue
        begins = skip_leads(words, part.opens, mark.start())
        if begins >= mark.start() or any(begins <= one.start < mark.start() for one in candidates):
            yield min(one.opens for one in found if one.sentence == part.sentence), mark.end()


def _is_of_something_else(words: str, mark: re.Match[str]) -> bool:
    return _SOMETHING_ELSE.match(words, mark.end()) is not None


def decided(
    words: str, candidates: Sequence[Candidate[int]], options: Sequence[str]
) -> tuple[Candidate[int], ...]:
    """The candidates; of an undecided message those that it comes to in the end: 纠结，就A吧."""
    doubts = [(mark.words, mark.end) for mark in _doubts().scan(words)]
    doubts += [(found[0], found.end()) for found in _UNSETTLED.finditer(words)]
    ends = [
        end for doubt, end in doubts if not any(doubt in plain(option).words for option in options)
    ]
    if not ends:
        return tuple(candidates)
    return tuple(
        one
        for one in candidates
        if one.part.opens >= max(ends)
        and (
            _COMES_TO.search(words, one.part.opens, one.start) is not None
            or words[one.end : one.part.end].rstrip().endswith(_TAKEN)
        )
    )


def conceded(words: str, candidates: Sequence[Candidate[int]]) -> tuple[Candidate[int], ...]:
    """The candidates without those to which something is granted first: 好看是好看，招虫子."""
    granted = [found.span() for found in _CONCEDES.finditer(words)]
    return tuple(
        one
        for one in candidates
        if not any(one.part.opens <= start and end <= one.part.end for start, end in granted)
    )


@cache
def _doubts() -> Scanner:
    return Scanner({UNDECIDED: lexicon("choosing", HEADINGS)[UNDECIDED]})
