"""All answers of a campaign in one pass: counted, sealed, and the words of residents gathered."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from flows.forms.counting import (
    WITH_OPTIONS,
    counted_answers,
    counted_items,
    overall_item,
)
from flows.forms.form import Form, ItemKind
from flows.reports.survey import OpenFigures
from flows.rules.policy_survey import Survey
from flows.rules.survey.answers import Answer, Item, Response
from flows.rules.survey.answers_digest import answers_digest, response_digest
from flows.rules.survey.cleaning import CampaignBounds, Cleaning, Excluded
from flows.rules.survey.opinions import Opinion
from flows.rules.survey.tally import Tally
from flows.rules.survey.words import Abstention


class KeptResponse(NamedTuple):
    """A response as it is kept; `answers` is the text of flows.forms.kept, `values` its JSON."""

    id: str
    estate: str
    building: str
    home: str
    returned_at: datetime
    answers: str
    values: dict[str, Any]


@dataclass(frozen=True)
class Count:
    """What all answers come to; `digest` is over every response, also those that do not count."""

    items: tuple[Item, ...]
    overall: str
    tally: Tally
    open_items: tuple[OpenFigures, ...]
    opinions: tuple[Opinion, ...]
    excluded: tuple[Excluded, ...]
    digest: str


def count_answers(
    form: Form, scale: Survey, bounds: CampaignBounds, responses: Iterable[KeptResponse]
) -> Count:
    """Count the responses of a campaign, which come in the order in which they were returned."""
    items, overall = counted_items(form, scale), overall_item(form)
    cleaning, tally, said = Cleaning(items, bounds), Tally(items, overall), _Said(form)
    digests: list[str] = []
    for response in cleaning.counted(_sealing(responses, digests)):
        tally.add(response)
        said.add(response)
    return Count(
        items,
        overall,
        tally,
        said.figures(),
        tuple(said.opinions),
        tuple(cleaning.log),
        answers_digest(digests),
    )


def _sealing(responses: Iterable[KeptResponse], digests: list[str]) -> Iterator[Response]:
    for one in responses:
        number, estate, building, home, at, text, values = one
        digests.append(response_digest(number, estate, home, at, text))
        yield Response(number, estate, building, home, at, *counted_answers(values))


class _Said:
    """What was said in words, and how often an item without options was answered at all."""

    def __init__(self, form: Form) -> None:
        self.opinions: list[Opinion] = []
        self._texts = tuple(item.id for item in form.items if item.kind is ItemKind.TEXT)
        self._open = tuple(item.id for item in form.items if item.kind not in WITH_OPTIONS)
        self._counts: dict[str, Counter[Abstention | None]] = {key: Counter() for key in self._open}

    def add(self, response: Response) -> None:
        answers = response.answers
        for key in self._open:
            if key in answers:
                self._counts[key][_abstention(answers[key])] += 1
        for key in self._texts:
            words = answers.get(key)
            if isinstance(words, str):
                self._say(response, key, words)
        for key, words in response.remarks.items():
            self._say(response, key, words)

    def _say(self, response: Response, key: str, words: str) -> None:
        if words.strip():
            home = (response.estate, response.home)
            # Half of an emoji can be kept, but neither written into a file nor sent anywhere.
            told = words.encode("utf-8", "replace").decode()
            self.opinions.append(Opinion(f"{response.id} {key}", home, key, told))

    def figures(self) -> tuple[OpenFigures, ...]:
        return tuple(
            OpenFigures(key, found[None], found[Abstention.SKIPPED], found[Abstention.UNCLEAR])
            for key, found in self._counts.items()
        )


def _abstention(answer: Answer) -> Abstention | None:
    return answer if isinstance(answer, Abstention) else None
