"""A form's file, read strictly: every mistake is told with line and reason, nothing is guessed.

The stored form of a version is JSON of the very same shape, so one reader serves both.
"""

from functools import lru_cache

from flows.forms.conditions import check_conditions, read_conditions
from flows.forms.fields import Fields, Mistakes
from flows.forms.form import (
    NO,
    SCORES,
    YES,
    Form,
    FormOption,
    Item,
    ItemKind,
    Section,
    Texts,
)
from flows.forms.tree import NoTree, Tree, json_tree, yaml_tree
from flows.rules.policy_reading import Problem, sentence
from flows.rules.survey.words import Grade
from flows.wording.mistake import Mistake

VERSION_MAX = 9999
SECTIONS_MAX = 12
ITEMS_MAX = 60
OPTIONS_MAX = 12
TITLE_LONGEST = 40
SPOKEN_LONGEST = 400
OPTION_LONGEST = 30
LABEL_LONGEST = 20
TEXT_MOST = 2000
PHOTOS_MOST = 9
NUMBER_LEAST, NUMBER_MOST = -1_000_000_000, 1_000_000_000
FORMS_KEPT = 256

FORM_KEYS = ("id", "version", "title", "intro", "thanks", "summary", "sections")
ITEM_KEYS = ("id", "kind", "text", "label", "required", "when")
KEYS_OF = {
    ItemKind.SATISFACTION: ("overall",),
    ItemKind.SCORE: ("grades", "overall"),
    ItemKind.CHOICE: ("options",),
    ItemKind.CHOICES: ("options", "most"),
    ItemKind.YES_NO: ("grades",),
    ItemKind.NUMBER: ("least", "most", "whole"),
    ItemKind.DATE: ("earliest", "latest"),
    ItemKind.TEXT: ("most",),
    ItemKind.PHOTO: ("most",),
}
MOST = {
    ItemKind.CHOICES: (2, OPTIONS_MAX),
    ItemKind.TEXT: (10, TEXT_MOST),
    ItemKind.PHOTO: (1, PHOTOS_MOST),
}


class FormError(ValueError):
    """A form cannot be used; `problems` holds every mistake found, in the order of the lines."""

    def __init__(self, name: str, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(sentence(name, problem) for problem in problems))
        self.name = name
        self.problems = problems


def parse_form(text: str, *, name: str = "form") -> Form:
    """Read a form that people wrote as YAML.

    Raises FormError with all mistakes at once, each with its line; `name` stands before them.
    """
    try:
        tree = yaml_tree(text)
    except NoTree as error:
        raise FormError(name, (error.problem,)) from None
    return _form(tree, name)


@lru_cache(maxsize=FORMS_KEPT)
def load_form(content: str) -> Form:
    """Read a form that `form_content` wrote. Raises FormError for one that cannot be."""
    return _form(json_tree(content), "stored form")


def _form(tree: Tree, name: str) -> Form:
    mistakes = Mistakes()
    fields = Fields.of(mistakes, "", tree)
    fields.only(*FORM_KEYS)
    version = fields.whole("version", 1, VERSION_MAX)
    if "version" not in fields:
        fields.wrong("version", Mistake("is missing"))
    form = Form(
        id=fields.id(),
        version=version or 1,
        title=fields.texts("title", TITLE_LONGEST),
        intro=fields.texts("intro", SPOKEN_LONGEST),
        thanks=fields.texts("thanks", SPOKEN_LONGEST),
        summary=fields.flag("summary", fallback=True),
        sections=_sections(fields),
    )
    if len(form.items) > ITEMS_MAX:
        fields.wrong(
            "sections",
            Mistake("{count} items are more than {most}", count=len(form.items), most=ITEMS_MAX),
        )
    if sum(item.overall for item in form.items) > 1:
        fields.wrong("sections", Mistake("more than one item is the overall one"))
    if mistakes.problems:
        raise FormError(name, tuple(sorted(set(mistakes.problems))))
    return form


def _sections(fields: Fields) -> tuple[Section, ...]:
    """The sections; each item may only depend on those that were read before it."""
    sections: list[Section] = []
    before: dict[str, Item | None] = {}
    met: set[str] = set()
    for table in fields.each("sections", SECTIONS_MAX):
        table.only("id", "title", "items")
        section_id = table.id()
        _once(table, section_id, met)
        items = []
        for one in table.each("items", ITEMS_MAX):
            item = _item(one)
            _once(one, item.id, met)
            check_conditions(one, item, before)
            before[item.id] = item if one.has(ItemKind, "kind") else None
            items.append(item)
        title = table.texts("title", TITLE_LONGEST) if "title" in table else None
        sections.append(Section(section_id, tuple(items), title))
    return tuple(sections)


