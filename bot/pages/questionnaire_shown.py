"""The pages of a questionnaire: a section's, all answers once more, and what is said at the end."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.pages.questionnaire_sent import Sent
from bot.pages.questionnaire_steps import CHECK, PART, Step, step_of, steps
from bot.pages.questionnaire_view import Shown, View
from bot.pages.rendering import SCRIPTED_HEADERS, language_asked, page
from flows.talks.answers_kept import lacking
from flows.talks.item_options import in_words
from flows.wording.catalogue import render
from flows.wording.say import Say, say
from storage.questionnaire_links import LinkedForm

_WORDS = {
    "required_mark": say("survey_page.required_mark"),
    "optional": say("survey_page.optional"),
    "privacy": say("survey_page.privacy"),
    "resumed": say("survey_page.resumed"),
    "skip": say("survey_page.skip"),
    "skip_open": say("survey_page.skip_open"),
    "pick": say("survey_page.pick"),
    "photos_there": say("survey_page.photos_there"),
    "photos_wipe": say("survey_page.photos_wipe"),
    "on": say("survey_page.on"),
    "back": say("survey_page.back"),
    "problems": say("survey_page.problems"),
    "language": say("survey_page.language"),
    "wrong": say("survey_page.wrong"),
    "check_title": say("survey_page.check_title"),
    "check_intro": say("survey_page.check_intro"),
    "check_lacking": say("survey_page.check_lacking"),
    "change": say("survey_page.change"),
    "submit": say("survey_page.submit"),
}


@dataclass(frozen=True)
class Shows:
    """Shows a home's questionnaire to whoever asks, in their language."""

    request: web.Request
    linked: LinkedForm
    zone: ZoneInfo

    def part(
        self, part: str, sent: Sent | None = None, wrong: Mapping[str, Say] | None = None
    ) -> web.Response:
        """A page, the first one for a name that is none's; `wrong` is what `sent` has to mend."""
        if part == CHECK:
            return self._check()
        form, answers = self.linked.form, self.linked.answers
        step = step_of(form, answers, part) or steps(form, answers)[0]
        view = self._view()
        if sent is not None:
            entries = {item.id: sent.entry(item.id) for item in step.items}
            view = replace(view, entries=entries, wrong=wrong or {})
        refused = 0 if sent is None else sent.refused
        size = self.linked.policy.uploads.megabytes_max
        return page(
            "questionnaire.html",
            view.language,
            422 if wrong or refused else 200,
            SCRIPTED_HEADERS,
            **self._head(view),
            step=step,
            section=self._section(view, step),
            said=view.words(say("survey_page.refused", count=refused, megabytes=size))
            if refused
            else "",
            items=view.items(step),
            problems=view.problems(step),
            is_first=step.number == 1,
        )

    def sentences(self, status: int, title: Say, *said: Say) -> web.Response:
        """A page that only says something."""
        language = language_asked(self.request, self.linked.language)
        part = self.request.query.get(PART)
        return page(
            "questionnaire_said.html",
            language,
            status,
            title=render(title, language, self.zone),
            messages=[render(one, language, self.zone) for one in said],
            path=self.request.path,
            query=f"{urlencode({PART: part})}&" if part else "",
        )

    def _check(self) -> web.Response:
        form, answers = self.linked.form, self.linked.answers
        view = self._view()
        cut = steps(form, answers)
        sections = {item.id: step.section.id for step in cut for item in step.items}
        return page(
            "questionnaire_check.html",
            view.language,
            200,
            SCRIPTED_HEADERS,
            **self._head(view),
            lines=view.lines(sections),
            is_complete=not lacking(form, answers),
            back=cut[-1].section.id,
        )

    def _view(self) -> View:
        language = language_asked(self.request, self.linked.language)
        limits = self.linked.policy.uploads
        return View(self.linked.form, self.linked.answers, language, self.zone, limits)

    def _head(self, view: View) -> Shown:
        """What stands above and around every page: title, purpose, deadline, privacy (R7)."""
        form, last_day = self.linked.form, self.linked.last_day
        left = (last_day - self.linked.at.astimezone(self.zone).date()).days
        until = say("survey_page.until", day=last_day, days=left)
        return {
            "title": view.words(in_words(form.title)),
            "intro": view.words(in_words(form.intro)),
            "estate": self.linked.estate,
            "until": view.words(until if left > 0 else say("survey_page.until_today")),
            "words": {name: view.words(one) for name, one in _WORDS.items()},
            "is_resumed": bool(self.linked.answers),
            "path": self.request.path,
        }

    def _section(self, view: View, step: Step) -> str:
        number = say("survey_page.section", number=step.number, total=step.total)
        title = step.section.title
        if title is None:
            return view.words(number)
        return view.words(say("survey_page.section_titled", section=number, title=in_words(title)))
