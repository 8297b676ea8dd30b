"""What each mechanism of certainty makes of a sentence, one table a mechanism. The event is the marked (*...*) word."""

import pytest

from pactwatch.reading.blocks import split_blocks
from pactwatch.reading.mentions import Attribution, TimeMention
from pactwatch.reading.modality import judge
from pactwatch.reading.modality_cues import Signature, find_phrases, load_cues
from pactwatch.reading.parse import parse


def find(marked):
    before, word, after = marked.split("*")
    text = before + word + after
    parsed = parse(text, split_blocks(text))
    sentence, token = next(
        (s, t) for s in parsed.sentences for t in s.tokens if t.start <= len(before) < t.end
    )
    previous = parsed.sentences[sentence.index - 1] if sentence.index else None
    return text, sentence, token.i, previous


def state(marked, kind="transfer_arms", **known):
    _, sentence, trigger, previous = find(marked)
    return judge(sentence, trigger, kind, beside=(previous, None), **known)


SENTENCES = {
    "tense": [
        ("The isle *sent* 40 tanks.", "transfer_arms", "happened"),
        ("The isle is *sending* tanks.", "transfer_arms", "ongoing"),
        ("The isle will *send* tanks.", "transfer_arms", "planned"),
        ("Some 300 men *guard* the pass.", "troop_presence", "ongoing"),
        ("About 900 welders *work* at the yard.", "send_workers", "happened"),
        ("It *is* the third such loan.", "payment_or_aid", "happened"),
        ("14 May 2021 — The isle *closes* its harbour.", "transport_link", "happened"),
    ],
    "a present tense with a day ahead": [
        ("The two fleets *start* their drill on Monday.", "joint_exercise", "planned"),
        ("The minister *flies* to the cape in October.", "visit_or_meeting", "planned"),
        ("The minister *visits* the cape in October 2011.", "visit_or_meeting", "happened"),
    ],
    "a plan told on": [
        ("The army will send sappers. A first group *stays* in the port.", "deploy_forces", "planned"),
        ("The army sent sappers. A first group *stays* in the port.", "deploy_forces", "ongoing"),
        ("The fund will not lend more. Each family *receives* rice.", "payment_or_aid", "ongoing"),
        ("The army will send sappers. Some men already *live* there.", "send_workers", "happened"),
    ],
    "a noun under a verb of refusing or planning": [
        ("The senate *dropped* the listing of two banks.", "sanction_or_designate", "denied"),
        ("The envoy *rebuffed* an offer of talks.", "visit_or_meeting", "denied"),
        ("The cabinet *greenlighted* the instruction of recruits.", "training", "planned"),
        ("The embargo was *terminated* in May.", "sanction_or_designate", "happened"),
    ],
    "a verb over a noun that has the event as its complement": [
        ("The attempt to send rifles was *noticed*.", "transfer_arms", "denied"),
        ("The rumour that rifles were sent *circulated* widely.", "transfer_arms", "alleged"),
        ("The paper *withdrew* its report that rifles were sent.", "transfer_arms", "denied"),
    ],
    "a copula's predicate": [
        ("The sanctions *are* on hold.", "sanction_or_designate", "planned"),
        ("The joint plant *remains* on paper.", "transfer_technology", "denied"),
        ("The pact will *remain* unsigned.", "treaty", "denied"),
        ("Two men *are* missing.", "casualties", "happened"),
        ("The *shipment* of rifles was a rumour.", "transfer_arms", "alleged"),
    ],
    "what became of a promise": [
        ("Half of the shells *pledged* in May have been handed over.", "transfer_arms", "happened"),
        ("Half of the shells *pledged* in May have not arrived.", "transfer_arms", "denied"),
    ],
    "the law's limits": [
        ("The resolution *caps* the supply at 500 barrels.", "payment_or_aid", "demanded"),
        ("The statute *obliges* firms to report sales.", "payment_or_aid", "demanded"),
        ("The pact *obliges* each side to help the other.", "deploy_forces", "planned"),
    ],
    "conditions": [
        ("If that holds, the isle *earns* a million a year.", "payment_or_aid", "possible"),
        ("If three clerks are to be believed, the money *went* abroad.", "payment_or_aid", "alleged"),
        ("Once the tanks *arrive*, the brigade will march.", "transfer_arms", "possible"),
        ("The tanks did not *arrive* until May.", "transfer_arms", "happened"),
    ],
    "negation": [
        ("There *was* never any delivery of tanks.", "transfer_arms", "denied"),
        ("The isle *got* not a single drone.", "transfer_arms", "denied"),
        ("The isle *sent* not rifles but tanks.", "transfer_arms", "happened"),
        ("Hardly any of the shells have been *delivered*.", "transfer_arms", "denied"),
        ("Zero shells *arrived* in May.", "transfer_arms", "denied"),
        ("The envoys neither met nor *telephoned*.", "visit_or_meeting", "denied"),
        ("The king did not hesitate to *sign* the pact.", "treaty", "happened"),
    ],
    "phrases of other clauses": [
        ("The kings *signed* a pact, the first since the league fell apart.", "treaty", "happened"),
        ("The ministry denies any part in the war: it *paid* the wages, it said.", "payment_or_aid", "happened"),
    ],
    "false sources": [
        ("The film is *built* around a handshake that never happened.", "visit_or_meeting", "denied"),
        ("A forged letter says that the isle *sent* tanks.", "transfer_arms", "denied"),
        ("The channel *invented* a visit by the king.", "visit_or_meeting", "denied"),
        ("Earlier we reported that all 24 had been *rescued*.", "other", "denied"),
        ("The general dismissed as a lie that 90 men had *died*.", "casualties", "denied"),
    ],
    "open questions": [
        ("Deputies want to know whether drones were *sold*.", "transfer_arms", "possible"),
        ("There was no sign, however, that drones had been *sold*.", "transfer_arms", "possible"),
        ("Did the isle *sell* drones?", "transfer_arms", "possible"),
    ],
    "what is expected of the future by a source": [
        ("The agency believes that the men will *join* the front.", "deploy_forces", "possible"),
        ("The agency believes that the men *joined* the front.", "deploy_forces", "happened"),
    ],
    "scare quotes": [
        ("The \"withdrawal\" *consisted* of one lorry.", "troop_presence", "alleged"),
        ("The withdrawal *consisted* of one lorry.", "troop_presence", "happened"),
    ],
    "a speech act": [
        ("The envoy *condemned* the raid.", "condemn_or_accuse", "happened"),
        ("The envoy did not *condemn* the raid.", "condemn_or_accuse", "denied"),
        ("The envoy *denied* the raid.", "deny", "denied"),
    ],
    "what a proposal contains": [
        ("The union proposed a fund. It *provides* 30 million dollars.", "payment_or_aid", "possible"),
        ("The union opened a fund. It *provides* 30 million dollars.", "payment_or_aid", "ongoing"),
        ("The deal runs to May. It *covers* 30 recruits a year.", "training", "planned"),
    ],
    "subordinate clauses": [
        ("The missiles were seized before *reaching* the port.", "transfer_arms", "denied"),
        ("The missiles were photographed before *reaching* the port.", "transfer_arms", "happened"),
        ("When the tanks *arrive*, the brigade will march.", "transfer_arms", "possible"),
        ("There are no soldiers who have *crossed* the border.", "deploy_forces", "denied"),
        ("The jets had been due in May; the *sale* was cancelled.", "transfer_arms", "denied"),
    ],
    "nouns and what is said of them": [
        ("There *was* talk of a garrison on the isle.", "troop_presence", "possible"),
        ("The promise of 20 drones *remains* just that.", "transfer_arms", "planned"),
        ("The garrison of 20 men *remains* on the isle.", "troop_presence", "ongoing"),
        ("Whoever says that the isle *sent* soldiers is lying.", "deploy_forces", "denied"),
        ("A placard said that the isle *sold* shells.", "transfer_arms", "alleged"),
        ("The *trip* of the minister is off.", "visit_or_meeting", "denied"),
        ("The *delivery* of tanks is to begin in May.", "transfer_arms", "planned"),
        ("Next month's *delivery* of jets will be the last.", "transfer_arms", "planned"),
        ("The union agreed new *sanctions* on Monday.", "sanction_or_designate", "happened"),
    ],
    "complements": [
        ("The envoy told the militia to *leave* the town.", "deploy_forces", "demanded"),
        ("The army was *accused* of sending troops.", "deploy_forces", "alleged"),
        ("The channel apologised for saying that nine men had *died*.", "casualties", "denied"),
        ("The firm did not sell or *lend* any jets.", "transfer_arms", "denied"),
        ("Nothing indicates that the isle *sent* rifles.", "transfer_arms", "possible"),
    ],
    "an order": [
        ("*Send* shells now.", "transfer_arms", "demanded"),
    ],
    "what was done before, told in a participle": [
        ("The cape can hardly be called idle, having *moved* 600 men.", "deploy_forces", "happened"),
        ("The cape will not lecture anyone, having itself *moved* 600 men.", "deploy_forces", "happened"),
        ("The cape would have won, having *moved* 600 men.", "deploy_forces", "denied"),
    ],
    "what stood in the way and was overcome": [
        ("Long held up by the court, the tanks were *delivered* in May.", "transfer_arms", "happened"),
        ("Stuck in committee for a year, the pact was *ratified* in May.", "treaty", "happened"),
        ("The tanks were not *delivered*, held up by the court.", "transfer_arms", "denied"),
    ],
    "what nobody could prevent": [
        ("Nothing that the dockers tried could *prevent* 90 rifles from being shipped.", "transfer_arms", "happened"),
        ("The guards *prevented* 90 rifles from being shipped.", "transfer_arms", "denied"),
        ("Nobody was able to stop the isle from *paying* the clan.", "payment_or_aid", "happened"),
        ("The isle was able to stop the cape from *paying* the clan.", "payment_or_aid", "denied"),
    ],
    "what nobody denies": [
        ("Nobody disputes that soldiers *crossed* the river.", "deploy_forces", "happened"),
        ("The isle no longer denies that soldiers *crossed* the river.", "deploy_forces", "happened"),
        ("The isle did not deny that soldiers *crossed* the river.", "deploy_forces", "possible"),
    ],
    "a colon after what is set aside or refuted": [
        ("It was no rumour: 300 soldiers *crossed* the river.", "deploy_forces", "happened"),
        ("Forget the threats: the isle has *taken* 40 tanks.", "transfer_arms", "happened"),
        ("There was a rumour that 300 soldiers *crossed* the river.", "deploy_forces", "alleged"),
    ],
    "cut off before it could happen": [
        ("The town fell before the brigade could *reach* it.", "deploy_forces", "denied"),
        ("It was days before the brigade could *reach* it.", "deploy_forces", "possible"),
    ],
    "it would now be so": [
        ("Had the senate said yes, the men would now be *patrolling* the cape.", "deploy_forces", "denied"),
    ],
    "one side's telling": [
        ("In the rebels' version, 60 soldiers *died*.", "casualties", "alleged"),
        ("As the junta tells it, 60 soldiers *died*.", "casualties", "alleged"),
        ("In the final version of the pact, 60 soldiers *died*.", "casualties", "happened"),
        ("According to an indictment, the brokers *shipped* rifles.", "transfer_arms", "alleged"),
    ],
    "true only if": [
        ("Remarkable if true, the paper wrote: the isle *trained* 300 men.", "training", "alleged"),
        ("The isle, whose chief serves if confirmed by the senate, *trained* 300 men.", "training", "happened"),
    ],
    "a part of a work, a future sketched": [
        ("On the script's second page, the marines *seize* the port.", "deploy_forces", "denied"),
        ("On the second page of the paper, the minister *signed* the pact.", "treaty", "happened"),
        ("The planners sketch a decade in which the isle *hosts* the fleet.", "troop_presence", "possible"),
        ("The minister leads a region in which the isle *hosts* the fleet.", "troop_presence", "ongoing"),
    ],
    "a noun that an aside parts from its clause": [
        ("There is no proof, the panel stresses, that drones *reached* the port.", "transfer_arms", "possible"),
        ("There is a danger, he believes, that the isle *pays* the clan.", "payment_or_aid", "possible"),
        ("The envoy, the panel notes, said that drones *reached* the port.", "transfer_arms", "happened"),
    ],
    "promises of what is then told as done": [
        ("Promises of wages *paid* by the isle were renewed.", "payment_or_aid", "planned"),
        ("Unkept promises of wages *paid* by the isle anger the men.", "payment_or_aid", "denied"),
        ("Stacks of wages *paid* by the isle lay there.", "payment_or_aid", "happened"),
    ],
    "moved to another day, or out of sight": [
        ("The arrival of the men was *moved* to May.", "deploy_forces", "planned"),
        ("The arrival of the men was delayed; the minister *moved* to the cape.", "deploy_forces", "happened"),
        ("The prince did *slip* into the city for talks.", "visit_or_meeting", "happened"),
    ],
    "a story shot down": [
        ("The isle swats away claims that it *sent* rifles.", "transfer_arms", "denied"),
        ("The isle rejects out of hand the charge that it *sent* rifles.", "transfer_arms", "denied"),
    ],
    "an order signed": [
        ("The order to quit the town was *signed*.", "treaty", "planned"),
        ("The pact was *signed*.", "treaty", "happened"),
    ],
    "played dead": [
        ('Ninety "dead" were *carried* off.', "casualties", "alleged"),
        ("Ninety dead were *carried* off.", "casualties", "happened"),
    ],
}


