"""A home's questionnaire, opened by its link on a phone, and the house behind it."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any

from aiohttp import FormData, web
from aiohttp.test_utils import TestClient, TestServer
from sqlmodel import Session, select

from bot.pages.links import LinkPages
from bot.pages.questionnaires import QuestionnairePages
from bot.pages.rendering import routes as page_routes
from bot.pages.uploads import UploadPages
from bot.refusing import refusing
from flows.forms.form import Form
from flows.forms.reading import parse_form
from storage.campaigns import Campaign
from storage.conversations import Conversation, answers_of
from storage.forms import publish_form
from storage.invitations import Invitation
from storage.responses import FormResponse, answers_to
from tests.estate import CHEN, LI, Garden
from tests.surveys import TOKEN, invitations, invite, running_campaign

LAST_DAY = date(2026, 12, 4)
ALL_KINDS = Path(__file__).parents[1] / "flows/talks/questionnaires/all_kinds.yaml"
EVERY_CONTROL = Path(__file__).with_name("every_control.yaml")


def form_in(file: Path) -> Form:
    """The form that a file holds."""
    return parse_form(file.read_text(encoding="utf-8"), name=file.stem)


@dataclass(frozen=True)
class Answered:
    """What the phone got: the status, the page, the headers."""

    status: int
    text: str
    headers: Mapping[str, str]


@dataclass
class Page:
    """A phone with the link of Chen's home, and the house behind it."""

    garden: Garden
    folder: Path
    phone: TestClient[web.Request, web.Application]
    campaign: int
    invitation: int

    async def open(self, part: str = "", *, language: str = "", token: str = TOKEN) -> Answered:
        """Open a page of the questionnaire."""
        answer = await self.phone.get(
            f"/f/{token}", params={"part": part, "lang": language}, allow_redirects=False
        )
        return Answered(answer.status, await answer.text(), answer.headers)

    async def send(
        self,
        part: str,
        fields: Mapping[str, Sequence[str]] | None = None,
        *,
        go: str = "on",
        photos: Mapping[str, list[bytes]] | None = None,
        follow: bool = True,
        token: str = TOKEN,
    ) -> Answered:
        """Fill in a page and press a button of it."""
        form = FormData(default_to_multipart=True)
        for name, values in {**(fields or {}), "go": go}.items():
            for value in [values] if isinstance(values, str) else values:
                form.add_field(name, value)
        for name, contents in (photos or {}).items():
            for content in contents:
                form.add_field(name, BytesIO(content), filename="1.jpg", content_type="image/jpeg")
        answer = await self.phone.post(
            f"/f/{token}", params={"part": part}, data=form, allow_redirects=follow
        )
        return Answered(answer.status, await answer.text(), answer.headers)

    async def hand_in(self) -> Answered:
        """Press the last button."""
        return await self.send("~check", go="hand-in")

    def asked(self) -> Invitation:
        """The invitation of Chen's home."""
        with self.garden.looking() as session:
            return session.get_one(Invitation, self.invitation)

    def kept(self) -> dict[str, Any]:
        """The answers as the talk has them."""
        with self.garden.looking() as session:
            talk = self.asked().conversation_id
            return {} if talk is None else answers_of(session, session.get_one(Conversation, talk))

    def responses(self) -> list[dict[str, Any]]:
        """What was handed in."""
        with self.garden.looking() as session:
            return [answers_to(session, row) for row in session.exec(select(FormResponse))]


@asynccontextmanager
async def opened(garden: Garden, folder: Path, form: Form) -> AsyncIterator[Page]:
    """A running campaign that asks this form of two homes; Chen's link is TOKEN."""
    campaign, invitation = begun(garden, form)
    application = web.Application(middlewares=[refusing])
    application.add_routes(routes(garden, folder))
    async with TestClient(TestServer(application)) as phone:
        yield Page(garden, folder, phone, campaign, invitation)


def routes(garden: Garden, folder: Path) -> list[web.RouteDef]:
    """All that a phone with a link asks for."""
    behind = (garden.database, folder, lambda: garden.now, lambda: None)
    pages = LinkPages(garden.database, UploadPages(*behind), QuestionnairePages(*behind))
    return [*page_routes(), *pages.routes()]


def begun(garden: Garden, form: Form) -> tuple[int, int]:
    """The campaign of `opened` and Chen's invitation, by their ids."""
    with garden.changing() as session:
        campaign = asking(session, garden, form)
        invitation = invitations(session, campaign.id)[0]
        invite(session, invitation, TOKEN)
        return campaign.id, invitation.id


def asking(session: Session, garden: Garden, form: Form) -> Campaign:
    """A campaign that has begun today and asks Chen's home and Li's."""
    campaign = running_campaign(session, garden.id, [CHEN, LI], garden.now, last_day=LAST_DAY)
    version = publish_form(session, form, garden.now)
    campaign.form_version_id, campaign.form_content = version.id, version.content
    session.add(campaign)
    return campaign


class _Controls(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.checked: dict[str, list[str]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        is_set = tag == "input" and ("checked" in given or given.get("type") in {"text", "date"})
        if is_set and given.get("value"):
            name, value = str(given.get("name")), str(given.get("value"))
            self.checked.setdefault(name, []).append(value)


def filled_in(text: str) -> dict[str, list[str]]:
    """What a page has filled in: the chosen and typed values by their names."""
    controls = _Controls()
    controls.feed(text)
    return controls.checked
