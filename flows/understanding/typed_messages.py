"""What a message that answers no question is about: keywords first, then what the model knows."""

from flows.understanding.intents import Intent, Reading, read_intent
from flows.understanding.message_reading import MessageReading, Wanted, read_message

OVERRULES_FROM = 0.9
"""How sure the model must be to be believed against a keyword: 表扬 in 不是表扬你们."""

KEYWORDED = frozenset(
    {Intent.COMPLAINT, Intent.REPAIR, Intent.STATUS, Intent.SUGGESTION, Intent.ENQUIRY}
)
"""Intents that stand on a keyword alone; the others stand on whole phrases."""

_INTENTS = {
    Wanted.COMPLAINT: Intent.COMPLAINT,
    Wanted.REPAIR: Intent.REPAIR,
    Wanted.STATUS: Intent.STATUS,
    Wanted.BIND: Intent.BIND,
    Wanted.PRAISE: Intent.PRAISE,
    Wanted.SUGGESTION: Intent.SUGGESTION,
    Wanted.FEE: Intent.ENQUIRY,
    Wanted.SURVEY: Intent.ENQUIRY,
}


def read_typed(text: str) -> Reading | None:
    """The intent by its keywords, or by the model where it is sure; None: ask."""
    by_rule = read_intent(text)
    if by_rule is not None and by_rule.intent not in KEYWORDED:
        return by_rule
    message = read_message(text)
    intent = _INTENTS.get(message.wanted)
    if intent is None or not _counts(message, against=by_rule):
        return by_rule
    is_same = by_rule is not None and by_rule.intent is intent
    return by_rule if is_same else Reading(intent, text.strip())


def _counts(message: MessageReading, *, against: Reading | None) -> bool:
    if against is None:
        return message.is_sure
    return message.confidence >= OVERRULES_FROM
