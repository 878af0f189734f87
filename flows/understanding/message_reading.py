"""What a message that was typed with no menu wants, and why it is read so.

Life-safety rules go first, then whole messages that are commands or wishes, then what a rule knows
surely, then the model; below the threshold `ask_below` the bot asks. A model that is nearly sure of
danger (`alarm_from`) raises an alarm where the rules know no word. It silences none of theirs but
one by a single bare word, and only where what is near it and the whole message speak of
something else (`silent_below`).
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from flows.understanding.danger import Danger
from flows.understanding.emergencies import Hearing, hear, is_only_told
from flows.understanding.intents import Intent, read_case_number, read_courtesy, read_request
from flows.understanding.model import model, threshold
from flows.understanding.ngrams import READ_LONGEST, ngrams
from flows.understanding.short_answers import Command, read_command
from flows.understanding.stopping import asks_to_stop
from flows.understanding.wishes import read_contact_wish, read_language_wish
from flows.understanding.words import bare

DANGER = "danger"
"""The label of the model of danger that says there is some."""

ALARM_SHORTEST = 4
"""Characters of the shortest message that a model may be alarmed by."""

SILENCED_SHORTEST = 8
"""Characters of the shortest message in which enough stands around a word to speak against it."""


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
_HESITATION = re.compile("(?:那个|这个|就是|怎么说|嗯|呃|额|啊|um+|uh+|er+|well)+")
_GUESSED = frozenset(Wanted) - {Wanted.EMERGENCY}


def read_message(text: str) -> MessageReading:
    """What a message wants; the model's best guess where no rule knows."""
    pieces = ngrams(text)
    danger = alarm(text, pieces)
    if danger is not None:
        return MessageReading(Wanted.EMERGENCY, danger.confidence, danger.why)
    if _HESITATION.fullmatch(bare(text)) is not None:
        return MessageReading(Wanted.SMALLTALK, 0.0, "rule: only hesitates")
    known = _by_rule(text) if pieces else (Wanted.SMALLTALK, "no words")
    if known is not None:
        return MessageReading(known[0], 1.0, f"rule: {known[1]}")
    guess = model("intent").guess(pieces, _GUESSED)
    return MessageReading(Wanted(guess.label), guess.confidence, guess.why)


def is_alarm(text: str) -> bool:
    """Whether a message is to be treated as an emergency."""
    return alarm(text, ngrams(text)) is not None


def is_surely_alarm(text: str) -> bool:
    """Whether rules alone hear danger in a message, in more than a word amid something else."""
    heard = hear(text)
    return bool(heard.dangers) and not _is_of_else(text, heard)


def alarm(text: str, pieces: Collection[str]) -> Alarm | None:
    """The alarm that a text raises; None where there is no danger.

    `pieces` are the text's `ngrams`.
    """
    heard = hear(text)
    if heard.dangers:
        why = f"rule: danger ({', '.join(sorted(heard.dangers))})"
        return None if _is_of_else(text, heard) else Alarm(1.0, why, heard.dangers)
    if heard.is_dismissed or len(bare(text)) < ALARM_SHORTEST:
        return None
    if _likelihood_of_danger(pieces) < threshold("alarm_from"):
        return None
    guess = model("danger").guess(pieces)
    if not guess.because or is_only_told(text[:READ_LONGEST]):
        return None
    return Alarm(guess.confidence, guess.why, frozenset())


def _is_of_else(text: str, heard: Hearing) -> bool:
    """Whether a bare word of danger stands amid words that speak of something else.

    Danger at the end of a long grumble counts: what is near must speak of something else as well.
    """
    if not heard.bare_amid or len(bare(text)) < SILENCED_SHORTEST:
        return False
    around = (text, *heard.bare_amid)
    return max(map(_likelihood_of_danger, map(ngrams, around))) < threshold("silent_below")


def _likelihood_of_danger(pieces: Collection[str]) -> float:
    return model("danger").probabilities(pieces)[DANGER]


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
