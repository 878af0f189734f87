"""A questionnaire: one talk walks any form, item by item, and lets the answers be changed (R10)."""

from collections.abc import Mapping
from dataclasses import dataclass

from flows.engine.ask import Flow
from flows.engine.photos import collect_photos
from flows.forms.answers import Answer, Given, Response, is_asked, still_to_ask
from flows.forms.form import Form, Item, ItemKind
from flows.forms.reading import load_form
from flows.forms.writing import form_digest
from flows.rules.survey.words import Abstention
from flows.talks.answer_lines import answer_line
from flows.talks.item_options import in_words
from flows.talks.item_questions import ItemQuestion
from flows.talks.review import CHANGE, SUBMIT, Review, Which
from flows.wording.say import Say, say

CHANGES_MAX = 20
"""So many answers may be changed before a form is handed in as it stands."""
PHOTOS = 3


@dataclass(frozen=True)
class QuestionnaireSeed:
    """The version of the form that is walked: `form` is its content, as it stood at the start.

    A row keeps only `form_version`, the id of what was published, in its place. `invitation` is the
    home's part in a campaign that the answers are for; None for the open form.
    """

    form: str
    form_version: int | None = None
    invitation: int | None = None


def questionnaire(seed: QuestionnaireSeed) -> Flow[Response]:
    """Ask what the form asks; before it is handed in, show the answers and change some of them."""
    form = load_form(seed.form)
    known: dict[str, Answer] = {}
    answers = yield from _walk(form, known, {})
    for turn in range(1, CHANGES_MAX + 1) if form.summary else ():
        items = tuple(form.item(item_id) for item_id in answers)
        lines = (
            answer_line(number, item, answers[item.id])
            for number, item in enumerate(items, start=1)
        )
        prompt = say("questionnaire.summary", lines=tuple(lines))
        changed = yield from Review(f"review.{turn}", prompt, items)
        if changed == CHANGE:
            changed = yield from Which(f"which.{turn}", say("questionnaire.which"), items)
        if changed == SUBMIT:
            break
        known |= answers
        del known[changed]
        answers = yield from _walk(form, known, {changed: again(changed, turn)})
    return Response(form.id, form.version, form_digest(form), tuple(answers.items()))


def _walk(
    form: Form, known: Mapping[str, Answer], keys: Mapping[str, str]
) -> Flow[dict[str, Answer]]:
    """All items that are asked, in order; `known` are answered, `keys` are those asked anew."""
    answers: dict[str, Answer] = {}
    for item in form.items:
        if not is_asked(item, answers):
            continue
        if item.id in known:
            answers[item.id] = known[item.id]
            continue
        key = keys.get(item.id, item.id)
        prompt = _prompt(form, item, answers, is_anew=bool(keys))
        if item.kind is ItemKind.PHOTO:
            answers[item.id] = yield from _photos(key, item, prompt)
        else:
            answers[item.id] = yield from ItemQuestion(key, prompt, item)
    return answers


def _photos(key: str, item: Item, prompt: Say) -> Flow[Answer]:
    names = yield from collect_photos(photos_most(item), prompt, "report.more_photos", key)
    return Given(names) if names else Abstention.SKIPPED


def photos_most(item: Item) -> int:
    """How many photos an item takes."""
    return PHOTOS if item.most is None else int(item.most)


def again(item_id: str, turn: int) -> str:
    """The key of an answer that was changed, by the turn of the summary that it was changed in."""
    return f"{item_id}.again.{turn}"


def item_prompt(item: Item, number: int, total: int) -> Say:
    """An item as it is asked: which of how many it is, and how several are chosen."""
    asked = say("questionnaire.item", number=number, total=total, text=in_words(item.text))
    if item.kind is not ItemKind.CHOICES:
        return asked
    most = len(item.options) if item.most is None else int(item.most)
    return say("questionnaire.several", item=asked, most=most)


def opening(form: Form) -> Say:
    """What stands before the first question: what this is, how long it takes, what it is for."""
    return say("questionnaire.opening", title=in_words(form.title), intro=in_words(form.intro))


def _prompt(form: Form, item: Item, answers: Mapping[str, Answer], *, is_anew: bool) -> Say:
    number = len(answers) + 1
    asked = item_prompt(item, number, len(answers) + still_to_ask(form, answers))
    for section in form.sections:
        if section.title is not None and section.items[0].id == item.id:
            title = in_words(section.title)
            asked = say("questionnaire.section", title=title, item=asked)
    return (
        asked
        if answers or is_anew
        else say("questionnaire.first", opening=opening(form), item=asked)
    )
