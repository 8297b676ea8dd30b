"""Lists as they are published: the UN's XML, OFAC's CSV, plain CSV; and files that are refused."""

from __future__ import annotations

import pytest

from pactwatch.errors import ListError
from pactwatch.screening.formats import ListFile, form_of, read_list

UN = """<?xml version='1.0' encoding='UTF-8'?>
<CONSOLIDATED_LIST xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' dateGenerated='2025-06-18T00:00:04.625Z'>
<INDIVIDUALS><INDIVIDUAL><FIRST_NAME>PER</FIRST_NAME><SECOND_NAME>ANSGAR</SECOND_NAME><THIRD_NAME>HOLM</THIRD_NAME>
<UN_LIST_TYPE>Norland</UN_LIST_TYPE><REFERENCE_NUMBER>NOi.001 </REFERENCE_NUMBER><LISTED_ON>2020-01-02</LISTED_ON>
<NAME_ORIGINAL_SCRIPT>Пер Хольм</NAME_ORIGINAL_SCRIPT><NATIONALITY><VALUE>Norland</VALUE></NATIONALITY>
<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Peer Holm; Per Holmen (original script)</ALIAS_NAME></INDIVIDUAL_ALIAS>
<INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Holmen</ALIAS_NAME></INDIVIDUAL_ALIAS>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1958</YEAR></INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1957</FROM_YEAR><TO_YEAR>1959</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_DOCUMENT><NUMBER>N 123</NUMBER></INDIVIDUAL_DOCUMENT></INDIVIDUAL></INDIVIDUALS>
<ENTITIES><ENTITY><FIRST_NAME>NORLAND FERRY COMPANY</FIRST_NAME><UN_LIST_TYPE>Norland</UN_LIST_TYPE>
<REFERENCE_NUMBER>NOe.001</REFERENCE_NUMBER><ENTITY_ALIAS><QUALITY>a.k.a.</QUALITY><ALIAS_NAME>NFC</ALIAS_NAME></ENTITY_ALIAS>
<ENTITY_ADDRESS><CITY>Vessin</CITY><COUNTRY>Norland</COUNTRY></ENTITY_ADDRESS></ENTITY></ENTITIES></CONSOLIDATED_LIST>"""
SDN = (
    '36,"HOLM, Per Ansgar","individual","NORLAND] [ARMS",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,'
    '"DOB 02 Jan 1958; nationality Norland; Passport N1234567 (Norland); a.k.a. \'PEER, Old\'."\r\n'
    '37,"SEA LARK","vessel","NORLAND",-0- ,"ABCD","Tug",-0- ,"212","Norland","Norland Ferry",'
    '"Vessel Registration Identification IMO 7654321."\r\n'
    '38,"NORLAND FERRY",-0- ,"NORLAND",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n\x1a'
)
PLAIN = (
    "id,schema,name,aliases,weak_aliases,programme\n"
    "N1,Person,Per Ansgar Holm,Peer Holm;P. Holm,Holmen,NOR\n"
    "N2,company,Norland Ferry,,,NOR\n"
    "N1,Person,Per Ansgar Holm,Peer Holm;P. Holm,Holmen,NOR\n"
)


def files(*given: tuple[str, str]) -> tuple[ListFile, ...]:
    return tuple(ListFile(name, text.encode()) for name, text in given)


def test_the_uns_xml() -> None:
    read = read_list(files(("un.xml", UN)))
    person, body = read.entries
    assert (read.form, read.dated) == ("un-xml", "2025-06-18")
    assert (person.reference, person.schema, person.name) == ("NOi.001", "Person", "PER ANSGAR HOLM")
    assert person.aliases == ("Peer Holm", "Per Holmen")
    assert person.weak_aliases == ("Holmen",)
    assert person.scripts == ("Пер Хольм",)
    assert person.births == ("about 1958", "1957/1959")
    assert (person.nationalities, person.numbers, person.listed_on) == (("Norland",), ("N 123",), "2020-01-02")
    assert (body.schema, body.aliases, body.places) == ("Organization", ("NFC",), ("Vessin, Norland",))


def test_ofacs_csv_with_the_files_beside_it() -> None:
    alt = '36,1,"aka","HOLM, Peer",-0- \r\n'
    add = '38,5,"Quay 1","Vessin","Norland",-0- \r\n'
    person, ship, body = read_list(files(("sdn.csv", SDN), ("ALT.CSV", alt), ("add.csv", add))).entries
    assert (person.reference, person.aliases, person.weak_aliases) == ("OFAC-36", ("HOLM, Peer",), ("PEER, Old",))
    assert (person.programme, person.births, person.nationalities) == ("NORLAND; ARMS", ("02 Jan 1958",), ("Norland",))
    assert (ship.schema, ship.numbers, ship.nationalities) == ("Vessel", ("IMO 7654321",), ("Norland",))
    assert (body.schema, body.places) == ("Organization", ("Quay 1, Vessin, Norland",))


