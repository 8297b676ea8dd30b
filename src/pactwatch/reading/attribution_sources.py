"""Who a source is: the name of its noun phrase, and the antecedent of "he", "the agency", "who", "I".

1. a mention of the actor finder gives name and register id;
2. else the noun phrase names itself, without determiner, appositions and relative clauses; a document is named by
   its author ("a report by UN experts" -> "UN experts");
3. pronouns and definite descriptions go back to the nearest compatible mention, speakers first;
4. what finds no antecedent stays as said.
"""

from __future__ import annotations

import re

from pactwatch.reading.attribution_antecedents import antecedent, group_before, medium_before, person_before
from pactwatch.reading.attribution_entities import Entities, Entity
from pactwatch.reading.attribution_lexicon import lexicon
from pactwatch.reading.attribution_names import PERSONAL, document_owner
from pactwatch.reading.attribution_spans import noun_run
from pactwatch.reading.mentions import ActorMention, SourceMention
from pactwatch.reading.tree import Parsed, Sentence, Token


class Sources:
    """Names the sources of one document, in reading order, and remembers them for the words that go back to them."""

    def __init__(self, parsed: Parsed, mentions: dict[int, list[ActorMention]]) -> None:
        """List what the words of `parsed` may go back to."""
        self.known = Entities(parsed, mentions)

    def resolve(self, sentence: int, head: int, outer: SourceMention | None, *, medium: bool = False) -> SourceMention:
        """Return the source at token `head`; `outer` is the speaker of the attribution that this one stands inside.

        A `medium` goes back to media alone ("the agency" that somebody told is a news agency).
        """
        s = self.known.parsed.sentences[sentence]
        t = s.tokens[head]
        span = s.span(*noun_run(s, head))
        found = medium_before(self.known, s, t) if medium else antecedent(self.known, s, t, outer)
        if found is None:
            m = self.known.mention(s, head)
            owner = document_owner(s, t)
            if owner is not None:
                span = s.span(*noun_run(s, head))
                m, t = self.known.mention(s, owner), s.tokens[owner]
            name, actor = self.known.named(s, t, m)
            name = self._owned(s, t, name)
            entity = self.known.by_place.get((sentence, t.i))
            if entity is None and m is not None:
                entity = self.known.by_place.get((sentence, m.head))
        else:
            name, actor, entity = found.name, found.actor, found
        if entity is not None:
            entity.speaker = True
            if found is not None:
                again = Entity(
                    sentence,
                    head,
                    name,
                    actor,
                    entity.kind,
                    entity.lemma,
                    entity.plural,
                    True,
                    entity.words,
                    entity.gender or PERSONAL.get(t.lower, ""),
                    True,
                )
                self.known.insert(again)
        return SourceMention(name, actor, span, sentence, head)

    def _owned(self, s: Sentence, t: Token, name: str) -> str:
        """Return the name with its owner, where a pronoun stands for it ("its analysts" -> "SIPRI's analysts")."""
        poss = s.child(t.i, "poss")
        if poss is None or t.pos != "NOUN" or poss.lower not in (*PERSONAL, "its", "their") or name.endswith(poss.lower):
            return name
        if poss.lower in PERSONAL:
            owner = person_before(self.known, s, t, PERSONAL[poss.lower])
        else:
            owner = group_before(self.known, s, t, plural=poss.lower == "their", owner=True)
        if owner is None or " and " in owner.name:
            return name
        if owner.kind in ("person", "people") and t.lemma in lexicon().words["sources.organisation"]:
            return name  # "the lawmakers said ... their intelligence service": it is not theirs but their country's
        plural = owner.actor is None and re.search(r"\b[a-z]+s$", owner.name)  # "experts' report"
        ending = "'" if plural else "'s"
        return f"{owner.name}{ending} {name}"
