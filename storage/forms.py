"""Published versions of questionnaires: kept word for word, because answers are answers to them."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Session, SQLModel, col, select

from flows.forms.built_in import BUILT_IN
from flows.forms.form import Form
from flows.forms.reading import load_form
from flows.forms.writing import form_content, form_digest
from storage.columns import identifier, instant
from storage.inserting import insert_into


class FormVersion(SQLModel, table=True):
    """One version of a form as it was first asked; it never changes."""

    __tablename__ = "form_version"
    __table_args__ = (UniqueConstraint("form", "version"),)

    id: int = identifier()
    form: str
    version: int
    digest: str
    content: str
    published_at: datetime = instant()


class ChangedForm(Exception):
    """A form asks otherwise than its version did when it was published."""


def publish_form(session: Session, form: Form, now: datetime) -> FormVersion:
    """The row of a form's version, written when it is first asked. Raises ChangedForm."""
    content, digest = form_content(form), form_digest(form)
    insert, _ = insert_into(session, "form_version")
    statement = insert.values(
        form=form.id, version=form.version, digest=digest, content=content, published_at=now
    )
    session.execute(statement.on_conflict_do_nothing(index_elements=["form", "version"]))
    found = published(session, form.id, form.version)
    if found.digest != digest:
        raise ChangedForm(f"{form.id} version {form.version} was published with other content")
    return found


def published(session: Session, form: str, version: int) -> FormVersion:
    """The version of a form that somebody answered, also when a later one is asked by now."""
    return session.exec(
        select(FormVersion).where(FormVersion.form == form, FormVersion.version == version)
    ).one()


def own_versions(session: Session, limit: int) -> list[FormVersion]:
    """What was published beside the forms that come with the house, the newest first."""
    query = select(FormVersion).where(col(FormVersion.form).not_in(BUILT_IN))
    return list(session.exec(query.order_by(col(FormVersion.id).desc()).limit(limit)))


def newest_own(session: Session) -> list[FormVersion]:
    """The newest version of each form that was published beside those of the house."""
    newest: dict[str, FormVersion] = {}
    query = select(FormVersion).where(col(FormVersion.form).not_in(BUILT_IN))
    for row in session.exec(query.order_by(col(FormVersion.version))):
        newest[row.form] = row
    return list(newest.values())


def newest_published(session: Session, form: str) -> Form | None:
    """The newest version of a form that somebody published under this id."""
    query = select(FormVersion).where(FormVersion.form == form)
    found = session.exec(query.order_by(col(FormVersion.version).desc()).limit(1)).first()
    return None if found is None else form_of(found)


def form_of(version: FormVersion) -> Form:
    """The form as it was asked."""
    return load_form(version.content)
