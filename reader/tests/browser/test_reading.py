"""What readers do: choose panels, search, open, copy, walk by keyboard, read on a phone."""

import re

from playwright.sync_api import Browser, BrowserContext, Page, expect

from harness import registry

COMMENT = "operations/createArticleComment.html"
PHONE = {"width": 390, "height": 844}
TITLES = {panel.name: panel.title for panel in registry.panels()}


def columns(page: Page) -> list[str]:
    """Return the panels whose columns are to be seen, from the left."""
    heads = page.locator("#code .heads span:visible").all()
    placed = [(head.bounding_box() or {"x": 0})["x"] for head in heads]
    return [
        head.inner_text() for _, head in sorted(zip(placed, heads, strict=True), key=lambda p: p[0])
    ]


def test_an_operation_is_opened_from_the_matrix(page: Page, site: str) -> None:
    page.goto(f"{site}/index.html")
    page.get_by_role("link", name="createArticleComment", exact=True).click()

    expect(page.get_by_role("heading", level=1)).to_have_text("createArticleComment")
    assert columns(page) == ["Flask", "FastAPI", "Django"]


def test_panels_are_chosen_ordered_and_remembered(page: Page, site: str) -> None:
    page.goto(f"{site}/{COMMENT}")
    bar = page.locator(".bar")
    bar.get_by_role("button", name="FastAPI", exact=True).click()
    assert columns(page) == ["Flask", "Django"]

    bar.get_by_role("button", name="Move Django to the left").click()
    assert columns(page) == ["Django", "Flask"]
    assert page.url.endswith("?panels=django%2Cflask")

    page.goto(f"{site}/operations/getTags.html")
    assert columns(page) == ["Django", "Flask"]
    page.goto(f"{site}/operations/getTags.html?panels=fastapi")
    assert columns(page) == ["FastAPI"]


def test_the_last_panel_stays(page: Page, site: str) -> None:
    page.goto(f"{site}/{COMMENT}?panels=flask")
    page.locator(".bar").get_by_role("button", name="Flask", exact=True).click()

    assert columns(page) == ["Flask"]


def test_an_unknown_panel_is_ignored(page: Page, site: str) -> None:
    page.goto(f"{site}/{COMMENT}?panels=rails,django")

    assert columns(page) == ["Django"]


def test_search_finds_a_symbol_and_leads_there(page: Page, site: str) -> None:
    page.goto(f"{site}/{COMMENT}")
    page.keyboard.press("/")
    page.keyboard.type("load_own_article")
    expect(page.locator("#search-hits a").first).to_contain_text("load_own_article")

    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("files/flask_impl/articles/loaders.py.html#L"))
    assert page.locator(".chosen").count() > 1


def test_search_finds_rules_by_their_words(page: Page, site: str) -> None:
    page.goto(f"{site}/index.html")
    page.get_by_role("button", name=re.compile("Search")).click()
    page.get_by_label("Operations, rules, tests, symbols").fill("newest first comments")

    expect(page.locator("#search-hits a[href='rules/COM-2.html']")).to_be_visible()


def test_a_slice_is_copied_as_it_is_written(page: Page, context: BrowserContext, site: str) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{site}/{COMMENT}")
    card = page.locator("#view .cell[data-panel=flask] .card").first
    card.get_by_role("button", name="Copy").click()
    expect(card.get_by_role("button")).to_have_text("Copied")

    copied = page.evaluate("navigator.clipboard.readText()")
    source = (registry.get("flask").folder / "comments" / "views.py").read_text("utf-8")
    view = source[source.index('@comments.post("",') :].partition("\n\n\n")[0]
    assert view in copied


def test_the_keyboard_walks_through_sections_and_pages(page: Page, site: str) -> None:
    page.goto(f"{site}/{COMMENT}")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.wait_for_function("scrollY > 300")
    down = page.evaluate("scrollY")
    page.keyboard.press("k")
    page.wait_for_function(f"scrollY < {down}")

    page.keyboard.press("]")
    page.wait_for_url(re.compile("operations/deleteArticleComment"))


def test_the_first_stop_skips_to_the_content(page: Page, site: str) -> None:
    page.goto(f"{site}/{COMMENT}")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "content"


def test_a_range_of_lines_has_an_address(page: Page, site: str) -> None:
    page.goto(f"{site}/files/flask_impl/comments/views.py.html#L3-L5")
    assert page.locator(".chosen").count() == 3

    page.locator("#L10 a").click()
    page.locator("#L12 a").click(modifiers=["Shift"])
    assert page.url.endswith("#L10-L12")
    assert page.locator(".chosen").count() == 3


def test_a_phone_shows_one_panel_at_a_time(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{site}/{COMMENT}")
    cells = page.locator("#view .cell:visible")
    assert cells.count() == 1

    page.locator("#code .tabs").get_by_role("button", name="Django").click()
    expect(cells).to_have_attribute("data-panel", "django")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_without_javascript_everything_is_there(chrome: Browser, site: str) -> None:
    context = chrome.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{site}/{COMMENT}")

    assert page.locator("#view .cell:visible").count() == len(TITLES)
    assert page.locator("#view .cell-name:visible").all_inner_texts() == [
        "Flask",
        "FastAPI",
        "Django",
    ]
    assert page.locator("button:visible").count() == 0
    context.close()


def test_the_theme_follows_the_system_and_can_be_switched(chrome: Browser, site: str) -> None:
    context = chrome.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(f"{site}/{COMMENT}")
    background = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(background)

    page.get_by_role("button", name="Light or dark").click()
    light = page.evaluate(background)
    page.goto(f"{site}/index.html")

    assert dark != light
    assert page.evaluate(background) == light
    context.close()
