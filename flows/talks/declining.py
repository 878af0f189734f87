"""What is said to a survey that the house asks: whether to take part at all (R2)."""

from dataclasses import replace

from flows.engine.ask import Reply
from flows.engine.replay import Waiting, advance
from flows.forms.form import ItemKind
from flows.talks.decisions import Thread
from flows.talks.item_questions import ItemQuestion
from flows.talks.results import Talk
from flows.understanding.declining import asks_to_go_on, declines_survey, names_survey
from flows.understanding.wishes import ContactWish, Topic

_WORDED = frozenset({ItemKind.YES_NO, ItemKind.CHOICE, ItemKind.CHOICES})
"""Items that may themselves ask whether somebody takes part in something."""


def asks_survey(top: Thread | None) -> bool:
    """Whether the house has asked a questionnaire, and it is open."""
    return top is not None and top.talk == Talk.QUESTIONNAIRE and top.begun_by_house


def declines(top: Thread, reply: Reply) -> bool:
    """Whether a reply refuses the survey that is open; what answers its question does not."""
    if not asks_survey(top) or reply.choice is not None:
        return False
    if not declines_survey(reply.text, at_first=not top.answers):
        return False
    progress = advance(top.flow(), top.answers, top.asked)
    question = progress.at.question if isinstance(progress.at, Waiting) else None
    if not isinstance(question, ItemQuestion) or question.item.kind not in _WORDED:
        return True
    is_answer = advance(top.flow(), top.answers, top.asked, reply).answered
    return not is_answer or names_survey(reply.text)


def goes_on(top: Thread, reply: Reply) -> bool:
    """Whether somebody comes back to the survey that waits for them."""
    return asks_survey(top) and reply.choice is None and asks_to_go_on(reply.text)


def of_surveys(wish: ContactWish) -> ContactWish:
    """退订, said to a survey and nothing more, is about surveys."""
    is_open = wish.topic is None and not wish.wanted
    return replace(wish, topic=Topic.SURVEY) if is_open else wish
