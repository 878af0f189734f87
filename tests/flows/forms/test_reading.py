import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.forms.built_in import BUILT_IN, built_in
from flows.forms.form import ItemKind
from flows.forms.reading import FormError, load_form, parse_form
from flows.forms.writing import form_content, form_digest
from flows.resources import read_text
from flows.rules.survey.words import Grade
from tests.each import each

SOUND = """\
id: lifts
version: 3
title: {zh-Hans: 电梯, zh-Hant: 電梯, en: Lifts}
intro: {zh-Hans: 问几句, zh-Hant: 問幾句, en: A few questions}
thanks: {zh-Hans: 谢谢, zh-Hant: 謝謝, en: Thank you}
sections:
  - id: lifts
    items:
      - id: stuck
        kind: yes_no
        grades: {yes: failing, no: passing}
        text: {zh-Hans: 困过人吗, zh-Hant: 困過人嗎, en: Were you ever stuck}
      - id: times
        kind: number
        least: 1
        most: 50
        when: {item: stuck, is: yes}
        text: {zh-Hans: 几次, zh-Hant: 幾次, en: How often}
      - id: wish
        kind: choice
        required: true
        text: {zh-Hans: 先改什么, zh-Hant: 先改甚麼, en: What first}
        options:
          - value: speed
            grade: neutral
            text: {zh-Hans: 速度, zh-Hant: 速度, en: Speed}
          - value: noise
            grade: failing
            text: {zh-Hans: 声音, zh-Hant: 聲音, en: Noise}
"""


def problems(text: str) -> list[str]:
    with pytest.raises(FormError) as refused:
        parse_form(text, name="f.yaml")
    return str(refused.value).splitlines()


def lines_of_mistakes(text: str) -> list[int]:
    try:
        parse_form(text)
    except FormError as error:
        return [problem.line for problem in error.problems]
    return []


def changed(old: str, new: str) -> str:
    assert SOUND.count(old) >= 1
    return SOUND.replace(old, new, 1)


def test_a_form_is_read_as_it_was_written() -> None:
    form = parse_form(SOUND)

    assert (form.id, form.version, form.summary) == ("lifts", 3, True)
    assert [item.id for item in form.items] == ["stuck", "times", "wish"]
    assert [one.grade for one in form.item("stuck").options] == [Grade.FAILING, Grade.PASSING]
    assert form.item("times").when[0].values == ("yes",)
    assert (form.item("times").least, form.item("times").most) == (1, 50)
    assert form.item("wish").required
    assert not form.item("times").required


