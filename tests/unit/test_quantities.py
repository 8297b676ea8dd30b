import pytest

from pactwatch.model import Block
from pactwatch.reading.parse import parse
from pactwatch.reading.quantities import find_quantities

WEAK = {"article", "ordinal-first"}


def read(sentence):
    parsed = parse(sentence, [Block(kind="paragraph", start=0, end=len(sentence))])
    return [m for m in find_quantities(parsed) if m.rule not in WEAK]


def only(sentence):
    found = read(sentence)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(("sentence", "low", "high", "comparator", "unit"), [
    ("Pyongyang sent 3,000 soldiers.", 3000, 3000, "exact", "troops"),
    ("The port handled 1 500 000 barrels.", 1500000, 1500000, "exact", "barrels"),
    ("The port handled 42\u202f000 tonnes.", 42000, 42000, "exact", "tonnes"),
    ("They counted 3.000 crates.", 3000, 3000, "exact", "crates"),
    ("Some 27-hundred troops left.", 2700, 2700, "about", "troops"),
    ("Four-thousand-100 troops left.", 4100, 4100, "exact", "troops"),
    ("They made 2-point-5 million shells.", 2500000, 2500000, "exact", "shells"),
    ("They made half a million rockets.", 500000, 500000, "exact", "rockets"),
    ("A dozen tankers were seized.", 12, 12, "exact", "tankers"),
    ("Dozens of tankers were seized.", 12, None, "at_least", "tankers"),
    ("More than a dozen tankers were seized.", 12, None, "more_than", "tankers"),
    ("Several hundred miners left.", 200, None, "at_least", "miners"),
    ("Tens of thousands of workers came.", 20000, None, "at_least", "workers"),
    ("About 40 percent of the shells were duds.", 40, 40, "about", "percent"),
    ("Two-thirds of the shells were duds.", 66.7, 66.7, "exact", "percent"),
    ("One in ten shells failed.", 10, 10, "exact", "percent"),
    ("About a third of the men fell ill.", 33.3, 33.3, "about", "percent"),
    ("They need 10,000 to 12,000 workers.", 10000, 12000, "between", "workers"),
    ("They need between 10 and 12 boats.", 10, 12, "between", "boats"),
    ("They need 10-12,000 workers.", 10000, 12000, "between", "workers"),
    ("They made 1.5-2 million shells.", 1500000, 2000000, "between", "shells"),
    ("It lost 20 to 30 percent.", 20, 30, "between", "percent"),
    ("At least 90 voyages were recorded.", 90, None, "at_least", "voyages"),
    ("No fewer than 90 voyages were recorded.", 90, None, "at_least", "voyages"),
    ("Over 90 voyages were recorded.", 90, None, "more_than", "voyages"),
    ("Up to 90 trucks arrived.", None, 90, "at_most", "trucks"),
    ("As many as 90 trucks arrived.", None, 90, "at_most", "trucks"),
    ("Fewer than 90 trucks arrived.", None, 90, "less_than", "trucks"),
    ("Nearly 90 trucks arrived.", None, 90, "less_than", "trucks"),
    ("Roughly 90 trucks arrived.", 90, 90, "about", "trucks"),
    ("The 300-odd trucks arrived.", 300, 300, "about", "trucks"),
    ("It wants 500 or so sappers.", 500, 500, "about", "sappers"),
    ("Imports exceeded the annual ceiling of 500,000 barrels.", 500000, None, "more_than", "barrels"),
    ("Nearly $10m was stolen.", None, 10000000, "less_than", "USD"),
    ("The firm paid US$1.2bn.", 1.2e9, 1.2e9, "exact", "USD"),
    ("The firm paid 50m euros.", 5e7, 5e7, "exact", "EUR"),
    ("The firm paid EUR 93 million.", 9.3e7, 9.3e7, "exact", "EUR"),
    ("The firm paid 3 trillion won.", 3e12, 3e12, "exact", "KRW"),
    ("Each earns $100 to $200 a month.", 100, 200, "between", "USD per month"),
    ("The cap is 500,000 barrels a year.", 500000, 500000, "exact", "barrels per year"),
    ("The siege lasted six days.", 6, 6, "exact", "days"),
    ("The link lay dormant for decades.", 20, None, "at_least", "years"),
    ("It was the 17th drawdown.", 17, 17, "exact", "drawdowns"),
    ("Poland bought 48 FA-50s.", 48, 48, "exact", "aircraft"),
    ("It sent three million 152 mm shells.", 3e6, 3e6, "exact", "shells"),
    ("It was a twenty-eightfold rise.", 28, 28, "exact", "times"),
    ("The guards shot one soldier.", 1, 1, "exact", "troops"),
    ("It had some 900 a year earlier.", 900, 900, "about", ""),
    ("They cleared 180 square kilometres.", 180, 180, "exact", "square kilometres"),
    ("It hired 300 extra textile and garment workers.", 300, 300, "exact", "workers"),
    ("It fed 300 staff and students.", 300, 300, "exact", "staff"),
])
def test_figures_with_bounds_and_unit(sentence, low, high, comparator, unit):
    mention = only(sentence)
    assert (mention.low, mention.high, mention.comparator, mention.unit) == (low, high, comparator, unit)


