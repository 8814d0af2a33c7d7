"""The verdict on the efforts in section 5(2) against the rule that the form prints below the criteria.

The verdict on the indicators and the overall verdict are not checked: the form prints no rule for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Final

from policygraph.loaders.records import Finding, FirstEvaluation, Judgement, Ref, Sheet
from policygraph.loaders.sheet.evaluation.efforts import Mark, effort_verdict
from policygraph.queries.checks.finding import Check, doubt, finding

_ABOUT: Final = Ref("first-evaluation", "")
_CRITERIA: Final = (1, 2, 3, 4)
_VERDICTS: Final = ("a", "b", "c")
_MARKS: Final[tuple[Mark | None, ...]] = ("○", "△", None)


def effort_verdict_differs(sheet: Sheet) -> Iterator[Finding]:
    """The printed verdict is the one that the rule gives for the four marks (form, Rules).

    A mark that is not known may be any: where the rule then gives several verdicts, the printed one among
    them, nothing can be told. A blank mark is not known either where the reader could not place marks.
    """
    evaluation = sheet.first_evaluation
    if evaluation is None or evaluation.effort_verdict not in _VERDICTS:
        return
    unplaced = any(found.rule == "cell-unknown" and found.about == _ABOUT for found in sheet.findings)
    known = {each.criterion: each for each in evaluation.judgements if each.mark or not unplaced}
    options = [(known[number].mark,) if number in known else _MARKS for number in _CRITERIA]
    possible = sorted({effort_verdict(marks) for marks in product(*options)})
    if evaluation.effort_verdict not in possible:
        yield _differs(evaluation, known, evaluation.effort_verdict, possible)
    elif len(possible) > 1:
        yield _cannot_check(evaluation, [number for number in _CRITERIA if number not in known])


def _differs(
    evaluation: FirstEvaluation, known: Mapping[int, Judgement], printed: str, possible: Sequence[str]
) -> Finding:
    marks = [f"{number}が{judgement.mark or '空欄'}" for number, judgement in sorted(known.items())]
    marks_en = [f"{number} is {judgement.mark or 'blank'}" for number, judgement in sorted(known.items())]
    unsure = doubt((*evaluation.judgements, evaluation))
    return finding(
        "effort-verdict",
        (evaluation, *evaluation.judgements),
        about=_ABOUT,
        printed=printed,
        expected="/".join(possible),
        ja=f"５(2)の取組の分析の判定は「{printed}」と印字されていますが、基準{'、'.join(marks)}なので、"
        f"様式に印字された規則では「{'」か「'.join(possible)}」です{unsure.ja}。",
        en=f"The verdict on the efforts is printed as {printed!r}, but criterion {', '.join(marks_en)}, for which the "
        f"printed rule gives {' or '.join(map(repr, possible))}{unsure.en}.",
    )


def _cannot_check(evaluation: FirstEvaluation, unknown: Sequence[int]) -> Finding:
    numbers = "・".join(map(str, unknown))
    return finding(
        "cannot-check",
        (evaluation, *evaluation.judgements),
        about=_ABOUT,
        ja=f"５(2)の取組の分析の判定は、基準{numbers}の○△が読み取れないか印字されていないため、検算できません。",
        en=f"The verdict on the efforts cannot be checked, since the mark of criterion {numbers} could not be read "
        "or is not printed.",
    )


CHECKS: Final = (Check("effort-verdict", effort_verdict_differs),)