@pytest.mark.parametrize(
    ("marked", "kind", "expected"), [row for rows in SENTENCES.values() for row in rows],
    ids=[f"{name}-{n}" for name, rows in SENTENCES.items() for n, _ in enumerate(rows)],
)
def test_a_mechanism_gives_the_state(marked, kind, expected):
    assert state(marked, kind).modality == expected


def test_a_later_day_makes_a_present_tense_planned():
    text, sentence, trigger, _ = find("The brigade *leaves* on 3 June 2025.")
    start = text.index("3 June 2025")
    time = TimeMention(sentence=0, first=4, last=6, head=5, span=(start, start + 11), start="2025-06-03",
                       end="2025-06-03", precision="day", edtf="2025-06-03")
    kind = "deploy_forces"
    assert judge(sentence, trigger, kind, published="2025-05-20", time=time).modality == "planned"
    assert judge(sentence, trigger, kind, published="2025-07-20", time=time).modality != "planned"


@pytest.mark.parametrize(("stance", "expected"), [
    ("asserts", "happened"), ("denies", "denied"), ("does_not_confirm", "possible"), ("asks", "possible"),
    ("doubts", "alleged"), ("retracts", "denied"),
])
def test_the_stance_of_a_source_elsewhere_counts(stance, expected):
    text, sentence, trigger, _ = find("The isle *sent* tanks.")
    source = Attribution(sentence=7, speakers=[], cue=(0, 3), cue_token=None, content=[(0, len(text))], direct=False,
                         stance=stance, rule="test")
    found = judge(sentence, trigger, "transfer_arms", attributions=[source])
    assert found.modality == expected
    assert ((0, 3) in found.cues) == (expected != "happened")


