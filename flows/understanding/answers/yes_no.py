"""Yes or no, by what was asked: 没有了 to 还有其他问题吗, 在家 to 方便吗, 又漏了 to 修好了吗."""

import re
from collections.abc import Sequence
from dataclasses import replace

from flows.rules.vocabulary import Satisfaction
from flows.understanding.answers import satisfaction
from flows.understanding.answers.asides import is_aside
from flows.understanding.answers.asked_about import WISHES, Asked, Topic, asked_about
from flows.understanding.answers.at_home import without_the_absent
from flows.understanding.answers.beside import said_beside
from flows.understanding.answers.come_what_may import come_what_may
from flows.understanding.answers.faces import faces
from flows.understanding.answers.given_away import given_away
from flows.understanding.answers.left_open import is_left_open, is_left_to_others
from flows.understanding.answers.of_others import of_the_home
from flows.understanding.answers.parts import BEFORE, BUT, RATHER, TAKEN_BACK, Part
from flows.understanding.answers.plain import Plain, plain
from flows.understanding.answers.question import Answer, Question, unclear
from flows.understanding.answers.remarks import remark_beside
from flows.understanding.answers.settling import Doubtful, certain, weighed
from flows.understanding.answers.told_by_others import is_told_by_others
from flows.understanding.answers.waved_away import asks_which, refusal
from flows.understanding.answers.wordless import without_words
from flows.understanding.answers.yes_no_parts import answer_parts
from flows.understanding.answers.yes_no_replies import NO, YES, Found
from flows.understanding.answers.yes_no_words import doubts, replies
from flows.understanding.verdicts import says_not_fixed

TELLING = 8
"""So long a half sentence is worth keeping beside the yes or no that it means."""
TELLING_IN_LETTERS = 16
"""In letters it takes more of them to tell as much."""

_AGAIN = re.compile(r"又|还|仍|仲|再次|照|依旧|依然|still|again|back|worse|no better")
_INDIFFERENT = frozenset("无所谓 冇所谓啦 随便 随便你 随便你们 随意 都得 是但 whatever".split())
"""Who does not mind, and says yes or no behind it, has answered."""

_RHETORICAL = frozenset("你说呢 你觉得呢 你讲呢 你话呢 您说呢".split())
"""还是漏，你觉得呢: who asks so behind an answer does not doubt it."""

_HESITATES = re.compile(
    r"\.\.|…|[这那]个|这[么样]|嘛|怎么|咋|点讲|呃|额|(?a:\b(?:hm+|u[hm]+|er+m?|em+|well)\b)"
)
"""嗯……这个嘛: a sound before what does not come."""
COURTESIES = frozenset(
    "麻烦 麻烦了 麻烦你了 麻烦您了 麻烦你们了 那麻烦了 有劳 有劳了 拜托 拜托了 烦请 唔该晒"
    " 辛苦".split()
)
_SOUNDS = frozenset("嗯 嗯嗯 恩 恩恩 well".split())


def read(question: Question, said: str) -> Answer:
    """Yes or no, as an answer to this question."""
    message = plain(said)
    asked = asked_about(question.text)
    if (refused := refusal(message.words, asked)) is not None:
        return Answer(NO, said_beside(message, refused), why="refusal")
    if asks_which(message.words):
        return unclear("asks_back")
    if is_left_open(message.words, asked) or is_told_by_others(message.words, asked):
        return unclear("unsure")
    if (however := come_what_may(message.words, asked)) is not None:
        value, span = however
        return Answer(value, said_beside(message, span), why="come_what_may")
    found = answer_parts(message, asked)
    if graded := _graded(question, asked, said):
        return graded
    try:
        left = _decided(message, asked, found)
    except Doubtful as doubt:
        return given_away(message, asked, doubt.why) or unclear(doubt.why)
    if is_left_to_others(message.words, asked, left[0].value.value):
        return unclear("unsure")
    spans = _answering(message.words, left)
    why = "topic" if left[0].value.is_topical else left[0].value.why
    return Answer(left[0].value.value, remark_beside(message, found, spans), why=why)


def _graded(question: Question, asked: Asked, said: str) -> Answer | None:
    """Yes to whoever grades it well, no to whoever does not, where 满意吗 was asked."""
    if Topic.SATISFIED not in asked.topics or Topic.VERIFY in asked.topics or asked.is_negative:
        return None
    answer = satisfaction.read(question, said)
    match satisfaction.label_of(answer):
        case None:
            return None
        case Satisfaction.NEUTRAL:
            return unclear("neither")
        case Satisfaction.DISSATISFIED:
            return replace(answer, value=NO)
        case _:
            return replace(answer, value=YES)


