"""The frames of English and of Cantonese in which residents name two options of one menu."""

from flows.understanding.answers.choice import read
from flows.understanding.answers.question import Question, QuestionKind
from tests.each import each
from tests.flows.understanding.answers.told_choices import Menu, framed

ENGLISH_MENUS: tuple[Menu, ...] = (
    (
        "How would you like to pay?",
        ("Bank transfer", "Credit card", "Cheque", "Cash"),
        (
            (("cash", "Cash"), ("bank transfer", "Bank transfer")),
            (("visa", "Credit card"), ("cheque", "Cheque")),
        ),
    ),
    (
        "Which amenity would you like to book?",
        ("Gym", "Tennis court", "Function room", "Swimming pool"),
        (
            (("the gym", "Gym"), ("the pool", "Swimming pool")),
            (("swimming", "Swimming pool"), ("the gym", "Gym")),
        ),
    ),
)
ENGLISH_NONE_MEANT = """
{A} or {B}?
{A} and {B}
both {A} and {B}
not {A}
not sure if it is {A}
maybe {A}, maybe {B}
half {A} half {B}
either {A} or {B}
{A}, or {B} if that is full
{A}?
anything but {A}
neither {A} nor {B}
I have to ask my wife about {A}
how about {A}?
what about {A}
is {A} available?
how much is {A}
if {A} is free then yes
torn between {A} and {B}
you choose, {A} or {B}
who said {A}?
I did not say {A}
not {A}, not {B}
don't want {A}
why only {A}
depends, {A} or {B}
{A} would be nice but so would {B}
no {A} please
sometimes {A}, sometimes {B}
can't decide between {A} and {B}
{A} first then {B}
{A} / {B}
as long as it is not {A}
"""
ENGLISH_FIRST_MEANT = """
{A}
{A} please
{A}, thanks
not {B}, {A}
{A}, not {B}
I'd go for {A}
{A} I think
definitely {A}
I prefer {A}
let's say {A}
put me down for {A}
{A} of course
no {B}, just {A}
{A} rather than {B}
I was going to say {B} but {A}
{B} is full, so {A}
well, {A} then
{A} is best
it has to be {A}
{A} works
make it {A}
only {A}
sorry, I meant {A}
{A}. {B} is too far
my vote goes to {A}
{A} sir
{A} only
it's {A}
I'll take {A}
{A} all the way
{B}? no, {A}
used to be {B}, now {A}
"""

CANTONESE_MENUS: tuple[Menu, ...] = (
    (
        "你想訂邊個設施？",
        ("健身室", "泳池", "燒烤場", "琴房"),
        (
            (("健身室", "健身室"), ("泳池", "泳池")),
            (("燒烤場", "燒烤場"), ("琴房", "琴房")),
        ),
    ),
    (
        "師傅幾時上門方便？",
        ("上晝", "下晝", "夜晚"),
        ((("上晝", "上晝"), ("夜晚", "夜晚")), (("朝早", "上晝"), ("下晝", "下晝"))),
    ),
)
CANTONESE_NONE_MEANT = """
{A}定{B}？
{A}同{B}都得
唔係{A}
唔知係咪{A}
可能{A}可能{B}
{A}定{B}好呢
{A}又得{B}又得
要就{A}要就{B}
{A}？
唔好{A}
{A}唔得，{B}都唔得
問下我老公先，可能{A}
{A}收唔收錢㗎
如果{A}唔使錢就好
{A}以外都得
你話{A}好定{B}好
邊個話要{A}
我冇揀{A}
{A}、{B}都可以
一時{A}一時{B}
{A}還是{B}我再想想
未諗好{A}定{B}
{A}得唔得
兩個都要，{A}同{B}
除咗{A}
唔清楚係{A}定{B}
"""
CANTONESE_FIRST_MEANT = """
{A}啦
{A}囉
揀{A}
就{A}
都係{A}好
唔要{B}，{A}
{B}唔得，{A}啦
{A}，唔該
我要{A}
梗係{A}啦
本來想{B}，都係{A}
{A}最方便
{B}太麻煩，{A}啦
唔係{B}，係{A}
我鍾意{A}
{A}得㗎啦
麻煩{A}
{A}就好
{A}吧，謝謝
選{A}喔
{A}比較好
還是{A}好了
應該係{A}
一定係{A}
{A}，{B}就算啦
以前{B}，而家{A}
改{A}啦
打錯，係{A}
"""


@each(
    ("question", "options", "said", "value"),
    [
        *framed(ENGLISH_MENUS, ENGLISH_NONE_MEANT),
        *framed(CANTONESE_MENUS, CANTONESE_NONE_MEANT),
    ],
)
def test_a_frame_of_theirs_that_settles_nothing_chooses_nothing(
    question: str, options: tuple[str, ...], said: str, value: str
) -> None:
    answer = read(Question(QuestionKind.CHOICE, question, options), said)

    assert answer.value is None, f"{value} was only spoken of"


@each(
    ("question", "options", "said", "value"),
    [
        *framed(ENGLISH_MENUS, ENGLISH_FIRST_MEANT),
        *framed(CANTONESE_MENUS, CANTONESE_FIRST_MEANT),
    ],
)
def test_the_option_that_is_taken_of_theirs_is_chosen_whatever_is_said_of_another(
    question: str, options: tuple[str, ...], said: str, value: str
) -> None:
    assert read(Question(QuestionKind.CHOICE, question, options), said).value == value
