"""The walk from an event's trigger up the dependency tree, cue by cue, the state changing on the way.

Every step enters a head from a child. The head's class of cues, affirmed or negated, is applied to the state that the
child has brought; then what the head's own clause adds: modals, hedging adverbs, conditions.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast

from pactwatch.model import Span
from pactwatch.reading.modality_clause import Clause, negative_noun, read_clause
from pactwatch.reading.modality_cues import BARE, QUOTES, REAL, Match, cues_of, find_phrases, load_cues
from pactwatch.reading.tree import Sentence, Token

VERBAL = ("VERB", "AUX")
NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "DET")
OBJECTS = ("ccomp", "xcomp", "dobj", "nsubjpass", "csubjpass", "oprd", "attr", "acomp", "dative", "pobj", "pcomp")
SUBJECT = ("nsubj", "csubj")
MODIFIERS = ("advmod", "amod", "npadvmod", "acomp", "oprd", "attr", "prep", "advcl", "intj", "dep", "mark", "prt", "neg",
             "xcomp", "agent", "meta", "appos", "acl", "parataxis", "cc", "preconj", "det", "aux", "auxpass", "nsubj",
             "dobj", "expl")
OWN_PHRASES = ("refuse", "fail", "could", "consider", "demand", "cancel", "plan", "hearsay", "continue", "prevent",
               "decline", "false", "suggest", "postpone")
WEAK = ("negation", "deny", "false", "doubt", "claim", "accuse", "hearsay", "suggest", "evidence", "ask", "likely",
        "confirm", "decline", "unreal", "condition", "refuse", "prevent", "fail")
"""Classes that still reach an event told in a modifier ("denied that troops sent there ..."): those that make it less
certain; plans and the like are about what the noun is doing next."""
UNDOING = ("refuse", "fail", "decline", "prevent", "negation", "stop", "cancel", "deny")
KINDS: dict[str, tuple[str, ...]] = {
    "ask": ("finite",), "believe": ("finite", "infinitive"), "stop": ("gerund", "infinitive", "noun"),
    "begin": ("infinitive", "gerund"), "realise": ("noun",), "try": ("infinitive", "noun"),
    "likely": ("infinitive", "finite"), "cancel": ("noun", "gerund"), "false": ("noun", "finite"),
}
"""The kinds of complement that a verb of a class takes, where not all; others of the same spelling are other words."""
SUBJECT_CLASSES = ("realise", "fail", "continue", "postpone", "likely", "cancel", "stop")
APPROVING = ("approve", "clear", "authorise", "authorize", "greenlight", "okay", "license")
SUPPOSING = ("say", "think", "believe", "report", "rumour", "know", "understand")
NAMING = ("call", "label", "brand", "describe", "dismiss", "term", "consider", "deem", "find", "declare", "reject",
          "denounce", "think", "judge")
COPULAR = ("be", "remain", "seem", "appear", "look", "become", "stay", "prove", "sound", "turn", "stand", "lie", "sit")


@dataclass(slots=True)
class Walk:
    """The state of one event on its way up the tree."""

    sentence: Sentence
    trigger: int
    event_type: str
    future: bool = False
    state: str = "noun"
    rule: str = "tense"
    cues: list[Span] = field(default_factory=list)
    weak: bool = False
    hearsay: bool = False
    stopped: bool = False
    known: bool = False
    shield: tuple[str, str] | None = None
    phrases: list[Match] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    path: list[int] = field(default_factory=list)

    def run(self) -> None:
        """Walk from the trigger to the root."""
        words = load_cues().sets
        self.phrases = find_phrases(self.sentence)
        self.trigger = self._descend(self.trigger)
        self.path = [self.trigger]
        self._start(words)
        at = self.trigger
        tokens = self.sentence.tokens
        while tokens[at].head != at and not self.stopped and len(self.path) <= len(tokens):
            at = self._step(at)

    # -- the trigger's own clause

    def _descend(self, i: int) -> int:
        """Return the verb that tells the event where the trigger given is only a cue over it ("urged X to send")."""
        cues, tokens = load_cues(), self.sentence.tokens
        for _ in range(4):
            token = tokens[i]
            if token.pos in {"ADP", "SCONJ"} and token.head != i and token.i != self.sentence.root.i:
                complement = self.sentence.child(i, "pcomp")
                i = complement.i if complement else token.head if tokens[token.head].pos in VERBAL else i
                return i
            if token.pos not in VERBAL or (self.event_type in cues.sets["speech_types"] and token.lemma != "be"):
                return i
            names = set(cues_of(token, "verbs")) - {"begin", "realise"}
            match = next((m for m in self.phrases if i in m.tokens and m.name not in {"negation"}), None)
            if not names and match is None and token.lemma not in {"be", "have", "go"} and not (
                token.lemma in cues.passive or token.lemma in {"continue", "begin", "start"}
            ):
                return i
            below = self._complement(i, names)
            if below is None:
                return i
            i = below
        return i

    def _parted(self, i: int, j: int) -> bool:
        """Say whether a semicolon parts two tokens."""
        return any(t.text == ";" for t in self.sentence.tokens[min(i, j) : max(i, j)])

    def _complement(self, i: int, names: set[str]) -> int | None:
        """Return the verb of a cue's complement, or None."""
        token = self.sentence.tokens[i]
        for kid in self.sentence.children(i, "ccomp", "xcomp", "acomp"):
            if self._parted(kid.i, i):
                continue
            if kid.i < i and not names & {"report", "know", "confirm", "claim", "believe", "observe", "announce"}:
                continue
            if self.event_type == "sanction_or_designate" and names & {"deny", "ban"}:
                continue
            if kid.dep == "acomp" or (kid.dep == "xcomp" and kid.pos == "ADJ"):
                below = self.sentence.child(kid.i, "xcomp", "ccomp")
                if below is not None and below.pos in VERBAL:
                    return below.i
                continue
            infinitive = any(t.lower == "to" for t in self.sentence.children(kid.i, "aux"))
            if token.lemma in {"be", "go", "have"} and not (infinitive or kid.dep == "ccomp"):
                continue
            if kid.pos in VERBAL or kid.tag.startswith("VB"):
                return kid.i
        if names & {"accuse", "know", "deny", "refuse", "claim", "consider"}:
            for prep in self.sentence.children(i, "prep"):
                below = self.sentence.child(prep.i, "pcomp")
                if below is not None and prep.lower in {"of", "about", "to", "against", "with"}:
                    return below.i
        return None

    def _start(self, words: dict[str, frozenset[str]]) -> None:
        """Set the state by the trigger's own form and apply what its clause or noun phrase says."""
        token = self.sentence.tokens[self.trigger]
        if token.pos in VERBAL or token.tag.startswith("VB"):
            clause = read_clause(self.sentence, token.i)
            self.state = self._tense_state(token, clause, words)
            self._own_class(token, clause)
            if token.lemma in COPULAR:
                self._predicate(None, token, clause)
            self._clause(token, clause, fresh=True)
            self._under_contract(token, clause, words)
        else:
            self.state = "noun"
            self._own_class(token, None)
            self._noun(token)
            previous = [t.lower for t in self.sentence.tokens[max(0, token.i - 2) : token.i]]
            if previous == ["non", "-"] or token.lower.startswith("non-"):
                self._apply("negation", token)
        self._adjuncts(token, None)

    def _own_class(self, token: Token, clause: Clause | None) -> None:
        """Apply the class of the trigger itself where the event is only spoken of by it ("ordered 12 jets")."""
        cues = load_cues()
        match = next((m for m in self.phrases if token.i in m.tokens), None)
        if match is not None and match.name in OWN_PHRASES:
            self._own(token, match.name, clause, match)
            return
        kind = "nouns" if clause is None else "verbs"
        if token.lemma not in cues.sets["own_verbs" if clause else "own_nouns"]:
            return
        decided = self.event_type in {"sanction_or_designate", "treaty", "visit_or_meeting", "casualties"}
        names = cues.words[kind].get(token.lemma, ())
        if clause is not None and clause.passive and token.lemma in cues.passive:
            names = (cues.passive[token.lemma],)
        for found in names:
            name = "demand" if token.lemma == "want" else found
            if name in {"report", "ask", "know", "evidence", "observe"}:
                continue
            if name in {"plan", "announce", "ban", "deny", "demand"} and decided and not (
                name == "demand" or token.lemma in {"plan", "intend", "schedule", "expect", "promise", "pledge", "await"}
            ):
                return
            self._own(token, "plan" if token.lemma == "offer" else name, clause, None)
            return

    def _own(self, token: Token, name: str, clause: Clause | None, match: Match | None) -> None:
        """Apply a cue that is the trigger itself to an event that it names."""
        signature = load_cues().signatures[name]
        negated = clause is not None and clause.negator is not None
        if match is not None and clause is not None and clause.negator is not None:
            negated = clause.negator.i not in match.tokens
            self.used.add(match.first)
        self.state = signature.apply("noun", negated)
        if clause is not None and clause.negator is not None:
            self.used.add(clause.negator.i)
        self._note(token, name + ("-negated" if negated else ""))
        if signature.opaque:
            self.shield = (name, "noun")

    def _tense_state(self, token: Token, clause: Clause, words: dict[str, frozenset[str]]) -> str:
        """Return the state that the form of a verb puts an event in, modals and negation aside."""
        if clause.infinitive:
            return "infinitive" if not clause.perfect else "happened"
        if clause.tense == "modal":
            return "infinitive" if not clause.perfect else "happened"
        if clause.progressive:
            if self.future:
                return "planned"
            return "ongoing" if clause.tense == "present" and not self._heading() else "happened"
        if clause.perfect or clause.tense == "past":
            return self._perfect(token, clause)
        if clause.tense == "present":
            return self._present(token, clause, words)
        if token.tag in {"VBN", "VBD"}:
            lasting = self.event_type == "troop_presence" and token.lemma in words["resultative"]
            return "noun" if lasting and token.dep in {"acl", "amod"} else "happened"
        if token.tag == "VBG":
            return "gerund" if token.dep in {"pcomp", "xcomp", "dobj", "pobj", "nsubj", "csubj", "ccomp"} else (
                "happened" if token.dep == "acl" else "gerund")
        return "infinitive" if not (self._heading() and token.dep == "ROOT") else "happened"

    def _perfect(self, token: Token, clause: Clause) -> str:
        """Return the state for past and perfect forms; an engagement that lasts until now is ongoing."""
        if clause.perfect and clause.tense == "present" and clause.passive:
            lasting = token.lemma in {"confine", "withhold", "besiege", "occupy"}
            return "ongoing" if lasting else "happened"
        return "happened"

    def _present(self, token: Token, clause: Clause, words: dict[str, frozenset[str]]) -> str:
        """Return the state for the present tense: events in headlines, states and habits elsewhere."""
        if self.future:
            return "planned"
        if clause.passive or (token.tag == "VBN"):
            return "ongoing" if token.lemma in words["resultative"] and self.event_type in words["lasting_types"] else (
                "happened")
        if self._heading() or self.event_type not in words["lasting_types"] or token.lemma in words["punctual"]:
            return "happened"
        if token.lemma in words["statistic"] and self.event_type != "troop_presence":
            return "happened"
        return "ongoing"

    def _heading(self) -> bool:
        """Say whether the sentence is a headline, where the present tense tells what has happened."""
        return self.sentence.block.kind == "heading"

    # -- steps

    def _step(self, at: int) -> int:
        """Go from token `at` to its head (through prepositions) and apply what is found there."""
        tokens = self.sentence.tokens
        child, dep, preposition = tokens[at], tokens[at].dep, ""
        head = tokens[child.head]
        while head.pos in {"ADP", "SCONJ"} and head.dep in {"prep", "agent", "pcomp", "dative"} and head.head != head.i:
            preposition = head.lower
            self._preposition(head)
            self.path.append(head.i)
            if self.stopped:
                return head.i
            head = tokens[head.head]
        self.path.append(head.i)
        if preposition:
            dep = "prep"
        if dep == "conj":
            return self._conjunct(child, head)
        self.known = dep == "ccomp" and self._asks_how(child)
        if head.lower in {"nothing", "little"} and self.shield is not None:
            self._apply_last_negated(head)
            return head.i
        if dep in {"advcl", "relcl"} or (dep == "prep" and preposition in load_cues().sets["adjunct_prepositions"]):
            self._adjunct_step(child, head, dep, preposition)
            return head.i
        if head.pos in VERBAL or head.tag.startswith("VB"):
            self._verb(child, head, dep, preposition)
        elif head.pos in {"ADJ", "ADV"}:
            self._adjective(child, head)
        else:
            self._noun_head(child, head, dep)
        return head.i

    def _asks_how(self, child: Token) -> bool:
        """Say whether a clause asks how many, when or where, which takes the event itself for granted."""
        words = {"how", "when", "where", "why", "who", "which", "what", "whom"}
        left = self.sentence.subtree(child.i)[0]
        first = [t.lower for t in self.sentence.tokens[left : left + 2]]
        return bool(words & set(first)) and not {"whether", "if"} & set(first)

    def _preposition(self, token: Token) -> None:
        """Apply a preposition that denies what it governs, and phrases that it belongs to."""
        if token.lower == "without":
            if not self._negated_governor(token.head):
                self._apply("negation", token)
            self.weak = True
            return
        match = self._phrase_at(token.i)
        if match:
            top = self.sentence.tokens[match.top]
            negator = read_clause(self.sentence, top.i).negator if top.pos in VERBAL else None
            self._apply_match(match, negator is not None and negator.i not in match.tokens)
            if negator is not None:
                self.used.add(negator.i)

    def _negated_governor(self, i: int) -> bool:
        """Say whether the verb that a "without" hangs on is itself negated: "never left without ..."."""
        return self.sentence.tokens[i].pos in VERBAL and read_clause(self.sentence, i).negator is not None

    def _conjunct(self, child: Token, head: Token) -> int:
        """Pass from a coordinated word to the first one, sharing its determiner or, for bare verbs, its clause."""
        if child.pos in NOMINAL and head.pos in NOMINAL:
            negative = negative_noun(self.sentence, head.i)
            if negative and any(t.lower in {"or", "nor"} for t in self.sentence.children(head.i, "cc")):
                self._apply("negation", negative)
        elif child.tag in {"VB", "VBG"} and self.state in BARE and head.tag == child.tag:
            clause = read_clause(self.sentence, head.i)
            if clause.infinitive:
                self.state = "infinitive"
        elif self.state in REAL and head.dep == "xcomp" and read_clause(self.sentence, head.i).infinitive:
            self.path.append(head.head)  # "were to be sold but were sent": the second verb is finite
            return head.head
        return head.i

    def _adjunct_step(self, child: Token, head: Token, dep: str, preposition: str) -> None:
        """Enter a head from an adjunct: subordinate clause, relative clause, or a prepositional adjunct."""
        words = load_cues().sets
        if dep == "prep":
            if self.state == "gerund":
                cut = preposition == "before" and head.lemma in words["cutting"]
                if cut:
                    self._apply("prevent", head)
                self.state = self.state if cut else "happened"
                self.weak = True
            match = self._phrase_at(head.i)
            if match and match.name in WEAK and preposition in self._words(match):
                self._apply_match(match, False)
            self._time_by_governor(head)
            self.stopped = True
            return
        if dep == "relcl":
            negative = negative_noun(self.sentence, head.i)
            if negative and self.state not in {"planned", "possible"}:
                self._apply("negation", negative)
            if self._noun_class(head, "finite") not in {*WEAK, "report"}:
                self._relative(child, head)
                return
            self._noun_head(child, head, "acl")
            return
        self._adverbial(child, head, words)

    def _relative(self, child: Token, head: Token) -> None:
        """Leave a relative clause: an infinitive one stays as it is, a finite one stands by itself."""
        among = self.sentence.tokens[head.head]
        if among.lower == "among" and self.state in REAL:
            negator = read_clause(self.sentence, among.head).negator
            if negator is not None:
                self._apply("negation", negator)
        if self.state in REAL and child.tag != "VB":
            self.stopped = True
        self.weak = True
        self._noun(head, modifiers=False)

    def _adverbial(self, child: Token, head: Token, words: dict[str, frozenset[str]]) -> None:
        """Leave an adverbial clause by its subordinator."""
        marks = [t for t in self.sentence.children(child.i, "mark", "advmod", "prep") if t.i < child.i]
        clause = read_clause(self.sentence, child.i)
        lower = {t.lower for t in marks}
        condition = next((t for t in marks if t.lower in words["condition_marks"]), None)
        aux = next((t for t in self.sentence.children(child.i, "aux") if t.lower in {"should", "were", "had"}), None)
        first = min(self.sentence.subtree(child.i))
        if condition is None and aux is not None and aux.i == first and not marks:
            self._apply("unreal" if aux.lower == "had" else "condition", aux)
            self.stopped = True
            return
        if condition is not None:
            temporal = condition.lower in {"until", "till", "once"}
            if not (temporal and clause.tense == "past" and read_clause(self.sentence, head.i).tense == "past"):
                unreal = condition.lower == "if" and clause.perfect and clause.tense == "past" and self._would(head)
                self._apply("unreal" if unreal else "condition", condition)
            self.stopped = True
            return
        if lower & {"after", "when", "once", "before", "as"} and clause.tense == "present" and self.state in REAL:
            if read_clause(self.sentence, head.i).tense == "modal":
                self._apply("condition", next(t for t in marks if t.lower in words["factual_marks"]))
            self.stopped = True
            return
        if lower & words["factual_marks"] and clause.tense is not None:
            if head.lemma == "lie" and "when" in lower:
                self._apply("false", head)
            self.stopped = True
            return
        infinitive = any(t.lower == "to" for t in self.sentence.children(child.i, "aux"))
        if infinitive and head.pos in VERBAL:
            match = self._phrase_at(head.i)
            names = set(cues_of(head, "verbs")) & {"demand", "plan", "refuse", "ban", "fail"}
            thing = self.sentence.child(head.i, "dobj")
            if thing is not None and thing.i < child.i and self._noun_class(thing, "infinitive") is not None:
                self._noun_head(child, thing, "acl")
                self._verb(thing, head, "dobj", "")
                return
            if names or (match is not None and match.name in {"demand", "plan", "refuse", "consider", "fail"}):
                self._verb(child, head, "xcomp", "")
                return
        governor = read_clause(self.sentence, head.i)
        if self.state == "gerund":
            self.state = self._tense_state(head, governor, words) if head.pos in VERBAL else "happened"
            if self.state == "ongoing":
                self.state = "happened"
        self._clause(head, governor, consumed=child.tag == "VBG")
        self.weak = self.weak or child.tag != "VBG"

    def _would(self, head: Token) -> bool:
        """Say whether a main clause is in the conditional."""
        return read_clause(self.sentence, head.i).modal_kind in {"conditional", "can", "may"}

    def _verb(self, child: Token, head: Token, dep: str, preposition: str) -> None:
        """Enter a verb from an argument."""
        cues = load_cues()
        if dep in {"ccomp", "parataxis"} and self._parted(child.i, head.i):
            self.stopped = True  # the parser hangs one main clause on the next
            return
        clause = read_clause(self.sentence, head.i)
        kind = self._kind(child, preposition)
        if any(head.i in m.tokens and m.first in self.used for m in self.phrases):
            return
        match = self._phrase_at(head.i) or self._predicate_phrase(head, child)
        if match is not None:
            negated = clause.negator is not None and clause.negator.i not in match.tokens
            self._apply_match(match, negated)
            self._clause(head, clause, consumed=negated, opaque=cues.signatures[match.name].opaque)
            self._adjuncts(head, child)
            return
        subject = dep in SUBJECT or (dep == "nsubjpass" and head.lemma in COPULAR)
        if (subject or dep == "ccomp" or (dep in {"xcomp", "prep"} and head.lemma == "be")) and self._predicate(child, head, clause):
            return
        name = self._verb_class(head, clause, kind, subject, dep, preposition)
        if self._entity(child) and dep in {"nsubj", "nsubjpass", "dobj"} and self.state == "noun" and (
            name in {None, "realise", "know", "observe", "report", "begin", "believe"}
        ):
            self.state = self._tense_state(head, clause, cues.sets)
            self._clause(head, clause, fresh=True)
            self._adjuncts(head, child)
            return
        self._verdict(head, child)
        few = next((t for t in self.sentence.children(head.i, "attr") if t.lower in {"little", "nothing"}), None)
        if few is not None and dep == "xcomp" and self.shield is not None:
            self._apply_last_negated(few)
            return
        if head.lemma in {"apologise", "apologize"} and self.shield is not None and self.shield[0] == "report":
            self._apply("deny", head)
        self._light(head, child, name, clause, kind, subject)
        self._adjuncts(head, child, opaque=name is not None and cues.signatures[name].opaque)

    def _under_contract(self, token: Token, clause: Clause, words: dict[str, frozenset[str]]) -> None:
        """Read what an agreement provides for, and what has been contracted, as planned."""
        if self.event_type in {"treaty", "sanction_or_designate", "visit_or_meeting", "casualties"}:
            return
        subject = self.sentence.child(token.i, "nsubj")
        under = next((t for t in self.sentence.children(token.i, "prep") if t.lower == "under"), None)
        ground = self.sentence.child(under.i, "pobj") if under else None
        source = next((t for t in (subject, ground) if t is not None and t.lemma in words["instruments"]), None)
        if clause.tense == "present" and not clause.perfect and source is not None and self.state in REAL:
            if self.event_type != "other":
                self._apply("plan", source)
            return
        thing = self.sentence.child(token.i, "dobj", "nsubjpass")
        if token.lemma in words["contract_verbs"] and thing is not None and thing.lemma in words["contract_nouns"]:
            if self.event_type in {"transfer_arms", "transfer_technology", "payment_or_aid", "send_workers"}:
                self._apply("plan", thing)

    def _entity(self, token: Token) -> bool:
        """Say whether a token names people or things, so that its verb tells what became of them."""
        return token.i == self.trigger and (token.pos in {"NUM", "PRON"} or token.lemma in load_cues().sets["entities"])

    def _verdict(self, head: Token, child: Token) -> None:
        """Apply what a verb of naming says of the report ("called the story baseless"), or its dubious subject."""
        cues = load_cues()
        if head.lemma in NAMING:
            for i in self.sentence.subtree(head.i, lambda t: t.i == child.i or t.dep in {"nsubj", "nsubjpass", "relcl"}):
                token = self.sentence.tokens[i]
                part = "adjectives" if token.pos in {"ADJ", "VERB", "ADV"} else "nouns"
                name = next(iter(cues.words[part].get(token.lemma, ())), None)
                if name in {"false", "doubt"} and i != child.i:
                    self._apply(name, token)
                    return
        subject = self.sentence.child(head.i, "nsubj")
        if subject is not None and "accuse" in cues.words["nouns"].get(subject.lemma, ()):
            self._apply("hearsay", subject)

    def _light(
        self, head: Token, child: Token, name: str | None, clause: Clause, kind: str, subject: bool,
    ) -> None:
        """Apply the class of a verb, or pass through a verb that is no cue."""
        signatures = load_cues().signatures
        if name is not None:
            if signatures[name].positive.get("bare") == "tense" and self.state in BARE:
                self.state = self._tense_state(head, clause, load_cues().sets)
                self._clause(head, clause, fresh=True)
                return
            negated = clause.negator is not None and not clause.until
            self._apply(name, head, negated, clause.negator)
            self._clause(head, clause, consumed=negated, opaque=signatures[name].opaque)
            return
        if kind == "finite" or self.state not in BARE:
            self.weak = self.weak or kind not in {"finite"}
            return
        if subject:
            if clause.modal_kind == "conditional" and clause.modal is not None:
                self._apply("hypothetical", clause.modal)
            self._time_by_governor(head)
            self.stopped = clause.modal_kind != "conditional"
            return
        if kind == "gerund" and child.dep == "pcomp":
            self.state, self.weak = "happened", True
            return
        self._clause(head, clause, fresh=True)

    def _verb_class(
        self, head: Token, clause: Clause, kind: str, subject: bool, dep: str, preposition: str,
    ) -> str | None:
        """Return the class of cues that a verb with such an argument belongs to, or None."""
        cues = load_cues()
        if clause.passive and dep in {"xcomp", "ccomp", "oprd", "prep", "advcl"} and head.lemma in cues.passive and (
            kind == "infinitive" or cues.passive[head.lemma] not in {"demand", "plan"}
        ):
            name = cues.passive[head.lemma]
            if self.state == "infinitive" and name in {"hearsay", "likely", "believe"}:
                self.state = "ongoing" if self.event_type == "troop_presence" else "happened"
            return name
        if head.tag in {"VBN", "VBD"} and dep == "xcomp" and kind == "infinitive" and head.lemma in SUPPOSING and (
            head.lemma in cues.passive
        ):
            return cues.passive[head.lemma]  # "images said to show": the parser may take it for the past tense
        if head.tag == "VBN" and not self.sentence.child(head.i, "aux", "auxpass", "nsubj") and kind == "infinitive" and head.lemma in cues.passive:
            return cues.passive[head.lemma]
        if head.lemma in {"be", "remain"} and kind == "infinitive":
            return "plan" if head.lemma == "be" else "fail"
        for name in cues_of(head, "verbs"):
            if kind not in KINDS.get(name, (kind,)):
                continue
            if subject and name not in SUBJECT_CLASSES:
                continue
            if not subject and name == "likely" and kind == "finite" and head.lemma in {"appear", "seem"}:
                pass
            if name in {"know", "observe"} and head.lemma in {"see", "witness", "mark"} and clause.modal is not None:
                continue
            if name == "report" and kind == "infinitive" and head.lemma in {"tell", "warn"} and not clause.passive:
                return "demand"
            if self._fits(name, head, kind, preposition):
                if name == "plan" and kind == "noun" and self.state == "possible" and head.lemma in APPROVING:
                    return "notify"
                return "deny" if name == "refuse" and self.hearsay else name
        return None

    def _fits(self, name: str, head: Token, kind: str, preposition: str) -> bool:
        """Say whether a verb of several meanings has that of the class here."""
        decisive = head.lemma in load_cues().sets["decisive"]
        if self.event_type in {"sanction_or_designate", "treaty"} and kind == "noun" and decisive:
            return False
        if head.lemma in {"want", "expect", "like"} and name == "consider":
            return kind == "infinitive" and not self._raised(head)
        if head.lemma in {"stop", "halt", "end", "head", "strike", "bust", "hold"} and name == "prevent":
            return kind == "noun" or preposition == "from"
        if head.lemma == "offer" and name == "consider" and kind == "noun":
            return True
        return not (head.lemma == "point" and preposition not in {"to", "at"})

    def _raised(self, head: Token) -> bool:
        """Say whether a wish is about what another does: "wants the troops to leave"."""
        complement = self.sentence.child(head.i, "ccomp", "xcomp")
        return complement is not None and self.sentence.child(complement.i, "nsubj", "nsubjpass") is not None

    def _kind(self, child: Token, preposition: str) -> str:
        """Return what sort of complement a token heads: finite, infinitive, gerund or noun."""
        if child.pos not in VERBAL and not child.tag.startswith("VB"):
            if child.pos in {"ADJ", "ADV"}:
                return "finite" if self.sentence.child(child.i, "nsubj", "cop") else "infinitive"
            return "noun"
        if child.tag == "VBG" and not self.sentence.child(child.i, "aux"):
            return "gerund"
        clause = read_clause(self.sentence, child.i)
        if clause.infinitive or (clause.tense is None and child.tag == "VB"):
            return "infinitive"
        if clause.tense is None and child.dep in {"xcomp", "ccomp", "oprd"}:
            return "infinitive"
        return "gerund" if preposition and clause.tense is None else "finite"

    def _predicate(self, child: Token | None, head: Token, clause: Clause) -> bool:
        """Apply what a copula says of its subject ("is unlikely", "is a fabrication"); return whether anything."""
        if head.lemma not in COPULAR:
            return False
        cues = load_cues()
        for kid in self.sentence.children(head.i, "acomp", "attr", "oprd", "xcomp", "advmod", "prep", "prt"):
            if kid.i in self.path or (child is not None and kid.i == child.i):
                continue
            if kid.lower == "off" and not self.sentence.kids[kid.i] and head.lemma == "be":
                self._apply("cancel", kid, clause.negator is not None, clause.negator)
                return True
            if kid.dep == "xcomp" and head.lemma == "be" and self.sentence.child(kid.i, "aux") and child is not None:
                if child.dep in SUBJECT:
                    self._apply("plan", head, clause.negator is not None, clause.negator)
                    return True
                continue
            part = "adjectives" if kid.pos in {"ADJ", "VERB", "ADV"} else "nouns"
            if kid.dep == "attr":
                banned = [t for t in self.sentence.children(kid.i, "amod") if "ban" in
                          cues.words["adjectives"].get(t.lower, ())]
                if banned and child is None:
                    self._apply("ban", banned[0])
                    return True
            names = cues.words[part].get(kid.lemma, ()) or cues.words["adjectives"].get(kid.lower, ())
            if names and (part == "adjectives" or names[0] in {"false", "fail", "suggest", "doubt", "plan", "demand", "ask"}):
                negated = clause.negator is not None or negative_noun(self.sentence, kid.i) is not None
                self._apply(names[0], kid, negated, clause.negator)
                self._clause(head, clause, consumed=negated, opaque=cues.signatures[names[0]].opaque)
                return True
        return False

    def _adjective(self, child: Token, head: Token) -> None:
        """Enter an adjective from its complement: "ready to send", "unlikely that they sent"."""
        cues = load_cues()
        copula = self.sentence.tokens[head.head]
        clause = read_clause(self.sentence, copula.i) if copula.pos in VERBAL else read_clause(self.sentence, head.i)
        negator = clause.negator or next(iter(self.sentence.children(head.i, "neg")), None)
        match = self._phrase_at(head.i)
        if match is not None:
            self._apply_match(match, negator is not None and negator.i not in match.tokens)
            return
        names = cues.words["adjectives"].get(head.lemma, ()) or cues.words["adjectives"].get(head.lower, ())
        if names and not (head.lemma == "likely" and negator):
            self._apply(names[0], head, negator is not None, negator)
        elif names:
            self._apply("likely", head)
        self._adjuncts(head, child)
        if names and copula.pos in VERBAL and head.dep in {"acomp", "attr", "oprd"}:
            self._clause(copula, clause, consumed=negator is not None, opaque=cues.signatures[names[0]].opaque)

    def _noun_class(self, head: Token, kind: str) -> str | None:
        """Return the class of cues of a noun, or None."""
        for name in load_cues().words["nouns"].get(head.lemma, ()):
            if kind in KINDS.get(name, (kind,)) or name in {"ask", "false", "stop", "try", "likely"}:
                return name
        return None

    def _noun_head(self, child: Token, head: Token, dep: str) -> None:
        """Enter a noun from what modifies or complements it."""
        if dep in {"poss", "nmod", "det", "nummod", "amod"} and dep != "nmod":
            self.weak = True
        kind = self._kind(child, "")
        if head.lower in {"nothing", "none", "nobody", "no-one"}:
            self._apply_last_negated(head)
            return
        match = self._phrase_at(head.i)
        name = match.name if match else self._noun_class(head, kind)
        if name is None:
            if dep in {"acl", "amod", "relcl"}:
                self.weak = True
            self._noun(head)
            return
        if name in {"report", "claim", "accuse"}:
            self.hearsay = True
        if dep == "acl" and child.tag == "VBN" and read_clause(self.sentence, child.i).tense is None and (
            not self.sentence.child(child.i, "aux", "auxpass")
        ):
            self.weak = True  # "the agreement signed in May", no complement
        negator = negative_noun(self.sentence, head.i) or self._little(head)
        governor = self.sentence.tokens[head.head]
        if negator is None and head.dep in {"dobj", "attr", "nsubj", "nsubjpass", "pobj"} and governor.pos in VERBAL:
            negator = read_clause(self.sentence, governor.i).negator
            if negator is not None and name not in {"evidence", "confirm", "plan", "consider", "report", "suggest"}:
                negator = None
        if match:
            self._apply_match(match, negator is not None and negator.i not in match.tokens)
        else:
            self._apply(name, head, negator is not None, negator)
        if negator is not None:
            self.used.add(negator.i)
        self._noun(head, determiner=False)

    def _little(self, head: Token) -> Token | None:
        """Return the modifier that all but negates a noun: "little evidence", "scant proof"."""
        few = {"little", "scant", "scarce", "insufficient", "few"}
        return next((t for t in self.sentence.children(head.i, "amod", "det") if t.lower in few), None)

    def _apply_last_negated(self, token: Token) -> None:
        """Turn the last cue round: "nothing to indicate that" is an indication negated."""
        if self.shield is not None:
            name, before = self.shield
            self.state = load_cues().signatures[name].apply(before, True)
            self._note(token, name)
        else:
            self._apply("negation", token)

    # -- what a head's own clause or phrase adds

    def _clause(
        self, token: Token, clause: Clause, *, fresh: bool = False, consumed: bool = False, opaque: bool = False,
    ) -> None:
        """Apply the negation and the modal of a clause; `fresh` when the clause's verb tells the event itself."""
        if opaque:
            return
        negator = None if consumed else clause.negator
        kind, modal = clause.modal_kind, clause.modal
        if negator is not None and negator.i in self.used:
            negator = None
        if negator is not None and clause.until:
            if clause.tense != "modal":
                negator = None
            elif fresh:
                self._apply("condition", negator)
                return
        if consumed and kind != "may":
            modal = None  # "could not prevent": the modal belongs to what was negated
        if modal is not None and kind is not None:
            self._modal(token, modal, kind, clause, negator)
        elif negator is not None and (fresh or self.state in BARE or self.state in REAL):
            self._apply("negation", negator)
        if self.state in {"planned", "possible"} or modal is not None:
            self._conditions(token)

    def _modal(self, token: Token, modal: Token, kind: str, clause: Clause, negator: Token | None) -> None:
        """Apply a modal, with the negation that goes with it."""
        if modal.lower == "should" and modal.i == min(self.sentence.subtree(token.i)):
            self._apply("condition", modal)  # "Should they cross the river, ..."
        elif kind == "may":
            self._apply("likely", modal)
        elif kind == "must":
            epistemic = clause.perfect and modal.lower == "must"
            self._apply("likely" if epistemic else "unreal" if clause.perfect else "demand", modal)
        elif negator is not None:
            self._apply("negation", negator)
        elif kind == "future":
            self._apply("future", modal)
        elif kind == "can":
            self._apply("could", modal)
        elif kind == "conditional":
            if clause.perfect and not self._reported(token):
                self._apply("unreal", modal)
            else:
                self._apply("future" if self._reported(token) else "could", modal)

    def _reported(self, token: Token) -> bool:
        """Say whether a clause is reported, so that its "would" is a "will" of the past."""
        tokens = self.sentence.tokens
        at = token
        for _ in range(8):
            if at.head == at.i:
                break
            head = tokens[at.head]
            if at.dep in {"ccomp", "acl", "advcl", "parataxis"} and (
                any(n in cues_of(head, "verbs") for n in
                    ("report", "announce", "confirm", "claim", "plan", "know", "believe", "deny", "demand"))
                or head.pos in NOMINAL
            ):
                return True
            at = head
        said = {"say", "tell", "add", "announce", "declare", "warn", "note", "write", "report"}
        return any(t.lemma in said and t.tag in {"VBD", "VBZ", "VBP"} and t.i not in self.path for t in tokens)

    def _conditions(self, token: Token) -> None:
        """Apply the conditions that the clause of `token` is under."""
        for kid in self.sentence.children(token.i, "advcl", "prep"):
            if kid.i in self.path:
                continue
            if kid.dep == "prep":
                continue
            marks = self.sentence.children(kid.i, "mark")
            mark = next((t for t in marks if t.lower in {"if", "unless", "provided", "providing", "assuming"}), None)
            if mark is None and kid.lower in {"provided", "providing", "assuming"}:
                mark = kid
            if mark is None and (aux := self.sentence.child(kid.i, "aux")) and aux.lower == "should":
                mark = aux if aux.i == min(self.sentence.subtree(kid.i)) else None
            if mark is not None:
                self._apply("condition", mark)
                return

    def _noun(self, token: Token, *, modifiers: bool = True, determiner: bool = True) -> None:
        """Apply the determiner and the adjectives of a noun phrase."""
        cues = load_cues()
        coming = next((t for kid in self.sentence.children(token.i, "poss", "amod", "npadvmod") for t in (
            kid, *self.sentence.children(kid.i, "amod")) if t.lower in cues.sets["coming"]), None)
        if coming is not None and modifiers and self.state == "noun":
            self._apply("plan", coming)
        if modifiers:
            for kid in self.sentence.children(token.i, "amod", "compound", "nmod", "advmod"):
                if kid.i in self.path or kid.i > token.i:
                    continue
                names = cues.words["adjectives"].get(kid.lemma, ()) or cues.words["adjectives"].get(kid.lower, ())
                names = names or (cues.words["adverbs"].get(kid.lower, ()) if kid.dep == "advmod" else ())
                if names and names[0] not in {"demand", "ban"} and self.state in BARE:
                    self._apply(names[0], kid)
        if determiner:
            negative = negative_noun(self.sentence, token.i)
            if negative is not None and negative.i not in self.used:
                self.used.add(negative.i)
                self._apply("negation", negative)

    def _adjuncts(self, token: Token, child: Token | None, *, opaque: bool = False) -> None:
        """Apply the hedging adverbs and phrases attached to a head of the path."""
        cues = load_cues()
        for kid in self.sentence.children(token.i, "advmod", "npadvmod"):
            for name in cues.words["adverbs"].get(kid.lower, ()):
                if (not opaque or name == "false") and self._phrase_at(kid.i) is None:
                    self._apply(name, kid)
        for match in self.phrases:
            if match.top in self.path or match.first in self.used:
                continue
            top = self.sentence.tokens[match.top]
            if top.head == token.i and top.dep in MODIFIERS and (child is None or child.i not in match.tokens):
                if match.name in UNDOING and self.state == "denied":
                    continue  # "tried in vain": twice undone is not done
                last = self.sentence.tokens[match.last]
                if match.name in UNDOING and last.pos in {"ADP", "SCONJ"} and self.sentence.kids[last.i]:
                    continue  # "far from going home, they ..." is about the going
                if opaque and match.name not in {"hearsay", "doubt", "ask", "decline", "false"}:
                    continue
                if top.dep in {"nsubj", "dobj", "aux", "auxpass"} and match.name in {"report", "begin", "realise"}:
                    continue
                negator = read_clause(self.sentence, token.i).negator if token.pos in VERBAL else None
                self._apply_match(match, negator is not None and negator.i not in match.tokens)
                if negator is not None:
                    self.used.add(negator.i)

        self._undone(token)
        self._unverified(token)

    def _undone(self, token: Token) -> None:
        """Apply a coordinated verb by which what was planned came to nothing ("had been planned but was dropped")."""
        if self.state not in {"planned", "possible", *BARE}:
            return
        cues = load_cues()
        for kid in self.sentence.children(token.i, "conj", "advcl", "ccomp"):
            if kid.i in self.path or kid.i < token.i:
                continue
            until = any(t.lower in {"until", "but"} for t in self.sentence.children(kid.i, "mark"))
            match = next((m for m in self.phrases if kid.i in m.tokens and m.first not in self.used), None)
            names = (match.name,) if match else cues.words["verbs"].get(kid.lemma, ())
            if names and (names[0] in {"cancel", "fail"} or (match is not None and names[0] == "refuse")) and (
                kid.dep == "conj"
            ):
                self._apply("cancel", kid)
                return
            past = read_clause(self.sentence, token.i).tense == "past"
            if until and past and read_clause(self.sentence, kid.i).tense == "past" and self.state == "planned":
                self._apply("cancel", kid)
                return

    def _unverified(self, token: Token) -> None:
        """Apply an "according to" whose source is itself in doubt."""
        cues = load_cues()
        for kid in self.sentence.children(token.i, "prep"):
            if kid.lower != "according":
                continue
            for i in self.sentence.subtree(kid.i):
                below = self.sentence.tokens[i]
                match = self._phrase_at(i)
                doubtful = match is not None and match.name in {"hearsay", "decline", "doubt"}
                if doubtful or "hearsay" in cues.words["adjectives"].get(below.lemma, ()) or (
                    "accuse" in cues.words["nouns"].get(below.lemma, ())
                ):
                    self._apply("hearsay", below)
                    return

    def finish(self) -> None:
        """Apply the phrases that stand right before the event's clause, or in a relative clause on it."""
        tokens = self.sentence.tokens
        inside = self.sentence.subtree(self.trigger)
        left = inside[0]
        nominal = tokens[self.trigger].pos in NOMINAL
        for match in self.phrases:
            if match.first in self.used or self.trigger in match.tokens:
                continue
            before = match.last + 1 in {left, self.trigger}
            if (before and match.name in {"fail", "refuse", "could", "condition", "unreal"}) or (nominal and match.name in {"false", "fail"} and match.top in inside and tokens[match.top].dep == "relcl"):  # noqa: E501
                self._apply_match(match, False)
        if self.state in REAL:
            self._disowned()
        if self.state == "planned":
            self._overtaken()
        if self.state in {"noun", *REAL} and nominal:
            self._scare_quotes()

    def _scare_quotes(self) -> None:
        """Take a noun in inverted commas that nobody is quoted with as the outlet's own doubt."""
        tokens, at = self.sentence.tokens, self.trigger
        left = next((i for i in range(at - 1, max(at - 5, -1), -1) if tokens[i].text in QUOTES), None)
        right = next((i for i in range(at + 1, min(at + 6, len(tokens))) if tokens[i].text in QUOTES), None)
        if left is None or right is None or tokens[left].tag == "POS":
            return
        speaks = {"report", "announce", "claim", "confirm", "believe", "know", "deny"}
        if not any(speaks & set(cues_of(t, "verbs")) for t in tokens if t.pos == "VERB"):
            self.rule, self.state = "scare-quotes", "alleged"
            self.cues.append((tokens[left].start, tokens[right].end))

    def _overtaken(self) -> None:
        """Apply what overtook a plan of the past: "was going to come until ...", "was due in May; it was cancelled"."""
        tokens = self.sentence.tokens
        if not any(read_clause(self.sentence, i).tense == "past" for i in self.path if tokens[i].pos in VERBAL):
            return
        for token in tokens[self.trigger + 1 :]:
            clause = read_clause(self.sentence, token.i) if token.pos in VERBAL else None
            if clause is None or clause.tense != "past" or token.i in self.path:
                continue
            marks = self.sentence.children(token.i, "mark", "prep")
            if token.dep == "advcl" and token.head in self.path and any(t.lower in {"until", "till"} for t in marks):
                self._apply("cancel", token)
                return
            subject = self.sentence.child(token.i, "nsubj", "nsubjpass")
            back = subject is not None and (subject.lower in {"it", "they", "that", "which", "this"} or any(
                t.lower in {"its", "their"} for t in self.sentence.children(subject.i, "poss")))
            if back and "cancel" in cues_of(token, "verbs") and clause.negator is None:
                self._apply("cancel", token)
                return

    def _disowned(self) -> None:
        """Apply a "That is false" said of what another is reported to have said in the same sentence."""
        cues, tokens = load_cues(), self.sentence.tokens
        for token in tokens:
            subject = self.sentence.child(token.i, "nsubj")
            bare = self.hearsay and token.dep in {"ccomp", "dobj", "intj", "npadvmod", "nsubj"} and token.i not in self.path
            if bare and "false" in cues_of(token, "nouns") and "report" in cues_of(tokens[token.head], "verbs"):
                self.weak, self.shield = False, None
                self._apply("deny", token)
                return
            if token.lemma != "be" or subject is None or subject.lower not in {"that", "this", "these"}:
                continue
            below = {t.i for t in self.sentence.children(token.i, "acomp", "attr", "advmod", "neg")}
            false = any("false" in cues.words[p].get(tokens[i].lemma, ()) for i in below for p in ("adjectives", "nouns"))
            phrase = any(m.name == "false" and below & m.tokens for m in self.phrases)
            if (phrase or (false and not self.sentence.child(token.i, "neg"))) and token.i not in self.path:
                self.weak, self.shield = False, None
                self._apply("deny", token)
                return

    def _predicate_phrase(self, head: Token, child: Token) -> Match | None:
        """Return the phrase that is the predicate of a copula: "is on hold", "is not on the agenda"."""
        if head.lemma not in COPULAR:
            return None
        for match in self.phrases:
            top = self.sentence.tokens[match.top]
            if top.head == head.i and top.dep in {"prep", "acomp", "attr", "oprd", "advmod", "xcomp"} and (
                child.i not in match.tokens and match.first not in self.used and match.top not in self.path
            ):
                return match
        return None

    def _phrase_at(self, i: int) -> Match | None:
        """Return the unused phrase that token `i` is a part of."""
        for match in self.phrases:
            if i in match.tokens and match.first not in self.used and self.trigger not in match.tokens:
                return match
        return None

    def _words(self, match: Match) -> set[str]:
        """Return the words of a phrase."""
        return {self.sentence.tokens[i].lower for i in match.tokens}

    def _time_by_governor(self, head: Token) -> None:
        """Let a standing presence named by a noun be ongoing where the main clause is in the present."""
        if self.state == "noun" and self.event_type == "troop_presence" and head.pos in VERBAL:
            clause = read_clause(self.sentence, head.i)
            if clause.tense == "present" and not self._heading():
                self.state = "ongoing"

    # -- changing the state

    def _apply_match(self, match: Match, negated: bool) -> None:
        """Apply a phrase once."""
        self.used.add(match.first)
        tokens = self.sentence.tokens
        self._apply(match.name, tokens[match.top], negated, None, (tokens[match.first].start, tokens[match.last].end))

    def _apply(
        self, name: str, token: Token, negated: bool = False, negator: Token | None = None, span: Span | None = None,
    ) -> None:
        """Apply a class of cues to the state."""
        if (self.weak and name not in WEAK) or (self.known and name in {"ask", "decline", "report", "doubt", "deny"}):
            return
        signature = load_cues().signatures[name]
        before = self.state
        if self.shield is not None and not signature.opaque and name not in {"hearsay", "condition", "unreal"}:
            inner, under = self.shield
            if name in UNDOING and not negated and inner in {"report", "confirm", "observe", "evidence", "believe", "deny"}:
                self.state = load_cues().signatures[inner].apply(under, True)
            elif name in {"prevent", "cancel", "fail"} and inner not in {"report", "confirm", "observe"}:
                self.state = signature.apply(before, negated)
            else:
                return
        else:
            self.state = signature.apply(before, negated)
            if signature.opaque:
                self.shield = (name, before)
        if self.state == "tense":
            self.state = before
        if self.state != before:
            self._note(token, name + ("-negated" if negated else ""), span)
            if negator is not None:
                self.cues.append((negator.start, negator.end))

    def force(self, name: str, token: Token | None, span: Span | None = None) -> None:
        """Apply a class of cues that stands outside the path: the sentence's mood, a source's stance."""
        before = self.state
        self.state = load_cues().signatures[name].apply(before, False)
        if self.state != before:
            self.rule = name
            if span is not None or token is not None:
                self.cues.append(span or (token.start, token.end) if token is not None else cast(Span, span))

    def _note(self, token: Token, rule: str, span: Span | None = None) -> None:
        """Remember the cue that made the state what it is."""
        self.rule = rule
        self.cues.append(span or (token.start, token.end))
