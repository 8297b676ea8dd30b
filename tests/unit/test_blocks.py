import pytest

from pactwatch.reading.blocks import LONGEST, split_blocks


def kinds(text: str) -> list[tuple[str, str]]:
    return [(b.kind, text[b.start : b.end]) for b in split_blocks(text)]


def kind_of(line: str, lead: str = "The minister met the envoys on Monday.\n\n") -> tuple[str, str]:
    return kinds(lead + line)[-1]


@pytest.mark.parametrize(("line", "kind", "body"), [
    ("# Arms flows", "heading", "Arms flows"),
    ("### **What we know**", "heading", "What we know"),
    ("WHAT HAPPENED", "heading", "WHAT HAPPENED"),
    ("Who pays for the shells?", "heading", "Who pays for the shells?"),
    ("Key findings:", "heading", "Key findings:"),
    ("'A bold step'", "heading", "'A bold step'"),
    ("- Two ships left the port.", "bullet", "Two ships left the port."),
    ("* Two ships left the port.", "bullet", "Two ships left the port."),
    ("• Two ships left the port.", "bullet", "Two ships left the port."),
    ("– Two ships left the port.", "bullet", "Two ships left the port."),
    ("🔹 Two ships left the port.", "bullet", "Two ships left the port."),
    ("1. Two ships left", "bullet", "Two ships left"),
    ("(b) two ships,", "bullet", "two ships,"),
    ("> Two ships left the port.", "paragraph", "Two ships left the port."),
    ("Q: Did the two ships leave the port before the ban took effect?", "heading",
     "Did the two ships leave the port before the ban took effect?"),
    ("A: They did leave, the harbour master said, and nobody stopped them.", "paragraph",
     "They did leave, the harbour master said, and nobody stopped them."),
    ("14:32 GMT – The convoy has crossed the border, the army says.", "paragraph",
     "The convoy has crossed the border, the army says."),
    ("9:05 a.m. ET", "heading", "9:05 a.m. ET"),
    ("3/7 A radar of the new type at the airfield near the capital.", "caption",
     "A radar of the new type at the airfield near the capital."),
    ("Photo: a radar of the new type is unloaded at the port.", "caption", None),
    ("File photo of the harbour", "noise", None),
    ("Photo by a staff photographer", "noise", None),
    ("Read more: how the ships were bought", "noise", None),
    ("ALSO READ: Ships bought", "noise", None),
    ("Advertisement", "noise", None),
    ("Share this", "noise", None),
    ("Subscribe to our newsletter", "noise", None),
    ("Follow us on Telegram", "noise", None),
    ("© 2024 The Harbour Post", "noise", None),
    ("By Jane Example and John Sample in Port City", "noise", None),
    ("By our naval correspondent", "noise", None),
    ("(Reporting by Jane Example; editing by John Sample)", "noise", None),
    ("* * *", "noise", None),
    ("12 / 30", "noise", None),
    ("| Year | Ships | Tonnes |", "table", None),
    ("2023\t14\t2,100", "table", None),
    ("PORT CITY (Agency) — Two ships left the port on Friday, officials said.", "paragraph", None),
    ("Two ships left the port.", "paragraph", None),
    ("Subscribing to that theory would be a mistake, the general said, since no ship had ever left the port under "
     "its own flag, and those who follow us on this point, he added, know that the harbour was closed at the time "
     "and stayed closed.", "paragraph", None),
])
def test_the_kind_of_a_line_and_its_words_without_the_marker(line, kind, body):
    assert kind_of(line) == (kind, body or line)


def test_a_numbered_paragraph_of_a_report_is_a_paragraph_without_its_number():
    text = "12. The Experts note that two ships of the fleet left the port in May with their beacons off.[7]"
    assert kinds(text) == [("paragraph", text[4:])]


def test_the_first_line_without_a_full_stop_is_the_headline():
    text = "Two ships leave the port as the ban takes effect and the neighbours look on in silence\nThe port is shut."
    assert [k for k, _ in kinds(text)] == ["heading", "paragraph"]


def test_a_paragraph_wrapped_by_hand_is_one_block():
    text = (
        "PORT CITY, May 3 - Two ships left the port on Friday with their beacons off,\n"
        "the harbour master said, and a third was loading crates that the army would\n"
        "not let anyone photograph. No reason was given.\n"
        "\n"
        "The ministry declined to comment on the crates. A spokesman said only that\n"
        "Ships come and go as they please, and that the harbour was open to everyone\n"
        "who pays.\n"
    )
    first, second = kinds(text)
    assert first == ("paragraph", text[: text.index("\n\n")])
    assert second == ("paragraph", text[text.index("The ministry") :].rstrip())


def test_lines_that_are_paragraphs_of_their_own_are_not_joined():
    text = "Two ships left the port on Friday with their beacons off.\nThe mayor said so.\nA third was loading."
    assert [body for _, body in kinds(text)] == text.split("\n")


def test_a_wrapped_bullet_keeps_its_second_line_and_the_next_bullet_stays_apart():
    text = (
        "- Two ships left the port on Friday with their beacons off, and a third was\n"
        "  loading crates that the army would not let anyone near until the evening\n"
        "- Nobody was arrested"
    )
    assert [k for k, _ in kinds(text)] == ["bullet", "bullet"]


@pytest.mark.parametrize("post", [
    "🚨 TWO SHIPS LEAVE PORT\nThe fleet is gone, sources say. https://t.co/AbCdEf pic.twitter.com/xYz12",
    "The fleet is gone, and nobody knows where to.",
])
def test_an_embedded_post_takes_the_lines_above_its_signature(post):
    text = f"The ministry had no comment.\n{post}\n— Harbour Watcher (@harbourwatch) May 3, 2024\nThe port is shut."
    found = kinds(text)
    assert found[0][0] == found[-1][0] == "paragraph"
    assert {k for k, _ in found[1:-1]} == {"embed"}
    assert len(found) == 3 + len(post.split("\n"))


@pytest.mark.parametrize("line", [
    '@harbourwatch: "they are gone"', "Gone! #fleet #harbour", "Gone https://t.co/AbCdEf",
])
def test_a_line_with_the_marks_of_a_post_is_embedded(line):
    assert kind_of(line)[0] == "embed"


def test_a_bullet_in_capitals_with_an_emoji_is_a_heading():
    assert kind_of("💥 FLEET LEAVES PORT") == ("heading", "FLEET LEAVES PORT")


def test_a_long_block_is_cut_at_the_ends_of_sentences():
    text = "Two ships left the port. " * 2000
    blocks = split_blocks(text)
    assert all(b.end - b.start <= LONGEST for b in blocks)
    assert all(text[b.start : b.end].endswith("port.") for b in blocks)
    assert sum(text[b.start : b.end].count("ships") for b in blocks) == 2000


def test_an_endless_word_is_noise_and_the_prose_around_it_is_not():
    text = "Two ships left. " + "ab" * 20000 + " A third was loading."
    blocks = split_blocks(text)
    assert [text[b.start : b.end] for b in blocks if b.kind != "noise"] == ["Two ships left.", "A third was loading."]
    assert "".join(text[b.start : b.end] for b in blocks if b.kind == "noise") == "ab" * 20000


def test_an_empty_text_has_no_blocks():
    assert split_blocks("") == [] == split_blocks(" \n\t\n ")
