"""Versions of the knowledge file, as `huiyin knowledge` reads and writes them."""

from datetime import datetime

from sqlmodel import Session

from bot.commands.opening import CannotRun
from bot.commands.policy_versions import check_decision, estate_named
from flows.resources import read_text
from flows.rules.knowledge import CHARACTERS_MAX, parse_knowledge
from storage.audit import COMMAND, audit
from storage.estates import estates
from storage.knowledge import knowledge_text, set_knowledge

BYTES_MAX = 4 * CHARACTERS_MAX


def add_versions(
    session: Session,
    content: str,
    name: str,
    estate_name: str | None,
    *,
    by: str,
    why: str,
    now: datetime,
) -> list[str]:
    """Add a version to the named estate or to all; raises KnowledgeError or CannotRun."""
    parse_knowledge(content, name=name)
    check_decision(session, by, why)
    chosen = estates(session) if estate_name is None else [estate_named(session, estate_name)]
    if not chosen:
        raise CannotRun("there is no estate yet: import residents or staff first")
    for estate in chosen:
        set_knowledge(session, estate.id, content, by=by, why=why, now=now)
        subject = f"knowledge of {estate.name}"
        audit(session, "knowledge", subject, by=by, via=COMMAND, why=why, now=now)
    return [estate.name for estate in chosen]


def held(session: Session, estate_name: str | None) -> tuple[str, str]:
    """An estate and its file, or the packaged example; without a name, of the only estate."""
    known = estates(session)
    if not known:
        raise CannotRun("there is no estate yet: import residents or staff first")
    if estate_name is None and len(known) > 1:
        names = ", ".join(estate.name for estate in known)
        raise CannotRun(f"--estate: say which one; there are {names}")
    estate = known[0] if estate_name is None else estate_named(session, estate_name)
    text = knowledge_text(session, estate.id)
    return estate.name, read_text("flows.rules", "knowledge_example.toml") if text is None else text
