"""Checking a bundle: without a ledger, without the network, without unpacking. What fails is named, with the footnotes that rest on it.

1. the archive: nothing compressed, plain names, each once               archive.suspicious
2. the manifest against its seal, the files against the manifest         _check_files, bundle_whole
3. the archive around the files, byte for byte                           _check_around
4. footnotes: span by span against the text, ids against content         bundle_notes
5. the case and its signatures against judgements and claims             bundle_case
6. paragraphs and footnotes of page and Markdown                         bundle_pages
7. the case file as data against judgements, claims and manifest         bundle_record
8. what is written from it, written again                                bundle_written
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from pactwatch.casefile import codes
from pactwatch.casefile.archive import LIMIT, Entry, listed, regions, suspicious, walked
from pactwatch.casefile.bundle_case import check_case
from pactwatch.casefile.bundle_notes import check_judgements, check_notes
from pactwatch.casefile.bundle_opened import Found, Opened, decoded
from pactwatch.casefile.bundle_pages import check_markdown, check_page
from pactwatch.casefile.bundle_record import check_record
from pactwatch.casefile.bundle_whole import missing, needed, needless, resting_on
from pactwatch.casefile.bundle_written import check_written
from pactwatch.casefile.case_bundle import MANIFEST, SEAL, Manifest
from pactwatch.errors import CaseError, PactwatchError
from pactwatch.ids import sha256_hex
from pactwatch.model import Frozen


class BundleFailure(Frozen, frozen=True, kw_only=True):
    """What does not verify: in which file of the bundle, why, and the numbers of the footnotes that rest on it."""

    file: str
    message: str
    footnotes: tuple[int, ...] = ()


class BundleVerification(Frozen, frozen=True, kw_only=True):
    """How much of a bundle was checked, what failed and what could not be checked. Compare `sha256` with what its publisher gives."""

    case: str
    title: str
    draft: bool
    checked: dict[str, int]
    failures: tuple[BundleFailure, ...]
    sha256: str
    manifest_sha256: str
    audit_head: str
    unchecked: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether everything verified."""
        return not self.failures


def is_archive(path: Path) -> bool:
    """Whether a file is to be checked as a bundle: it is named .zip, or begins as an archive does."""
    if path.suffix.lower() == ".zip":
        return True
    try:
        with path.open("rb") as file:
            return file.read(4) in (b"PK\x03\x04", b"PK\x05\x06")
    except OSError:
        return False


def verify_file(path: Path) -> BundleVerification:
    """Check the bundle in a file; CaseError PW610 where it cannot be read or is none."""
    try:
        if not path.is_file():
            raise CaseError(f"{path}: there is no such file", code=codes.NO_BUNDLE)
        if path.stat().st_size > LIMIT:
            raise CaseError(f"{path}: it has more than {LIMIT:,} bytes, which no bundle has", code=codes.NO_BUNDLE)
        data = path.read_bytes()
    except OSError as error:
        raise CaseError(f"{path}: it cannot be read ({error.strerror or error})", code=codes.NO_BUNDLE) from error
    try:
        return verify_bundle(data)
    except CaseError as error:
        raise CaseError(f"{path}: {error}", code=error.code) from error


def verify_bundle(data: bytes) -> BundleVerification:
    """Check the bytes of a bundle; CaseError PW610 where they are none, or were made to do harm."""
    found = [entries for entries in (listed(data), walked(data)) if entries]
    if not found:
        raise CaseError("it is no bundle: no archive of files", code=codes.NO_BUNDLE)
    # what is wrong in one of the two is damage, which is named below; what is wrong in both was made so
    candidates = [entries for entries in found if not suspicious(entries)]
    if not candidates:
        raise CaseError(f"it is no bundle: {suspicious(found[0])}", code=codes.NO_BUNDLE)
    if not any(MANIFEST in {entry.name for entry in entries} for entries in candidates):
        raise CaseError(f"it is no bundle of a case: there is no {MANIFEST} in it", code=codes.NO_BUNDLE)
    return min((_verified(data, entries) for entries in candidates), key=lambda found: len(found.failures))


