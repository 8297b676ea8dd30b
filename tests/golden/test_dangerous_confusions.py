"""The thirty most dangerous confusions: what was denied, planned or doubted must never be read as done, nor the reverse.

Each entry: a name, the modalities that may come out, and wordings in which the event is the marked (*...*) word.
"""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from marked import certainty

UNREAL = ("planned", "possible", "alleged", "denied", "demanded")
REAL = ("happened", "ongoing")

CONFUSIONS: dict[str, tuple[tuple[str, ...], list[str]]] = {
    "denied it": (("denied",), [
        "The ministry denied *sending* howitzers to the rebels.",
        "Minsk denies that it *delivered* any radars to the junta.",
        "The army dismissed as fiction a report that its troops had *crossed* the river.",
        "The palace rejected a newspaper's claim that gunners were *sent* abroad.",
        "The spokesman brushed aside the story that two frigates had been *transferred*.",
        "The embassy called the alleged *shipment* of mortars a fabrication.",
    ]),
    "never happened": (("denied",), [
        "The *delivery* of the jets never took place.",
        "The report that the jets were *delivered* is false.",
        "The video of the general's *visit* is a fake.",
        "It is not true that the battalion was *deployed* to the island.",
        "No shells were *sent* to the front.",
        "None of the promised tanks has *arrived*.",
        "Not a single round was *delivered*, the minister said.",
        "The army never *trained* the militia.",
        "Neither Oslo nor Bergen *sent* any ships.",
        "Nobody was *killed* in the raid.",
    ]),
    "did not confirm": (("alleged", "possible"), [
        "The general staff did not confirm that its troops had *entered* the town.",
        "The embassy declined to confirm reports that tanks were *shipped* in May.",
        "The minister would neither confirm nor deny that missiles were *sold* to the emirate.",
        "The palace refused to say whether instructors had been *sent*.",
        "The ministry has not confirmed the *delivery* of the radars.",
        "The report that soldiers were *deployed* there could not be independently verified.",
    ]),
    "no evidence": (("possible", "alleged", "denied"), [
        "There is no evidence that the port *received* the missiles.",
        "Inspectors found no sign that soldiers had been *trained* at the camp.",
        "The panel has seen no proof that the drones were *supplied* by the firm.",
        "Nothing suggests that the freighter *carried* rifles.",
        "There is little to indicate that the freighter *carried* rifles.",
        "The envoy said there was no indication of a *shipment* of rifles.",
        "Analysts have not found any evidence that gunners were *sent* south.",
    ]),
    "has yet to": (("denied", "planned"), [
        "The country has yet to *send* the promised brigade.",
        "The first tanks have yet to *arrive*.",
        "The brigade is still waiting for the *delivery* of its howitzers.",
        "The army has not yet *received* the radars.",
    ]),
    "failed to": (("denied",), [
        "The yard failed to *deliver* the frigate.",
        "Talks on the *transfer* of the radars collapsed.",
        "The firm was unable to *ship* the engines.",
        "The promised *delivery* of engines did not materialise.",
        "The plan to *station* gunners there came to nothing.",
    ]),
    "refused": (("denied",), [
        "The cabinet refused to *send* soldiers.",
        "The senate rejected the *sale* of the frigates.",
        "The king has ruled out *stationing* troops in the north.",
        "The minister turned down a request to *deploy* sappers.",
        "The chancellor will not *supply* cruise missiles.",
        "Parliament voted down a *deployment* of marines.",
        "The premier said no to *sending* marines.",
    ]),
    "stopped short": (("denied",), [
        "The republic stopped short of *sending* troops.",
        "The union gave money instead of *sending* shells.",
        "The envoys did everything but *sign* a pact.",
        "The company is far from *delivering* the jets.",
        "The firm shipped spare parts rather than *delivering* whole engines.",
    ]),
    "prevented": (("denied",), [
        "Customs officers prevented the *shipment* of rifles.",
        "A veto blocked the *deployment* of peacekeepers.",
        "Police foiled a plot to *smuggle* grenades into the port.",
        "The court barred the ministry from *exporting* radars.",
        "The coast guard thwarted an attempt to *deliver* rockets.",
    ]),
    "called off": (("denied",), [
        "The navy cancelled the *exercise* with its neighbour.",
        "The minister called off a *visit* to the capital.",
        "The plan to *deploy* gunners was scrapped.",
        "The *sale* of the jets was dropped after protests.",
        "The army had planned to *send* sappers but cancelled the order.",
    ]),
    "postponed": (("planned",), [
        "The *delivery* of the frigate was postponed until autumn.",
        "The *exercise* has been delayed by a year.",
        "The government put off the *deployment* of the battalion.",
        "The *transfer* of the radars is on hold.",
    ]),
    "if": (("possible", "planned"), [
        "If the pact is signed, the republic will *send* two battalions.",
        "The republic would *send* gunners if a truce held.",
        "Unless the talks fail, the envoy will *visit* the island.",
        "The union may act if soldiers are *deployed* along the river.",
        "The regiment will march once the tanks *arrive*.",
        "Should the enemy *cross* the river, the bridge will be blown.",
        "The base stays shut until the senate *ratifies* the lease.",
    ]),
    "could": (("possible",), [
        "The republic could *send* up to 3,000 soldiers.",
        "More sappers may *arrive* in spring.",
        "The firm might have *sold* engines to the junta.",
        "Pyongyang has probably *received* air defence radars.",
        "It is possible that gunners were *trained* at the camp.",
        "A possible *shipment* of rifles worries the neighbours.",
        "The general appears to have *visited* the front.",
        "The army is likely to *deploy* drones there.",
    ]),
    "considered": (("possible",), [
        "The cabinet is considering *sending* instructors.",
        "The two sides are in talks on the *sale* of frigates.",
        "The island is ready to *host* allied sappers.",
        "The premier proposed *stationing* a brigade in the east.",
        "The chancellor is weighing whether to *supply* missiles.",
    ]),
    "planned": (("planned",), [
        "The republic plans to *send* 2,000 workers.",
        "The army is to *deploy* a brigade next spring.",
        "The cabinet approved the *delivery* of 20 tanks.",
        "The king promised to *train* 500 recruits.",
        "The leader decided to *send* sappers to the border.",
        "N Korea to *send* engineers to the border",
        "The pact obliges each side to *help* the other.",
        "Preparations for the *deployment* of marines are under way.",
        "The minister ordered the *deployment* of two battalions.",
        "The jets are due to *arrive* in June.",
        "The governor intends to *bring* in 3,000 builders.",
        "The ministry said it would *donate* ten ambulances.",
        "Plans to *send* 400 instructors were announced on Friday.",
    ]),
    "urged": (("demanded",), [
        "The union urged the junta to *withdraw* its troops.",
        "The envoy called on the island to *stop* the exports.",
        "Member states must *freeze* the accounts.",
        "The neighbours should *send* observers.",
        "The minister asked the allies to *deliver* shells.",
        "The assembly demanded that the militia *leave* the town.",
        "The island wants the soldiers to *leave*.",
        "The president appealed for the *delivery* of shells.",
    ]),
    "banned": (("demanded",), [
        "The resolution prohibits the *export* of rifles.",
        "A 2006 text bans all states from *supplying* tanks.",
        "The ban on the *transfer* of missiles remains in force.",
        "The *sale* of small arms is prohibited.",
    ]),
    "accused": (("alleged",), [
        "The republic is accused of *sending* rifles to the rebels.",
        "The rebels claim that a drone *killed* ten soldiers.",
        "Gunners were reportedly *sent* to the front.",
        "The firm allegedly *sold* engines to the junta.",
        "The company is said to have *shipped* radars.",
        "Unverified posts speak of the alleged *arrival* of marines.",
        "Prosecutors charged the trader with *smuggling* lenses.",
    ]),
    "asked": (("possible", "alleged"), [
        "Has the army *sent* soldiers across the river?",
        "Reporters asked whether the army had *sent* soldiers.",
        "It is unclear whether the tanks *arrived*.",
        "Did the emirate *pay* for the jets?",
    ]),
    "doubted": (("alleged", "possible", "denied"), [
        "Analysts doubt that the brigade *entered* the town.",
        "Experts cast doubt on the claim that tanks were *delivered*.",
        "Historians question whether the general *visited* the camp.",
        "It is unlikely that the king will *attend* the parade.",
    ]),
    "would have": (("denied", "possible"), [
        "The pact would have *brought* 3,000 soldiers to the isle.",
        "Had the allies *sent* jets, the town would have held.",
        "If only the union had *listed* the banks earlier.",
        "The navy acted as if the fleet had *entered* the strait.",
        "The brigade was supposed to have *left* in May.",
        "The envoy was going to *visit* the isle until a storm kept him at home.",
    ]),
    "no plans": (("denied",), [
        "The republic has no plans to *send* troops.",
        "The minister said there was no intention of *supplying* jets.",
        "The king does not plan to *visit* the isle.",
        "The cabinet has not decided to *send* gunners.",
        "There will be no *deployment* of marines.",
    ]),
    "without doing": (("denied",), [
        "The two leaders parted without *signing* a treaty.",
        "The envoy left without *meeting* the king.",
    ]),
    "order not carried out": (("planned",), [
        "Parliament authorised the *deployment* of 700 marines.",
        "The firm won a contract for the *delivery* of 40 howitzers.",
        "The government agreed to *sell* 12 frigates.",
    ]),
    "they did deny failing": (REAL, [
        "The yard denied failing to *deliver* the frigate.",
        "The army did not fail to *send* its best troops.",
        "The isle never stopped *sending* shells.",
        "Sanctions could not prevent the *delivery* of the jets.",
        "The republic has not ceased *supplying* rifles.",
    ]),
    "negation elsewhere": (REAL, [
        "Not only did the army *send* tanks, it sent jets.",
        "Without waiting for the vote, the army *sent* tanks.",
        "Refusing to wait, the minister *flew* to the isle.",
        "The army *sent* tanks, which no one had expected.",
        "The army *sent* tanks but did not say how many.",
        "The tanks did not *arrive* until May.",
        "No fewer than 300 sappers *arrived* on Monday.",
        "Nobody was hurt when the navies *trained* off the cape.",
        "The ministry, which had refused to comment, *sent* two battalions.",
        "The army had no choice and *sent* gunners.",
        "Far from leaving, the brigade *received* new tanks.",
    ]),
    "confirmed": (REAL, [
        "The ministry confirmed that it had *sent* sappers.",
        "The palace admitted *sending* rifles to the rebels.",
        "After months of denials the army acknowledged that gunners had *died*.",
        "Inspectors established that the firm had *shipped* lenses.",
        "The agency estimates that 3,000 workers have *arrived*.",
        "The island condemned the *deployment* of marines.",
        "The report says the freighter *carried* rifles.",
    ]),
    "hedge elsewhere": (REAL, [
        "The army *sent* tanks and may send jets.",
        "The republic, which could face sanctions, *delivered* the radars.",
        "It is unclear who paid, but the rifles were *unloaded* at the port.",
        "The jets that *arrived* in May could be moved north.",
    ]),
    "goes on": (("ongoing",), [
        "Gunners are *fighting* in the east.",
        "The isle continues to *supply* shells.",
        "The freighters keep *bringing* rifles to the port.",
        "About 300 instructors are *stationed* at the base.",
    ]),
    "delayed but done": (REAL, [
        "After long delays the frigate was *delivered* on Monday.",
        "Long postponed, the *exercise* took place in June.",
        "Two years behind schedule, the bridge *opened* in June.",
        "The once cancelled tanks *arrived* in spring.",
    ]),
}


