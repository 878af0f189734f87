"""Which members of staff somebody's words name, where nobody can be asked."""

from collections.abc import Iterable

from sqlmodel import Session

from flows.rules.vocabulary import CaseKind
from flows.understanding.staff_names import Colleague, complained_of, complains, named_in
from storage.staff import Staff, chain, staff_name


def staff_named(session: Session, estate_id: int, text: str) -> list[Staff]:
    """The members of an estate's chain whom a text names, the estate's own first."""
    members = _by_userid(session, [estate_id])
    return [members[userid] for userid in named_in(text, _known(session, members.values()))]


def not_for(session: Session, estate_ids: Iterable[int], kind: CaseKind, text: str) -> Staff | None:
    """The one member whom a complaint names among those of the estates that it may be from (R70).

    None for nobody, for several, and for another kind whose words do not complain.
    """
    if kind is not CaseKind.COMPLAINT and not complains(text):
        return None
    members = _by_userid(session, estate_ids)
    userid = complained_of(text, _known(session, members.values()))
    return None if userid is None else members[userid]


def _by_userid(session: Session, estate_ids: Iterable[int]) -> dict[str, Staff]:
    return {one.userid: one for estate_id in estate_ids for one in chain(session, estate_id)}


def _known(session: Session, members: Iterable[Staff]) -> list[Colleague]:
    return [Colleague(one.userid, staff_name(session, one), one.role) for one in members]