def _once(fields: Fields, name: str, met: set[str]) -> None:
    if name and name in met:
        fields.wrong("id", Mistake("{name} is the id of something before it", name=repr(name)))
    met.add(name)


def _item(fields: Fields) -> Item:
    kind = fields.word("kind", ItemKind, ItemKind.TEXT)
    if fields.has(ItemKind, "kind"):
        fields.only(*ITEM_KEYS, *KEYS_OF[kind])
    least, most = _bounds(fields, kind)
    text = fields.texts("text", SPOKEN_LONGEST)
    item = Item(
        id=fields.id(),
        kind=kind,
        text=text,
        label=fields.texts("label", LABEL_LONGEST) if "label" in fields else text,
        required=fields.flag("required", fallback=False),
        options=_options(fields, kind),
        when=read_conditions(fields),
        least=least,
        most=most,
        whole=fields.flag("whole", fallback=True),
        earliest=fields.day("earliest"),
        latest=fields.day("latest"),
        overall=fields.flag("overall", fallback=False),
    )
    _check_limits(fields, item)
    return item


def _bounds(fields: Fields, kind: ItemKind) -> tuple[float | None, float | None]:
    if kind is ItemKind.NUMBER:
        for key in ("least", "most"):
            if key not in fields:
                fields.wrong(key, Mistake("is missing"))
        least = fields.number("least", NUMBER_LEAST, NUMBER_MOST)
        return least, fields.number("most", NUMBER_LEAST, NUMBER_MOST)
    if kind in MOST:
        return None, fields.whole("most", *MOST[kind])
    return None, None


def _check_limits(fields: Fields, item: Item) -> None:
    if item.least is not None and item.most is not None and item.least >= item.most:
        fields.wrong(
            "most",
            Mistake(
                "{most} is not more than {least}", most=f"{item.most:g}", least=f"{item.least:g}"
            ),
        )
    if item.earliest and item.latest and item.earliest > item.latest:
        fields.wrong(
            "latest",
            Mistake("{latest} is before {earliest}", latest=item.latest, earliest=item.earliest),
        )
    if item.kind is ItemKind.CHOICES and item.most is not None and item.most > len(item.options):
        fields.wrong(
            "most", Mistake("{most} is more than there are options", most=f"{item.most:g}")
        )
    if item.kind is ItemKind.PHOTO and item.required:
        fields.wrong("required", Mistake("a photo cannot be required: by SMS nobody can send one"))


def _options(fields: Fields, kind: ItemKind) -> tuple[FormOption, ...]:
    match kind:
        case ItemKind.YES_NO:
            return _graded(fields, (YES, NO))
        case ItemKind.SCORE:
            return _graded(fields, SCORES)
        case ItemKind.CHOICE | ItemKind.CHOICES:
            return _listed(fields)
        case _:
            return ()


def _graded(fields: Fields, values: tuple[str, ...]) -> tuple[FormOption, ...]:
    """Answers that the house has words for; the form only says how each counts."""
    table = fields.table("grades")
    if table is None:
        fields.wrong(
            "grades",
            Mistake("is missing: say of {values} how each counts (R11)", values=", ".join(values)),
        )
        return ()
    table.only(*values)
    return tuple(FormOption(value, table.word(value, Grade, Grade.NEUTRAL)) for value in values)


def _listed(fields: Fields) -> tuple[FormOption, ...]:
    options: list[FormOption] = []
    for table in fields.each("options", OPTIONS_MAX):
        table.only("value", "text", "grade")
        value = table.id("value")
        text = table.texts("text", OPTION_LONGEST)
        if value in {option.value for option in options}:
            table.wrong(
                "value", Mistake("{value} is the value of an option before it", value=repr(value))
            )
        for before in options:
            _check_apart(table, text, before.text)
        options.append(FormOption(value, table.word("grade", Grade, Grade.NEUTRAL), text))
    if len(options) == 1:
        fields.wrong("options", Mistake("one option is no choice"))
    return tuple(options)


def _check_apart(table: Fields, text: Texts, before: Texts | None) -> None:
    if before is not None:
        for language, words in text.by_language().items():
            if words and words == before.by_language()[language]:
                table.wrong(
                    "text", Mistake("{words} stands above another option too", words=repr(words))
                )
