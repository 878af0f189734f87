"""Whom of the staff a complaint is about: asked before anything else, so that they never get it.

R70: it is routed past them.
"""

import re

from flows.engine.ask import Flow
from flows.engine.choices import Pick
from flows.engine.questions import skippable
from flows.rules.vocabulary import Role
from flows.talks.telling import Telling, together
from flows.understanding.staff_names import Colleague, in_office, is_against_somebody, named_in
from flows.understanding.words import bare
from flows.wording.say import say

ColleagueRow = tuple[str, str, str]
"""Userid, name and role, as a seed keeps them."""

NOBODY = "nobody"
STORY_SHORTEST = 4
OFFERED = 6
_EMPTY = re.compile(
    r"投诉|举报|我要|我想|我|你们的?|物业的?|那个|这个|一下|客服|主管|经理|总经理|师傅|前台|管家|维修工|的|一个|要|想"
)


def ask_about_whom(details: str, rows: tuple[ColleagueRow, ...]) -> Flow[str]:
    """The userid of the member whom they mean; empty where it is nobody of the staff."""
    meant = _candidates(details, rows)
    if not meant:
        return ""
    choices = (
        *(
            (one.userid, say("report.colleague", name=one.name, role=say(f"Role.{one.role}")))
            for one in meant[:OFFERED]
        ),
        (NOBODY, say("report.no_colleague")),
    )
    chosen = yield from Pick("about", say("report.about_staff"), choices=choices)
    return "" if chosen == NOBODY else chosen


def ask_for_story(details: str, about: str, rows: tuple[ColleagueRow, ...]) -> Flow[str]:
    """What happened, where nothing but a name was said."""
    names = [row[1] for row in rows if row[0] == about]
    said = bare(details)
    for name in names:
        said = said.replace(bare(name), "")
    if not about or len(_EMPTY.sub("", said)) >= STORY_SHORTEST:
        return details
    story = yield from skippable(Telling("story", say("report.what_about_staff")))
    return details if story is None else together(details, story)


def _candidates(details: str, rows: tuple[ColleagueRow, ...]) -> list[Colleague]:
    """Those whom the words name, or whose office they do, where the words are against somebody."""
    if not is_against_somebody(details):
        return []
    staff = [Colleague(userid, name, Role(role)) for userid, name, role in rows]
    meant = named_in(details, staff) or in_office(details, staff)
    return [one for one in staff if one.userid in meant]
