"""A small list of invented entries for the tests of screening."""

from __future__ import annotations

from pactwatch.screening.model import ListCopy, ListEntry
from pactwatch.screening.screen import Screener

ENTRIES = (
    ListEntry(reference="T.01", schema="Person", name="KIM PYONG CHOL", programme="DPRK", births=("1961",)),
    ListEntry(reference="T.02", schema="Person", name="JANG SO'NG-HYO'K", programme="DPRK", aliases=("Zhang Chenghe",)),
    ListEntry(reference="T.03", schema="Person", name="MIRZOYEV, Sergei Anatolievich", programme="UKRAINE-EO13661"),
    ListEntry(reference="T.04", schema="Person", name="ABDUL RAHMAN AL-QASSIMI", aliases=("Abu Tamim al-Qassimi",), weak_aliases=("Tamim",)),
    ListEntry(reference="T.05", schema="Organization", name="KOREA TAEDONGSAN TRADING CORPORATION (KTTC)", programme="DPRK"),
    ListEntry(reference="T.06", schema="Organization", name="OVERSEAS DEVELOPMENT BANK", programme="DPRK", aliases=("ODB",)),
    ListEntry(reference="T.07", schema="Organization", name="BUREAU 57", programme="DPRK"),
    ListEntry(reference="T.08", schema="Vessel", name="CHONG SAN 3", programme="DPRK", numbers=("IMO 1234567",)),
    ListEntry(reference="T.09", schema="Organization", name="ISLAMIC FRONT OF THE LEVANT"),
    ListEntry(reference="T.10", schema="Person", name="YOUSEF ALI HAMDAN AL-TALABANI"),
    ListEntry(reference="T.11", schema="Person", name="ALI HAMDAN AL-TALABANI"),
)


def copy_of(*entries: ListEntry, as_of: str = "2025-06-18", name: str = "Test") -> ListCopy:
    return ListCopy(name=name, as_of=as_of, entries=entries or ENTRIES)


def screener() -> Screener:
    return Screener([copy_of()])
