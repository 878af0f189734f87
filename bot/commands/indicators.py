"""What `huiyin report indicators` writes; whoever has it written is in the audit log (S18)."""

from datetime import datetime

from sqlmodel import Session

from bot.commands.opening import CannotRun
from bot.commands.policy_versions import estate_named
from flows.reports.indicator_report import IndicatorReport
from flows.reports.period_names import period_name, period_named
from flows.rules.public_figures import Period
from storage.audit import COMMAND, OPERATOR, READ, audit
from storage.estates import Estate, estates
from storage.indicator_rows import report_of_period


def wanted_period(month: str | None, quarter: str | None) -> Period:
    """The month or the quarter that was typed; raises CannotRun for neither, both or another."""
    written = month or quarter
    if written is None or (month and quarter):
        raise CannotRun("name a --month such as 2026-10, or a --quarter such as 2026-Q4")
    try:
        return period_named(written)
    except ValueError as error:
        raise CannotRun(str(error)) from None


def told_indicators(
    session: Session, period: Period, estate_name: str | None, now: datetime
) -> IndicatorReport:
    """The figures of the named estate, or of the only one there is; raises CannotRun."""
    estate = the_estate(session, estate_name)
    subject = f"figures {estate.id}-{period_name(period)}"
    audit(session, READ, subject, by=OPERATOR, via=COMMAND, now=now)
    return report_of_period(session, estate, period, now)


def the_estate(session: Session, name: str | None) -> Estate:
    """The estate of this name; without one, the only one there is. Raises CannotRun."""
    if name is not None:
        return estate_named(session, name)
    known = estates(session)
    if len(known) != 1:
        names = ", ".join(one.name for one in known) or "none yet"
        raise CannotRun(f"--estate: say which one; there are {names}")
    return known[0]