PAIR_GAPS = [
    ("transfer_technology", "What the post *calls* a handover of rockets is a scene from a film."),
    ("training", "A clip *showing* instructors at a camp turned out to be generated by a computer."),
    ("transfer_arms", "The frigates ordered in 2021 *are* still in the shipyard."),
    ("treaty", "The treaty might have entered into force last year, had the island *ratified* it."),
    ("training", "The report that the junta *trained* the rebels is thinly sourced."),
    ("transfer_arms", "Asked about a transfer of rockets, the minister *shook* his head."),
]
"""Events that did not happen and are still read as done."""


def cases() -> Iterator[object]:
    for name, (allowed, wordings) in CONFUSIONS.items():
        for n, wording in enumerate(wordings):
            yield pytest.param(wording, allowed, id=f"{name}-{n}")


PAIRS = tomllib.loads((Path(__file__).parent / "dangerous_pairs.toml").read_text(encoding="utf-8"))["pair"]


@pytest.mark.parametrize(("wording", "allowed"), list(cases()))
def test_a_dangerous_confusion_is_not_made(wording, allowed):
    word = wording.split("*")[1]
    kind = "troop_presence" if word in {"stationed", "fighting"} else "transfer_arms"
    assert certainty(wording, kind).modality in allowed


def test_there_are_thirty_of_them():
    assert len(CONFUSIONS) == 30


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["unreal"][:60])
def test_a_small_difference_parts_what_is_so_from_what_is_not(pair):
    assert certainty(pair["real"], pair["type"]).modality in REAL
    assert certainty(pair["unreal"], pair["type"]).modality not in REAL


@pytest.mark.parametrize(("kind", "wording"), PAIR_GAPS)
@pytest.mark.xfail(reason="not read yet", strict=True)
def test_a_known_gap_is_still_open(kind, wording):
    assert certainty(wording, kind).modality not in REAL


def test_the_pairs_cover_every_type_of_event_that_can_be_so_or_not():
    assert len({pair["type"] for pair in PAIRS}) == 14
    assert len(PAIRS) >= 60