@pytest.mark.parametrize("sentence", [
    "He was born on 9 May 1961.", "Talks began in 2017 and ended in 2019.",
    "The call came at 10:44 p.m. on Monday.", "The recruit, aged 55, went home.", "Kim, 41, went home.",
    "A 19-year-old recruit went home.", "T-72 tanks and Su-34 jets flew past.", "A Boeing 737 landed at Base 201.",
    "It breaches Article 4 and Resolution 2397.", "The KN-23 is a missile.", "Unit 61398 hacked the G7.",
    "They fired 155mm shells.", "The 18th Airborne Brigade withdrew.", "See https://example.org/2024/11/5000 today.",
    "Call +82 2 2100 2114 now.", "The side won 3-1.", "This one is lost.", "It recalls the Second World War.",
    "The 27-nation bloc met.", "The 15-member council met.",
])
def test_what_counts_nothing_is_left_out(sentence):
    assert read(sentence) == []


def test_a_part_points_at_its_whole_and_each_keeps_its_own_bound():
    text = "At least 700 of an estimated 9,500 Malian recruits were reported killed."
    part, whole = read(text)
    assert (part.low, part.high, part.comparator, part.unit) == (700, None, "at_least", "recruits")
    assert (whole.low, whole.high, whole.comparator, whole.unit) == (9500, 9500, "about", "recruits")
    assert part.part_of == whole.span
    assert whole.part_of is None


def test_an_opening_whole_and_a_relative_part():
    whole, part = read("Of the 9,000 conscripts, about 400 deserted.")
    assert part.part_of == whole.span
    whole, part = read("The clinic took in 300 people, of whom 40 died.")
    assert part.part_of == whole.span
    assert part.unit == "people"


@pytest.mark.parametrize(("sentence", "change"), [
    ("It sent another 3,000 men.", "additional"), ("It sent a further 3,000 men.", "additional"),
    ("It bars 74 more tankers.", "additional"), ("A total of 12 ships sailed.", "stock"),
    ("This brings the toll to 12,000.", "stock"), ("It sent 3,000 men.", None),
])
def test_additions_and_totals(sentence, change):
    assert read(sentence)[-1].change == change


def test_an_elliptic_figure_takes_the_unit_before_it():
    first, second = read("Jamaica sent 24 nurses, Belize two.")
    assert (first.unit, second.unit, second.rule) == ("nurses", "nurses", "ellipsis")


def test_states_of_people_stand_for_the_counted():
    dead, hurt = read("The blast left 16 dead and 25 injured.")
    assert [(m.low, m.unit) for m in (dead, hurt)] == [(16, "killed"), (25, "wounded")]


def test_an_article_counts_only_weakly():
    text = "The navy seized a tanker."
    parsed = parse(text, [Block(kind="paragraph", start=0, end=len(text))])
    (mention,) = find_quantities(parsed)
    assert (mention.low, mention.unit, mention.rule) == (1, "tankers", "article")


def test_a_serial_number_of_any_length_is_no_figure():
    assert read("The key is " + "7" * 5000 + " here.") == []
    assert read("The key is " + "7" * 5000 + "th here.") == []
