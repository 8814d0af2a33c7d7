"""One evaluation sheet (基本評価調書) as extracted text: from lines to records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from policygraph.errors import NotASheetError
from policygraph.loaders.ranges import within_range
from policygraph.loaders.records import Part, PlanLink, Ref, ResponsePolicy, Sheet
from policygraph.loaders.sheet.cooperation.page import read_cooperations
from policygraph.loaders.sheet.doubts import report_doubts
from policygraph.loaders.sheet.evaluation.analysis import read_first_evaluation
from policygraph.loaders.sheet.evaluation.opinions import read_second_evaluation, settle_categories
from policygraph.loaders.sheet.evaluation.reflection import read_reflections
from policygraph.loaders.sheet.first_page.page import read_first_page
from policygraph.loaders.sheet.forms import FORMS, Form, form_of
from policygraph.loaders.sheet.furniture import Identity, clear_pages, identify, year_of
from policygraph.loaders.sheet.indicators.page import read_indicators
from policygraph.loaders.sheet.initiatives.page import read_initiatives
from policygraph.loaders.sheet.occurrences import KeyText
from policygraph.loaders.sheet.projects.page import read_projects
from policygraph.loaders.sheet.reading import Doubt, Reading
from policygraph.loaders.sheet.section_labels import Section
from policygraph.loaders.sheet.sections import holds_several, split
from policygraph.loaders.sheet.swallowed import without_swallowed
from policygraph.loaders.source import Ledger, Line, Source, spans_of


@dataclass(frozen=True, slots=True)
class SheetReading:
    """A sheet, what became of every character it was read from, and the decisions that might be others."""

    sheet: Sheet
    ledger: Ledger
    doubts: tuple[Doubt, ...]


def accepts(source: Source, forms: Sequence[Form] = FORMS) -> bool:
    """Whether a text is a sheet of a form that is known: its title stands somewhere in it."""
    return any(form.sections.title in line.key for form in forms for line in source.lines)


def read_sheet(source: Source, forms: Sequence[Form] = FORMS) -> Sheet:
    """The records of a sheet; see :func:`read`."""
    return read(source, forms).sheet


def read(source: Source, forms: Sequence[Form] = FORMS) -> SheetReading:
    """Read a sheet by that of the forms (the latest last) which its year has.

    What cannot be read or placed is a finding of the sheet, not an error.

    Raises:
        NotASheetError: the text has no title of the form, its year or the measure's name cannot be told, or
            it holds several sheets.
    """
    if not accepts(source, forms):
        raise _not_a_sheet(source, forms[-1].sections.title)
    form = _form(source, forms)
    if holds_several(source.lines, form.sections):
        raise NotASheetError(
            source.name,
            "there is more than one sheet in it; give each sheet a file of its own",
            ja="調書が二つ以上入っているようです。調書ごとに別のファイルにしてください",
        )
    pages = split(source.lines, form.sections)
    return _read_pages(source, form, pages, identify(pages, form.sections))


def _not_a_sheet(source: Source, title: str) -> NotASheetError:
    if not source.lines:
        return NotASheetError(source.name, "there is nothing in it", ja="空のファイルです（文字がありません）")
    return NotASheetError(
        source.name, f"no title {title} in it", ja=f"「{title}」の題名がなく、この様式の調書ではないようです"
    )


def _form(source: Source, forms: Sequence[Form]) -> Form:
    """The form of the year that the title prints; the latest where it prints none that can be told."""
    keys = KeyText(source.lines)
    for form in reversed(forms):
        if (year := year_of(keys, form.sections)) is not None:
            return form_of(year, forms)
    return forms[-1]


def _read_pages(
    source: Source, form: Form, pages: Mapping[Section, tuple[Line, ...]], identity: Identity
) -> SheetReading:
    year, code, name = identity.fiscal_year, identity.code, identity.name
    if year is None or name is None:
        missing = [label for label, value in (("年度", year), ("施策名", name)) if value is None]
        raise NotASheetError(
            source.name,
            f"cannot tell {', '.join(missing)} from any page",
            ja=f"基本評価調書のようですが、{'・'.join(missing)}がどの頁からもわかりません",
        )
    reading = Reading.of(source, form)
    lines = clear_pages(pages, identity, reading)
    sheet = _sections(lines, reading, year, code, name)
    report_doubts(sheet, reading)
    if code is None:
        _report_code_missing(reading)
    _report_missing(pages, reading)
    _report_unread(reading)
    sheet, beyond = within_range(without_swallowed(sheet, reading))
    doubts = tuple(reading.doubts)
    return SheetReading(replace(sheet, findings=(*reading.findings, *beyond)), reading.ledger, doubts)


def _sections(
    lines: Mapping[Section, tuple[Line, ...]], reading: Reading, year: int, code: str | None, name: str
) -> Sheet:
    first = read_first_page(lines[Section.FIRST_PAGE], reading, name, code, year)
    headings = tuple((part.area, part.name) for part in first.parts)
    areas = tuple(area for area, _ in headings)
    cooperations = read_cooperations(lines[Section.COOPERATION], reading, areas)
    indicator_pages = read_indicators(lines[Section.INDICATORS], reading, areas, year, lines[Section.ANALYSIS])
    projects, totals = read_projects(lines[Section.PROJECTS], reading, areas)
    evaluation = read_first_evaluation(
        lines[Section.ANALYSIS],
        lines[Section.EFFORTS],
        lines[Section.POLICIES],
        reading,
        indicator_pages.indicators,
        projects,
    )
    policies = evaluation.policies if evaluation else ()
    page = read_initiatives(lines[Section.INITIATIVES], reading, headings, year, _codes_by_area(policies))
    second = read_second_evaluation(lines[Section.OPINIONS], reading, projects)
    reflections = read_reflections(
        lines[Section.REFLECTION], lines[Section.DIRECTIONS], reading, projects, policies, second
    )
    return Sheet(
        head=first.head,
        situation=first.situation,
        image=first.image,
        budgets=first.budgets,
        parts=tuple(_parts(first.parts, dict(page.plans))),
        roles=first.roles,
        initiatives=page.initiatives,
        requests=page.requests,
        needs=page.needs,
        cooperations=cooperations,
        indicators=indicator_pages.indicators,
        no_indicator_reason=indicator_pages.no_indicator_reason,
        projects=projects,
        totals=totals,
        first_evaluation=evaluation,
        second_evaluation=settle_categories(second, reflections, reading),
        reflections=reflections,
        findings=(),
    )


def _codes_by_area(policies: Sequence[ResponsePolicy]) -> dict[str, set[str]]:
    """The plan codes that the response policies name under each area: a check on page 2 (form, last section)."""
    codes: dict[str, set[str]] = {}
    for policy in policies:
        if policy.area is not None:
            codes.setdefault(policy.area, set()).update(link.code for link in policy.plans if link.code)
    return codes


def _parts(parts: tuple[Part, ...], plans: Mapping[str, tuple[PlanLink, ...]]) -> Iterator[Part]:
    """The parts with their plans; one that the first page does not name is known by its area alone."""
    for part in parts:
        yield replace(part, plans=plans.get(part.area, ()))
    for area, links in plans.items():
        if links and all(area != part.area for part in parts):
            quotes = tuple(span for link in links for span in link.quotes)
            yield Part(quotes=quotes, area=area, name=None, goal=None, plans=links)


def _report_code_missing(reading: Reading) -> None:
    """Nothing else stands for it: digits of a file's name may be a date, a code in section 2 is another's."""
    finding = reading.find(
        "code-missing",
        (),
        ja="施策コードがどの頁にもありません。コードのない調書として、年度と施策名で見分けます。",
        en="The code of the measure is on no page; the sheet is known by its year and the measure's name.",
        about=Ref("head", ""),
        expected=reading.form.sections.code_label,
    )
    reading.doubts.append(Doubt(about=("measure/code",), quotes=(), choices=tuple, findings=(finding,)))


def _report_missing(pages: Mapping[Section, tuple[Line, ...]], reading: Reading) -> None:
    titles = reading.form.sections.section_titles
    for section, lines in pages.items():
        if not lines:
            title = titles[section]
            reading.find(
                "section-missing",
                (),
                ja=f"「{title}」の欄が見つかりません。調書の一部が欠けている可能性があります。",
                en=f"Section {title} is not in the text; the sheet may have been cut off.",
                expected=title,
            )


def _report_unread(reading: Reading) -> None:
    """One finding for each run of neighbouring lines that hold a character without a fate."""
    source = reading.source
    for run in spans_of(reading.ledger.unread_lines(source)):
        text = source.quote(run)
        reading.find(
            "unread",
            (run,),
            ja=f"どの欄のものか読み取れない文字があります：「{_short(text)}」。",
            en=f"These characters were not read into any fact: {_short(text)!r}.",
            printed=text,
        )


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 40 else flat[:39] + "…"
