"""What an audit has found as a document: by subject, each rule with the rows that prove it."""

from zoneinfo import ZoneInfo

from flows.reports.document import Block, Document, Note, Section, Table
from flows.reports.indicator_words import Words
from flows.reports.rule_findings import Audited, Finding, RuleStanding, Subject
from flows.rules.vocabulary import Language
from flows.wording.say import Say, plain, say


def audit_document(audited: Audited, language: Language, zone: ZoneInfo) -> Document:
    """The findings in a language; what is not met stands first, and in its subject again."""
    words = Words(language, zone)
    return Document(
        language.value,
        words.of(say("audit.title")),
        audited.estate,
        (
            (words.of(say("audit.from")), audited.since.isoformat()),
            (words.of(say("audit.until")), audited.until.isoformat()),
        ),
        (
            _summary(words, audited),
            *(_subject(words, audited, subject) for subject in Subject),
        ),
    )


def summed_up(audited: Audited) -> Say:
    """How many rules are met, not met and not covered."""
    return say(
        "audit.sum",
        met=len(audited.of(RuleStanding.MET)),
        not_met=len(audited.of(RuleStanding.NOT_MET)),
        not_covered=len(audited.of(RuleStanding.NOT_COVERED)),
    )


def told(words: Words, finding: Finding) -> str:
    """What was found of a rule in one sentence, with the rows that matter."""
    looked_at = len(finding.kept) + len(finding.broken)
    match finding.standing:
        case RuleStanding.MET:
            sentence = say("audit.met_by", count=looked_at, rows=plain(words.named(finding.kept)))
        case RuleStanding.NOT_MET:
            sentence = say("audit.broken_by", count=looked_at, broken=len(finding.broken),
                           rows=plain(words.named(finding.broken)))  # fmt: skip
        case RuleStanding.NOT_COVERED:
            sentence = not_covered(finding)
    return words.of(sentence)


def not_covered(finding: Finding) -> Say:
    """Why nothing proves a rule: nothing of the kind happened, or no rows of it are kept."""
    if finding.is_kept:
        return say("audit.nothing_happened")
    return say(f"rule_gap.{finding.rule}")


def _summary(words: Words, audited: Audited) -> Section:
    blocks: list[Block] = [Note(words.of(summed_up(audited)))]
    blocks += [
        Note(f"{one.rule} {words.of(say(f'rule.{one.rule}'))}: {told(words, one)}", is_alarm=True)
        for one in audited.of(RuleStanding.NOT_MET)
    ]
    return Section(words.of(say("audit.summary")), tuple(blocks))


def _subject(words: Words, audited: Audited, subject: Subject) -> Section:
    title = words.of(say(f"Subject.{subject}"))
    head = words.head(
        say("audit.rule"), say("audit.asks"), say("audit.standing"), say("audit.found")
    )
    rows = tuple(
        (
            one.rule,
            words.of(say(f"rule.{one.rule}")),
            words.of(say(f"RuleStanding.{one.standing}")),
            told(words, one),
        )
        for one in audited.findings
        if one.subject is subject
    )
    return Section(title, (Table(title, head, rows),))
