"""The demo estate 回音花园: made-up people under numbers that nobody has, entered by an import."""

from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from bot.directory_columns import Directory
from bot.directory_import import take_over
from flows.resources import read_bytes, read_text
from storage.database import Database
from storage.estates import Home, estates
from storage.knowledge import knowledge_text, set_knowledge
from storage.residents import Residence, Resident, name_of, phone_of
from storage.staff import Staff, staff_name


def load_demo_estate(database: Database, now: datetime) -> None:
    """Enter the packaged residents and staff; a demo that goes on is not changed by it."""
    with database.transaction() as session:
        for directory in Directory:
            content = read_bytes("bot", f"demo_data/{directory}.csv")
            take_over(session, directory, content, now)
        answers = read_text("bot", "demo_data/knowledge.toml")
        for estate in estates(session):
            if knowledge_text(session, estate.id) is None:
                set_knowledge(session, estate.id, answers, by="huiyin", why="demo", now=now)


def simulator_world(session: Session) -> dict[str, Any]:
    """Who may be played on the simulator's page, in the order of the directory.

    `wechat` is a made-up openid, `sms` the number in the directory or empty. A resident of several
    homes stands there with the first one.
    """
    query = (
        select(Resident, Home)
        .join(Residence, col(Residence.resident_id) == col(Resident.id))
        .join(Home, col(Residence.home_id) == col(Home.id))
        .where(col(Resident.in_directory).is_(True), col(Residence.moved_out).is_(None))
        .order_by(col(Resident.id), col(Residence.id))
    )
    residents: dict[int, dict[str, Any]] = {}
    for resident, home in session.exec(query):
        residents.setdefault(
            resident.id,
            {
                "id": resident.id,
                "name": name_of(session, resident),
                "home": home.code,
                "language": resident.language,
                "wechat": f"demo-openid-{resident.id}",
                "sms": phone_of(session, resident),
            },
        )
    staff = select(Staff).where(col(Staff.active).is_(True)).order_by(col(Staff.id))
    return {
        "estate": next((estate.name for estate in estates(session)), ""),
        "residents": list(residents.values()),
        "staff": [
            {
                "userid": member.userid,
                "name": staff_name(session, member),
                "role": member.role,
            }
            for member in session.exec(staff)
        ],
    }
