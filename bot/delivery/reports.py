"""Status callbacks: what a provider reports of a letter after it has taken it, in any order."""

from datetime import datetime
from typing import assert_never

from sqlmodel import Session, col, select

from bot.channels.sms_status import Fate, StatusReport, fate, merge_status
from bot.delivery.opt_outs import remember_opt_out
from bot.delivery.settling import (
    UNKNOWN,
    settle_accepted,
    settle_delivered,
    settle_failed,
)
from flows.rules.reach import SMS
from flows.rules.vocabulary import MessageState
from storage.answering import hold_asked
from storage.outgoing import Attempt, EarlyReport, Outgoing, attempts_of, hold

IDENTIFIER_MAX = 2**31 - 1

# Where a delivery that failed after all sends the message up the ladder again.
_RESTED = frozenset({MessageState.ACCEPTED, MessageState.UNKNOWN})


def apply_report(session: Session, report: StatusReport, now: datetime) -> bool:
    """Merge one status callback; False if nobody knows the message (yet), and it is kept.

    Any order and any repetition of the same callbacks ends in the same state (W23).
    """
    attempt = _attempt_of(session, report)
    if attempt is None:
        _keep(session, report, now)
        return False
    _merge_all(session, attempt, [report], now)
    return True


def merge_early(session: Session, attempt_id: int, now: datetime) -> None:
    """Merge what was kept because it came before the attempt's provider id was known (F11)."""
    attempt = session.get_one(Attempt, attempt_id)
    if attempt.provider_id is None:
        return
    query = select(EarlyReport).where(EarlyReport.provider_id == attempt.provider_id)
    kept = list(session.exec(query.order_by(col(EarlyReport.id))))
    reports = [StatusReport(row.provider_id, row.status, row.error, to="") for row in kept]
    _merge_all(session, attempt, reports, now)
    for row in kept:
        session.delete(row)


def settle_reported(session: Session, message: Outgoing, attempt: Attempt, now: datetime) -> None:
    """A status callback was faster than an answer that never came: the provider has the letter."""
    attempt.ended_at = attempt.ended_at or now
    _conclude_taken(session, message, attempt)
    conclude(session, message, attempt, now)


def conclude(session: Session, message: Outgoing, attempt: Attempt, now: datetime) -> None:
    """Draw from what is reported of an attempt what it means for the message, which is held."""
    is_last = attempts_of(session, message.id)[-1].id == attempt.id
    if is_last:
        message.provider_id = attempt.provider_id
        message.provider_status = attempt.provider_status
        session.add(message)
    if attempt.outcome is None:
        # The call is not over yet: its own outcome comes first, and is concluded with this.
        return
    match fate(attempt.provider_status or ""):
        case Fate.DELIVERED:
            if attempt.outcome == UNKNOWN:
                _conclude_taken(session, message, attempt)
            settle_delivered(session, message, now)
        case Fate.FAILED if is_last and message.state in _RESTED:
            settle_failed(session, message, attempt, now)
        case Fate.UNDER_WAY if is_last and message.state is MessageState.UNKNOWN:
            _conclude_taken(session, message, attempt)
        case Fate.FAILED | Fate.UNDER_WAY:
            pass
        case unknown:
            assert_never(unknown)


def _conclude_taken(session: Session, message: Outgoing, attempt: Attempt) -> None:
    if attempt.provider_id is not None:
        settle_accepted(session, message, attempt, attempt.provider_id, attempt.started_at)


def _merge_all(
    session: Session, attempt: Attempt, reports: list[StatusReport], now: datetime
) -> None:
    message = session.get_one(Outgoing, attempt.outgoing_id)
    if any(report.opted_out for report in reports):
        remember_opt_out(session, message, attempt, now)
    hold_asked(session, message.id)
    message = hold(session, message.id)
    session.refresh(attempt)
    for report in reports:
        _merge(attempt, report)
    session.add(attempt)
    session.flush()
    conclude(session, message, attempt, now)


def _attempt_of(session: Session, report: StatusReport) -> Attempt | None:
    query = select(Attempt).where(Attempt.provider_id == report.provider_id)
    found = session.exec(query.order_by(col(Attempt.id).desc())).first()
    if found is not None or not report.letter.isdecimal():
        return found
    # Our own callback address names the letter: so an answer that was lost is found again.
    message_id = min(int(report.letter), IDENTIFIER_MAX)
    waiting = [
        one
        for one in attempts_of(session, message_id)
        if one.channel == SMS and one.provider_id is None and one.outcome in {None, UNKNOWN}
    ]
    return waiting[-1] if waiting else None


def _keep(session: Session, report: StatusReport, now: datetime) -> None:
    query = select(EarlyReport.id).where(
        EarlyReport.provider_id == report.provider_id,
        EarlyReport.status == report.status,
        EarlyReport.error == report.error_code,
    )
    if session.exec(query).first() is None:
        row = EarlyReport(
            provider_id=report.provider_id, status=report.status, error=report.error_code, at=now
        )
        session.add(row)
        session.flush()


def _merge(attempt: Attempt, report: StatusReport) -> None:
    known = StatusReport(
        report.provider_id, attempt.provider_status or "", attempt.provider_error or "", to=""
    )
    merged = merge_status(known, report)
    attempt.provider_id = merged.provider_id
    attempt.provider_status = merged.status or None
    attempt.provider_error = merged.error_code or None
