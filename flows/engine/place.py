"""The question where something is."""

from dataclasses import dataclass

from flows.engine.ask import Ask, Json, Option, Reply, Stale, Unreadable, chosen, is_grumbled_number
from flows.engine.questions import TEXT_LONGEST
from flows.understanding.intents import Intent, is_small_talk, read_intent
from flows.understanding.places import is_bare_number, is_own_home, names_spot, read_home
from flows.understanding.words import bare, trimmed
from flows.wording.say import Say, say

SPOT_SHORTEST = 2


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
    """Whether words that name no spot are courtesy, or ask when somebody comes."""
    reading = read_intent(text)
    asks = reading is not None and reading.intent in {Intent.STATUS, Intent.NOT_FIXED, Intent.BIND}
    return asks or is_small_talk(text) or len(bare(text)) < SPOT_SHORTEST
