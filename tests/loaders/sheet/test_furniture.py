from __future__ import annotations

from policygraph.loaders.sheet.forms import FORM_2020
from policygraph.loaders.sheet.furniture import Identity, clear_pages, identify
from policygraph.loaders.sheet.reading import Reading
from policygraph.loaders.sheet.section_labels import SECTIONS_2020, Section
from policygraph.loaders.source import Fate, Line, Source

FIRST = "令和３年度　基本評価調書\n施 策 名\n架空のＩＴ産業の\n振興と育成\n本文一"
LATER = "令和３年度　基本評価調書 施　策　名 架空のＩＴ産業の振興と育成 施策コード\n本文二"
WRAPPED = "令和３年度　基本評価調書\n架空のIT産業の振\n興と育成\n本文三"
CODED = "本文四\n施 策 コ ー ド 0７ ― １２"


def pages_of(**texts: str) -> tuple[Source, dict[Section, tuple[Line, ...]]]:
    source = Source.from_text("x", "\n".join(texts.values()))
    pages, begin = {}, 0
    for name, text in texts.items():
        count = len(text.split("\n"))
        pages[Section[name]] = source.lines[begin : begin + count]
        begin += count
    return source, pages


def identity_of(**texts: str) -> Identity:
    return identify(pages_of(**texts)[1], SECTIONS_2020)


def test_year_name_and_code_are_what_the_pages_agree_on() -> None:
    found = identity_of(FIRST_PAGE=FIRST, INITIATIVES=LATER, INDICATORS=WRAPPED, PROJECTS=CODED)
    assert found == Identity(2021, "07-12", "架空のＩＴ産業の振興と育成")


def test_a_name_that_is_wrapped_on_every_page_is_put_together() -> None:
    assert identity_of(INDICATORS=WRAPPED, PROJECTS=WRAPPED.replace("三", "四")).name == "架空のIT産業の振興と育成"


def test_the_linked_measures_code_of_section_2_is_not_taken_for_the_own() -> None:
    found = identity_of(INITIATIVES=LATER, COOPERATION="施策コード0203\n02-03", PROJECTS=CODED)
    assert found.code == "07-12"


def test_a_text_without_furniture_has_no_identity() -> None:
    assert identity_of(PROJECTS="本文") == Identity(None, None, None)


def test_furniture_is_taken_out_and_claimed_and_the_rest_stays() -> None:
    source, pages = pages_of(INITIATIVES=LATER, INDICATORS=WRAPPED, PROJECTS=CODED)
    reading = Reading.of(source, FORM_2020)
    cleared = clear_pages(pages, identify(pages, SECTIONS_2020), reading)
    assert [line.text for page in cleared.values() for line in page] == ["本文二", "本文三", "本文四"]
    unread = [source.quote(span) for span in reading.ledger.unread(source.text)]
    assert unread == ["本文二", "本文三", "本文四"]
    assert Fate.REPEAT in reading.ledger.fates


def test_the_first_page_keeps_the_lines_with_the_name() -> None:
    source, pages = pages_of(FIRST_PAGE=FIRST, INITIATIVES=LATER)
    cleared = clear_pages(pages, identify(pages, SECTIONS_2020), Reading.of(source, FORM_2020))
    assert [line.text for line in cleared[Section.FIRST_PAGE]] == ["架空のＩＴ産業の", "振興と育成", "本文一"]


def test_a_code_whose_dash_has_vanished_is_told_by_the_space_in_it() -> None:
    found = identity_of(INITIATIVES=LATER, PROJECTS="1234\n05 10", ANALYSIS="０５　１０")
    assert found.code == "05-10"


def test_a_dash_parted_from_the_code_is_taken_out_of_the_pages_of_opinions() -> None:
    source, pages = pages_of(INITIATIVES=LATER, OPINIONS="―\n本文五", POLICIES="A1234\n-")
    cleared = clear_pages(pages, identify(pages, SECTIONS_2020), Reading.of(source, FORM_2020))
    assert [line.text for line in cleared[Section.OPINIONS]] == ["本文五"]
    assert [line.text for line in cleared[Section.POLICIES]] == ["A1234", "-"]


def test_a_name_that_is_printed_nowhere_as_it_would_be_put_together_is_none() -> None:
    assert identity_of(FIRST_PAGE="施策名架空施策コードの\n施策名").name is None
