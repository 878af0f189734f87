"""A link under which whoever reported by SMS or phone adds photos to their case (R30)."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Field, Session, SQLModel, select

from flows.rules.escalation import Audience
from flows.rules.policy import Policy
from flows.wording.say import say
from storage.cases import RESIDENT, Case, Media, note
from storage.columns import identifier, instant, reference
from storage.estates import policy_in_force
from storage.media import STORED
from storage.rungs import audience
from storage.telling import brief, tell_staff_of

UPLOAD = "upload"


class UploadLink(SQLModel, table=True):
    """A right to add to one case, for some time and up to a number of files.

    Only the hash of its token is kept: who reads the database cannot use it.
    """

    __tablename__ = "upload_link"

    id: int = identifier()
    case_id: int = reference("report_case.id")
    token_hash: str = Field(unique=True)
    made_at: datetime = instant()
    expires_at: datetime = instant()
    files: int = 0


@dataclass(frozen=True)
class KeptFile:
    """A file that lies in MEDIA_DIR under its hash."""

    sha256: str
    size: int
    content_type: str

    def as_media(self, channel: str, reference: str, now: datetime) -> Media:
        """Its row, of nothing yet: it came by a page of ours, and is there at once."""
        return Media(
            channel=channel,
            kind=self.content_type.partition("/")[0],
            reference=reference,
            content_type=self.content_type,
            state=STORED,
            sha256=self.sha256,
            size=self.size,
            received_at=now,
            stored_at=now,
        )


def make_link(
    session: Session, case: Case, token: str, policy: Policy, now: datetime
) -> UploadLink:
    """Open a case's file to whoever has the token, a text of at least 128 random bits."""
    link = UploadLink(
        case_id=case.id,
        token_hash=_hash(token),
        made_at=now,
        expires_at=now + timedelta(hours=policy.uploads.link_hours),
    )
    session.add(link)
    session.flush()
    return link


def find_link(session: Session, token: str) -> UploadLink | None:
    """The link of a token, also when its time is over; None for a token that never was one."""
    query = select(UploadLink).where(UploadLink.token_hash == _hash(token))
    return session.exec(query).first()


def add_files(
    session: Session, link: UploadLink, case: Case, files: list[KeptFile], now: datetime
) -> int:
    """Put kept files into the case's file and tell who handles it; returns how many there was room.

    The caller holds the case. What a page sends twice is kept once.
    """
    session.refresh(link)
    room = policy_in_force(session, case.estate_id, now).uploads.files_max - link.files
    known = set(session.exec(select(Media.sha256).where(Media.case_id == case.id)))
    new = [one for one in dict.fromkeys(files) if one.sha256 not in known][:room]
    for one in new:
        media = one.as_media(UPLOAD, f"upload link {link.id}", now)
        media.case_id = case.id
        session.add(media)
    link.files += len(new)
    session.add(link)
    if new:
        event = note(session, case, "added", by=RESIDENT, now=now, photos=len(new), via=UPLOAD)
        sentence = say("staff.uploaded", case=brief(case), count=len(new))
        # What was found to be the same as another case is in the hands of whoever has that one.
        at_work = case if case.joined_to_id is None else session.get_one(Case, case.joined_to_id)
        told = audience(session, at_work, Audience.HANDLER_ELSE_ASSISTANTS, now)
        tell_staff_of(session, at_work, event, told, sentence)
    return len(new)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
