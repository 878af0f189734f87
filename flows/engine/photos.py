"""Evidence: photos, recordings and films, one message after the other (R30)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flows.engine.ask import Ask, Flow, Json, Option, Reply, Stale, Unreadable, chosen
from flows.understanding.photo_words import PhotoWord, read_photo_word
from flows.understanding.short_answers import read_yes_no
from flows.understanding.words import bare
from flows.wording.labels import words_for
from flows.wording.say import Say, say

PHOTO_KEY = "photo"
THERE_ARE = re.compile(
    r"^(?:好的?|嗯+|是的?)?(?=.)(?:还?有(?:的|啊|呀|照片|相片|视频|一张|几张)*)?"
    r"(?:(?:请|你|您)*(?:稍等|等等|等|马上)(?:我|一?下|一会儿?|会儿?|片刻|先)*)?"
    r"(?:我?(?:这就|现在|正在|去|来)*(?:拍|影|发|找)(?:照片|相片|视频|给你|给您|一?下|一?张|过来|过去|去)*)?"
    r"[吧啊哦呢]?$"
)
NOTHING_TO_SHOW = re.compile(
    r"^(?:没有?|冇|无|不会|不用|唔使|不方便|拍不了).{0,6}$|^no(?:photos?|pictures?|more)?$"
)


@dataclass(frozen=True)
class Photos(Ask[tuple[str, ...]]):
    """Some media, or nothing more: 没有了, 发完了, 跳过. The answer names stored media.

    Before the first photo a plain yes means "there are some", after it "that is all".
    """

    is_first: bool = False

    @property
    def options(self) -> tuple[Option, ...]:
        words = ("好了", "发完了", "完了", "就这些", "无", "done", "none", "nothing", "冇", "冇啦")
        return (Option("done", say("photos.done"), (*words, *words_for(say("photos.done")))),)

    @property
    def skippable(self) -> bool:
        return True

    @property
    def abstention(self) -> Json:
        return []

    def read(self, reply: Reply, shown: tuple[str, ...]) -> tuple[str, ...]:
        if reply.media:
            return reply.media
        word = read_photo_word(reply.text)
        if word is PhotoWord.NONE:
            return ()
        if word is PhotoWord.HOW:
            raise Unreadable(say("hint.how_to_send_photos"), is_wrong=False)
        if word is PhotoWord.COMING or THERE_ARE.match(bare(reply.text)):
            raise Unreadable(say("hint.send_photos"), is_wrong=False)
        answer = read_yes_no(reply.text)
        if chosen(self.options, reply, shown) is not None or answer is False:
            return ()
        if NOTHING_TO_SHOW.match(bare(reply.text)) or (answer and not self.is_first):
            return ()
        raise Unreadable(say("hint.send_photos") if answer else None)

    def dump(self, answer: tuple[str, ...]) -> Json:
        return list(answer)

    def load(self, stored: Json) -> tuple[str, ...]:
        if not isinstance(stored, list) or not all(isinstance(one, str) for one in stored):
            raise Stale
        return tuple(stored)

    def hint(self, wrong: int) -> Say:
        return say("hint.photos")


def collect_photos(
    limit: int, first: Say, more: str, under: str = PHOTO_KEY
) -> Flow[tuple[str, ...]]:
    """Photos one message after the other, until the resident says that there are no more (R30)."""
    collected: tuple[str, ...] = ()
    while len(collected) < limit:
        prompt = first if not collected else say(more, count=len(collected))
        key = f"{under}.{len(collected) + 1}"
        added = yield from Photos(key, prompt, is_first=not collected)
        if not added:
            break
        collected += added
    return collected[:limit]


def collected_photos(answers: Mapping[str, Json]) -> tuple[str, ...]:
    """The media among the answers of a conversation that collects photos."""
    collected: tuple[str, ...] = ()
    while isinstance(kept := answers.get(f"{PHOTO_KEY}.{len(collected) + 1}"), list) and kept:
        collected += tuple(str(one) for one in kept)
    return collected


def with_photos(answers: Mapping[str, Json], media: Sequence[str]) -> dict[str, Json]:
    """The answers and these media, which came before they were asked for or after that."""
    key = f"{PHOTO_KEY}.{len(collected_photos(answers)) + 1}"
    return {**answers, key: list(media)}
