"""What a message that was typed with no menu wants, and why it is read so.

Danger goes first, then whole messages that are commands or wishes, then what a rule knows surely,
then the model; below the threshold `ask_below` the bot asks. Of danger both rules and a model tell:
what the model, which sees what the rules heard, must find likely depends on that as well
(`weights/thresholds.json`): least for a scene of theirs (`scene_from`), a little more for a single
bare word (`bare_word_from`) and where they know no word (`alarm_from`), and most where they heard
it denied, over or told of (`dismissed_from`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import chain

from flows.understanding.danger import Danger
from flows.understanding.emergencies import Hearing, hear
from flows.understanding.intents import Intent, read_case_number, read_courtesy, read_request
from flows.understanding.model import EMERGENCY, UNTOLD, likelihoods, model, threshold
from flows.understanding.ngrams import ngrams, seen
from flows.understanding.short_answers import Command, read_command
from flows.understanding.stopping import asks_to_stop
from flows.understanding.wishes import read_contact_wish, read_language_wish
from flows.understanding.words import bare

ALARM_SHORTEST = 4
"""Characters of the shortest message that a model may be alarmed by."""

SILENCED_SHORTEST, LONG = 8, 40
"""Characters of the shortest message in which enough stands around a word to speak against it, and
of the shortest one that may be about several things."""


class Wanted(StrEnum):
    """What somebody wants who did not answer a question."""

    COMPLAINT = "complaint"
    REPAIR = "repair"
    STATUS = "status"
    SURVEY = "survey"
    HELP = "help"
    HUMAN = "human"
    CANCEL = "cancel"
    BACK = "back"
    SKIP = "skip"
    RESTART = "restart"
    OPT_OUT = "optout"
    OPT_IN = "optin"
    BIND = "bind"
    PRAISE = "praise"
    SUGGESTION = "suggestion"
    FEE = "fee"
    SMALLTALK = "smalltalk"
    EMERGENCY = "emergency"
    LANGUAGE = "language"


@dataclass(frozen=True)
class MessageReading:
    """What is wanted, how sure that is (0 to 1), and by which rule or n-grams."""

    wanted: Wanted
    confidence: float
    why: str

    @property
    def is_sure(self) -> bool:
        """Whether the bot may act on it without asking."""
        return self.confidence >= threshold("ask_below")


@dataclass(frozen=True)
class Alarm:
    """Danger now: how sure that is (0 to 1), why, and which dangers, where rules know them."""

    confidence: float
    why: str
    dangers: frozenset[Danger]


_COMMANDS = {
    Command.BACK: Wanted.BACK,
    Command.SKIP: Wanted.SKIP,
    Command.CANCEL: Wanted.CANCEL,
    Command.RESTART: Wanted.RESTART,
    Command.HELP: Wanted.HELP,
    Command.HUMAN: Wanted.HUMAN,
    Command.MANAGER: Wanted.HUMAN,
}
_REQUESTS = {
    Intent.COMPLAINT: Wanted.COMPLAINT,
    Intent.REPAIR: Wanted.REPAIR,
    Intent.STATUS: Wanted.STATUS,
    Intent.BIND: Wanted.BIND,
    Intent.PRAISE: Wanted.PRAISE,
    Intent.SUGGESTION: Wanted.SUGGESTION,
    Intent.WITHDRAW: Wanted.CANCEL,
    Intent.REVIEW: Wanted.STATUS,
    Intent.RATE: Wanted.SURVEY,
    Intent.ENQUIRY: Wanted.HELP,
}
_HESITATION = re.compile("(?:那个|这个|就是|怎么说|嗯|呃|额|啊|嘛|呢|吧|呀|哎|um+|uh+|er+|well)+")
_GRUMBLE = re.compile(
    "(?:(?:你们|这)?(?:物业)?(?:到底|究竟)?(?:怎么回事|怎么搞的?|搞什么|什么情况)[啊呀嘛呢]?)+"
)
"""Somebody is cross and does not say at what."""


def read_message(text: str) -> MessageReading:
    """What a message wants; the model's best guess where no rule knows."""
    pieces = seen(text)
    danger = alarm(text)
    if danger is not None:
        return MessageReading(Wanted.EMERGENCY, danger.confidence, danger.why)
    if _HESITATION.fullmatch(bare(text)) is not None:
        return MessageReading(Wanted.SMALLTALK, 0.0, "rule: only hesitates")
    if _GRUMBLE.fullmatch(bare(text)) is not None:
        return MessageReading(Wanted.COMPLAINT, 0.0, "rule: does not say what it is about")
    known = _by_rule(text) if pieces else (Wanted.SMALLTALK, "no words")
    if known is not None:
        return MessageReading(known[0], 1.0, f"rule: {known[1]}")
    guess = model().guess(likelihoods(pieces), pieces, _wishes())
    return MessageReading(Wanted(guess.label), guess.confidence, guess.why)


