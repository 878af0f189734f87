"""`/surveys/{number}`: what a survey found and what follows from it, for everybody (R20)."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from aiohttp import web

from bot.api.texts import is_case_number
from bot.channels import BadRequest
from bot.pages.rendering import language_asked, page
from flows.forms.form import Texts
from flows.reports.survey import SurveyReport
from flows.rules.survey.rates import Change, Rate
from flows.rules.vocabulary import Language
from flows.talks.item_options import in_words as in_each_language
from flows.wording.catalogue import render
from flows.wording.say import Say, plain, say
from storage.campaigns import find_campaign
from storage.database import Database
from storage.measure_news import in_brief
from storage.measures import Measure
from storage.survey_publication import PATH, PublicSurvey, percent, public_survey

KEPT = timedelta(seconds=60)
"""So long a page is shown as it was built: whoever asks again and again costs nothing."""
KEPT_MAX = 50
TOO_FEW = say("board.too_few")


@dataclass(frozen=True)
class Built:
    """What a page shows in each language, and when it was put together."""

    values: dict[Language, dict[str, object]]
    at: datetime


@dataclass
class SurveyPages:
    """What the pages need; they only look."""

    database: Database
    now: Callable[[], datetime]
    _kept: dict[str, Built] = field(default_factory=dict)
    _building: asyncio.Lock = field(default_factory=asyncio.Lock)

    def routes(self) -> list[web.RouteDef]:
        """The page of each survey that is published."""
        return [web.get(PATH + "/{number}", self.show)]

    async def show(self, request: web.Request) -> web.Response:
        """The result of one survey; 404 for one that there is not, or is not published."""
        number = request.match_info["number"]
        found = await self._built(number.upper()) if is_case_number(number) else None
        if found is None:
            raise BadRequest(404, f"there is no {request.path}")
        language = language_asked(request, Language.SIMPLIFIED)
        shown = found.values[language]
        return page("survey.html", language, title=shown["title"], shown=shown, path=request.path)

    async def _built(self, number: str) -> Built | None:
        async with self._building:
            kept = self._kept.pop(number, None)
            if kept is None or not timedelta() <= self.now() - kept.at < KEPT:
                kept = await asyncio.to_thread(self._look, number)
            if kept is not None:
                self._kept[number] = kept
                while len(self._kept) > KEPT_MAX:
                    del self._kept[next(iter(self._kept))]
            return kept

    def _look(self, number: str) -> Built | None:
        now = self.now()
        with self.database.reading() as session:
            campaign = find_campaign(session, number)
            survey = None if campaign is None else public_survey(session, campaign, now)
            if survey is None:
                return None
            measures = [
                (measure, in_brief(session, survey.campaign, measure))
                for measure in survey.measures
            ]
        shown = {language: self._values(survey, measures, language) for language in Language}
        return Built(shown, now)

    def _values(
        self, survey: PublicSurvey, measures: list[tuple[Measure, Say]], language: Language
    ) -> dict[str, object]:
        report = survey.report
        asked = report.returns.asked
        answered = say(
            "result.answered",
            issued=asked.issued,
            returned=asked.returned,
            rate=percent(report.returns.rate.share),
        )
        return {
            "title": self._in(language, say("result.title", title=plain(survey.campaign.title))),
            "words": {name: self._in(language, sentence) for name, sentence in _WORDS.items()},
            "period": f"{report.asking.starts_on} – {report.asking.last_day}",
            "answered": self._in(language, answered),
            "overall": self._in(language, self._overall(report)),
            "items": self._items(report, language),
            "columns": ("satisfied", "base", *(("change",) if report.changes else ())),
            "estates": [
                (one.estate, self._rate(one.figures.total, language)) for one in report.estates
            ]
            if len(report.estates) > 1
            else [],
            "opinions": [
                self._in(language, self._opinion(report, one.about, one.homes))
                for one in report.opinions
            ],
            "measures": [self._measure(one, brief, language) for one, brief in measures],
            "prizes": [
                self._in(language, say("result.prize", place=place, home=plain(home)))
                for place, home in survey.prizes
            ],
            "proofs": self._proofs(report, language),
        }

    def _overall(self, report: SurveyReport) -> Say:
        total = report.whole.total
        if not total.base:
            return TOO_FEW
        return say(
            "result.overall",
            rate=percent(total.share),
            low=percent(total.low),
            high=percent(total.high),
            confidence=report.aims.confidence_percent,
            target=report.aims.satisfied_percent,
        )

    def _items(self, report: SurveyReport, language: Language) -> list[dict[str, str]]:
        labels = {one.key: one.label for one in report.questions}
        rated = [(one.item, one.satisfied) for one in report.whole.items if one.satisfied]
        return [
            {
                "label": self._in(language, in_each_language(labels[item])),
                "satisfied": self._rate(rate, language),
                "base": str(rate.base),
                "change": _points(report.changes.get(item)),
            }
            for item, rate in rated
            if item in labels
        ]

    def _opinion(self, report: SurveyReport, about: str, homes: int) -> Say:
        labels: dict[str, Texts] = {one.key: one.label for one in report.questions}
        label = in_each_language(labels[about]) if about in labels else say("result.other")
        return say("result.opinion", label=label, homes=homes)

    def _measure(self, measure: Measure, brief: Say, language: Language) -> dict[str, str]:
        due = "" if measure.due_on is None else measure.due_on.isoformat()
        return {
            "brief": self._in(language, brief),
            "state": self._in(language, say(f"MeasureState.{measure.state.value}")),
            "tone": "closed" if measure.done_at is not None else measure.state.value,
            "decision": measure.decision,
            "result": measure.result,
            "due": due if measure.done_at is None else "",
        }

    def _proofs(self, report: SurveyReport, language: Language) -> list[str]:
        checked = report.checked
        lines = [say("result.seed", seed=plain(report.asking.seed))]
        if checked is not None:
            marked = sum(checked.marks.values())
            lines.append(say("result.checked", drawn=checked.drawn, marked=marked))
        lines.append(say("result.digest", digest=report.answers_digest))
        return [self._in(language, one) for one in lines]

    def _rate(self, rate: Rate, language: Language) -> str:
        return percent(rate.share) if rate.base else self._in(language, TOO_FEW)

    def _in(self, language: Language, sentence: Say) -> str:
        return render(sentence, language, self.database.zone)


def _points(change: Change | None) -> str:
    """The change in percentage points, as +1.5; a line where there is none to tell."""
    return "—" if change is None else f"{100 * change.difference:+.1f}"


_WORDS = {
    "intro": say("result.intro"),
    "period": say("result.period"),
    "result": say("result.result"),
    "item": say("result.item"),
    "satisfied": say("result.satisfied"),
    "base": say("result.base"),
    "change": say("result.change"),
    "estates": say("result.estates"),
    "opinions": say("result.opinions"),
    "measures": say("result.measures"),
    "no_measures": say("result.no_measures"),
    "decision": say("result.decision"),
    "done": say("result.done"),
    "due": say("result.due"),
    "prizes": say("result.prizes"),
    "proofs": say("result.proofs"),
}
