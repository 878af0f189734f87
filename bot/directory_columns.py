"""The columns of the two files of the directory, as design and README promise them."""

from enum import StrEnum


class Directory(StrEnum):
    """What can be imported."""

    RESIDENTS = "residents"
    STAFF = "staff"


RESIDENT_COLUMNS = (
    "estate",
    "building",
    "unit",
    "room",
    "name",
    "phone",
    "role",
    "language",
    "moved_in",
    "moved_out",
    "key_client",
)
STAFF_COLUMNS = ("userid", "name", "role", "department", "phone", "estate", "reports_to")
DATES = frozenset(("moved_in", "moved_out"))
