"""What the linear models see of a message: pieces of its words, and what these are about.

A word in the lists of danger (`danger_scenes`) is seen as its list too: whoever learns what becomes
of a child that [falls_in] something [deep] knows it of all that the lists hold. Whatever makes
words of danger a false alarm (`lexicon/false_alarms.patterns`) is seen by its heading, and so is
what is refused, what comes by message and what is about others (`lexicon/stopping.patterns`).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain, combinations
from types import MappingProxyType

from flows.resources import read_text
from flows.understanding.addresses import addresses
from flows.understanding.danger_scenes import words_of_danger
from flows.understanding.emergencies import FALSE_ALARMS, dangers
from flows.understanding.lexicon import loading
from flows.understanding.lexicon.patterns import headings, pattern
from flows.understanding.lexicon.rewriting import in_standard_words
from flows.understanding.words import TEXTS_REMEMBERED, normalised

READ_LONGEST = 240
"""Characters that are looked at: a rant has told what it is about long before its end."""

LONGEST, LONGEST_NAMED = 3, 4
"""Han characters, or Latin words, of the longest piece, and of the longest that a list names."""

TOPIC, LIST, MARK, HEARD, BEGINS, ENDS = "#", "@", "!", "%", "^", "$"
STOPPING = "stopping.patterns"
_OF_STOPPING = ("no", "comes_in_on", "matter_of_others", "not_asked")
"""Of what speaks for an opt-out and against it: not the rules that know one surely, for where they
do no model is asked."""

STEM = 5
"""Latin letters of the beginning of a word, which its endings and slips seldom change."""

_FLOOR = re.compile(
    r"[0-9一二三四五六七八九十]{1,3}(?:号|[层楼])(?![道上下梯顶长板主宇线])"
    r"|\b[0-9]{1,3}(?:st|nd|rd|th) floor\b"
    r"|(?<![\u3400-\u9fff])(?:单元|室|房)"
)
"""Where it is does not tell what it is."""

_TOKEN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]|[a-z]+(?:'[a-z]+)?|[0-9]+")
_HEADS = re.compile(
    r"^(?:(?:你们?好|您好|早上好|上午好|中午好|下午好|晚上好|大家好|哈喽|嗨|喂+|那个|请问(?:一下)?"
    r"|物业(?:你好|您好)|麻烦(?:你|您)?(?:们)?|拜托(?:你|您)?|亲|嗯+|呃+|啊+|哎+呀*|唉+|诶+"
    r"|谢谢(?:你们|你|您)?)"
    r"|(?:hi|hello|hey|dear|please|pls|excuse me|sorry|good (?:morning|afternoon|evening)|um+|uh+"
    r"|well|sir|there|thanks|thank you)\b|[\W_])+"
)
_TAILS = re.compile(
    r"(?:(?:谢谢(?:你们|你|您)?(?:啦|了|哈|哦)?|感谢(?:你们|你|您)?|麻烦(?:你们|您|你)?了?|拜托了?"
    r"|辛苦(?:你们|您)?了?"
    r"|啊|呀|哦|吧|啦|嘛|哈|咯|呐|呢|喔|哟|诶|嗯)|\b(?:thanks|thank you|thx|please|pls|cheers)"
    r"(?: (?:so|very) much| a lot)?|[\W_])+$"
)


def core(text: str) -> str:
    """A text in standard words, without greetings before it and thanks and particles behind it.

    Of a text that is nothing but courtesy all is left.
    """
    said = in_standard_words(_FLOOR.sub(" ", _without_addresses(normalised(text[:READ_LONGEST]))))
    left = _TAILS.sub("", _HEADS.sub("", said))
    return left or said


@lru_cache(TEXTS_REMEMBERED)
def ngrams(text: str) -> frozenset[str]:
    """Its pieces of up to LONGEST characters or words, and all else that a model may learn from.

    That is: beginnings of words, #topics and pairs of them, @lists, !marks of a false alarm, and
    how it ^begins and ends$.
    """
    said = core(text)
    tokens = [_written(token) for token in _TOKEN.findall(said)]
    pieces = set(_runs(tokens, range(1, LONGEST + 1)))
    named = pieces.union(_runs(tokens, range(LONGEST + 1, LONGEST_NAMED + 1)))
    topics = sorted({_topics()[piece] for piece in named if piece in _topics()})
    stems = (token[: STEM + 1] + "~" for token in tokens if token[0] == " ")
    lists = chain.from_iterable(_lists()[piece] for piece in named & _lists().keys())
    pairs = map("".join, combinations(topics, 2))
    about = chain(topics, pairs, lists, _marks(said))
    return frozenset(chain(pieces, stems, _edges(tokens), about))


@lru_cache(TEXTS_REMEMBERED)
def seen(text: str) -> frozenset[str]:
    """The `ngrams` of a text, and the %dangers that rules heard in it: all that the model sees."""
    return ngrams(text).union(f"{HEARD}{one}" for one in dangers(text))


def _runs(tokens: Sequence[str], lengths: Iterable[int]) -> Iterator[str]:
    for length in lengths:
        yield from map("".join, zip(*(tokens[at:] for at in range(length)), strict=False))


def _edges(tokens: Sequence[str]) -> Iterator[str]:
    """How a message begins and ends."""
    for length in range(1, min(len(tokens), LONGEST) + 1):
        yield BEGINS + "".join(tokens[:length])
        yield "".join(tokens[-length:]) + ENDS


def _marks(said: str) -> Iterator[str]:
    """What may speak against a danger or for a wish to be left alone, by its heading."""
    names = chain(
        ((FALSE_ALARMS, name) for name in headings(FALSE_ALARMS)),
        ((STOPPING, name) for name in _OF_STOPPING),
    )
    return (MARK + name for file, name in names if pattern(file, name).search(said))


def _without_addresses(said: str) -> str:
    left, at = "", 0
    for one in addresses(said):
        left, at = f"{left}{said[at : one.start]} ", one.end
    return left + said[at:]


def _written(token: str) -> str:
    """A token of a piece: words bring the space before them along, all numbers are alike."""
    if token[0].isdigit():
        return "0"
    return f" {token}" if token.isascii() else token


@cache
def _topics() -> Mapping[str, str]:
    """From a piece to the topic it tells of."""
    file = "message_topics.txt"
    found = loading.parsed(file, read_text(loading.PACKAGE, file))
    pieces: dict[str, str] = {}
    for topic, phrases in found.items():
        for phrase in phrases:
            pieces.setdefault(_piece(phrase), f"{TOPIC}{topic}")
    return MappingProxyType(pieces)


@cache
def _lists() -> Mapping[str, tuple[str, ...]]:
    """From a piece to the lists of danger that it stands in."""
    pieces: dict[str, tuple[str, ...]] = {}
    for word, name in words_of_danger():
        piece = _piece(word)
        pieces[piece] = (*pieces.get(piece, ()), f"{LIST}{name}")
    return MappingProxyType(pieces)


def _piece(phrase: str) -> str:
    return "".join(map(_written, _TOKEN.findall(in_standard_words(phrase))))
