"""The words of a survey's report in one language, and the cells that its tables share."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from zoneinfo import ZoneInfo

from flows.forms.form import Texts
from flows.reports.document import NONE, Cell, Interval, Percent
from flows.reports.survey import Question, SurveyReport
from flows.rules.survey.rates import Rate
from flows.rules.vocabulary import Language
from flows.wording.catalogue import render
from flows.wording.say import Say


@dataclass(frozen=True)
class Words:
    """What the parts of a report are written with."""

    report: SurveyReport
    language: Language
    zone: ZoneInfo

    def of(self, sentence: Say) -> str:
        """A sentence as it is read."""
        return render(sentence, self.language, self.zone)

    def head(self, *sentences: Say) -> tuple[str, ...]:
        """The head of a table."""
        return tuple(self.of(sentence) for sentence in sentences)

    def text(self, texts: Texts) -> str:
        """What a form calls something."""
        return texts.by_language()[self.language]

    def label(self, item: str) -> str:
        """What an item is about."""
        return self.text(self.questions[item].label)

    def day(self, day: date) -> str:
        """A day as it is written in tables."""
        return day.isoformat()

    @cached_property
    def questions(self) -> dict[str, Question]:
        """The questions by their keys."""
        return {question.key: question for question in self.report.questions}


def rate_cells(rate: Rate | None) -> tuple[Cell, Cell]:
    """A rate and its interval; both are left open without a base."""
    if rate is None or not rate.base:
        return Percent(None), NONE
    return Percent(rate.share), Interval(rate.low, rate.high)
