"""The question where something is."""

import re
from dataclasses import dataclass

from flows.engine.ask import Ask, Json, Option, Reply, Stale, Unreadable, chosen, is_grumbled_number
from flows.engine.questions import TEXT_LONGEST
from flows.understanding.fees import is_about_fees
from flows.understanding.intents import COMPLAINT, Intent, is_small_talk, read_intent
from flows.understanding.photo_words import read_photo_word
from flows.understanding.places import is_bare_number, is_own_home, names_spot, read_home
from flows.understanding.shrugs import is_shrug
from flows.understanding.words import asks_back, bare, trimmed
from flows.wording.say import Say, say

SPOT_SHORTEST = 2
_ASKS = re.compile(
    r"[吗么呢]$|为什么|为何|凭什么|点解|多少钱|什么意思|啥意思"
    r"|^(?:what|how|why|when|who|can|could|is|are|do|does|will)\b"
)
_OF_SOMEBODY = re.compile(r"经理|主管|师傅|管家|保安|\b(?:manager|supervisor|guard)s?\b")


ELSE = frozenset({Intent.STATUS, Intent.NOT_FIXED, Intent.BIND})
"""What words without a spot want that tell of no place."""


@dataclass(frozen=True)
class Whereabouts:
    """Where something is: a home of the estate, or a spot in words; both where both are known."""

    text: str
    home: str | None = None


@dataclass(frozen=True)
class Place(Ask[Whereabouts]):
    """Where: one of the resident's homes by number, another home by its code, or words.

    `said` is where it is by what was told before; then nobody is asked.
    """

    homes: tuple[str, ...] = ()
    said: Whereabouts | None = None

    @property
    def options(self) -> tuple[Option, ...]:
        return tuple(Option(home, say("place.my_home", home=home), (home,)) for home in self.homes)

    @property
    def taken_for_granted(self) -> Whereabouts | None:
        return self.said

    def read(self, reply: Reply, shown: tuple[str, ...]) -> Whereabouts:
        if reply.position:
            return Whereabouts(reply.position[:TEXT_LONGEST])
        value = chosen(self.options, reply, shown) or self._room(reply.text)
        if value is not None:
            return Whereabouts(value, value)
        text = reply.text.strip()[:TEXT_LONGEST]
        home = read_home(text)
        if home is not None:
            return Whereabouts(text, home)
        if is_own_home(text):
            return self._at_home(text)
        if not names_spot(text) and (
            is_bare_number(text) or is_grumbled_number(text) or _says_something_else(text)
        ):
            raise Unreadable
        return Whereabouts(text)

    def dump(self, answer: Whereabouts) -> Json:
        return {"text": answer.text, "home": answer.home}

    def load(self, stored: Json) -> Whereabouts:
        if not isinstance(stored, dict) or not isinstance(stored.get("text"), str):
            raise Stale
        home = stored.get("home")
        return Whereabouts(stored["text"], home if isinstance(home, str) else None)

    def hint(self, wrong: int) -> Say:
        return say("hint.place") if wrong == 1 else say("hint.place_example")

    def _room(self, text: str) -> str | None:
        """302 is enough where it can only be one of the resident's homes."""
        room = trimmed(text).removesuffix("室").removesuffix("房")
        fitting = [home for home in self.homes if room and home.lower().endswith(f"-{room}")]
        return fitting[0] if len(fitting) == 1 else None

    def _at_home(self, text: str) -> Whereabouts:
        """家里厨房 says where only of somebody with one home."""
        if len(self.homes) != 1:
            raise Unreadable(say("hint.which_home") if self.homes else say("hint.write_home"))
        return Whereabouts(f"{self.homes[0]} {text}", self.homes[0])


def _says_something_else(text: str) -> bool:
    """Whether words that name no spot are courtesy, a shrug, a question or a grievance."""
    said = trimmed(text)
    asks = asks_back(text) or _ASKS.search(said) is not None or is_about_fees(text)
    complains = COMPLAINT.search(said) is not None or _OF_SOMEBODY.search(said) is not None
    reading = read_intent(text)
    is_else = reading is not None and reading.intent in ELSE
    is_none = is_small_talk(text) or is_shrug(text) or read_photo_word(text) is not None
    return asks or complains or is_else or is_none or len(bare(text)) < SPOT_SHORTEST
