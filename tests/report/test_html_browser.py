"""The html report in a browser: filters and counts, from a finding to its cell and back, the address, paper."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pypdfium2
import pytest

from lint.api import Item, Linter, Selection
from lint.report.base import Style
from lint.report.to_html import HtmlReporter
from tests.report.test_html import DRAFT, hostile_report

try:
    from playwright.sync_api import Browser, Page, sync_playwright
except ImportError:
    pytest.skip("没有安装 playwright（dev 依赖）：没有在浏览器里打开 html 报告", allow_module_level=True)

USUAL = "/usr/bin/chromium"
CHROMIUM = shutil.which("chromium") or (USUAL if os.access(USUAL, os.X_OK) else None)
ARGUMENTS = (
    "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update "
    "--disable-sync"
).split()

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="没有 Chromium：没有在浏览器里打开 html 报告"),
    pytest.mark.xdist_group("browser"),
]

SECOND = DRAFT.replace("护林员", "防火员").replace("1、", "2、")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A report of two files with three projects and twelve findings."""
    texts = {"林业局.txt": f"{DRAFT}\n{SECOND}", "水利局.txt": DRAFT}
    rules = Selection(select=("WZ001", "WZ004", "SD008", "WZ008"))
    report = Linter(selection=rules, draws=True).check([Item(name, text.encode) for name, text in texts.items()])
    path = tmp_path_factory.mktemp("报告") / "报告.html"
    path.write_text(HtmlReporter().render(report, Style()), "utf-8")
    return path.as_uri()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The report, opened; whatever it asks for and whatever goes wrong in it fails the test."""
    yield from _opened(browser, address)


def _opened(browser: Browser, address: str) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1280, "height": 800})
    asked: list[str] = []
    wrong: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda message: wrong.append(message.text))
    opened.goto(address)
    yield opened
    opened.close()
    assert {url.partition("#")[0] for url in asked} == {address.partition("#")[0]}
    assert wrong == []


def state(page: Page) -> str:
    return page.locator("#state").inner_text()


def seen(page: Page) -> list[str]:
    """The findings that are shown, by name."""
    return page.eval_on_selector_all("li.finding", "all => all.filter(one => one.checkVisibility()).map(one => one.id)")


def counts(page: Page) -> list[str]:
    return [text for text in page.locator(".count").all_inner_texts() if text]


def hash_of(page: Page) -> str:
    return unquote(page.evaluate("location.hash"))


def in_view(page: Page, name: str) -> bool:
    return bool(
        page.evaluate(
            "name => { const box = document.getElementById(name).getBoundingClientRect();"
            " return box.top >= 0 && box.bottom <= innerHeight; }",
            name,
        )
    )


def test_everything_is_shown_at_first(page: Page) -> None:
    assert state(page) == "共 12 个问题"
    assert seen(page) == [f"f{number}" for number in range(1, 13)]
    assert page.locator("#filters label").all_inner_texts()[:2] == ["× 错误 9", "▲ 警告 3"]
    assert counts(page) == ["8 个问题", "4 个问题", "4 个问题", "4 个问题", "4 个问题"]


def test_filters_and_their_counts(page: Page) -> None:
    page.locator("input[value=error]").uncheck()
    page.wait_for_function("document.body.classList.contains('filtered')")
    assert state(page) == "显示 3 个问题（共 12 个）：▲ 警告"
    assert seen(page) == ["f3", "f7", "f11"]
    assert counts(page)[:3] == ["2 个问题（共 8 个）", "1 个问题（共 4 个）", "1 个问题（共 4 个）"]
    page.locator("select[name=file]").select_option(label="水利局.txt")
    page.wait_for_function("document.getElementById('state').textContent.includes('水利局')")
    assert state(page) == "显示 1 个问题（共 12 个）：▲ 警告；水利局.txt"
    assert page.locator("select[name=project] option").all_inner_texts() == ["全部项目", "第 1 个项目 护林员补助"]
    assert page.locator("#filters label").all_inner_texts()[:2] == ["× 错误 3", "▲ 警告 1"]
    assert page.locator("#tables .file:visible h3").all_inner_texts() == ["水利局.txt"]
    page.get_by_role("button", name="清除筛选").click()
    assert state(page) == "共 12 个问题"
    assert (hash_of(page), len(seen(page))) == ("", 12)


def test_by_keyboard_alone(page: Page) -> None:
    page.locator("input[value=error]").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("SD")
    page.wait_for_function("location.hash.includes('rule')")
    assert state(page) == "显示 3 个问题（共 12 个）：▲ 警告；SD008 数字没有符号"


def test_words_are_found_whatever_their_width(page: Page) -> None:
    page.locator("input[name=text]").fill("６０人 防火员")
    page.wait_for_function("document.body.classList.contains('filtered')")
    assert state(page) == "显示 1 个问题（共 12 个）：有“６０人 防火员”"
    assert seen(page) == ["f7"]
    page.locator("input[name=text]").fill("没有这样的话")
    page.wait_for_function("document.getElementById('state').textContent.includes('显示 0 个')")
    assert seen(page) == []


def test_from_a_finding_to_its_cell_and_back(page: Page) -> None:
    page.locator("#f8 a.see").click()
    cell = page.locator(".here")
    name = str(cell.get_attribute("id"))
    assert cell.inner_text().split() == ["（空）", "×8"]
    assert in_view(page, name)
    assert page.evaluate("document.activeElement.id") == name
    assert hash_of(page) == f"#at={name}"
    cell.locator("a").click()
    assert page.locator(".here").get_attribute("id") == "f8"
    assert in_view(page, "f8")
    page.go_back()
    assert page.locator(".here").get_attribute("id") == name


def test_the_address_keeps_filters_and_place(page: Page) -> None:
    page.locator("select[name=rule]").select_option("SD008")
    page.locator("select[name=project]").select_option(label="第 2 个项目 防火员补助（林业局.txt）")
    page.wait_for_function("location.hash.includes('project')")
    page.locator("#f7 a.see").click()
    assert hash_of(page).startswith("#rule=SD008&project=0/2&at=c0-")
    page.reload()
    assert state(page) == "显示 1 个问题（共 12 个）：SD008 数字没有符号；第 2 个项目 防火员补助（林业局.txt）"
    assert seen(page) == ["f7"]
    assert page.locator(".here").inner_text().split() == ["60人", "▲7"]


def test_a_place_outside_of_the_filter_takes_the_filter_away(page: Page) -> None:
    page.locator("select[name=rule]").select_option("SD008")
    page.wait_for_function("location.hash.includes('rule')")
    assert page.locator("a.flag.off").count() == 9
    page.locator("a.flag[href='#f4']").click()
    assert state(page) == "共 12 个问题（要看的这一处不在原来的筛选里，筛选已清除）"
    assert page.locator(".here").get_attribute("id") == "f4"
    assert len(seen(page)) == 12


def test_the_pictures_filter(page: Page) -> None:
    page.get_by_role("link", name="WZ001 指标值为空").click()
    page.wait_for_function("document.body.classList.contains('filtered')")
    assert state(page) == "显示 3 个问题（共 12 个）：WZ001 指标值为空"


def test_an_address_that_nobody_wrote_does_no_harm(browser: Browser, address: str) -> None:
    for part in ("#rule=<b>&file=99&project=x&kind=nothing&at=nowhere", "#%E0%A4%A", "#constructor"):
        for page in _opened(browser, address + part):
            assert page.locator("#filters").is_visible()


def test_hostile_texts_run_nothing(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "坏.html"
    path.write_text(HtmlReporter().render(hostile_report(), Style()), "utf-8")
    for page in _opened(browser, path.as_uri()):
        page.on("dialog", lambda dialog: pytest.fail(dialog.message))
        assert page.locator("#f1 .message").inner_text().startswith("</script><script>alert(1)</script><b onclick='x'>")
        page.locator("select[name=rule]").select_option(index=1)
        page.locator("input[name=text]").fill("<script>")
        page.wait_for_function("document.getElementById('state').textContent.includes('显示 1 个')")


def test_without_script_everything_can_be_read(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert page.locator("li.finding:visible").count() == 12
    assert page.locator("#filters").is_hidden()
    assert page.locator("#tables table.rows:visible").count() == 3
    context.close()


def test_no_width_makes_the_page_scroll_sideways(page: Page) -> None:
    for width in (320, 400, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_paper_every_project_begins_a_page_and_a_filter_is_said(page: Page, tmp_path: Path) -> None:
    page.locator("select[name=rule]").select_option("SD008")
    page.wait_for_function("location.hash.includes('rule')")
    page.pdf(path=tmp_path / "报告.pdf", prefer_css_page_size=True)
    paper = pypdfium2.PdfDocument(tmp_path / "报告.pdf")
    sheets = [sheet.get_textpage().get_text_range().replace("\r\n", "\n") for sheet in paper]
    assert {tuple(map(round, sheet.get_size())) for sheet in paper} == {(595, 842)}
    assert "显示 3 个问题（共 12 个）：SD008 数字没有符号" in "".join(sheets)
    assert "清除筛选" not in "".join(sheets)
    assert sum("指标值确定依据" in sheet for sheet in sheets) == 3
