from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from flows.forms.answers import Given, Response
from flows.forms.built_in import built_in
from flows.forms.writing import form_digest
from flows.rules.survey.words import Abstention
from flows.rules.vocabulary import Source
from storage.database import Database
from storage.forms import ChangedForm, FormVersion, form_of, publish_form, published
from storage.responses import FormResponse, answers_to, keep_response
from tests.databases import open_database

NOW = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
QUARTER = built_in("quarter")


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = open_database(database_url)
    yield opened
    opened.close()


def test_a_published_version_is_kept_once_and_word_for_word(database: Database) -> None:
    with database.transaction() as session:
        first = publish_form(session, QUARTER, NOW).id
    with database.transaction() as session:
        again = publish_form(session, QUARTER, NOW + timedelta(days=90))

        assert again.id == first
        assert again.published_at == NOW
        assert form_of(again) == QUARTER
        assert again.digest == form_digest(QUARTER)


def test_a_version_that_was_published_never_changes(database: Database) -> None:
    changed = replace(QUARTER, summary=True)
    with database.transaction() as session:
        publish_form(session, QUARTER, NOW)

    with pytest.raises(ChangedForm, match="quarter version 2"), database.transaction() as session:
        publish_form(session, changed, NOW)
    newer = replace(changed, version=QUARTER.version + 1)
    with database.transaction() as session:
        assert form_of(publish_form(session, newer, NOW)) == newer
        assert form_of(published(session, "quarter", QUARTER.version)) == QUARTER


def test_answers_are_sealed_and_an_abstention_is_never_a_null(database: Database) -> None:
    response = Response(
        "quarter",
        QUARTER.version,
        form_digest(QUARTER),
        (
            ("overall", Given("satisfied", "就是电梯慢")),
            ("attitude", Abstention.UNCLEAR),
            ("opinion", Abstention.SKIPPED),
        ),
    )
    with database.transaction() as session:
        version: FormVersion = publish_form(session, QUARTER, NOW)
        row = FormResponse(mode=Source.WECHAT, handed_in_at=NOW)
        row_id = keep_response(session, version, response, row).id
    with database.reading() as session:
        kept = session.get_one(FormResponse, row_id)

        assert kept.answers_sealed is not None
        assert "电梯".encode() not in kept.answers_sealed
        assert answers_to(session, kept) == {
            "overall": {"value": "satisfied", "remark": "就是电梯慢"},
            "attitude": {"abstained": "unclear"},
            "opinion": {"abstained": "skipped"},
        }
