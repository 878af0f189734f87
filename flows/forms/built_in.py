"""The forms that come with the house."""

from functools import cache

from flows.forms.form import Form
from flows.forms.reading import parse_form
from flows.resources import read_text

OPEN_FORM = "open"
"""我要评价 (R3)."""

BUILT_IN = (
    "half_year",
    "quarter",
    "move_in",
    "move_out",
    "renovation",
    "fee_change",
    "after_measure",
    "visit_topics",
    OPEN_FORM,
)


@cache
def built_in(form_id: str) -> Form:
    """The newest version of a built-in form. Raises KeyError for an id that is not in BUILT_IN."""
    if form_id not in BUILT_IN:
        raise KeyError(form_id)
    return parse_form(read_text("flows.forms", f"built_in/{form_id}.yaml"), name=form_id)
