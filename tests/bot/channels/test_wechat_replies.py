"""W9, W10, F35, F60: what the house says arrives in WeChat as it was said, in parts that fit."""

from html import unescape
from urllib.parse import unquote

from hypothesis import example, given
from hypothesis import strategies as st

from bot.channels import Option
from bot.channels.payloads import read_fields
from bot.channels.wechat_replies import TEXT_BYTES_MAX, render, split_text, text_reply
from tests.each import each
from tests.fakes import wechat_world as world

texts = st.text() | st.text(st.sampled_from("漏水。！\n ,a]>&<\x00\x08é👨‍👩‍👧🇨🇳"), max_size=400)
labels = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=20)
options = st.lists(st.builds(Option, labels, st.text("abc:1-", max_size=12)), max_size=9)


def size(text: str) -> int:
    return len(text.encode())


# Answers as XML.


@given(text=texts)
@example(text="a]]></Content><MsgType><![CDATA[image]]></MsgType><Content><![CDATA[")
@example(text="]]>]]]>]]]]>>")
@example(text="")
def test_any_text_comes_out_of_the_xml_as_it_went_in(text: str) -> None:
    xml = text_reply(text, receiver="o_1", account="gh_estate", created=1795300000)

    fields = read_fields(xml.encode())
    written = "".join(c if c in "\t\n\r" or " " <= c not in "\ufffe\uffff" else "�" for c in text)
    assert fields == {
        "ToUserName": "o_1",
        "FromUserName": "gh_estate",
        "CreateTime": "1795300000",
        "MsgType": "text",
        "Content": written.replace("\r\n", "\n").replace("\r", "\n"),
    }


def test_names_cannot_break_out_of_the_xml_either() -> None:
    xml = text_reply("好", receiver="o]]><x/>", account="g]]>", created=1)

    assert world.fields_of(xml)["ToUserName"] == "o]]><x/>"


# Parts.


@given(text=texts, limit=st.integers(4, 60))
def test_parts_join_back_and_fit(text: str, limit: int) -> None:
    parts = split_text(text, limit)

    assert "".join(parts) == text
    assert all(size(part) <= limit for part in parts)
    assert all(parts) or parts == [""]


@given(text=st.text(min_size=600, max_size=1500))
def test_longest_text_of_a_part_is_what_wechat_takes(text: str) -> None:
    assert all(size(part) <= TEXT_BYTES_MAX for part in split_text(text))


def test_text_that_fits_is_one_part() -> None:
    assert split_text("漏" * 682) == ["漏" * 682]
    assert len(split_text("漏" * 683)) == 2


@each(
    ("start", "first"),
    [
        ("第一句。第二句。第三句。\n第四句。", "第一句。第二句。第三句。\n"),
        ("第一句。第二句。第三！”第四，", "第一句。第二句。第三！”"),
        ("第一句第二句第三句了，", "第一句第二句第三句了，"),
        ("第一句", "第一句" + "五" * 17),
    ],
)
def test_part_of_twenty_characters_ends_as_well_as_it_can(start: str, first: str) -> None:
    assert split_text(start + "五" * 20, 60)[0] == first


def test_part_is_not_cut_early_for_the_sake_of_a_sentence() -> None:
    text = "是。" + "五" * 40

    assert size(split_text(text, 60)[0]) == 60


@each("sign", ["👨‍👩‍👧", "👍🏽", "🇨🇳", "é"])
def test_what_a_reader_sees_as_one_character_stays_whole(sign: str) -> None:
    parts = split_text(sign * 30, 40)

    assert all(part == sign * (len(part) // len(sign)) for part in parts)


def test_character_longer_than_a_part_is_cut_rather_than_lost() -> None:
    text = "e" + "\u0301" * 60

    assert "".join(split_text(text, 20)) == text


# Options.


def test_options_are_numbered_and_tappable() -> None:
    text = render("修好了吗？", [Option("修好了", "fixed:yes"), Option("还没有", "fixed:no")])

    assert text == (
        "修好了吗？\n"
        '<a href="weixin://bizmsgmenu?msgmenucontent=%E4%BF%AE%E5%A5%BD%E4%BA%86'
        '&msgmenuid=fixed%3Ayes">1. 修好了</a>\n'
        '<a href="weixin://bizmsgmenu?msgmenucontent=%E8%BF%98%E6%B2%A1%E6%9C%89'
        '&msgmenuid=fixed%3Ano">2. 还没有</a>'
    )


def test_text_without_options_stays_as_it_is() -> None:
    assert render("好的，已记下。", []) == "好的，已记下。"


def test_options_without_a_text_need_no_empty_line() -> None:
    assert render("", [Option("是", "1")]).startswith("<a ")


def test_label_that_would_burst_the_message_is_shown_without_a_link() -> None:
    line = render("", [Option("长" * 200, "1")])

    assert line == "1. " + "长" * 200


@given(given_options=options)
def test_every_link_answers_with_its_label_and_token(given_options: list[Option]) -> None:
    found = list(world.MENU_LINK.finditer(render("问", given_options)))

    assert [unquote(link["content"]) for link in found] == [
        " ".join(option.label.split()) for option in given_options
    ]
    assert [unquote(link["id"]) for link in found] == [option.token for option in given_options]
    assert [link["shown"].partition(".")[0] for link in found] == [
        str(number) for number in range(1, len(found) + 1)
    ]


def test_markup_in_a_label_is_shown_and_not_obeyed() -> None:
    line = render("", [Option('<a href="http://x">"y"</a>', "1")])

    assert line.count("<a ") == 1
    assert unescape(line) == line


@given(text=st.text(max_size=900), given_options=options)
def test_no_link_is_ever_cut(text: str, given_options: list[Option]) -> None:
    rendered = render(text.replace("<", ""), given_options)
    parts = split_text(rendered)

    whole = world.MENU_LINK.findall(rendered)
    assert [link for part in parts for link in world.MENU_LINK.findall(part)] == whole
