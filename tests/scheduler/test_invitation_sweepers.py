"""Several processes sweep the same campaign at once: every home is asked once, and none is left."""

from collections import Counter
from datetime import date
from threading import Barrier, Thread

from sqlmodel import col, select

from flows.rules.vocabulary import Purpose
from scheduler import invitation
from storage.conversations import Conversation
from storage.database import Database
from storage.inviting import plan_invitations
from storage.outgoing import Outgoing
from tests.databases import open_database
from tests.estate import Garden
from tests.survey_estate import people
from tests.surveys import invitations, running_campaign

SWEEPERS = 3
HOMES = [f"{building}-{room}" for building in range(1, 7) for room in range(101, 121)]


def test_sweepers_at_once_ask_every_home_once(garden: Garden) -> None:
    people(garden, HOMES)
    with garden.changing() as session:
        campaign = running_campaign(
            session, garden.id, HOMES, garden.now, last_day=date(2026, 12, 6)
        )
        plan_invitations(session, campaign, garden.now)
        campaign_id = campaign.id
    garden.now = garden.now.replace(minute=1)  # the second minute's homes are due too
    gate = Barrier(SWEEPERS)
    url = garden.database.url.render_as_string(hide_password=False)
    databases = [open_database(url) for _ in range(SWEEPERS)]

    def sweep(database: Database) -> None:
        gate.wait()
        while invitation.sweep_chunk(database, garden.now) is not None:
            pass

    threads = [Thread(target=sweep, args=(one,)) for one in databases]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for one in databases:
        one.close()
    garden.sweep(invitation.KIND)

    with garden.looking() as session:
        query = select(Outgoing.invitation_id).where(Outgoing.purpose == Purpose.SURVEY)
        sent = Counter(session.exec(query))
        found = invitations(session, campaign_id)
        assert sent == dict.fromkeys((one.id for one in found), 1)
        talks = session.exec(select(Conversation.id).where(col(Conversation.flow).is_not(None)))
        assert len(talks.all()) == len(HOMES)
        assert all(one.issued_at == garden.now and one.next_at is None for one in found)
