"""What a bundle must hold, whatever its manifest names: its parts, and the text and the capture of each footnote."""

from __future__ import annotations

from collections.abc import Container, Iterator

from pactwatch.casefile.bundle_opened import Found
from pactwatch.casefile.case_bundle import FIRST_PARTS, MANIFEST, PARTS, SEAL, Manifest


def needed(manifest: Manifest) -> tuple[str, ...]:
    """Return the names of the files without which a bundle proves nothing, each once."""
    texts = [*(note.text_sha256 for note in manifest.footnotes), *(item.text_sha256 for item in manifest.evidence)]
    captures = [note.capture_sha256 for note in manifest.footnotes]
    named = [f"captures/{sha256}" for sha256 in captures if sha256 is not None]
    named += [f"texts/{sha256}.txt" for sha256 in texts if sha256 is not None]
    return tuple(dict.fromkeys([*(FIRST_PARTS if manifest.format == 1 else PARTS), *named]))


def missing(manifest: Manifest, held: Container[str]) -> Iterator[Found]:
    """Yield the files that the bundle must have, and that neither it has nor its manifest names."""
    named = {one.name for one in manifest.files}
    for name in needed(manifest):
        if name not in named and name not in held:
            yield name, "this file is missing, and the manifest does not name it", resting_on(manifest, name)


def needless(manifest: Manifest) -> Iterator[Found]:
    """Yield the files that the manifest names and that nothing in the bundle needs."""
    wanted = {MANIFEST, SEAL, *needed(manifest)}
    yield from ((one.name, "nothing in the bundle needs this file", ()) for one in manifest.files if one.name not in wanted)


def resting_on(manifest: Manifest, name: str) -> tuple[int, ...]:
    """Return the numbers of the footnotes that rest on a file: those of a text or capture, and all for the rest."""
    folder, _, rest = name.partition("/")
    if folder == "texts":
        return tuple(note.number for note in manifest.footnotes if rest == f"{note.text_sha256}.txt")
    if folder == "captures":
        return tuple(note.number for note in manifest.footnotes if rest == note.capture_sha256)
    return tuple(note.number for note in manifest.footnotes)
