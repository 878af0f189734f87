"""What everybody may see of a survey, in the words of its public page (R20).

The staff's console shows the same before it is published.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlmodel import Session

from flows.forms.form import Texts
from flows.reports.survey import SurveyReport
from flows.rules.survey.rates import Change, Rate
from flows.rules.vocabulary import Language
from flows.talks.item_options import in_words as in_each_language
from flows.wording.catalogue import render
from flows.wording.say import Say, plain, say
from storage.measure_news import in_brief
from storage.measures import Measure
from storage.survey_publication import PublicSurvey, percent

TOO_FEW = say("board.too_few")


@dataclass(frozen=True)
class Told:
    """A survey as everybody may see it, and each of its measures in a line."""

    survey: PublicSurvey
    measures: Sequence[tuple[Measure, Say]]


def told_in_public(session: Session, survey: PublicSurvey) -> Told:
    """Look up what the page tells beside the figures."""
    measures = [(one, in_brief(session, survey.campaign, one)) for one in survey.measures]
    return Told(survey, measures)


def shown_in_public(told: Told, language: Language, zone: ZoneInfo) -> dict[str, object]:
    """What the template of the page shows, in a language."""
    return _InWords(language, zone).values(told)


@dataclass(frozen=True)
class _InWords:
    """The page in one language; days and times are those of the zone."""

    language: Language
    zone: ZoneInfo

    def values(self, told: Told) -> dict[str, object]:
        """All that the template asks for."""
        survey, report = told.survey, told.survey.report
        asked = report.returns.asked
        answered = say(
            "result.answered",
            issued=asked.issued,
            returned=asked.returned,
            rate=percent(report.returns.rate.share),
        )
        return {
            "title": self._in(say("result.title", title=plain(survey.campaign.title))),
            "words": {name: self._in(sentence) for name, sentence in _WORDS.items()},
            "period": f"{report.asking.starts_on} – {report.asking.last_day}",
            "answered": self._in(answered),
            "overall": self._in(self._overall(report)),
            "items": self._items(report),
            "columns": ("satisfied", "base", *(("change",) if report.changes else ())),
            "estates": [(one.estate, self._rate(one.figures.total)) for one in report.estates]
            if len(report.estates) > 1
            else [],
            "opinions": [
                self._in(self._opinion(report, one.about, one.homes)) for one in report.opinions
            ],
            "measures": [self._measure(one, brief) for one, brief in told.measures],
            "prizes": [
                self._in(say("result.prize", place=place, home=plain(home)))
                for place, home in survey.prizes
            ],
            "proofs": self._proofs(report),
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

    def _items(self, report: SurveyReport) -> list[dict[str, str]]:
        labels = {one.key: one.label for one in report.questions}
        rated = [(one.item, one.satisfied) for one in report.whole.items if one.satisfied]
        return [
            {
                "label": self._in(in_each_language(labels[item])),
                "satisfied": self._rate(rate),
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

    def _measure(self, measure: Measure, brief: Say) -> dict[str, str]:
        due = "" if measure.due_on is None else measure.due_on.isoformat()
        return {
            "brief": self._in(brief),
            "state": self._in(say(f"MeasureState.{measure.state.value}")),
            "tone": "closed" if measure.done_at is not None else measure.state.value,
            "decision": measure.decision,
            "result": measure.result,
            "due": due if measure.done_at is None else "",
        }

    def _proofs(self, report: SurveyReport) -> list[str]:
        checked = report.checked
        lines = [say("result.seed", seed=plain(report.asking.seed))]
        if checked is not None:
            marked = sum(checked.marks.values())
            lines.append(say("result.checked", drawn=checked.drawn, marked=marked))
        lines.append(say("result.digest", digest=report.answers_digest))
        return [self._in(one) for one in lines]

    def _rate(self, rate: Rate) -> str:
        return percent(rate.share) if rate.base else self._in(TOO_FEW)

    def _in(self, sentence: Say) -> str:
        return render(sentence, self.language, self.zone)


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
