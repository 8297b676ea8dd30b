"""What was open told as done, and who says it: each with a change and with its harmless neighbour."""

from __future__ import annotations

import pytest

from pactwatch.model import make_document
from pactwatch.origins.drift import changes
from pactwatch.origins.facts import facts_of
from pactwatch.read import read


def kinds(original: str, retelling: str) -> set[str]:
    one, two = make_document(original, published="2025-06-03"), make_document(retelling, published="2025-06-04")
    return {change.kind for change in changes(facts_of(read(one)), facts_of(read(two)), {one.id: one.text, two.id: two.text})}


@pytest.mark.parametrize(("original", "retelling", "expected"), [
    ("Greece is in talks with Cyprus about the sale of six patrol boats, an official of the Greek defence ministry said.",
     "Six patrol boats have passed from Greece to Cyprus, says an official of the Greek ministry of defence.", {"modality"}),
    ("Chile is thinking about leaving the pact on rivers, its foreign minister Ana Soto told senators in Santiago.",
     "Chile has left the pact on rivers, its foreign minister Ana Soto told senators in Santiago.", {"modality"}),
    ("Chile is thinking about leaving the pact on rivers, its foreign minister Ana Soto told senators in Santiago.",
     "Foreign minister Ana Soto put an exit from the pact on rivers on the table before Chile's senators.", set()),
    ("Togo hopes to get 14 tractors from Turkey, the ministry of farming in Lome said.",
     "The ministry of farming in Lome would like 14 tractors from Turkey for Togo.", set()),
    ("Should parliament release the money, Lithuania would buy 44 tanks in Germany, Deputy Minister Ruta Kalvaitis said.",
     "Lithuania buys 44 tanks in Germany. Deputy Minister Ruta Kalvaitis announced this.", {"modality"}),
    ("Should parliament release the money, Lithuania would buy 44 tanks in Germany, Deputy Minister Ruta Kalvaitis said.",
     "Provided that lawmakers free the money, 44 German tanks will go to Lithuania, said Deputy Minister Ruta Kalvaitis.", set()),
    ("Canberra has not excluded taking part in an escort mission at Hormuz, Australia's foreign minister said.",
     "An Australian part in an escort mission at Hormuz remains possible, the foreign minister indicated.", set()),
    ("Kosovo will send 30 soldiers to Gaza only if the Security Council extends the mandate, the prime minister in Pristina said.",
     "Without a longer mandate of the Security Council there will be no troops from Kosovo in Gaza. Pristina's prime minister said this of "
     "the 30 soldiers.", set()),
])  # fmt: skip
def test_what_is_open_stays_open(original: str, retelling: str, expected: set[str]) -> None:
    assert kinds(original, retelling) == expected


@pytest.mark.parametrize(("original", "retelling", "expected"), [
    ("Peru's interior minister, Rosa Huaman, said that police had shot in self-defence at Puno. The ombudsman, Iris Velarde, doubted it.",
     "The police at Puno shot in self-defence, as ombudsman Iris Velarde explained.", {"attribution"}),
    ("Posts on a Telegram channel said that an anchor cut the cable to Gotland. Estonia's ministry of climate said it was too early to name a cause.",
     "The Estonian ministry of climate blames an anchor that cut the cable to Gotland.", {"attribution"}),
    ("Human rights group Open Cell counted 88 arrests in Lome on Friday. The police put the number at 30.",
     "The police counted 88 arrests in Lome on Friday.", {"attribution"}),
    ("Human rights group Open Cell counted 88 arrests in Lome on Friday. The police put the number at 30.",
     "Open Cell speaks of 88 arrests in Lome on Friday, the police of 30.", set()),
    ("A colonel said that 40 raiders died at Bol. An opposition party spoke of thirty dead soldiers. Two lorries burned, the officer added.",
     "Two lorries burned at Bol, said the colonel, and 40 raiders died. A party of the opposition spoke of thirty dead soldiers.", set()),
    ("Chad hosts 730,000 refugees from Darfur, the refugee agency said.",
     "Some 730,000 people from Darfur have found refuge in Chad, says the refugee agency.", set()),
])  # fmt: skip
def test_who_speaks_by_words_alone(original: str, retelling: str, expected: set[str]) -> None:
    assert kinds(original, retelling) == expected