def _decided(message: Plain, asked: Asked, found: tuple[Part, ...]) -> Sequence[Found]:
    """The replies that agree on the answer. Raises Doubtful."""
    all_replies = [reply for part in found for reply in replies(message.words, part, asked)]
    all_replies = without_the_absent(message.words, asked, found, all_replies)
    if all_replies and not (all_replies := of_the_home(message.words, asked, all_replies)):
        raise Doubtful("of_others")
    unsure = [
        (mark, part.clause)
        for part in found
        for mark in doubts(message.words, part, asked)
        if mark.words not in _INDIFFERENT or part is found[-1]
    ]
    if not all_replies:
        if unsure or not message.words.strip():
            raise Doubtful("unsure" if unsure else "empty")
        return [without_words(message, asked, found)]
    if _is_a_sound_before_a_face(message, all_replies):
        return [without_words(message, asked, found)]
    all_replies = _without_courtesy(message.words, _without_sounds(message.words, all_replies))
    unsure = [
        (mark, clause)
        for mark, clause in unsure
        if not any(
            one.value.is_topical and one.start <= mark.start and mark.end <= one.end
            for one in all_replies
        )
    ]
    unsure = [
        (mark, clause)
        for mark, clause in unsure
        if mark.words not in _RHETORICAL or clause in {one.part.clause for one in all_replies}
    ]
    first = min(all_replies, key=lambda one: one.start)
    clauses = {one.part.clause for one in all_replies}
    if any(mark.start <= first.start or clause in clauses for mark, clause in unsure):
        raise Doubtful("unsure")
    joined = _corrections_only(found, all_replies)
    moved = [_opened(one, joined[found.index(one.part)]) for one in all_replies]
    return _agreed(message, asked, certain(moved, joined), joined)


def _opened(reply: Found, part: Part) -> Found:
    """The reply in its part; 头一回听说 tells of now, though it begins as what was once."""
    if reply.value.is_topical and reply.start < part.start:
        part = replace(part, links=part.links - {BEFORE})
    return replace(reply, part=part)


def _is_a_sound_before_a_face(message: Plain, all_replies: list[Found]) -> bool:
    """嗯，👍: the face is the answer, and the sound no more than a breath before it."""
    words = message.words
    is_sound = all(words[one.start : one.end] in _SOUNDS for one in all_replies)
    behind = "".join(filter(str.isalnum, words[max(one.end for one in all_replies) :]))
    return is_sound and bool(faces(message)) and (not behind or is_aside(behind))


def _without_sounds(words: str, all_replies: list[Found]) -> list[Found]:
    """A 嗯 is a yes only where nothing else answers or follows. Raises Doubtful."""
    firm = [one for one in all_replies if words[one.start : one.end] not in _SOUNDS]
    behind = words[max(one.end for one in all_replies) :]
    if not firm and (not is_aside(behind) or _HESITATES.search(words)):
        raise Doubtful("no_value")
    return firm or all_replies


def _without_courtesy(words: str, all_replies: list[Found]) -> list[Found]:
    """唔使喇，唔該晒: who is thanked or asked a favour beside a firm word has not said yes."""
    firm = [one for one in all_replies if words[one.start : one.end] not in COURTESIES]
    return firm or all_replies


def _agreed(
    message: Plain, asked: Asked, real: Sequence[Found], found: Sequence[Part]
) -> Sequence[Found]:
    topical = tuple(one for one in real if one.value.is_topical)
    heads = tuple(one for one in real if not one.value.is_topical)
    # 好，但不要拿去推销 permits it; 是，但还漏 says that it leaks.
    if heads and not WISHES.isdisjoint(asked.topics):
        topical = tuple(one for one in topical if BUT not in one.part.links)
    left = weighed(topical, found) if topical else _before_but(heads, found)
    firm = tuple(one for one in left if not one.value.is_weak)
    if not topical and firm and firm[0] is left[0]:
        left = firm
    if len({one.value.value for one in left}) > 1:
        last = max(left, key=lambda one: one.start)
        if not topical or not _AGAIN.search(message.words[last.part.opens : last.end]):
            raise Doubtful("two_values")
        left = (last,)
    value = left[0].value.value
    if not topical and value == YES and _is_but_broken(message.words, found):
        raise Doubtful("two_values")
    contrary = any(one.value.value != value and not one.value.is_weak for one in heads)
    if topical and contrary and not any(BUT in part.links for part in found):
        raise Doubtful("two_values")
    agreeing = (one for one in heads if topical and one.value.value == value)
    return sorted([*left, *agreeing], key=lambda one: one.start)


def _answering(words: str, left: Sequence[Found]) -> tuple[tuple[int, int], ...]:
    """The words that say no more than yes or no; half sentences that tell more are remarks."""
    first = left[0]
    bare = [one for one in left if not one.value.is_topical]
    telling = TELLING_IN_LETTERS if words[first.start : first.end].isascii() else TELLING
    if first.value.is_topical and first.end - first.start < telling:
        bare.append(first)
    return tuple((one.start, one.end) for one in bare)


def _is_but_broken(words: str, found: Sequence[Part]) -> bool:
    """Whether a yes is followed by what is still wrong: 是，但是还漏."""
    return any(BUT in part.links and says_not_fixed(words[part.start : part.end]) for part in found)


def _before_but(heads: tuple[Found, ...], found: Sequence[Part]) -> tuple[Found, ...]:
    """A yes or a no stands before its conditions: 好，但不要拿去推销."""
    start = min((part.opens for part in found if BUT in part.links), default=None)
    before = tuple(one for one in heads if start is None or one.start < start)
    return before or heads


def _corrections_only(found: tuple[Part, ...], all_replies: Sequence[Found]) -> tuple[Part, ...]:
    """不对 corrects something only between two replies; else it is a reply itself."""

    def is_between(part: Part) -> bool:
        return any(one.end <= part.opens for one in all_replies) and any(
            one.start >= part.start for one in all_replies
        )

    return tuple(
        part if is_between(part) else replace(part, links=part.links - {TAKEN_BACK, RATHER})
        for part in found
    )
