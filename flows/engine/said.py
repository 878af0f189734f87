"""How a reply in words is read against the options that were shown, and why it could not be."""

from flows.engine.ask import Option, Reply, Unreadable, begins_with_number
from flows.understanding.answers.question import Answer, Question, QuestionKind
from flows.understanding.answers.reading import read_answer
from flows.wording.labels import words_for
from flows.wording.say import Say, say

NEVER_SHOWN = "—"
"""Stands for an option that is gone since: nobody can name it."""


def understood(
    kind: QuestionKind,
    reply: Reply,
    options: tuple[Option, ...] = (),
    shown: tuple[str, ...] = (),
    about: str = "",
) -> Answer:
    """What a reply means to a question about something; a number counts the options as shown."""
    labels = {option.value: _label(option) for option in options}
    named = tuple(labels.get(value, NEVER_SHOWN) for value in shown)
    return read_answer(Question(kind, about, named), reply.text)


def read_option(options: tuple[Option, ...], reply: Reply, shown: tuple[str, ...]) -> str:
    """The value of the option that is meant by its place, its letter or a word for it.

    Whoever says more than that tells something, and chooses nothing. Raises Unreadable.
    """
    if begins_with_number(reply.text):  # and its words mean another option
        raise Unreadable
    answer = understood(QuestionKind.CHOICE, reply, options, shown)
    meant = (option.value for option in options if _label(option) == answer.value)
    value = None if answer.remark else next(meant, None)
    if value is None:
        raise unreadable(answer, options)
    return value


def unreadable(answer: Answer, options: tuple[Option, ...] = ()) -> Unreadable:
    """The refusal of an answer without a value, with a sentence that helps where one is known."""
    return Unreadable(_hint(answer.why, options))


def _label(option: Option) -> str:
    return next(iter(words_for(option.label)), option.value)


def _hint(why: str, options: tuple[Option, ...]) -> Say | None:
    match why:
        case "two_values":
            return say("hint.two_values")
        case "contradiction":
            return say("hint.contradiction")
        case "taken_back":
            return say("hint.taken_back")
        case "past":
            return say("hint.past")
        case "out_of_range" if options:
            return say("hint.out_of_range", count=len(options))
    return None
