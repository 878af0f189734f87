"""The guides for operators name only what exists, and every step can be checked."""

import re
from pathlib import Path

from bot.doctor.findings import Check, Verdict
from bot.provider_settings import PROVIDERS
from bot.settings import Settings
from flows.rules.policy_text import packaged, policy_values
from tests.each import each

FOLDER = Path(__file__).parents[1] / "docs" / "operate"
GUIDES = sorted(path.name for path in FOLDER.glob("*.md"))
INDEX = "README.md"
SETTINGS = {name.upper() for name in Settings.model_fields}
NAMED_AS_A_SETTING = re.compile(r"\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b")
LINE = re.compile(rf"`({'|'.join(Verdict)}) ([a-z-]+)`")
STEP = re.compile(r"^[0-9]+\. .*(?:\n {3}.*)*", re.MULTILINE)
POLICY_KEY = re.compile(r"`([a-z_]+(?:\.[a-z_]+)*)`[^.]*\bpolicy\b|under `([a-z_]+(?:\.[a-z_]+)*)`")


def text_of(guide: str) -> str:
    return (FOLDER / guide).read_text(encoding="utf-8")


@each("guide", GUIDES)
def test_every_setting_that_a_guide_names_exists(guide: str) -> None:
    named = set(NAMED_AS_A_SETTING.findall(text_of(guide)))

    assert named - SETTINGS == set()


@each("guide", GUIDES)
def test_every_line_that_a_guide_waits_for_is_one_of_the_doctors(guide: str) -> None:
    named = {check for _, check in LINE.findall(text_of(guide))}

    assert named
    assert named - set(Check) == set()


@each("guide", GUIDES)
def test_every_step_ends_with_what_the_doctor_then_says(guide: str) -> None:
    steps = STEP.findall(text_of(guide))

    assert len(steps) >= 4
    for number, step in enumerate(steps, start=1):
        assert step.startswith(f"{number}. ")
        assert re.search(r"\n {3}Check: `[a-z]+ [a-z-]+`[^\n]*\.\Z", step), step


@each("guide", GUIDES)
def test_every_link_of_a_guide_leads_somewhere(guide: str) -> None:
    links = re.findall(r"\]\(([^)#]+)(?:#[a-z-]+)?\)", text_of(guide))

    assert links
    assert [link for link in links if not (FOLDER / link).exists()] == []


@each("guide", GUIDES)
def test_every_key_of_the_policy_that_a_guide_names_exists(guide: str) -> None:
    values = policy_values(packaged("strict"))

    for found in POLICY_KEY.findall(text_of(guide)):
        place: object = values
        for part in "".join(found).split("."):
            assert isinstance(place, dict)
            assert part in place, "".join(found)
            place = place[part]


def test_the_list_of_lines_is_the_doctors_in_its_order() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \|", text_of(INDEX), re.MULTILINE)

    assert rows == list(Check)


def test_all_that_a_provider_needs_is_in_a_guide() -> None:
    said = "\n".join(text_of(guide) for guide in GUIDES)

    for provider in PROVIDERS:
        assert [name for name in provider.required if name.upper() not in said] == []


def test_every_guide_is_in_the_list() -> None:
    listed = set(re.findall(r"\]\(([a-z-]+\.md)\)", text_of(INDEX)))

    assert listed == set(GUIDES) - {INDEX}