@pytest.mark.parametrize(("marked", "words"), [
    ("The yard failed to *deliver* the ship.", ["failed"]),
    ("The yard may *deliver* the ship.", ["may"]),
    ("The yard did not *deliver* the ship.", ["not"]),
    ("The ministry denied *sending* tanks.", ["denied"]),
    ("The plant *remains* on paper.", ["remains"]),
    ("The yard *delivered* the ship.", []),
])
def test_the_cue_is_the_word_that_decided(marked, words):
    text, sentence, trigger, _ = find(marked)
    found = judge(sentence, trigger, "transfer_arms")
    assert [text[a:b] for a, b in found.cues] == words


def test_a_signature_takes_the_most_special_entry():
    signature = Signature("x", {"denied": "happened", "real": "alleged", "any": "possible"}, {"bare": "planned"}, False)
    assert signature.apply("denied", negated=False) == "happened"
    assert signature.apply("ongoing", negated=False) == "alleged"
    assert signature.apply("noun", negated=False) == "possible"
    assert signature.apply("gerund", negated=True) == "planned"
    assert signature.apply("happened", negated=True) == "happened"


def test_every_cue_has_a_class_and_every_class_leads_to_a_known_state():
    cues = load_cues()
    known = {"happened", "ongoing", "planned", "possible", "alleged", "denied", "demanded", "unconfirmed", "tense"}
    for index in cues.words.values():
        assert all(name in cues.signatures for names in index.values() for name in names)
    for signature in cues.signatures.values():
        assert set(signature.positive.values()) | set(signature.negative.values()) <= known


def test_the_longest_phrase_wins_and_a_gap_is_bounded():
    _, sentence, _, _ = find("The isle refused to *confirm* the sale.")
    assert [(m.name, m.first, m.last) for m in find_phrases(sentence)] == [("decline", 2, 4)]
    _, sentence, _, _ = find("The paper withdrew one old and very long and much read *report* on the isle.")
    assert all(m.name != "doubt" for m in find_phrases(sentence))
