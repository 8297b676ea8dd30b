"""URLs that lie, lead astray or never end, and addresses that may not be asked."""

from __future__ import annotations

import socket

import httpcore
import pytest
from builders import PROSE
from site_server import Site, closed_port, serve

from pactwatch.intake import IntakeOptions, take_in

DOCUMENT = "document"


@pytest.fixture(scope="module")
def shared():
    with serve() as running:
        yield running


@pytest.fixture
def own():
    with serve() as running:
        yield running


MALFORMED = [
    "http://", "http:///", "https://", "http://:80/", "http:", "http://[::1", "http://[::1]:port/", "http://a:99999/", "http://127.0.0.1:0/",
    "http://127.0.0.1:-1/", "http://exa mple.com/", "http://\x00/", "http://a\nb/", "http://%zz/", "http://./", "http://../",
    "http://" + "a" * 64 + ".example/", "http://" + "a." * 200 + "example/", "http://xn--a/", "http://\udcff.example/", "http://-/",
    "http://user:pass@127.0.0.1/", "http://user@127.0.0.1/", "http://:@127.0.0.1/", "file:///etc/hostname", "file:/etc/hostname",
    "FILE:///etc/hostname", "ftp://127.0.0.1/a.txt", "gopher://127.0.0.1/", "data:text/html,<p>hello</p>", "javascript:alert(1)",
    "mailto:a@b.example", "ws://127.0.0.1/", "jar:http://127.0.0.1!/", "http+unix://%2Ftmp%2Fsocket/", "view-source:http://127.0.0.1/",
    "http://" + "a" * 70_000, "http://999.999.999.999/", "http://1.2.3.4.5/", "http://[fe80::1%25eth0]/", "http://[v1.a]/", "http://①.②/",
]
PRIVATE = [
    "127.0.0.1", "127.1", "127.255.255.254", "0.0.0.0",  # noqa: S104 - to be refused
    "0", "localhost", "LOCALHOST", "localhost.", "2130706433", "0x7f000001", "0x7f.1",
    "0177.0.0.1", "017700000001", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "2852039166", "0xa9fea9fe",
    "100.64.0.1", "192.0.0.192", "168.63.129.16", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "[::1]", "[::]",
    "[::ffff:127.0.0.1]", "[::ffff:a9fe:a9fe]", "[::ffff:10.0.0.1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[fc00::1]",
    "[fd00:ec2::254]", "[fe80::1]", "[ff02::1]", "[2001:db8::1]", "[0:0:0:0:0:ffff:7f00:1]", "[2001:0:4136:e378:8000:63bf:80ff:fffe]",
]


@pytest.mark.parametrize("url", MALFORMED, ids=lambda url: repr(url[:40]))
def test_malformed_urls_and_other_schemes(url, check):
    check(url, {"PW220", "PW221", "PW222", "PW224", "PW201"})


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("host", PRIVATE)
def test_addresses_that_are_not_public_are_refused(host, scheme, check):
    check(f"{scheme}://{host}/latest/meta-data/", {"PW222", "PW221", "PW220"})


def test_a_loopback_server_is_not_even_connected_to(shared, check):
    before = len(shared.asked)
    check(f"{shared.url}/page", "PW222")
    check(f"http://localhost:{shared.port}/page", "PW222")
    assert len(shared.asked) == before


GOOD = [
    "/page", "/text", "/pdf", "/rows", "/feed", "/untyped", "/pdf-as-page", "/nonsense-type", "/wrong-charset", "/no-charset", "/partial",
    "/gzip", "/deflate", "/gzip-file", "/many-headers", "/cookies", "/to-page", "/to-full", "/to-fragment", "/hops/4", "/info-first", "/no-length",
    "/page?a=%20&b=ü#part", "/http-9",
]
BAD = {
    "/image-as-page": "PW206", "/image": "PW206", "/noise": "PW206", "/empty": "PW205", "/no-content": "PW205", "/gzip-cut": "PW207",
    "/gzip-lie": "PW207", "/brotli": "PW228", "/twice": "PW228", "/bomb": "PW208", "/bomb-file": "PW208", "/wall": "PW229", "/refresh": "PW214",
    "/missing": "PW226", "/to-nowhere": "PW225", "/to-file": "PW220", "/to-script": "PW220", "/to-login": "PW220", "/to-broken": "PW220",
    "/to-itself": "PW225", "/to-ftp": "PW220", "/to-far-port": "PW220", "/endless/1": "PW225", "/hops/9": "PW225", "/no-http": "PW228",
    "/nothing": "PW228", "/half-a-line": "PW228", "/cut-headers": "PW228", "/cut-body": "PW228", "/bad-length": "PW228",
    "/negative-length": "PW228", "/two-lengths": "PW228", "/bad-chunk": "PW228", "/cut-chunk": "PW228", "/huge-chunk": "PW228",
    "/bad-header": "PW228", "/NUL-header": "PW228", "/endless-header": "PW228", "/status-99": {"PW228", "PW226"}, "/status-999": {"PW226", "PW228"},
    "/status-words": "PW228", "/reason": {"PW226", "PW228"},
}
BAD |= {f"/status/{status}": "PW226" for status in (400, 401, 403, 404, 410, 418, 429, 451, 500, 502, 503)}