def test_ofacs_files_are_told_by_their_columns() -> None:
    add, alt = '38,5,"Quay 1","Vessin","Norland",-0- \r\n', '36,1,"aka","HOLM, Peer",-0- \r\n'
    person, _, body = read_list(files(("SDN_2021.csv", SDN), ("b.csv", add), ("a.csv", alt))).entries
    assert (person.aliases, body.places) == (("HOLM, Peer",), ("Quay 1, Vessin, Norland",))


@pytest.mark.parametrize(("others", "words"), [
    ((("comments.csv", '36,"lives in Vessin"\r\n'),), "comments.csv is no file"), ((("alt.csv", ""),), "alt.csv is no file"),
    ((("alt.csv", '36,1,"aka","A",-0- \r\n'), ("alt2.csv", '36,2,"aka","B",-0- \r\n')), "alt2.csv is a second alt.csv"),
])  # fmt: skip
def test_a_file_that_does_not_stand_beside_ofacs_is_refused(others: tuple[tuple[str, str], ...], words: str) -> None:
    with pytest.raises(ListError, match=words) as caught:
        read_list(files(("sdn.csv", SDN), *others))
    assert caught.value.code == "PW501"


def test_plain_csv_counts_a_row_that_stands_twice_once() -> None:
    person, body = read_list(files(("my.csv", PLAIN))).entries
    assert (person.name, person.aliases) == ("Per Ansgar Holm", ("Peer Holm", "P. Holm"))
    assert (body.schema, body.programme) == ("Organization", "NOR")


def test_plain_csv_with_other_column_names() -> None:
    text = "Ref;no,Kind,Full name\nN1,Person,Per Holm\n"
    columns = {"id": "Ref;no", "schema": "kind", "name": "Full name"}
    assert read_list(files(("my.csv", text)), columns=columns).entries[0].name == "Per Holm"


@pytest.mark.parametrize(("text", "words"), [
    ("a,b,c\n1,2,3\n", "no list that is read"),
    ("", "no list that is read"),
    ("<html></html>", "no list that is read"),
    (UN[:900], "XML is broken"),
    (UN.replace("<REFERENCE_NUMBER>NOe.001</REFERENCE_NUMBER>", ""), "has no reference number"),
    ("id,schema,name\n", "no entries"),
    ("id,schema,name\nN1,Person,\n", "line 2 of the list has no name"),
    ("id,schema,name\nN1,Planet,Mars\n", "schema Planet is none of"),
    ("id,schema,name\nN1,Person,A,B,C\n", "line 2 of the list has more cells"),
    ('id,schema,name\nN1,Person,"Per Holm\nN2,Person,Siv Lund\n', "row at line 2 of the list is broken CSV, perhaps a quote"),
    ('id,schema,name\nN1,Person,"Per Holm\nN2,Person,"Siv Lund"\n', "row at line 2 of the list is broken CSV, perhaps a quote"),
    ('id,schema,name,aliases\nN1,Person,"Per Holm\nN2,Person,Siv Lund,\nN3,Person,",Ole\n', "line 2 of the list: the cell name goes over"),
    ('id,schema,name,places\nN0,Person,Ada,\nN1,Person,Per Holm,"Oslo\nN2,Person,Siv Lund,\nN3,Person,Ole,"\n', "line 3 of the list: a quote is not"),
    ("id,schema,name\nN1,Person,Per Holm\nN2,Person,Siv Lund\nN1,Person,Ole Moe\n", "line 4 of the list has the id N1 of line 2"),
    ("id,schema,name\nN1,Person,Per Holm\nn1,Person,Ole Moe\n", "line 3 of the list has the id n1 of line 2"),
    (SDN.replace('"SEA LARK"', '"SEA LARK'), "line 2 of the list is broken CSV"),
    (SDN.replace('37,"SEA LARK"', '36,"SEA LARK"'), "row 2 of the list has the number 36"),
    (SDN.replace('37,"SEA LARK"', 'x37,"SEA LARK"'), "row 2 of the list is none of sdn.csv"),
    (SDN.replace('"vessel"', '"spaceship"'), "row 2 of the list: spaceship"),
])  # fmt: skip
def test_a_file_that_is_wrong_anywhere_is_refused_whole(text: str, words: str) -> None:
    with pytest.raises(ListError, match=words) as caught:
        read_list(files(("list", text)))
    assert caught.value.code in {"PW501", "PW502"}


def test_an_address_may_go_over_several_lines() -> None:
    text = 'id,schema,name,places\nN1,Person,Per Holm,"Quay 1,\nVessin, Norland"\nN2,Person,Siv Lund,\n'
    first, second = read_list(files(("my.csv", text))).entries
    assert (first.places, second.name) == (("Quay 1,\nVessin, Norland",), "Siv Lund")


def test_external_entities_are_not_resolved(tmp_path: object) -> None:
    bomb = UN.replace("<CONSOLIDATED_LIST", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><CONSOLIDATED_LIST', 1)
    bomb = bomb.replace("<SECOND_NAME>ANSGAR", "<SECOND_NAME>&e;")
    assert read_list(files(("un.xml", bomb)), "un-xml").entries[0].name == "PER HOLM"


def test_the_form_is_told_by_the_content() -> None:
    assert [form_of(text.encode()) for text in (UN, SDN, PLAIN)] == ["un-xml", "ofac-csv", "plain-csv"]
