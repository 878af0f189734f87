"""A report as anybody may see it: no figure of a few homes, no home, nobody's words (R20)."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace

from flows.reports.survey import BuildingFigures, EstateFigures, SurveyReport
from flows.rules.policy import Policy
from flows.rules.survey.figures import PlaceFigures
from flows.rules.survey.publication import OVER_ITEMS, hidden_table, is_told
from flows.rules.survey.rates import Rate
from flows.rules.survey.tally import Place

UNTOLD = Rate(0, 0, 0.0, 1.0)
OF_ALL = ""  # stands for the building where a table has estates


def public_report(policy: Policy, report: SurveyReport) -> SurveyReport:
    """Leave out what tells of too few homes, and what they could be told from by subtraction."""
    smallest = policy.publication.smallest_base
    by_estate = {(one.estate, OF_ALL): _bases(one.figures) for one in report.estates}
    of_all = hidden_table(policy, by_estate)
    estates = tuple(
        EstateFigures(one.estate, _masked(one.figures, of_all.buildings[one.estate, OF_ALL]))
        for one in report.estates
    )
    told = {one.estate for one in estates if one.figures.total.base}
    few = {one.item for one in report.whole.items if not is_told(one.answered, smallest)}
    few |= of_all.estate
    return replace(
        report,
        questions=tuple(one for one in report.questions if one.key not in few),
        whole=_masked(report.whole, few),
        ranking=tuple(one for one in report.ranking if one.item not in few),
        opinions=tuple(
            replace(one, opinions=(), examples=())
            for one in report.opinions
            if is_told(one.homes, smallest)
        ),
        estates=estates,
        beside=tuple(one for one in report.beside if one.estate in told),
        below_target=tuple(one for one in report.below_target if one in told),
        buildings=_buildings(policy, report, told),
        changes={item: one for item, one in report.changes.items() if item not in few},
        without_improvement=tuple(one for one in report.without_improvement if one not in few),
        drivers=tuple(one for one in report.drivers if one.item not in few),
        excluded=tuple(replace(one, response="", home="") for one in report.excluded),
        praise=(),
    )


def _buildings(
    policy: Policy, report: SurveyReport, told: Collection[str]
) -> tuple[BuildingFigures, ...]:
    """Each estate is a table of its own; of one that is not told, no building is."""
    tables: dict[str, dict[Place, Mapping[str, int]]] = defaultdict(dict)
    for one in report.buildings:
        tables[one.estate][one.estate, one.building] = _bases(one.figures)
    hidden: dict[Place, frozenset[str]] = {}
    for table in tables.values():
        hidden |= hidden_table(policy, table).buildings
    everything = frozenset(report.whole.satisfied()) | {OVER_ITEMS}
    return tuple(
        replace(
            one,
            figures=_masked(
                one.figures,
                hidden[one.estate, one.building] if one.estate in told else everything,
            ),
        )
        for one in report.buildings
    )


def _bases(figures: PlaceFigures) -> Counter[str]:
    return Counter({item: rate.base for item, rate in figures.satisfied().items()})


def _masked(figures: PlaceFigures, hidden: Collection[str]) -> PlaceFigures:
    items = tuple(one for one in figures.items if one.item not in hidden)
    return replace(figures, items=items, total=UNTOLD if OVER_ITEMS in hidden else figures.total)