@each(
    ("old", "new", "line"),
    [
        ("version: 3", "version: 3\ncolour: red", "f.yaml:3: colour: is not known here; the "),
        ("version: 3", "version: three", "f.yaml:2: version: 'three' is no number"),
        ("version: 3", "version: 0", "f.yaml:2: version: 0 is not between 1 and 9999"),
        ("version: 3\n", "", "f.yaml:1: version: is missing"),
        ("id: lifts", "id: Lifts!", "f.yaml:1: id: 'Lifts!' is not made of a-z, 0-9 and _, with a"),
        (", en: Lifts", "", "f.yaml:3: title.en: is missing"),
        ("zh-Hant: 電梯, ", "", "f.yaml:3: title.zh-Hant: is missing"),
        ("en: Lifts", "en: ''", "f.yaml:3: title.en: is empty"),
        ("en: Lifts", "fr: Lift", "f.yaml:3: title.fr: is not known here; the nearest known key i"),
        ("en: Lifts", f"en: {'x' * 41}", "f.yaml:3: title.en: 41 characters are more than 40"),
        ("kind: yes_no", "kind: vote", "f.yaml:10: stuck.kind: 'vote' is none of satisfaction, s"),
        ("kind: yes_no", "kind: text", "f.yaml:11: stuck.grades: is not known here; the nearest k"),
        ("yes: failing, ", "", "f.yaml:11: stuck.grades.yes: is missing"),
        ("no: passing", "no: good", "f.yaml:11: stuck.grades.no: 'good' is none of passing, f"),
        ("grades: {yes: failing, no: passing}", "required: false", "f.yaml:9: stuck.grades: is mi"),
        ("least: 1", "least: 60", "f.yaml:16: times.most: 50 is not more than 60"),
        ("        least: 1\n", "", "f.yaml:13: times.least: is missing"),
        ("id: times", "id: stuck", "f.yaml:13: stuck.id: 'stuck' is the id of something before it"),
        ("item: stuck", "item: wish", "f.yaml:17: times.when: 'wish' is no item before this one"),
        ("item: stuck", "item: lamp", "f.yaml:17: times.when: 'lamp' is no item before this one"),
        ("is: yes", "is: maybe", "f.yaml:17: times.when: 'maybe' is no answer to 'stuck', but yes"),
        ("is: yes", "at_least: 2", "f.yaml:17: times.when: 'stuck' is no number: say what it `is`"),
        (", is: yes", "", "f.yaml:17: times.when.is: is missing: what must the answer be?"),
        ("required: true", "required: perhaps", "f.yaml:21: wish.required: 'perhaps' is neither t"),
        ("            grade: failing\n", "", "f.yaml:27: wish.noise.grade: is missing"),
        ("value: noise", "value: speed", "f.yaml:27: wish.speed.value: 'speed' is the val"),
        ("en: Noise", "en: Speed", "f.yaml:29: wish.noise.text: 'Speed' stands above anot"),
        ("version: 3", "version: 3\nversion: 4", "f.yaml:3: version: stands here twice"),
        ("version: 3", "version: &a 3", "f.yaml:2: anchors and aliases are not allowed"),
        ("version: 3", "version: !!int 3", "f.yaml:2: tags are not allowed"),
        ("version: 3", "version: [3", "f.yaml:3: not YAML: expected ',' or ']', but got ':'"),
        ("version: 3", "version: 3\n\tx: y", "f.yaml:3: not YAML: found character '\\t' that"),
        ("version: 3", "version: 3\x07", "f.yaml:2: not YAML: special characters are not allowed"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line_and_reason(old: str, new: str, line: str) -> None:
    found = problems(changed(old, new))

    assert any(one.startswith(line) for one in found), found


def test_all_mistakes_are_told_at_once_in_the_order_of_their_lines() -> None:
    text = changed("version: 3", "version: x").replace("kind: choice", "kind: chance")

    assert [one.split(":")[1] for one in problems(text)] == ["2", "20"]


def test_one_mistake_is_told_once_and_not_by_what_follows_from_it() -> None:
    for old, new in [("kind: yes_no", "kind: vote"), ("{item: stuck, is: yes}", "stuck")]:
        assert len(problems(changed(old, new))) == 1
    assert len(problems(SOUND + "      - nothing but words\n")) == 1


@each(
    "text", ["", "[]", "- a", "just words", "a: b: c", "a: 1\n---\nb: 2", "[" * 5000, "x" * 100_001]
)
def test_what_is_no_form_at_all_is_refused(text: str) -> None:
    assert problems(text)


@given(st.text(alphabet="ab:-[]{},&*!|>'\"\n #%@?\t\0é中", max_size=60))
def test_any_text_is_a_form_or_refused_with_a_reason(text: str) -> None:
    assert problems(text)


@given(st.data())
def test_a_form_with_lines_missing_is_a_form_or_refused_with_a_line_that_is_there(
    data: st.DataObject,
) -> None:
    lines = SOUND.splitlines()
    gone = data.draw(st.sets(st.integers(0, len(lines) - 1), min_size=1, max_size=4))
    text = "\n".join(line for number, line in enumerate(lines) if number not in gone)

    assert all(1 <= line <= len(lines) + 1 for line in lines_of_mistakes(text))


@each("form_id", BUILT_IN)
def test_a_form_is_kept_as_one_text_that_gives_it_back(form_id: str) -> None:
    form = built_in(form_id)

    assert load_form(form_content(form)) == form
    assert form.id == form_id


def test_every_kind_of_item_with_every_limit_is_kept_as_it_is() -> None:
    text = (
        SOUND
        + """\
      - {id: a, kind: satisfaction, overall: true, text: {zh-Hans: 甲, zh-Hant: 甲, en: a}}
      - id: b
        kind: score
        grades: {1: failing, 2: failing, 3: neutral, 4: passing, 5: passing}
        when: [{item: a, is: [neutral, dissatisfied]}, {item: times, at_least: 2, at_most: 9}]
        text: {zh-Hans: 乙, zh-Hant: 乙, en: b}
      - id: c
        kind: date
        earliest: 2026-12-01
        latest: 2026-12-31
        when: {item: b, at_most: 2}
        text: {zh-Hans: 丙, zh-Hant: 丙, en: c}
      - {id: d, kind: text, most: 200, text: {zh-Hans: 丁, zh-Hant: 丁, en: d}}
      - {id: e, kind: photo, most: 3, text: {zh-Hans: 戊, zh-Hant: 戊, en: e}}
      - id: f
        kind: number
        least: -1.5
        most: 2.25
        whole: false
        text: {zh-Hans: 己, zh-Hant: 己, en: f}
      - id: g
        kind: choices
        most: 2
        text: {zh-Hans: 庚, zh-Hant: 庚, en: g}
        options:
          - {value: x, grade: passing, text: {zh-Hans: 子, zh-Hant: 子, en: x}}
          - {value: y, grade: failing, text: {zh-Hans: 丑, zh-Hant: 丑, en: y}}
"""
    )
    form = parse_form(text)

    assert {item.kind for item in form.items} == set(ItemKind)
    assert load_form(form_content(form)) == form


@each(
    ("item", "reason"),
    [
        ("{id: x, kind: photo, required: true, ", "by SMS nobody can send one"),
        ("{id: x, kind: photo, most: 30, ", "30 is not between 1 and 9"),
        ("{id: x, kind: date, earliest: 2026-13-01, ", "'2026-13-01' is no day such as"),
        ("{id: x, kind: date, earliest: 2026-12-02, latest: 2026-12-01, ", "is before 2026-12-02"),
        ("{id: x, kind: text, when: {item: times, at_least: 51}, ", "it never holds"),
        ("{id: x, kind: text, when: {item: times, at_least: 3, at_most: 2}, ", "it never holds"),
        ("{id: x, kind: text, when: {item: times, is: 3}, ", "say `at_least` or `at_most`"),
        ("{id: x, kind: text, when: {item: x, is: a}, ", "'x' is no item before this one"),
        ("{id: x, kind: text, when: stuck, ", "x.when: is not a table of keys"),
        ("{id: x, kind: choices, most: 3, options: [], ", "has 0 entries, where 1 to 12 are"),
        ("{id: x, kind: choice, options: yes, ", "x.options: is no list"),
        ("{id: x, ", "x.kind: is missing"),
    ],
)
def test_what_could_never_be_answered_or_asked_is_refused(item: str, reason: str) -> None:
    text = f"{SOUND}      - {item}text: {{zh-Hans: 甲, zh-Hant: 甲, en: a}}}}\n"

    found = problems(text)

    assert any(reason in one and one.startswith("f.yaml:30: ") for one in found), found


def test_nothing_can_depend_on_what_somebody_wrote() -> None:
    text = (
        SOUND
        + """\
      - {id: a, kind: text, text: {zh-Hans: 甲, zh-Hant: 甲, en: a}}
      - {id: b, kind: text, when: {item: a, is: x}, text: {zh-Hans: 乙, zh-Hant: 乙, en: b}}
"""
    )
    assert problems(text) == ["f.yaml:31: b.when: 'a' is a text: nothing can depend on it"]


def test_only_one_item_is_the_overall_one() -> None:
    items = "".join(
        f"      - {{id: {name}, kind: satisfaction, overall: true, "
        f"text: {{zh-Hans: {name}, zh-Hant: {name}, en: {name}}}}}\n"
        for name in "ab"
    )
    assert problems(SOUND + items) == ["f.yaml:6: sections: more than one item is the overall one"]


def test_the_digest_tells_every_change_but_none_of_layout_or_remarks() -> None:
    form = parse_form(SOUND)
    same = parse_form(
        "# a remark\n" + SOUND.replace("        kind: number\n", "        kind:  'number'\n")
    )

    assert form_digest(form) == form_digest(same)
    assert form_digest(form) != form_digest(parse_form(changed("几次", "多少次")))
    assert form_digest(form) != form_digest(parse_form(changed("no: passing", "no: neutral")))


def test_a_published_version_of_a_built_in_form_never_changes() -> None:
    """Whoever changes one raises its version and adds the new digest: the old line stays."""
    published = json.loads(read_text("flows.forms", "built_in/published.json"))

    assert {
        name: form_digest(built_in(name)) == published[f"{name} {built_in(name).version}"]
        for name in BUILT_IN
    } == dict.fromkeys(BUILT_IN, True)
