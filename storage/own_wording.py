"""What an estate says in words of its own: by sentence and language, with every earlier wording."""

from datetime import datetime

from sqlalchemy import bindparam
from sqlmodel import Field, Session, SQLModel, col, func, select

from flows.rules.vocabulary import Language
from flows.wording.own import may_be_reworded, reworded
from flows.wording.say import Say
from storage.columns import identifier, instant, reference, word
from storage.prepared import prepared


class OwnWording(SQLModel, table=True):
    """One wording of a sentence; the newest holds, and an empty one is that of the house."""

    __tablename__ = "own_wording"

    id: int = identifier()
    estate_id: int = reference("estate.id")
    key: str = Field(index=True)
    language: Language = word(Language)
    text: str
    by: str
    said_since: datetime = instant()


_NEWEST = prepared(
    select(OwnWording.key, OwnWording.language, OwnWording.text).where(
        col(OwnWording.id).in_(
            select(func.max(OwnWording.id))
            .where(OwnWording.estate_id == bindparam("estate_id"))
            .group_by(col(OwnWording.key), col(OwnWording.language))
        )
    )
)


def own_wordings(session: Session, estate_id: int) -> dict[tuple[str, Language], str]:
    """The sentences that an estate says in its own words."""
    rows = _NEWEST.all(session, estate_id=estate_id)
    return {(key, Language(language)): text for key, language, text in rows if text}


def in_own_words(session: Session, estate_id: int | None, sentence: Say) -> Say:
    """The sentence as an estate says it; as the house does where the estate has no other words."""
    if estate_id is None or not may_be_reworded(sentence):
        return sentence
    return reworded(sentence, own_wordings(session, estate_id))


def wordings_of(session: Session, estate_id: int, limit: int) -> list[OwnWording]:
    """Every change of an estate's wordings, the newest first."""
    query = select(OwnWording).where(OwnWording.estate_id == estate_id)
    return list(session.exec(query.order_by(col(OwnWording.id).desc()).limit(limit)))


def word_anew(
    session: Session,
    estate_id: int,
    key: str,
    language: Language,
    text: str,
    *,
    by: str,
    now: datetime,
) -> None:
    """Say a sentence in other words from now on; an empty text is the house's own again."""
    row = OwnWording(
        estate_id=estate_id, key=key, language=language, text=text, by=by, said_since=now
    )
    session.add(row)
    session.flush()
