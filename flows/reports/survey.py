"""What a survey's report says, in figures: frozen when it is made, and never reckoned again (R14).

Every table of the report comes from here, whatever file it is printed to. The types are plain, so
that they can be kept as JSON.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from flows.forms.form import Texts
from flows.rules.survey.cleaning import Excluded
from flows.rules.survey.drivers import Driver
from flows.rules.survey.figures import ItemFigures, PlaceFigures
from flows.rules.survey.opinions import CommonOpinion
from flows.rules.survey.rates import Change, Rate
from flows.rules.survey.returns import Returns
from flows.rules.survey.truth import Audit, Mark
from flows.rules.survey.words import CampaignKind, Disposition


@dataclass(frozen=True)
class Asking:
    """The campaign that is reported; `title` is the estate's own name for it.

    With `seed` and the frame of that digest anyone can draw the same homes again (R4).
    """

    number: str
    title: str
    kind: CampaignKind
    estates: tuple[str, ...]
    starts_on: date
    last_day: date
    closed_at: datetime
    form: str
    form_version: int
    form_digest: str
    seed: str
    frame_digest: str
    lacking: int


@dataclass(frozen=True)
class Aims:
    """What the policy in force said when the report was made, in percent and percentage points."""

    returned_percent: int
    satisfied_percent: int
    confidence_percent: int
    improvement_points: int


@dataclass(frozen=True)
class Choice:
    """An option of a question by the words that its readers know."""

    value: str
    label: Texts


@dataclass(frozen=True)
class Question:
    """An item of the form; one without options has no figures but those of `Open`."""

    key: str
    label: Texts
    choices: tuple[Choice, ...] = ()
    is_overall: bool = False


@dataclass(frozen=True)
class OpenFigures:
    """How many answered, skipped or were not understood where an item has no options (R18)."""

    item: str
    answered: int
    skipped: int
    unclear: int


@dataclass(frozen=True)
class EstateFigures:
    """The figures of one estate."""

    estate: str
    figures: PlaceFigures


@dataclass(frozen=True)
class BuildingFigures:
    """The figures of one building."""

    estate: str
    building: str
    figures: PlaceFigures


@dataclass(frozen=True)
class Ranked:
    """The place of an item among all, from the best to the worst."""

    place: int
    item: str


@dataclass(frozen=True)
class Beside:
    """The place of an estate among all, and how far it is from all together, as a share."""

    place: int
    estate: str
    from_whole: float


@dataclass(frozen=True)
class Earlier:
    """What an earlier campaign of the same estates reported."""

    number: str
    title: str
    closed_on: date
    total: Rate
    items: Mapping[str, Rate]


@dataclass(frozen=True)
class Praise:
    """A member of the staff by name, and the homes that praised them since the survey began."""

    place: int
    member: str
    homes: int


@dataclass(frozen=True)
class Won:
    """A prize, the first of which is 1, and the home that won it as anybody may see it."""

    place: int
    home: str


@dataclass(frozen=True)
class Checked:
    """How the check of the answers against their originals stands (R16)."""

    state: Audit
    drawn: int
    marks: Mapping[Mark, int]


@dataclass(frozen=True)
class SurveyReport:
    """《客户满意度调查报告》 in figures.

    `whole.returned` is how many responses count; what came back and does not is in `excluded`.
    `changes` and `total_change` are against the last of `earlier`, which stand oldest first.
    `opinions` are those that at least two homes share, `single_opinions` counts the others.
    `praise` and `prizes` are empty in reports that were kept before they were told.
    """

    asking: Asking
    aims: Aims
    made_at: datetime
    questions: tuple[Question, ...]
    invitations: Mapping[Disposition, int]
    returns: Returns
    whole: PlaceFigures
    open_items: tuple[OpenFigures, ...]
    ranking: tuple[Ranked, ...]
    opinions: tuple[CommonOpinion, ...]
    single_opinions: int
    estates: tuple[EstateFigures, ...]
    beside: tuple[Beside, ...]
    below_target: tuple[str, ...]
    buildings: tuple[BuildingFigures, ...]
    earlier: tuple[Earlier, ...]
    total_change: Change | None
    changes: Mapping[str, Change]
    without_improvement: tuple[str, ...]
    drivers: tuple[Driver, ...]
    excluded: tuple[Excluded, ...]
    checked: Checked | None
    answers_digest: str
    praise: tuple[Praise, ...] = ()
    prizes: tuple[Won, ...] = ()

    def item(self, key: str) -> ItemFigures:
        """The figures of an item of all homes together. Raises KeyError."""
        for one in self.whole.items:
            if one.item == key:
                return one
        raise KeyError(key)
