"""docs/staff-verbs.md: whatever residents can say in a conversation, staff can key in."""

import re
from pathlib import Path

from bot.api.openapi import PATHS
from bot.staff_lines import ChatVerb, read_line
from flows.talks.registry import TALKS
from flows.talks.results import Talk
from flows.understanding.registrations import read_registration
from flows.understanding.resident_lines import read_resident_line
from flows.understanding.staff_lists import read_list_line
from tests.each import each

GUIDE = (Path(__file__).parents[1] / "docs" / "staff-verbs.md").read_text(encoding="utf-8")
OF_STAFF = frozenset(talk for talk in Talk if talk.name.startswith("STAFF_"))
WITH_THE_SURVEY = frozenset({Talk.QUESTIONNAIRE})
"""Keyed in where surveys are: no line in chat, and no call of this part of the API."""
_ROW = re.compile(
    r"^\| (?P<talk>[a-z_]+) \| [^|]+ \| `(?P<line>[^`]+)` \| `(?P<call>[^`]+)` \|$", re.MULTILINE
)
ROWS = [found.groups() for found in _ROW.finditer(GUIDE)]


def test_every_conversation_of_a_resident_can_be_keyed_in() -> None:
    keyed_in = {Talk(talk) for talk, _, _ in ROWS}

    assert keyed_in == set(TALKS) - OF_STAFF - WITH_THE_SURVEY


@each("line", [line for _, line, _ in ROWS])
def test_a_line_of_the_guide_is_understood_as_it_stands(line: str) -> None:
    readers = (read_registration, read_list_line, read_resident_line, read_line)

    read = [found for reader in readers if (found := reader(line)) is not None]

    assert read
    assert not getattr(read[0], "is_bare", False)


@each("call", sorted({call for _, _, call in ROWS}))
def test_a_call_of_the_guide_is_one_of_the_api(call: str) -> None:
    method, path = call.split()

    assert method.lower() in PATHS[path]  # type: ignore[operator]


@each("verb", ChatVerb)
def test_every_verb_of_the_chat_stands_in_the_guide(verb: ChatVerb) -> None:
    assert verb.value in GUIDE
