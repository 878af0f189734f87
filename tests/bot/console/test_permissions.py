"""The permission table: every route, every role, own and foreign things; and strict headers."""

import re
from html.parser import HTMLParser
from itertools import product
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from bot.console.asked import Route
from bot.console.pages import desk_routes
from bot.console.permissions import DOORS, PERMISSIONS, check_complete
from bot.console.words import all_words
from flows.rules.vocabulary import Language, Role
from tests.bot.console.browser import SAME_ORIGIN, Browser, Shown
from tests.bot.console.desk import Desk
from tests.each import each
from tests.estate import CHEN

SEATS = {
    Role.ASSISTANT: "xiao.lin",
    Role.LEAD: "zhou",
    Role.MANAGER: "wang",
    Role.GENERAL_MANAGER: "boss",
    Role.TECHNICIAN: "gong",
    Role.AUDITOR: "shen",
}
WORDS = Path(__file__).parents[3] / "bot" / "console" / "words"
PLACEHOLDER = re.compile(r"\{(\w*)\}")
ROUTES = desk_routes()
ROUTES_TO_THINGS = [route for route in ROUTES if "{" in route.path]


def test_a_route_that_nobody_decided_on_makes_the_start_fail() -> None:
    names = [*PERMISSIONS, *DOORS]
    check_complete(names)
    with pytest.raises(ValueError, match="forgotten"):
        check_complete([*names, "forgotten"])
    with pytest.raises(ValueError, match="account"):
        check_complete([name for name in names if name != "account"])


async def ask(browser: Browser, route: Route, **parts: str) -> Shown:
    """A route with parts of an address that lead to something, or to nothing."""
    path = re.sub(r"\{(\w+)(:[^}]*)?\}", lambda part: parts.get(part[1], "1"), route.path)
    fields: dict[str, str] | None = {} if route.method == "POST" else None
    return await browser.ask(route.method, f"/console{path}", fields, SAME_ORIGIN)


@each("route", ROUTES)
async def test_nobody_opens_a_route_without_a_session(desk: Desk, route: Route) -> None:
    shown = await ask(desk.browser(), route)

    assert shown.status == (401 if route.watches else 303)
    assert route.watches or shown.to.startswith("/console/login")


@pytest.mark.parametrize("role", Role)
async def test_each_role_opens_what_the_table_says_and_nothing_else(desk: Desk, role: Role) -> None:
    browser = desk.seat(SEATS[role])
    for route in ROUTES:
        if route.name in DOORS:
            continue
        shown = await ask(browser, route)
        is_shut = shown.status == 403 and "您的岗位不能打开" in shown.words
        assert is_shut is (role not in PERMISSIONS[route.name]), route.name
        assert shown.status < 500, route.name


async def test_a_thing_of_another_estate_is_not_there_for_anybody(desk: Desk) -> None:
    garden = desk.garden
    case_id = garden.report()
    number = garden.case(case_id).number
    before = garden.story(case_id)
    for role in (Role.LEAD, Role.MANAGER):
        garden.employ(f"next.{role}", role, next_door=True)
        browser = desk.seat(f"next.{role}")
        for route, verb in product(ROUTES_TO_THINGS, ("accept", "respond")):
            shown = await ask(browser, route, number=number, id=str(case_id), verb=verb)
            assert shown.status in {403, 404}, (route.name, role, shown.words)
            assert CHEN not in shown.text, (route.name, role)
    assert garden.story(case_id) == before


async def test_an_auditor_changes_nothing() -> None:
    own = {"language", "board.sound", "campaign.mark"}
    writing = {route.name for route in ROUTES if route.method == "POST"} - own

    assert {name for name in writing if Role.AUDITOR in PERMISSIONS[name]} == set()


async def test_every_answer_forbids_what_a_page_does_not_need(desk: Desk) -> None:
    browser = desk.seat("wang")
    addresses = [f"/console{route.path}" for route in ROUTES if "{" not in route.path]
    for address in [*addresses, "/console/login", "/console/nothing", "/console/files/console.css"]:
        headers = (await browser.open(address)).headers
        assert headers["X-Content-Type-Options"] == "nosniff", address
        assert headers["X-Frame-Options"] == "DENY", address
        if "/files/" in address:
            continue
        policy = headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'self';"), address
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["Cache-Control"] == "no-store"
        assert "max-age" in headers["Strict-Transport-Security"]


@each("name", ["../service.py", "..%2fservice.py", "x.css", "console.po", ""])
async def test_only_files_of_the_page_are_served(desk: Desk, name: str) -> None:
    assert (await desk.browser().open(f"/console/files/{name}")).status == 404


def test_both_languages_say_the_same_with_the_same_parameters() -> None:
    chinese, english = all_words(Language.SIMPLIFIED), all_words(Language.ENGLISH)

    assert chinese.keys() == english.keys()
    for key, sentence in chinese.items():
        assert sentence.strip(), key
        assert english[key].strip(), key
        assert set(PLACEHOLDER.findall(sentence)) == set(PLACEHOLDER.findall(english[key])), key


@each("file", sorted(WORDS.glob("*/*.po")))
def test_no_sentence_is_said_twice(file: Path) -> None:
    keys = re.findall(r'^msgid "(.+)"$', file.read_text(encoding="utf-8"), re.MULTILINE)

    assert len(keys) == len(set(keys))
    with file.open("rb") as opened:
        assert len(read_po(opened, abort_invalid=True)) == len(keys)


class Inline(HTMLParser):
    """Finds what a strict policy would not run."""

    found: tuple[str, ...] = ()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        for name, _ in attributes:
            if name == "style" or name.startswith("on"):
                self.found += (f"{tag} {name}",)
        if tag == "style" or (tag == "script" and "src" not in dict(attributes)):
            self.found += (tag,)


async def test_no_page_holds_what_the_policy_forbids(desk: Desk) -> None:
    browser = desk.seat("wang")
    for route in ROUTES:
        if route.method == "GET" and "{" not in route.path:
            parser = Inline()
            parser.feed((await browser.open(f"/console{route.path}")).text)
            assert parser.found == (), route.name
