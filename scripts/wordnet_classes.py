"""Make data/instruments/wordnet.toml: words of WordNet 3.0 that widen classes of data/instruments/lexicon.toml.

    python scripts/wordnet_classes.py FOLDER_OF_WORDNET > src/pactwatch/data/instruments/wordnet.toml

A class takes the nouns below the senses in ROOTS, but for those below BUT. A word of one part counts where it has no other
sense and is no verb or adjective; words of several parts count always. What is a word of lexicon.toml already is left out,
and so is what LEAVE_OUT names.
"""

from __future__ import annotations

import sys
import tomllib
from collections import defaultdict
from pathlib import Path

LEXICON = Path(__file__).resolve().parents[1] / "src" / "pactwatch" / "data" / "instruments" / "lexicon.toml"
ROOTS = {
    "workers": ("worker.1", "skilled_worker.1", "laborer.1", "craftsman.1", "builder.1", "cook.1", "athlete.1", "performer.1", "maker.1"),
    "technicians": ("engineer.1",),
    "arms_small": ("firearm.1", "gun.1"),
    "arms_major": ("armored_vehicle.1", "warship.1", "bomber.1", "cannon.1", "guided_missile.1"),
    "arms_other": ("ammunition.1", "explosive.1", "bomb.1", "explosive_device.1"),
    "machinery": ("machine.1", "motor.1", "power_tool.1", "engine.1"),
    "vehicles": ("motor_vehicle.1", "locomotive.1", "railcar.1"),
    "metals": ("alloy.1",),
    "luxury": ("jewelry.1", "brandy.1", "wine.1", "whiskey.1", "yacht.1"),
    "refined": ("fuel_oil.1", "gasoline.1", "lubricating_oil.1"),
    "dprk_exports": ("vegetable.1", "edible_fruit.1", "edible_nut.1", "wood.1", "legume.3"),
    "sensitive": ("physics.1", "engineering.2"),
    "ships": ("cargo_ship.1", "fishing_boat.1", "passenger_ship.1"),
    "facility_abroad": ("factory.1", "mill.1", "workplace.1", "shop.1", "farm.1", "restaurant.1"),
}  # fmt: skip
"""For each class the senses whose hyponyms it takes, as word.number."""
BUT = ("serviceman.1", "official.1", "diplomat.1", "assistant.1", "writer.1", "editor.1", "musician.1", "computer.1", "clown.1", "militarized.1",
       "military_officer.1", "entertainer.1", "agent.1", "leader.1", "web_site.1", "source.1", "toy.1", "armor.1", "firework.1", "headdress.1",
       "jumping_jack.1", "studio.1", "stock_exchange.1", "laboratory.1", "bank.2", "slot_machine.1", "supporter.1", "spy.1", "mariner.1",
       "sailor.1", "aviator.1", "aircrewman.1")  # fmt: skip
"""Senses whose hyponyms no class takes."""
LEAVE_OUT = frozenset(("website", "central", "electric", "portable", "hardware", "domestic", "accomplice", "arsenal", "automat", "incumbent", "cobweb",
                       "motor", "engine", "machine", "plaything", "kept woman", "ark", "shot", "canister", "big business", "small business", "space probe", "surface ship",
                       "chips", "dynamics", "greens", "big tree", "industrial management", "machine translation",
                       "tin can", "twenty-two", "forty-five", "three-decker", "forty-five", "three-decker", "long tom", "cyber-terrorist", "company man", "one shot", "service department", "dog collar",
                       "first baseman", "black tie", "white tie", "chicken wire", "hard solder", "hand-me-down", "cleaners", "bunny girl"))  # fmt: skip


class WordNet:
    """The nouns of WordNet: senses by word, and what lies below each."""

    def __init__(self, folder: Path) -> None:
        self.words: dict[str, list[str]] = {}
        self.below: dict[str, list[str]] = defaultdict(list)
        for line in (folder / "data.noun").read_text(encoding="utf-8").splitlines():
            if not line.startswith(" "):
                self._sense(line)
        self.senses = dict(self._index(folder / "index.noun"))
        self.others = {word for kind in ("verb", "adj") for word, _ in self._index(folder / f"index.{kind}")}

    def _sense(self, line: str) -> None:
        parts = line.split("|")[0].split()
        offset, count = parts[0], int(parts[3], 16)
        self.words[offset] = [parts[4 + 2 * at] for at in range(count)]
        rest = parts[4 + 2 * count + 1 :]
        for at in range(int(parts[4 + 2 * count])):
            sign, other = rest[4 * at], rest[4 * at + 1]
            if sign == "~":
                self.below[offset].append(other)

    @staticmethod
    def _index(path: Path) -> list[tuple[str, list[str]]]:
        rows = []
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line.startswith(" "):
                parts = line.split()
                rows.append((parts[0], parts[-int(parts[2]) :]))
        return rows

    def hyponyms(self, root: str) -> set[str]:
        """Return the senses below `root` (word.number), itself among them."""
        word, number = root.rsplit(".", 1)
        found, waiting = set(), [self.senses[word][int(number) - 1]]
        while waiting:
            at = waiting.pop()
            if at not in found:
                found.add(at)
                waiting += self.below[at]
        return found

    def takes(self, word: str, offset: str) -> bool:
        """Whether a word mostly means this sense."""
        key = word.lower()
        senses = self.senses.get(key, [])
        if not senses or word != key or not key.replace("_", "").replace("-", "").isalpha():
            return False
        if "_" in word or "-" in word:
            return True
        return senses == [offset] and len(word) > 3 and key not in self.others


def main(folder: Path) -> None:
    """Print the table."""
    lexicon = tomllib.loads(LEXICON.read_text(encoding="utf-8"))
    known = {entry.rstrip("~+").lower() for name, row in lexicon.items() if not name.endswith("_law") for entry in row["words"]}
    net = WordNet(folder)
    print("# Words that WordNet 3.0 (Princeton University) has below the senses named in scripts/wordnet_classes.py, which made this file.")
    without = {sense for root in BUT if len(net.senses.get(root.rsplit(".", 1)[0], ())) for sense in net.hyponyms(root)}
    for name, roots in ROOTS.items():
        senses = {sense for root in roots for sense in net.hyponyms(root)} - without
        words = {word.replace("_", " ") for sense in senses for word in net.words[sense] if net.takes(word, sense)}
        fresh = sorted(word for word in words if word not in known and word not in LEAVE_OUT)
        known |= set(fresh)
        listed = ", ".join(f'"{word}", "{word[:-2]}en"' if word.endswith("man") else f'"{word}~"' for word in fresh)
        print(f"\n[{name}]\nwords = [{listed}]")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
