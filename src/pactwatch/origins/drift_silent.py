"""Words put into the mouth of who said nothing: "the ministry declined to comment" told as "the ministry said"."""

from __future__ import annotations

from collections.abc import Iterator

from pactwatch.origins.drift_names import names_voice
from pactwatch.origins.drift_types import Change
from pactwatch.origins.drift_voices import is_close
from pactwatch.origins.drift_words import pattern, words_of
from pactwatch.origins.types import Facts, Voice


def silent_changes(original: Facts, retelling: Facts, before: str, text: str) -> Iterator[Change]:
    """Yield a statement that the retelling gives to one whom the original names only to say that it said nothing."""
    for voice in retelling.voices:
        if voice.standing == "comment" or voice.side == "partner":
            continue
        at = _silent_at(voice, original, before)
        for n in voice.lines if at else ():
            for m, other in enumerate(original.lines):
                speakers = [v for v in original.voices if m in v.lines and v.standing != "comment"]
                vouched = pattern("vouching").search(words_of(retelling.lines[n], text))
                there = not vouched and any(_is_there(v, retelling, n, text) for v in speakers)
                if m in at or not is_close(retelling, n, original, m, figure=False) or there:
                    continue
                why = f"{voice.name} said nothing in the original, where others say it"
                yield Change(kind="attribution", explanation=why, span=retelling.lines[n].span, against=other.span)
                return


def _silent_at(voice: Voice, original: Facts, before: str) -> list[int]:
    """Return the sentences of the original that name a speaker where each of them tells that it said nothing; none if it is heard."""
    if any(set(voice.keys) & set(other.keys) and other.standing != "comment" for other in original.voices):
        return []
    at = [
        m for m, line in enumerate(original.lines)
        if names_voice(line, voice, before, original.countries) or _is_word_for_word(voice, words_of(line, before))
    ]  # fmt: skip
    return at if all(pattern("silent").search(words_of(original.lines[m], before)) for m in at) else []


def _is_there(voice: Voice, retelling: Facts, line: int, text: str) -> bool:
    """Say whether who speaks in the original is named or heard in a sentence of the retelling: another of its side is not it."""
    heard = any(line in other.lines and set(voice.keys) & set(other.keys) for other in retelling.voices)
    return heard or names_voice(retelling.lines[line], voice, text)


def _is_word_for_word(voice: Voice, words: str) -> bool:
    return voice.name.casefold() in words.casefold()