@pytest.mark.parametrize("path", GOOD)
def test_what_is_served_well_comes_in(path, shared, check):
    check(shared.url + path, DOCUMENT, allow_private=True)


@pytest.mark.parametrize("path", BAD)
def test_what_is_served_badly_is_one_error(path, shared, check):
    found = check(shared.url + path, BAD[path], allow_private=True)
    assert len(found) == 1


@pytest.mark.parametrize("path", ["/drip", "/drip-headers", "/silent"])
def test_a_slow_host_ends_at_the_time_limit(path, shared, check):
    check(shared.url + path, "PW224", allow_private=True, timeout=0.4)


def test_a_flood_ends_at_the_limit_of_bytes(shared, check):
    check(f"{shared.url}/flood", "PW203", allow_private=True, max_download=1_000_000)


def test_a_port_on_which_nobody_listens(check):
    check(f"http://127.0.0.1:{closed_port()}/", "PW223", allow_private=True)


def test_tls_spoken_to_a_plain_port(shared, check):
    check(f"https://127.0.0.1:{shared.port}/page", {"PW223", "PW224", "PW228"}, allow_private=True, timeout=5)


@pytest.mark.parametrize(
    ("robots", "wanted"),
    [
        (b"User-agent: *\nDisallow: /", "PW227"),
        (b"User-agent: pactwatch\nDisallow: /p\n\nUser-agent: *\nAllow: /", "PW227"),
        (b"User-agent: *\nDisallow: /\n\nUser-agent: Pactwatch\nDisallow:", DOCUMENT),
        (b"User-agent: *\nDisallow: /\nAllow: /page$", DOCUMENT),
        (b"User-agent: *\nDisallow: /*ge", "PW227"),
        (b"User-agent: *\nDisallow: /private", DOCUMENT),
        (b"\xff\xfe\x00garbage\n" * 50, DOCUMENT),
        (b"<html><body>Not found</body></html>", DOCUMENT),
        (b"User-agent: *\n" + b"Disallow: /x*y*z*w*$\n" * 20_000, DOCUMENT),
        (b"Disallow: /\n" * 100_000, DOCUMENT),
        (b"User-agent: *\nDisallow: /" + b"*a" * 50_000, DOCUMENT),
    ],
)
def test_robots(robots, wanted, own: Site, check):
    own.robots = (200, {"Content-Type": "text/plain"}, robots)
    check(f"{own.url}/page", wanted, allow_private=True)
    assert ("/page" in own.asked) == (wanted == DOCUMENT)


@pytest.mark.parametrize(("status", "wanted"), [(404, DOCUMENT), (403, DOCUMENT), (500, "PW227"), (503, "PW227")])
def test_robots_that_cannot_be_had(status, wanted, own: Site, check):
    own.robots = (status, {}, b"")
    check(f"{own.url}/page", wanted, allow_private=True)


def test_robots_are_asked_once_for_many_pages_and_again_at_a_redirect(own: Site):
    with serve() as other:
        other.robots = (200, {}, b"User-agent: *\nDisallow: /page")
        own.pages["/away"] = (302, {"Location": f"{other.url}/page"}, b"")
        urls = [f"{own.url}{path}" for path in ("/page", "/text", "/away")]
        found = list(take_in(urls, IntakeOptions(allow_private=True)))
        assert [one.error.code if one.error else None for one in found] == [None, None, "PW227"]
        assert own.asked.count("/robots.txt") == 1
        assert other.asked == ["/robots.txt"]