def is_alarm(text: str) -> bool:
    """Whether a message is to be treated as an emergency."""
    return alarm(text) is not None


def is_surely_alarm(text: str) -> bool:
    """Whether the rules hear danger in a message, and the model does not rule it out."""
    heard = hear(text)
    return bool(heard.dangers) and _is_likely(text, heard)


def alarm(text: str) -> Alarm | None:
    """The alarm that a text raises; None where there is no danger."""
    heard = hear(text)
    if not _is_likely(text, heard):
        return None
    if heard.dangers:
        why = f"rule: danger ({', '.join(sorted(heard.dangers))})"
        return Alarm(1.0, why, heard.dangers)
    pieces = seen(text)
    guess = model().guess(likelihoods(pieces), pieces, _alarms())
    likely = _likelihood_of_danger(pieces)
    return Alarm(likely, guess.why, frozenset()) if guess.because else None


def _is_likely(text: str, heard: Hearing) -> bool:
    """Whether there is danger in a text; of a long one also in what is near a word of danger.

    At the end of a long grumble danger counts, however little all of it speaks of that. A text that
    is too short to speak against its words is taken at them.
    """
    said = bare(text)
    length = len(said)
    if not heard.dangers and _HESITATION.fullmatch(said) is not None:
        return False
    if length < (SILENCED_SHORTEST if heard.dangers else ALARM_SHORTEST):
        return bool(heard.dangers)
    least = _least(heard)
    around = map(ngrams, heard.near if length >= LONG else ())
    return any(_likelihood_of_danger(one) >= least for one in chain([seen(text)], around))


def _least(heard: Hearing) -> float:
    """How likely the model must find danger, after what the rules heard."""
    if heard.dangers:
        return threshold("bare_word_from" if heard.is_bare else "scene_from")
    return threshold("dismissed_from" if heard.is_dismissed else "alarm_from")


def _likelihood_of_danger(pieces: frozenset[str]) -> float:
    likely = likelihoods(pieces)
    return sum(likely[label] for label in _alarms())


@cache
def _wishes() -> Mapping[str, str]:
    """From the labels of the model that tell what is wanted, and no danger, to what it is."""
    told = model().told.items()
    return {label: one.intent for label, one in told if one.intent not in {EMERGENCY, UNTOLD}}


@cache
def _alarms() -> Mapping[str, str]:
    """From the labels of the model that tell of danger to what they have in common."""
    told = model().told.items()
    return {label: one.intent for label, one in told if one.intent == EMERGENCY}


def _by_rule(text: str) -> tuple[Wanted, str] | None:
    """What a rule knows surely, and the rule's name."""
    command = read_command(text)
    if command is not None:
        return _COMMANDS[command], f"the command {command}"
    wish = read_contact_wish(text)
    if wish is not None:
        return (Wanted.OPT_IN if wish.wanted else Wanted.OPT_OUT), "a wish to be written to or not"
    if asks_to_stop(text):
        return Wanted.OPT_OUT, "asks to be sent no more"
    if read_language_wish(text) is not None:
        return Wanted.LANGUAGE, "the name of a language"
    request = read_request(text)
    if request is not None:
        return _REQUESTS[request], "a word of the menu"
    if read_courtesy(text) is not None:
        return Wanted.SMALLTALK, "a greeting, thanks or a nod"
    return (Wanted.STATUS, "a case number") if read_case_number(text) else None