def _verified(data: bytes, entries: Sequence[Entry]) -> BundleVerification:
    held = {entry.name: data[entry.start : entry.end] for entry in entries}
    raw, seal = held.get(MANIFEST, b""), held.get(SEAL, b"")
    failures = list(_check_seal(raw, seal))
    try:
        manifest = decoded(raw, Manifest)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        failures.append(BundleFailure(file=MANIFEST, message=f"it cannot be read ({error}); no footnote can be checked"))
        return _report(data, raw, None, {"files": len(held)}, failures)
    numbers = tuple(note.number for note in manifest.footnotes)
    failures = [msgspec.structs.replace(one, footnotes=numbers) for one in failures]
    failures += _check_files(manifest, held)
    broken = {one.file for one in failures}
    failures += _check_around(data, held, entries, manifest, broken)
    opened = Opened(manifest, {name: content for name, content in held.items() if name not in broken})
    opened.count("files", len(held))
    try:
        failures += [BundleFailure(file=name, message=message, footnotes=notes) for name, message, notes in _found(opened)]
    except (PactwatchError, ValueError, TypeError, LookupError, RecursionError, OverflowError) as error:
        failures.append(BundleFailure(file=MANIFEST, message=f"it cannot be checked ({error})", footnotes=numbers))
    return _report(data, raw, opened, opened.checked, failures)


def _found(opened: Opened) -> Iterable[Found]:
    yield from check_notes(opened)
    yield from check_judgements(opened)
    yield from check_case(opened)
    yield from check_page(opened)
    yield from check_markdown(opened)
    yield from check_record(opened)
    yield from check_written(opened)


def _report(
    data: bytes, raw: bytes, opened: Opened | None, checked: dict[str, int], failures: Iterable[BundleFailure]
) -> BundleVerification:
    manifest = opened.manifest if opened else None
    return BundleVerification(
        case=manifest.case if manifest else "", title=manifest.title if manifest else "", draft=bool(manifest and manifest.draft),
        checked=checked, failures=tuple(dict.fromkeys(failures)), sha256=sha256_hex(data), manifest_sha256=sha256_hex(raw),
        audit_head=manifest.audit_head if manifest else "", unchecked=tuple(dict.fromkeys(opened.unchecked)) if opened else (),
    )  # fmt: skip


def _check_seal(raw: bytes, seal: bytes) -> Iterable[BundleFailure]:
    if seal != f"{sha256_hex(raw)}  {MANIFEST}\n".encode():
        yield BundleFailure(file=f"{MANIFEST} or {SEAL}", message="the manifest does not give its seal; one of the two was changed")


def _check_files(manifest: Manifest, held: Mapping[str, bytes]) -> Iterable[BundleFailure]:
    known, wanted = {one.name for one in manifest.files}, needed(manifest)
    for name in held:
        if name not in known and name not in (MANIFEST, SEAL):
            notes = resting_on(manifest, name) if name in wanted else ()
            yield BundleFailure(file=name, message="the manifest does not name this file", footnotes=notes)
    yield from (BundleFailure(file=name, message=message, footnotes=notes) for name, message, notes in missing(manifest, held))
    yield from (BundleFailure(file=name, message=message, footnotes=notes) for name, message, notes in needless(manifest))
    for one in manifest.files:
        if one.name not in held:
            yield BundleFailure(file=one.name, message="this file is missing", footnotes=resting_on(manifest, one.name))
        elif sha256_hex(held[one.name]) != one.sha256 or len(held[one.name]) != one.size:
            yield BundleFailure(file=one.name, message="its bytes do not give its sha256", footnotes=resting_on(manifest, one.name))


def _check_around(
    data: bytes, held: Mapping[str, bytes], entries: Sequence[Entry], manifest: Manifest, broken: set[str]
) -> Iterable[BundleFailure]:
    """Compare the archive with that of its own files, stretch by stretch; the bytes of a file that failed already count as they are."""
    order = [entry.name for entry in entries]
    wanted = [MANIFEST, SEAL, *(one.name for one in manifest.files)]
    if order != wanted and set(order) == set(wanted):
        yield BundleFailure(file=MANIFEST, message="the archive holds its files in another order", footnotes=())
    at = 0
    try:
        for region in regions([(name, held[name]) for name in order], manifest.made):
            piece = data[at : at + len(region.data)]
            at += len(region.data)
            if piece != region.data and region.name not in broken:
                notes = resting_on(manifest, region.name) if region.name else ()
                yield BundleFailure(file=region.name or "archive", message=f"{region.what} is not as it was written", footnotes=notes)
        if at != len(data):
            yield BundleFailure(file="archive", message=f"the archive has {len(data):,} bytes, its files make {at:,}")
    except (ValueError, OverflowError) as error:
        yield BundleFailure(file=MANIFEST, message=f"the time at which it was made is none ({error})")
