"""Every page: it answers, on a full ledger and an empty one, without scripts, styles or addresses of its own making."""

from __future__ import annotations

import re
from pathlib import Path
from time import monotonic, sleep

import pytest
from visiting import Page, Visitor

PAGES = (
    "/", "/read", "/review", "/claims", "/claims/excluded", "/origins", "/origins?least=1", "/figures", "/figures?policy=triple&as_of=2025-07",
    "/pacts", "/pacts?one=PRK&two=Russia", "/map", "/provisions", "/cases", "/sources", "/activity", "/alerts", "/keys",
)  # fmt: skip


def sound(page: Page) -> None:
    """Check what the policy of the server and its readers need of each page."""
    assert page.all("//html/@lang") == ["en"]
    assert len(page.all("//h1")) == 1
    assert len(page.all("//main")) == 1
    assert not page.all("//style | //*[@style] | //script[not(@src)] | //iframe | //object | //embed | //base")
    assert not [name for node in page.all("//*") for name in node.attrib if name.startswith("on")]
    for address in page.all("//script/@src | //link/@href | //img/@src | //form/@action"):
        assert address.startswith("/"), address
        assert not address.startswith("//"), address
    ids = page.all("//@id")
    assert len(ids) == len(set(ids)), [one for one in ids if ids.count(one) > 1]
    for field in page.all("//main//input[not(@type='hidden')] | //main//select | //main//textarea"):
        around = [one for one in field.iterancestors() if one.tag == "label"]
        named = field.get("aria-label") or page.all(f"//label[@for='{field.get('id')}']") or around
        assert named, (page.path, field.attrib)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_sound(reader: Visitor, path: str) -> None:
    page = reader.get(path)
    assert page.status == 200
    sound(page)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_an_empty_ledger_says_what_to_do_next(nothing: Visitor, path: str) -> None:
    page = nothing.get(path)
    assert page.status == 200
    sound(page)
    if path not in ("/read", "/keys", "/pacts", "/claims/excluded", "/alerts"):
        assert page.all("//main//a[@href='/read']") or "No case yet" in page.words(), path


def test_each_thing_that_a_list_names_has_a_sound_page(reader: Visitor) -> None:
    seen = set()
    for path in ("/claims", "/origins?least=1", "/provisions", "/sources", "/claims/excluded?why=retracted"):
        for kind in ("claims/cl-", "documents/", "origins/story-", "provisions/fd-", "sources/"):
            links = [one for one in reader.get(path).all("//main//a/@href") if one.startswith(f"/{kind}")]
            seen.update((kind, link) for link in links[:2])
    assert {kind for kind, _ in seen} == {"claims/cl-", "documents/", "origins/story-", "provisions/fd-", "sources/"}
    for _, link in seen:
        page = reader.get(link)
        assert page.status == 200, link
        sound(page)


GONE = ("/claims/cl-ffffffffffff", "/documents/doc-none", "/origins/story-none", "/provisions/fd-none", "/cases/none", "/read/job-none", "/no")


@pytest.mark.parametrize("path", GONE)
def test_what_is_not_there_has_a_page_that_says_so(reader: Visitor, path: str) -> None:
    page = reader.get(path)
    assert page.status == 404
    sound(page)
    assert page.all("//*[@role='alert']")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/figures?as_of=yesterday", "2025-06-18"), ("/origins?as_of=x", "2025-06-18"), ("/claims?since=soon", "2025-06-18"),
        ("/map?until=soon", "2025-06-18"),
        ("/activity?since=soon", "2025-06-18"), ("/pacts?one=Atlantis&two=Russia", "Atlantis"), ("/figures?measure=hugs", "hugs"),
    ],
)
def test_a_wrong_question_is_answered_beside_its_form(reader: Visitor, path: str, words: str) -> None:
    page = reader.get(path)
    assert page.status in (404, 422)
    sound(page)
    assert words in page.words("//*[@role='alert']")
    assert page.all("//main//form")


@pytest.mark.parametrize("value", ["-1", "99999999999999999999", "a", "١", "1e3", ""])
def test_a_page_number_that_is_none_shows_the_first_page(reader: Visitor, value: str) -> None:
    assert reader.get(f"/activity?offset={value}").status == 200
    assert reader.get(f"/review?offset={value}").status == 200


def test_a_parameter_is_bounded(reader: Visitor) -> None:
    assert reader.get(f"/claims?text={'a' * 501}").status == 422


