"""From the count of a campaign's answers to the figures of its report (R9-R19)."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from flows.forms.form import Form, Item, Texts
from flows.reports.survey import (
    Aims,
    Asking,
    Beside,
    BuildingFigures,
    Checked,
    Choice,
    Earlier,
    EstateFigures,
    Praise,
    Question,
    Ranked,
    SurveyReport,
    Won,
)
from flows.reports.survey_count import Count
from flows.rules.policy import Policy
from flows.rules.survey.comparison import (
    below_target,
    one_after_the_other,
    side_by_side,
    without_improvement,
)
from flows.rules.survey.drivers import Driver, drivers
from flows.rules.survey.figures import place_figures, ranking
from flows.rules.survey.opinions import common_opinions
from flows.rules.survey.rates import change
from flows.rules.survey.returns import Asked, returns
from flows.rules.survey.tally import Counts, Place
from flows.rules.survey.words import Disposition
from flows.rules.vocabulary import Language
from flows.talks.item_options import item_options
from flows.wording.catalogue import render
from flows.wording.say import Say

HOMES_OF_A_COMMON_OPINION = 2
_ANY_ZONE = ZoneInfo("UTC")  # no label tells a time


@dataclass(frozen=True)
class Facts:
    """What is known of a campaign beside its answers; `earlier` stands oldest first."""

    asking: Asking
    asked: Mapping[Place, Asked]
    invitations: Mapping[Disposition, int]
    earlier: tuple[Earlier, ...] = ()
    checked: Checked | None = None
    praise: tuple[Praise, ...] = ()
    prizes: tuple[Won, ...] = ()


def survey_report(
    policy: Policy, form: Form, facts: Facts, count: Count, now: datetime
) -> SurveyReport:
    """Work out all figures of a report."""
    homes = sum(asked.homes for asked in facts.asked.values())
    whole = place_figures(policy, count.items, count.tally.whole(), homes=homes)
    estates = _estates(policy, count, facts)
    totals = {one.estate: one.figures.total for one in estates}
    opinions = common_opinions(policy, count.opinions)
    common = tuple(one for one in opinions if one.homes >= HOMES_OF_A_COMMON_OPINION)
    rates = [*(one.items for one in facts.earlier), whole.satisfied()]
    last = facts.earlier[-1] if facts.earlier else None
    return SurveyReport(
        asking=facts.asking,
        aims=_aims(policy),
        made_at=now.astimezone(UTC),
        questions=tuple(_question(item) for item in form.items),
        invitations=facts.invitations,
        returns=returns(policy, facts.asked),
        whole=whole,
        open_items=count.open_items,
        ranking=tuple(Ranked(place, one.item) for place, one in ranking(whole)),
        opinions=common,
        single_opinions=len(opinions) - len(common),
        estates=estates,
        beside=tuple(
            Beside(one.place, one.estate, float(one.from_whole))
            for one in side_by_side(totals, whole.total)
        ),
        below_target=tuple(below_target(policy, totals)),
        buildings=_buildings(policy, count, facts),
        earlier=facts.earlier,
        total_change=None if last is None else change(last.total, whole.total),
        changes={} if last is None else one_after_the_other(last.items, whole.satisfied()),
        without_improvement=tuple(without_improvement(policy, rates)),
        drivers=_drivers(policy, count),
        excluded=count.excluded,
        checked=facts.checked,
        answers_digest=count.digest,
        praise=facts.praise,
        prizes=facts.prizes,
    )


def _aims(policy: Policy) -> Aims:
    return Aims(
        policy.targets.returned_percent,
        policy.targets.satisfied_percent,
        policy.survey_figures.confidence_percent,
        policy.survey_figures.improvement_points,
    )


def _estates(policy: Policy, count: Count, facts: Facts) -> tuple[EstateFigures, ...]:
    """The estates in the campaign's order, also one from which nothing came back."""
    homes: Counter[str] = Counter()
    for (estate, _), asked in facts.asked.items():
        homes[estate] += asked.homes
    found = count.tally.by_estate()
    return tuple(
        EstateFigures(
            estate,
            place_figures(
                policy,
                count.items,
                found.get(estate) or _nothing(count),
                homes=homes[estate],
            ),
        )
        for estate in facts.asking.estates
    )


def _buildings(policy: Policy, count: Count, facts: Facts) -> tuple[BuildingFigures, ...]:
    """The buildings that have homes in the campaign, in the order of their names."""
    found = count.tally.by_building()
    return tuple(
        BuildingFigures(
            *place,
            place_figures(
                policy, count.items, found.get(place) or _nothing(count), homes=asked.homes
            ),
        )
        for place, asked in sorted(facts.asked.items())
        if asked.issued
    )


def _nothing(count: Count) -> Counts:
    return Counts(0, {item.key: Counter() for item in count.items})


def _drivers(policy: Policy, count: Count) -> tuple[Driver, ...]:
    overall = next((item for item in count.items if item.key == count.overall), None)
    if overall is None:
        return ()
    return tuple(drivers(policy, count.items, overall, count.tally.whole()))


def _question(item: Item) -> Question:
    return Question(
        item.id,
        item.label,
        tuple(Choice(one.value, _in_each_language(one.label)) for one in item_options(item)),
        item.overall,
    )


def _in_each_language(label: Say) -> Texts:
    return Texts(*(render(label, language, _ANY_ZONE) for language in Language))
