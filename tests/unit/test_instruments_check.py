"""What `instruments check` finds in files of a user's own."""

from __future__ import annotations

import pytest

from pactwatch.instruments.check import problems
from pactwatch.instruments.register import register

GOOD = """
schema = "pactwatch-instrument/1"

[instrument]
id = "owl-pact-2030"
title = "Owl Pact"
kind = "treaty"

[classes.owls]
words = ["owl~"]

[facts.owls_traded]
any = ["[give] ..6 [owls]"]

[[provision]]
id = "owl-pact-2030-art1"
cite = "Owl Pact art. 1"
gist = "No owl is sold."
binding = "treaty"
article = "1"
when = ["owls_traded here"]

[[provision.element]]
id = "object"
kind = "object"
question = "Is it an owl?"
met = ["owls here"]
"""


def test_a_good_file_has_nothing_wrong_and_joins_the_register() -> None:
    assert problems(GOOD) == []
    assert register([GOOD]).provision("owl-pact-2030-art1").cite == "Owl Pact art. 1"


@pytest.mark.parametrize(("old", "new", "said"), [
    ("schema =", "scheme =", "schema must be"),
    ('kind = "treaty"', 'kind = "poem"', "kind"),
    ('question = "Is it an owl?"', 'question = " "', "asks no question"),
    ('met = ["owls here"]', 'met = ["owls yonder"]', "write NAME here"),
    ('met = ["owls here"]', 'met = ["hawks here"]', "no class or fact hawks"),
    ('any = ["[give] ..6 [owls]"]', 'any = ["[give] ..6"]', "pattern"),
    ('binding = "treaty"', 'binding = "hortatory"', "only what is decided"),
    ('article = "1"', 'article = "1"\\nsha256 = "abc"', "64 hex digits"),
    ('gist = "No owl is sold."', 'gits = "No owl is sold."', "gits"),
    ("[classes.owls]", "[classes.owls", "no TOML"),
    ('any = ["[give] ..6 [owls]"]', 'any = ["[give] ..999999999 [owls]"]', "at most 100"),
    ('when = ["owls_traded here"]', 'when = ["owls_traded here, date from 2030-02-31"]', "2030-02-31"),
    ('article = "1"', 'article = "1"\nin_force = [{start = "2030-13-01"}]', "2030-13-01 is no day"),
    ('id = "owl-pact-2030"', 'id = "unsc-2397-2017"', "unsc-2397-2017 is the name of"),
    ('title = "Owl Pact"', 'title = "Owl Pact"\nsymbol = "s/res/2397 (2017)"', "s/res/2397 (2017) is the name of"),
    ('kind = "treaty"', 'kind = "resolution"\nnumber = "2397"\nyear = 2017', "resolution 2397 (2017) is the name of"),
    ('id = "owl-pact-2030-art1"', 'id = "unsc-2397-2017-p8"', "unsc-2397-2017-p8 is the name of a provision"),
    ('cite = "Owl Pact art. 1"', 'cite = "S/RES/2397 (2017) para. 8"', "para. 8 is the name of a provision"),
    ("[facts.owls_traded]", "[facts.arms_from_dprk]", "fact arms_from_dprk: there is a fact of this name"),
    ('id = "object"', 'id = "object"\\nspan = [5, 2]', "lies outside"),
    ('article = "1"', 'article = "1"\\nin_force = [{start = "2030-02-01", until = "2030-01-01"}]', "ends before it begins"),
    ('[[provision.element]]\\nid = "object"\\nkind = "object"\\nquestion = "Is it an owl?"\\nmet = ["owls here"]', "", "no element"),
])  # fmt: skip
def test_what_is_wrong_is_named(old: str, new: str, said: str) -> None:
    broken = GOOD.replace(old.replace("\\n", "\n"), new.replace("\\n", "\n"))
    assert broken != GOOD
    assert any(said in problem for problem in problems(broken)), problems(broken)


def test_two_of_one_id_are_told() -> None:
    provision = GOOD[GOOD.index("[[provision]]") :]
    assert any("stands twice" in problem for problem in problems(GOOD + provision))
