"""What a home reads when it is asked to answer a survey, or reminded of it (R7)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlmodel import Session

from flows.engine.ask import Option
from flows.engine.replay import Asked, Waiting, advance
from flows.forms.reading import load_form
from flows.rules.vocabulary import Language, MessageState, Purpose
from flows.talks.questionnaire import QuestionnaireSeed, questionnaire
from flows.talks.results import Talk
from flows.wording.catalogue import render
from flows.wording.say import Say, plain, say
from storage.campaigns import Campaign
from storage.conversations import ConversationState, Starter, seal_document, seal_seed
from storage.database import zone_of
from storage.forms import FormVersion
from storage.outgoing import ONE_WAY, Outgoing
from storage.own_wording import in_own_words
from storage.survey_links import TOKEN_HERE, survey_link


@dataclass(frozen=True)
class _Words:
    """A message, the same for all homes but for the link, which it does not say."""

    text: str
    one_way: str
    options: tuple[tuple[str, str], ...]
    title: str


@dataclass(frozen=True)
class AskedHome:
    """A home that is asked: where, in whose name, in which language, and under which token."""

    invitation_id: int
    estate_id: int
    resident_id: int
    language: Language
    token: str
    conversation_id: int


class Question:
    """The first question of a campaign, rendered once for each estate and language."""

    def __init__(
        self,
        session: Session,
        campaign: Campaign,
        estates: Mapping[int, str],
        closing: datetime,
        not_after: datetime,
        now: datetime,
    ) -> None:
        version = session.get_one(FormVersion, campaign.form_version_id)
        self._session, self._campaign, self._estates = session, campaign, estates
        self._closing, self._not_after, self._now = closing, not_after, now
        self._version_id = version.id
        seed = QuestionnaireSeed(version.content, version.id)
        progress = advance(lambda: questionnaire(seed), {})
        if not isinstance(progress.at, Waiting) or progress.asked is None:
            message = f"{campaign.number} asks nothing"
            raise TypeError(message)
        self.asked: Asked = progress.asked
        self._prompt: Say = progress.at.question.prompt
        self._options: tuple[Option, ...] = progress.at.question.options
        self._title = load_form(version.content).title
        self._rendered: dict[tuple[int, Language, bool], _Words] = {}

    def talk(self, invitation_id: int, resident_id: int, position: int) -> dict[str, Any]:
        """The columns of the conversation in which a home is asked."""
        seed = {"form_version": self._version_id, "invitation": invitation_id}
        return {
            "resident_id": resident_id,
            "flow": Talk.QUESTIONNAIRE.value,
            "seed_sealed": seal_seed(self._session, seed),
            "answers_sealed": self._no_answers,
            "asked": self.asked.dump(),
            "state": ConversationState.OPEN,
            "starter": Starter.HOUSE,
            "position": position,
            "opened_at": self._now,
            "touched_at": self._now,
        }

    def invitation(self, home: AskedHome) -> dict[str, Any]:
        """The columns of the message that asks a home."""
        key = f"invitation {home.invitation_id} ask {home.resident_id}"
        return self._message(home, key, is_reminder=False)

    def reminder(self, home: AskedHome, number: int, reminds_id: int | None) -> dict[str, Any]:
        """The columns of the message that reminds a home; it goes by the next channel."""
        key = f"invitation {home.invitation_id} remind {number} {home.resident_id}"
        message = self._message(home, key, is_reminder=True)
        return message | {"reminds_id": reminds_id}

    @cached_property
    def _no_answers(self) -> bytes:
        return seal_document(self._session, {})

    @cached_property
    def _columns(self) -> dict[str, Any]:
        """What all messages have in common."""
        blank = Outgoing(
            unique_key="",
            purpose=Purpose.SURVEY,
            text="",
            state=MessageState.QUEUED,
            not_before=self._now,
            created_at=self._now,
        )
        return blank.model_dump(exclude={"id"}, exclude_none=True)

    def _message(self, home: AskedHome, name: str, *, is_reminder: bool) -> dict[str, Any]:
        words = self._words(home, is_reminder=is_reminder)
        begins = f"{home.conversation_id}.{self.asked.key}."
        return self._columns | {
            "unique_key": name,
            "resident_id": home.resident_id,
            "estate_id": home.estate_id,
            "invitation_id": home.invitation_id,
            "text": words.text,
            "options": [
                {"label": label, "token": f"{begins}{value}"} for value, label in words.options
            ],
            "fields": {
                ONE_WAY: words.one_way,
                "summary": words.title,
                "time": f"{self._closing.astimezone(zone_of(self._session)):%Y-%m-%d %H:%M}",
            },
            "not_after": self._not_after,
        }

    def _words(self, home: AskedHome, *, is_reminder: bool) -> _Words:
        named = (home.estate_id, home.language, is_reminder)
        if named not in self._rendered:
            self._rendered[named] = self._render(
                home.estate_id, home.language, is_reminder=is_reminder
            )
        return self._rendered[named]

    def _render(self, estate_id: int, language: Language, *, is_reminder: bool) -> _Words:
        page = survey_link(self._session, TOKEN_HERE)
        zone = zone_of(self._session)
        title = self._title.by_language()[language]
        estate, until = self._estates[estate_id], self._campaign.last_day
        where = say("survey.page", link=page) if page else say("survey.here")
        told = {"estate": plain(estate), "page": where, "question": self._prompt}
        prompt = (
            say("survey.reminder", until=until, **told)
            if is_reminder
            else say("survey.invitation", until=until, **told)
        )
        one_way = say("survey.one_way", estate=estate, until=until, title=title, page=page)
        return _Words(
            render(in_own_words(self._session, estate_id, prompt), language, zone),
            render(one_way, language, zone).rstrip(),
            tuple((one.value, render(one.label, language, zone)) for one in self._options),
            title,
        )
