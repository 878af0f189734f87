"""What lets others judge a report: its questions, what was left out, and its seals (R12-R18)."""

from collections import Counter

from flows.reports.document import Block, Cell, Note, Percent, Section, Table
from flows.reports.survey import Checked
from flows.reports.survey_words import Words
from flows.rules.survey.truth import Audit
from flows.wording.say import say

EXCLUDED_SHOWN_MAX = 200


def questions(words: Words) -> Section:
    """R18: how often each question was skipped, and how often it was not understood."""
    report = words.report
    found = {one.item: (one.answered, one.skipped, one.unclear) for one in report.whole.items}
    found |= {one.item: (one.answered, one.skipped, one.unclear) for one in report.open_items}
    rows: list[tuple[Cell, ...]] = []
    for question in report.questions:
        answered, skipped, unclear = found[question.key]
        asked = answered + skipped + unclear
        rows.append(
            (
                words.text(question.label),
                asked,
                answered,
                skipped,
                Percent(skipped / asked if asked else None),
                unclear,
                Percent(unclear / asked if asked else None),
            )
        )
    head = words.head(
        say("survey_report.item"),
        say("survey_report.asked"),
        say("survey_report.answered"),
        say("survey_report.skipped"),
        say("survey_report.share"),
        say("survey_report.unclear"),
        say("survey_report.share"),
    )
    title = words.of(say("survey_report.questions"))
    note = Note(words.of(say("survey_report.questions_are")))
    return Section(title, (note, Table(title, head, tuple(rows))))


def excluded(words: Words) -> Section:
    """R12: what is not counted, and why; where no home may be named only how many."""
    log = words.report.excluded
    title = words.of(say("survey_report.excluded"))
    if not log:
        return Section(title, (Note(words.of(say("survey_report.none_excluded"))),))
    reasons = Counter(one.reason for one in log)
    head = words.head(say("survey_report.reason"), say("survey_report.number_of"))
    counts = tuple(
        (words.of(say(f"Exclusion.{reason}")), number) for reason, number in reasons.most_common()
    )
    blocks: list[Block] = [Table(words.of(say("survey_report.by_reason")), head, counts)]
    named = [one for one in log if one.home]
    if named:
        columns = words.head(
            say("survey_report.response"),
            say("survey_report.home"),
            say("survey_report.item"),
            say("survey_report.reason"),
        )
        rows = tuple(
            (
                one.response,
                one.home,
                words.label(one.item) if one.item else "",
                words.of(say(f"Exclusion.{one.reason}")),
            )
            for one in named[:EXCLUDED_SHOWN_MAX]
        )
        blocks.append(Table(words.of(say("survey_report.exclusion_log")), columns, rows))
    return Section(title, tuple(blocks))


def proofs(words: Words) -> Section:
    """R4, R16: by what others can draw and count again, and how the check stands."""
    report = words.report
    seals = (
        (words.of(say("survey_report.seed")), report.asking.seed),
        (words.of(say("survey_report.frame_digest")), report.asking.frame_digest),
        (words.of(say("survey_report.form_digest")), report.asking.form_digest),
        (words.of(say("survey_report.answers_digest")), report.answers_digest),
    )
    head = words.head(say("survey_report.seal"), say("survey_report.value"))
    title = words.of(say("survey_report.proofs"))
    return Section(
        title,
        (
            _checked(words, report.checked),
            Note(words.of(say("survey_report.seals_are"))),
            Table(words.of(say("survey_report.seals")), head, seals),
        ),
    )


def _checked(words: Words, checked: Checked | None) -> Note:
    if checked is None:
        return Note(words.of(say("survey_report.not_checked")))
    told = say(
        "survey_report.checked",
        drawn=checked.drawn,
        marked=sum(checked.marks.values()),
        state=say(f"Audit.{checked.state}"),
    )
    return Note(words.of(told), is_alarm=checked.state is Audit.CHECK_ALL)
