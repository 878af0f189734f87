"""What many say comes first, and nobody's opinion is lost among them (R14, R24)."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from flows.rules.similarity import similarity
from flows.rules.survey.opinions import Opinion, Praised, common_opinions, praise_tally
from tests.flows.rules.survey.estate_answers import STRICT

WORDS = [
    "电梯太慢",
    "电梯坏了",
    "车位不够",
    "车位太少了",
    "绿化很好",
    "too noisy",
    "noisy at night",
]
OPINIONS = st.lists(
    st.tuples(st.sampled_from(WORDS), st.sampled_from(["facility", "service"]), st.integers(1, 5)),
    max_size=25,
).map(
    lambda rows: [
        Opinion(f"o{number:02}", ("松涛苑", f"1-{home}"), about, text)
        for number, (text, about, home) in enumerate(rows)
    ]
)


def _said(number: int, text: str, home: str = "") -> Opinion:
    return Opinion(f"o{number}", ("松涛苑", home or f"1-{number}"), "facility", text)


def test_what_most_homes_say_comes_first_with_their_own_words() -> None:
    found = common_opinions(
        STRICT,
        [
            _said(1, "电梯太慢了"),
            _said(2, "车位不够"),
            _said(3, "车位不够用"),
            _said(4, "车位不够"),
            _said(5, "电梯太慢了，还响", home="1-1"),
            _said(6, "晚上有人唱歌"),
        ],
    )

    assert [(one.place, one.homes, one.opinions, one.examples) for one in found] == [
        (1, 3, ("o2", "o3", "o4"), ("车位不够", "车位不够用")),
        (2, 1, ("o1", "o5"), ("电梯太慢了", "电梯太慢了，还响")),
        (2, 1, ("o6",), ("晚上有人唱歌",)),
    ]


@given(OPINIONS, st.randoms())
def test_every_opinion_is_in_one_group_of_its_kind_in_whatever_order_they_come(
    opinions: list[Opinion], shuffling: Random
) -> None:
    found = common_opinions(STRICT, opinions)
    shuffled = list(opinions)
    shuffling.shuffle(shuffled)

    assert common_opinions(STRICT, shuffled) == found
    by_id = {one.id: one for one in opinions}
    assert sorted(name for group in found for name in group.opinions) == sorted(by_id)
    for group in found:
        first, *others = (by_id[name] for name in group.opinions)
        assert {one.about for one in (first, *others)} == {group.about}
        assert all(similarity(first.text, one.text) >= 0.3 for one in others)
        assert group.homes == len({by_id[name].home for name in group.opinions})
    places = [group.place for group in found]
    assert places == sorted(places)


def test_staff_are_praised_once_by_each_home() -> None:
    praises = [("li", "1-1"), ("li", "1-1"), ("li", "1-2"), ("wang", "1-1"), ("an", "1-3")]

    found = praise_tally((staff, ("松涛苑", home)) for staff, home in praises)

    assert found == [Praised(1, "li", 2), Praised(2, "an", 1), Praised(2, "wang", 1)]
