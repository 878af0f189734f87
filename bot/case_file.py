"""The whole file of one case, as it is exported and printed (R46)."""

from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from bot.api.showing import Shown, show_file, show_message, staff_userids
from bot.api.showing_tasks import show_task
from bot.api.texts import masked
from storage.cases import Case
from storage.database import zone_of
from storage.intake import Entry, incoming_about
from storage.outgoing import Outgoing
from storage.residents import Resident, name_of, phone_of
from storage.tasks import Task, records


def case_file(session: Session, case: Case) -> Shown:
    """All that is kept of a case: what happened, was promised, said, asked for and shown."""
    zone = zone_of(session)
    sent = select(Outgoing).where(Outgoing.case_id == case.id).order_by(col(Outgoing.id))
    messages = list(session.exec(sent))
    userids = staff_userids(session, [message.staff_id for message in messages])
    tasks = session.exec(select(Task).where(Task.case_id == case.id).order_by(col(Task.id)))
    return show_file(session, case) | {
        "result": case.result,
        "measures": case.measures,
        "improvement": case.improvement,
        "reported_by": _reporter(session, case),
        "incoming": [_incoming(one, zone) for one in incoming_about(session, case)],
        "messages": [show_message(one, userids.get(one.staff_id), zone) for one in messages],
        "tasks": [
            show_task(session, task, case.number, records(session, task.id), zone) for task in tasks
        ],
    }


def _reporter(session: Session, case: Case) -> Shown | None:
    """Who reported, as the handling form names them; the number is masked (R66)."""
    if case.reporter_id is None:
        return None
    resident = session.get_one(Resident, case.reporter_id)
    return {"name": name_of(session, resident), "phone": masked(phone_of(session, resident))}


def _incoming(entry: Entry, zone: ZoneInfo) -> Shown:
    """One original message as it came, and who wrote it (R25, R29)."""
    return {
        "at": entry.at.astimezone(zone).isoformat(),
        "channel": entry.channel,
        "original": entry.original,
        "name": entry.writer.name or None,
        "phone": masked(entry.writer.phone),
        "home": entry.writer.home or None,
        "text": entry.text,
    }
