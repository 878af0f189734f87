"""Who asks for their own data is heard in three languages; other data are other matters (R66)."""

from flows.understanding.own_data import asks_for_own_data
from tests.each import each


@each(
    "text",
    [
        "你们存了我哪些信息",
        "把我的个人信息删了吧",
        "请删除我的资料，谢谢",
        "你哋有我咩資料",
        "刪除我嘅個人資料",
        "更正我的個人資料",
        "what data do you have about me",
        "Please delete my personal data",
        "Can I get a copy of my data?",
    ],
)
def test_a_request_about_ones_own_data_is_heard(text: str) -> None:
    assert asks_for_own_data(text)


@each(
    "text",
    [
        "",
        "删除",
        "我的信息没人回",
        "装修要交什么资料",
        "保安泄露业主信息",
        "the information board is broken",
        "see my complaint",
    ],
)
def test_whatever_is_not_about_ones_own_data_is_something_else(text: str) -> None:
    assert not asks_for_own_data(text)
