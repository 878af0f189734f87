"""What people write instead of a photo: there is none, they cannot send one, one is on its way."""

import re
from enum import StrEnum

from flows.understanding.words import normalised

SHORT_MOST = 30
"""Whoever writes more tells something else beside it."""


class PhotoWord(StrEnum):
    """What a short message says of photos."""

    NONE = "none"
    COMING = "coming"
    HOW = "how"


_PICTURE = "照片|相片|图片|图|相|视频|片"
_SEND = "发送|发|传|上传|影|拍|弄|搞"
_ASKED = re.compile(
    rf"(?:点样?|怎么|怎样|如何|咋|哪里|哪儿|边度).{{0,2}}(?:{_SEND})|(?:{_SEND}).{{0,3}}[去到](?:哪|边)"
    r"|\b(?:how|where)(?: do| can| to| should)? (?:i|we|you )?.{0,4}\b(?:send|upload|share|post)"
)
_NONE = re.compile(
    rf"(?:没有?|冇|无|未)(?:.{{0,2}})(?:{_PICTURE}|拍|影)|(?:不会|唔识|不懂|唔晓|唔会|不能|没法|无法|不方便|不想)"
    rf".{{0,4}}(?:{_SEND}|用|整)|(?:{_SEND})(?:不|唔)(?:了|到|出|上|成)|^(?:就|只有)?(?:这些|呢啲)(?:了|啦)?$"
    r"|\b(?:can'?t|cannot|can not|don'?t know how|unable|not able|won'?t|couldn'?t)\b"
    r".{0,25}\b(?:send|take|photos?|pictures?|pics?|images?|upload)"
    r"|\b(?:no|don'?t have|haven'?t got|without)(?: any| a)? (?:photo|picture|pic|image|camera)s?\b"
    r"|^(?:that'?s|that is) (?:all|it)\b|^nothing (?:else|more|to send)"
)
_COMING = re.compile(
    rf"(?:等|稍|先|马上|而家|现在|这就|一会|一阵|晚点|等阵|正在|去|来).{{0,6}}(?:{_SEND})"
    rf"|^(?:我)?(?:{_SEND})(?:一|几|两)?(?:张|个)?(?:{_PICTURE})?(?:先|给你|畀你|俾你|过来|过去|嚟)"
    r"|\b(?:let me|i will|i'?ll|going to|gonna|about to|wait|h[oa]\w+ on|one (?:sec|moment))\b"
    r".{0,20}\b(?:send|take|photos?|pictures?|pics?|upload|get|find)"
)


def read_photo_word(text: str) -> PhotoWord | None:
    """What a short message says of photos; None for all else."""
    said = normalised(text).strip(" .!~。…,")
    if len(said) > SHORT_MOST * (2 if said.isascii() else 1):
        return None
    for pattern, word in (
        (_ASKED, PhotoWord.HOW),
        (_COMING, PhotoWord.COMING),
        (_NONE, PhotoWord.NONE),
    ):
        if pattern.search(said):
            return word
    return None
