"""Which responses count, and the log of those that do not, with the reason for each (R12)."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from operator import contains

from flows.rules.survey.answers import Answer, Item, Response
from flows.rules.survey.words import Abstention

_NOTHING = frozenset(Abstention)


class Exclusion(StrEnum):
    """Why a response, or one of its answers, is not counted."""

    NOT_INVITED = "not_invited"
    LATE = "late"
    FALSIFIED = "falsified"
    WITHDRAWN = "withdrawn"
    EMPTY = "empty"
    SECOND_OF_HOME = "second_of_home"
    NO_SUCH_OPTION = "no_such_option"


@dataclass(frozen=True)
class Excluded:
    """A line of the log: a response, or of a response that counts one answer that does not."""

    response: str
    home: str
    reason: Exclusion
    item: str = ""


@dataclass(frozen=True)
class CampaignBounds:
    """What a response is measured by; without `invited` everybody may answer (R3).

    `invited` holds pairs of estate and home, the other two hold ids of responses.
    """

    closed_at: datetime
    invited: Container[tuple[str, str]] | None = None
    falsified: Container[str] = frozenset()
    withdrawn: Container[str] = frozenset()


class Cleaning:
    """One pass over the responses in the order in which they were returned; `log` grows with it.

    The first response of a home counts, unless that one is excluded for another reason.
    """

    def __init__(self, items: Iterable[Item], bounds: CampaignBounds) -> None:
        self.log: list[Excluded] = []
        self._options = {item.key: item.options.keys() for item in items}
        self._plain = [{*options, *Abstention, None} for options in self._options.values()]
        self._bounds = bounds
        self._counted: set[tuple[str, str]] = set()
        self._last: datetime | None = None

    def counted(self, responses: Iterable[Response]) -> Iterator[Response]:
        """Yield what counts; raises ValueError for responses that are out of order."""
        for response in responses:
            if self._last is not None and response.returned_at < self._last:
                raise ValueError(f"response {response.id} was returned before the one before it")
            self._last = response.returned_at
            reason = self._reason(response)
            if reason is not None:
                self.log.append(Excluded(response.id, response.home, reason))
                continue
            self._counted.add((response.estate, response.home))
            yield self._readable(response)

    def _reason(self, response: Response) -> Exclusion | None:
        bounds, key = self._bounds, (response.estate, response.home)
        if bounds.invited is not None and key not in bounds.invited:
            return Exclusion.NOT_INVITED
        if response.returned_at > bounds.closed_at:
            return Exclusion.LATE
        if response.id in bounds.falsified:
            return Exclusion.FALSIFIED
        if response.id in bounds.withdrawn:
            return Exclusion.WITHDRAWN
        if _NOTHING.issuperset(response.answers.values()):
            return Exclusion.EMPTY
        return Exclusion.SECOND_OF_HOME if key in self._counted else None

    def _readable(self, response: Response) -> Response:
        """R10: an answer that is none of the options is an abstention of that item."""
        answers = response.answers
        # Nearly all are readable, which is seen in a fraction of the time of what is done below.
        if all(map(contains, self._plain, map(answers.get, self._options))):
            return response
        wrong = {
            key: Abstention.UNCLEAR
            for key, options in self._options.items()
            if key in answers and answers[key] not in options and not _is_of(answers[key], options)
        }
        if not wrong:
            return response
        self.log.extend(
            Excluded(response.id, response.home, Exclusion.NO_SUCH_OPTION, key) for key in wrong
        )
        return response._replace(answers={**response.answers, **wrong})


def _is_of(answer: Answer, options: Container[Answer]) -> bool:
    match answer:
        case str():
            return answer in options
        case tuple():
            return all(option in options for option in answer)
        case _:
            return True