def test_lists_have_pages_that_lead_to_each_other(reader: Visitor) -> None:
    first = reader.get("/claims")
    [following] = first.all("//a[@rel='next']/@href")
    second = reader.get(following)
    ids = [{link for link in page.all("//ol[@class='rows']//a/@href") if link.startswith("/claims/cl-")} for page in (first, second)]
    assert len(ids[0]) == 30
    assert not ids[0] & ids[1]
    [back] = second.all("//a[@rel='prev']/@href")
    assert reader.get(back).words("//ol[@class='rows']") == first.words("//ol[@class='rows']")


def test_facets_count_what_their_links_lead_to(reader: Visitor) -> None:
    page = reader.get("/claims")
    links = page.all("//details[contains(@class, 'facet')]//li/a")
    assert len(links) > 20
    for link in links[:4] + links[5:9] + links[-12:-2:3]:
        count = int(link.xpath(".//span[@class='n']")[0].text_content().replace(",", ""))
        there = reader.get(link.get("href"))
        total = int(re.search(r"(\d+) claim", there.words("//section[@aria-label='Claims']")).group(1))  # type: ignore[union-attr]
        assert total == count, link.get("href")
        assert there.all("//p[@class='chips']/a")


def test_search_finds_words_of_the_evidence(reader: Visitor) -> None:
    page = reader.get("/claims?text=sappers")
    quotes = page.all("//ol[@class='rows']//q")
    assert quotes
    assert all("sapper" in page.words("//ol[@class='rows']").casefold() for _ in quotes)
    assert "No claim is so" in reader.get("/claims?text=zeppelin").words()


def test_what_is_excluded_is_listed_with_its_reason(reader: Visitor) -> None:
    assert "by R. Reviewer: the paper withdrew it on 24 June" in reader.get("/claims/excluded?why=retracted").words()
    assert "by A. Analyst: a name for the dispatch, nothing more" in reader.get("/claims/excluded?why=rejected").words()
    assert "it tells the same event as cl-" in reader.get("/claims/excluded?why=same").words()


def test_the_slider_knows_the_days_on_which_something_was_published(reader: Visitor) -> None:
    page = reader.get("/figures?as_of=2025-06-18")
    [days] = page.all("//input[@type='range']/@data-days")
    known = days.split()
    assert known == sorted(set(known))
    [value] = page.all("//input[@type='range']/@value")
    assert known[int(value)] == "2025-06-18"
    published = page.all("//table//tr/td[7]/text()")
    assert published
    assert max(published) <= "2025-06-18"


def test_no_picture_of_a_country_has_a_pin(reader: Visitor) -> None:
    page = reader.get("/map")
    countries = [node.text_content() for node in page.all("//*[local-name()='text'][contains(@class, 'country')]")]
    assert countries
    assert all("country only" in words for words in countries)


def test_styles_and_scripts_are_served(reader: Visitor) -> None:
    page = reader.get("/review")
    for address in page.all("//script/@src | //link/@href"):
        answer = reader.client.get(address)
        assert answer.status_code == 200, address
        assert "://" not in answer.text.replace("http://www.w3.org/2000/svg", ""), address


def test_the_static_folder_holds_no_code_of_others() -> None:
    folder = Path(__file__).resolve().parents[2] / "src/pactwatch/web/static"
    for path in folder.iterdir():
        assert path.stat().st_size < 20_000, path


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("/origins?q=sappers&least=1", ["document=sappers", "least=1"]),
        ("/figures?population=PRK&as_of=2025-06-18", ["population=PRK", "as_of=2025-06-18"]),
        ("/pacts?one=North+Korea&two=Russia&as_of=2025", ["/pacts/North%20Korea/Russia?as_of=2025"]), ("/pacts", ["/pacts?"]),
        ("/provisions", ["/provisions?"]), ("/sources?q=ministry", ["text=ministry"]), ("/activity?who=Ada", ["who=Ada"]), ("/cases", ["/cases?"]),
        ("/claims?text=sappers", ["text=sappers"]), ("/map?agent=PRK", ["agent=PRK"]),
    ],
)  # fmt: skip
def test_every_list_is_to_be_had_as_data(reader: Visitor, path: str, wanted: list[str]) -> None:
    """Each leads to the same query of the API."""
    if path.startswith(("/cases", "/activity")):
        reader.send(reader.get("/cases").form("/cases"), title="As data")
    page = reader.get(path)
    links = {name: str(link) for name in ("CSV", "JSON") for link in page.all(f"//main//a[text()='{name}']/@href")[:1]}
    assert list(links) == ["CSV", "JSON"]
    for name, link in links.items():
        assert all(part in link for part in wanted), link
        until = monotonic() + 60
        while (answer := reader.client.get(link, headers={"Accept": "text/html"})).status_code == 503 and monotonic() < until:
            sleep(0.5)
        assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, {"CSV": "text/csv", "JSON": "application/json"}[name])
