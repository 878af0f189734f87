"""What an audit has found as lines that a manager reads on a screen."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from flows.reports.indicator_words import Words
from flows.reports.rule_audit_document import summed_up, told
from flows.reports.rule_findings import Audited, RuleStanding, Subject
from flows.rules.vocabulary import Language
from flows.wording.say import plain, say

MARKS = {RuleStanding.MET: "✓", RuleStanding.NOT_MET: "✗", RuleStanding.NOT_COVERED: "·"}


def audit_lines(audited: Audited, language: Language, zone: ZoneInfo) -> Iterator[str]:
    """Yield the estate, the sum, and by subject a line for each rule."""
    words = Words(language, zone)
    yield words.of(
        say(
            "audit.head",
            estate=plain(audited.estate),
            since=plain(audited.since.isoformat()),
            until=plain(audited.until.isoformat()),
        )
    )
    yield words.of(summed_up(audited))
    for subject in Subject:
        yield ""
        yield words.of(say(f"Subject.{subject}"))
        for one in audited.findings:
            if one.subject is subject:
                name = words.of(say(f"rule.{one.rule}"))
                yield f"  {MARKS[one.standing]} {one.rule:4}{name}: {told(words, one)}"
