"""The made-up estate: its homes, who lives there with which phones, and who works for it."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from random import Random

from sqlmodel import Session, col, select

from bot.directory_columns import RESIDENT_COLUMNS, STAFF_COLUMNS, Directory
from bot.directory_import import take_over
from flows.rules.policy import Policy
from flows.rules.policy_text import packaged
from flows.rules.vocabulary import Purpose
from storage.consents import Given, record_consent
from storage.estates import Home, estates, set_policy
from storage.residents import WECHAT, Residence, Resident, add_identity

ESTATE = "模拟花园"
WECHAT_ACCOUNT = "gh_simulated"
ROOMS_PER_UNIT = 40
ON_WECHAT, WITH_FAMILY, SHARING_PHONE = 0.75, 0.25, 0.5
FIRST_NUMBER = 5551_0000
FORGOTTEN_AFTER = {"raw_days": 1, "code_days": 1, "conversation_days": 7}
"""What the judge of a story has to remember is kept as long as usual."""
STAFF = (
    ("lin", "林", "assistant", "zhou"),
    ("he", "何", "assistant", "zhou"),
    ("zhou", "周", "lead", "qian"),
    ("qian", "钱", "manager", "gao"),
    ("tang", "唐", "technician", "zhou"),
    ("gao", "高", "general_manager", ""),
)


@dataclass(frozen=True)
class Neighbour:
    """Somebody who lives here: `openid` is empty for whoever only has SMS."""

    name: str
    home: str
    phone: str
    openid: str


@dataclass(frozen=True)
class Town:
    """Everybody."""

    neighbours: list[Neighbour]
    staff: list[str] = field(default_factory=lambda: [userid for userid, *_ in STAFF])


def plan_town(homes: int, chance: Random) -> Town:
    """Who lives where; drawn from chance alone."""
    neighbours: list[Neighbour] = []
    for number in range(homes):
        home = f"{number // ROOMS_PER_UNIT + 1}-1-{number % ROOMS_PER_UNIT + 101}"
        people = 2 if chance.random() < WITH_FAMILY else 1
        shared = chance.random() < SHARING_PHONE
        for person in range(people):
            count = len(neighbours) if not (shared and person) else len(neighbours) - 1
            phone = f"+852{FIRST_NUMBER + count}"
            openid = f"openid-{len(neighbours)}" if chance.random() < ON_WECHAT else ""
            neighbours.append(Neighbour(f"住户{len(neighbours)}", home, phone, openid))
    return Town(neighbours)


def settle(session: Session, town: Town, profile: str, now: datetime) -> None:
    """Import the directories as an estate does, and let those with WeChat be enrolled."""
    take_over(session, Directory.RESIDENTS, _residents(town), now)
    take_over(session, Directory.STAFF, _staff(), now)
    (estate,) = estates(session)
    policy = _forgetful(packaged(profile))
    set_policy(session, estate.id, policy, effective_at=now, by="gao", why="", now=now)
    rows = session.exec(
        select(Resident)
        .join(Residence, col(Residence.resident_id) == col(Resident.id))
        .join(Home, col(Residence.home_id) == col(Home.id))
        .order_by(col(Resident.id))
    )
    for resident, neighbour in zip(rows, town.neighbours, strict=True):
        if neighbour.openid:
            identity = add_identity(session, resident, WECHAT, WECHAT_ACCOUNT, neighbour.openid)
            identity.proven_at = now
            session.add(identity)
            record_consent(
                session, resident.id, Purpose.SURVEY, Given("wechat"), granted=True, now=now
            )


def _forgetful(policy: Policy) -> Policy:
    """Some of what is kept goes after a few days, so that a short story sees it go."""
    kept = replace(policy.retention, **FORGOTTEN_AFTER)
    return replace(policy, retention=kept)


def _residents(town: Town) -> bytes:
    lines = [",".join(RESIDENT_COLUMNS)]
    for one in town.neighbours:
        home = one.home.replace("-", ",")
        lines.append(f"{ESTATE},{home},{one.name},{one.phone},owner,zh-Hans,2020-01-01,,")
    return "\n".join(lines).encode()


def _staff() -> bytes:
    lines = [",".join(STAFF_COLUMNS)]
    for number, (userid, name, role, above) in enumerate(STAFF):
        estate = "" if role == "general_manager" else ESTATE
        lines.append(f"{userid},{name},{role},,+8525559{number:04d},{estate},{above}")
    return "\n".join(lines).encode()
