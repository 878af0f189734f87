"""What an item of a form offers, in words."""

from functools import reduce

from flows.engine.ask import Option
from flows.forms.form import NO, YES, FormOption, Item, ItemKind, Texts
from flows.rules.vocabulary import Satisfaction
from flows.wording.labels import words_for
from flows.wording.say import Say, in_each, say


def in_words(texts: Texts) -> Say:
    """What a form says, in the language of its reader."""
    return in_each(texts.by_language())


def item_options(item: Item) -> tuple[Option, ...]:
    """The numbered options of an item; none where it is open."""
    match item.kind:
        case ItemKind.SATISFACTION:
            labels = [(one.value, say(f"Satisfaction.{one.value}")) for one in Satisfaction]
        case ItemKind.YES_NO:
            labels = [(YES, say("answer.yes")), (NO, say("answer.no"))]
        case ItemKind.SCORE:
            labels = [(one.value, say(f"score.{one.value}")) for one in item.options]
        case _:
            labels = [(one.value, _label(one)) for one in item.options]
    return tuple(Option(value, label, words_for(label)) for value, label in labels)


def options_in_words(item: Item, values: tuple[str, ...]) -> Say:
    """At least one option of an item by its label, in the order in which they are shown."""
    labels = [option.label for option in item_options(item) if option.value in values]
    return reduce(lambda said, label: say("questionnaire.and", said=said, label=label), labels)


def _label(option: FormOption) -> Say:
    if option.text is None:
        raise ValueError(f"the option {option.value} has no text")
    return in_words(option.text)