def test_a_feed_takes_linked_pages_and_falls_back_to_its_summaries(shared, check):
    found = check(f"{shared.url}/links", {"PW226", "PW220", "PW206"}, allow_private=True)
    assert [one.error.code if one.error else None for one in found] == [None, None, None, "PW226", "PW220", "PW206"]
    page, relative, summary = (one.document for one in found[:3])
    assert page.text == relative.text
    assert PROSE in page.text
    assert page.publisher == "The Wire"
    assert summary.text == "A summary."
    assert "PW226" in found[2].notes[0]


@pytest.fixture
def internet(monkeypatch, own):
    """A small Internet: names and public addresses, all of which end at the site on the loopback interface."""
    names = {
        "public.example": ["93.184.215.14"], "inside.example": ["10.1.2.3"], "both.example": ["93.184.215.14", "127.0.0.1"],
        "mapped.example": ["::ffff:169.254.169.254"],
    }
    connected: list[str] = []
    looked_up: list[str] = []
    plain, lookup = httpcore.SyncBackend.connect_tcp, socket.getaddrinfo

    def resolve(host, port, *args, **kwargs):
        looked_up.append(host)
        if host not in names:
            return lookup(host, port, *args, **kwargs)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in names[host]]

    def connect(self, host, port, *args, **kwargs):
        connected.append(host)
        return plain(self, "127.0.0.1", own.port, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    own.names, own.connected, own.looked_up = names, connected, looked_up
    return own


def test_a_public_host_is_connected_to_at_the_address_that_was_checked(internet, check):
    found = check("http://public.example/page", DOCUMENT)
    assert set(internet.connected) == {"93.184.215.14"}
    assert found[0].document.url == found[0].capture.final_url == "http://public.example/page"


@pytest.mark.parametrize(
    "target",
    ["http://127.0.0.1/", "http://inside.example/", "http://both.example/", "http://mapped.example/", "http://2130706433/",
     "//169.254.169.254/latest", "http://[::ffff:127.0.0.1]/", "http://localhost/"],
)
def test_a_redirect_to_a_private_address_is_refused(target, internet, check):
    internet.pages["/away"] = (302, {"Location": target}, b"")
    check("http://public.example/away", "PW222")
    assert set(internet.connected) == {"93.184.215.14"}


@pytest.mark.parametrize("name", ["inside.example", "both.example", "mapped.example"])
def test_a_name_with_any_private_address_is_refused(name, internet, check):
    check(f"http://{name}/page", "PW222")
    assert not internet.connected


def test_a_name_that_moves_after_the_first_look_is_looked_at_again(internet, check, monkeypatch):
    answers = iter([["93.184.215.14"], ["127.0.0.1"], ["127.0.0.1"]])
    stubbed = socket.getaddrinfo

    def rebinding(host, port, *args, **kwargs):
        if host == "public.example":
            internet.names[host] = next(answers)
        return stubbed(host, port, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    check("http://public.example/page", "PW222")
    assert internet.connected == ["93.184.215.14"]


def test_a_feed_may_not_lead_inside(internet, check):
    entry = "<item><title>One</title><link>http://inside.example/secret</link></item>"
    internet.pages["/inward"] = (200, {"Content-Type": "application/rss+xml"}, f"<rss><channel>{entry}</channel></rss>".encode())
    check("http://public.example/inward", "PW222")
    assert "/secret" not in internet.asked


def test_a_proxy_of_the_environment_is_not_used(shared, check, monkeypatch):
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{closed_port()}")
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{closed_port()}")
    check(f"{shared.url}/text", DOCUMENT, allow_private=True)


def test_a_redirect_to_a_host_that_is_not_there_leaves_the_first_host_alone(internet: Site):
    internet.pages |= {f"/{name}": (302, {"Location": f"http://gone.invalid/{name}"}, b"") for name in ("a", "b")}
    urls = [f"http://public.example/{name}" for name in ("a", "b", "page")]
    found = list(take_in(urls, IntakeOptions()))
    assert [one.error.code if one.error else None for one in found] == ["PW221", "PW221", None]
    assert internet.asked == ["/robots.txt", "/a", "/b", "/page"]
    assert internet.looked_up.count("gone.invalid") == 1
