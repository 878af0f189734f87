"""The page works without a build step, without the internet and under a strict security policy."""

import hashlib
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.each import each

SIMULATOR = Path(__file__).parents[3] / "bot" / "simulator"
PAGE = SIMULATOR / "page"
VENDOR = SIMULATOR / "vendor"
NOTICE = VENDOR / "NOTICE"

OURS = sorted(path for path in PAGE.iterdir() if path.is_file())
SCRIPTS = [path for path in OURS if path.suffix == ".js"]
STYLES = [path for path in OURS if path.suffix == ".css"]
VENDORED = sorted(path for path in VENDOR.iterdir() if path != NOTICE)

SVG_NAMESPACE = "http://www.w3.org/2000/svg"
RUNS_TEXT_AS_CODE = re.compile(
    r"\b(innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval|new Function|cssText)\b"
)
REGISTRIES = ("registry.", "npmjs", "unpkg", "jsdelivr", "cdn.", "pypi.")


class Tags(HTMLParser):
    """Every start tag with its attributes, and whatever text stands inside scripts and styles."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.inline: list[str] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem in ("script", "style") and data.strip():
            self.inline.append(data)


@pytest.fixture
def tags() -> Tags:
    return Tags((PAGE / "index.html").read_text(encoding="utf-8"))


def named(path: Path) -> str:
    return path.name


@each("path", OURS)
def test_no_file_of_the_page_refers_to_an_address_outside(path: Path) -> None:
    text = path.read_text(encoding="utf-8").replace(SVG_NAMESPACE, "")

    assert not re.findall(r"(?:https?:)?//[\w-]+\.\w[^\s\"')]*", without_line_comments(text))
    assert "http:" not in text
    assert "https:" not in text


def without_line_comments(text: str) -> str:
    return re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE)


def test_the_page_has_no_inline_script_style_or_handler(tags: Tags) -> None:
    attributes = {name for _, found in tags.found for name in found}

    assert tags.inline == []
    assert "style" not in attributes
    assert not [name for name in attributes if name.startswith("on")]
    assert "style" not in {tag for tag, _ in tags.found}
    assert all(found.get("src") for tag, found in tags.found if tag == "script")


def test_every_file_that_the_page_names_exists(tags: Tags) -> None:
    named_files = [
        found[name] for _, found in tags.found for name in ("src", "href") if name in found
    ]

    assert named_files
    for file in named_files:
        assert (SIMULATOR / file).is_file(), file


@each("path", SCRIPTS)
def test_every_module_that_a_script_imports_exists(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    imports = re.findall(r"^(?:import .*|\} )from \"([^\"]+)\";$", text, re.MULTILINE)
    for module in imports + re.findall(r"import\(\"([^\"]+)\"\)", text):
        assert module.startswith("./"), module
        assert (PAGE / module).is_file(), module


@each("path", STYLES)
def test_every_file_that_a_style_sheet_imports_exists(path: Path) -> None:
    for file in re.findall(r"url\([\"']?([^\"')]+)", path.read_text(encoding="utf-8")):
        assert (PAGE / file).is_file(), file


@each("path", SCRIPTS)
def test_no_script_turns_text_into_markup_or_code(path: Path) -> None:
    assert not RUNS_TEXT_AS_CODE.findall(path.read_text(encoding="utf-8"))


def test_every_element_that_a_script_asks_for_stands_in_the_page(tags: Tags) -> None:
    ids = [found["id"] for _, found in tags.found if "id" in found]
    asked = {name for path in SCRIPTS for name in asked_for(path)}

    assert len(ids) == len(set(ids))
    assert asked
    assert asked <= set(ids)


def asked_for(path: Path) -> Iterator[str]:
    yield from re.findall(r"\bbyId\(\"([^\"]+)\"\)", path.read_text(encoding="utf-8"))


def test_every_control_without_a_text_of_its_own_has_a_label(tags: Tags) -> None:
    labelled = {found.get("for") for tag, found in tags.found if tag == "label"} - {None}

    for tag, found in tags.found:
        if tag in ("input", "select", "progress"):
            assert found.get("aria-label") or found.get("id") in labelled, found


@pytest.mark.parametrize("path", VENDORED, ids=named)
def test_a_vendored_file_is_the_one_that_the_notice_names(path: Path) -> None:
    notice = NOTICE.read_text(encoding="utf-8")
    entry = re.search(
        rf"^File: +{re.escape(path.name)}\nPackage: +\S+ \d+\.\d+\.\d+ \(npm\)\n"
        r"Licence: +(?P<licence>\S+)\nSHA-256: +(?P<digest>[0-9a-f]{64})$",
        notice,
        re.MULTILINE,
    )

    assert entry is not None
    assert entry["digest"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert entry["licence"] == "MIT"


def test_the_notice_carries_each_licence_and_no_registry_address() -> None:
    notice = NOTICE.read_text(encoding="utf-8")

    assert notice.count("File: ") == len(VENDORED)
    assert notice.count("Permission is hereby granted, free of charge") == len(VENDORED)
    assert not [word for word in REGISTRIES if word in notice.lower()]


@pytest.mark.parametrize("path", VENDORED, ids=named)
def test_a_vendored_style_sheet_loads_nothing_from_outside(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    loads = re.findall(r"url\(\s*[\"']?([^\"')\s]{1,12})", text)

    assert "@import" not in text
    assert all(address.startswith(("data:", "%23")) for address in loads)
