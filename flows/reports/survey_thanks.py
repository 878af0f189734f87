"""Whom a report thanks: the staff whom residents praised, and the homes that won a prize (R23)."""

from flows.reports.document import Note, Section, Table
from flows.reports.survey_words import Words
from flows.wording.say import plain, say

MEMBERS_SHOWN_MAX = 50


def praise(words: Words) -> Section | None:
    """R24: the staff by the homes that praised them; None where nobody was praised."""
    praised = words.report.praise
    if not praised:
        return None
    head = words.head(
        say("survey_report.place"), say("survey_report.member"), say("survey_report.homes")
    )
    rows = tuple((one.place, one.member, one.homes) for one in praised[:MEMBERS_SHOWN_MAX])
    title = words.of(say("survey_report.praise"))
    return Section(
        title, (Note(words.of(say("survey_report.praise_is"))), Table(title, head, rows))
    )


def prizes(words: Words) -> Section | None:
    """R23: what was drawn by lot, of each home only a part; None where nothing was."""
    won = words.report.prizes
    if not won:
        return None
    head = words.head(say("survey_report.prize"), say("survey_report.home"))
    rows = tuple((one.place, one.home) for one in won)
    title = words.of(say("survey_report.prizes"))
    told = say("survey_report.prizes_are", seed=plain(words.report.asking.seed))
    return Section(title, (Note(words.of(told)), Table(title, head, rows)))
