"""Section 7(2) against section 6: every opinion has its reply, and they name the same projects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from policygraph.loaders.japanese import fold
from policygraph.loaders.records import Finding, Opinion, OpinionResponse, ProjectMention, Record, Ref, Sheet
from policygraph.queries.checks.finding import Check, finding, is_sure

_PAIRING = ("answer-by-order", "answer-by-number", "answer-by-projects")
"""Methods that chose the opinion of a reply. What a reply names does not hang on them."""

_ABOUT = Ref("reflections", "")

Opinions = Sequence[Opinion]
Replies = Sequence[OpinionResponse]


def opinion_reply(sheet: Sheet) -> Iterator[Finding]:
    """Opinions and replies correspond by the projects they name, not by number (form, section 7).

    Where the rows of either were put together on thin evidence, only how often each project is
    named tells something for certain.
    """
    opinions = sheet.second_evaluation.opinions if sheet.second_evaluation else ()
    replies = sheet.reflections.opinion_responses if sheet.reflections else ()
    if not opinions and not replies:
        return
    if sheet.second_evaluation is None or sheet.reflections is None:
        yield _one_side(opinions, replies)
    elif all(map(_reads_surely, (*opinions, *replies))) and not _loose(sheet, opinions, replies):
        yield from _by_row(opinions, replies)
    elif differing := _differing_counts(opinions, replies, _loose(sheet, opinions, replies)):
        yield _named_otherwise(differing, opinions, replies)
    elif Counter(map(_named, opinions)) != Counter(map(_named, replies)):
        yield _grouped_otherwise(opinions, replies)


def _reads_surely(record: Record) -> bool:
    """Whether what a record names is certain, whatever it answers."""
    return is_sure(record) or (record.decision is not None and record.decision.method in _PAIRING)


def _key(project: ProjectMention) -> str:
    return project.code or fold(project.name or "")


def _named(record: Opinion | OpinionResponse) -> frozenset[str]:
    return frozenset(map(_key, record.projects))


def _words(record: Opinion | OpinionResponse) -> str:
    return "・".join(each.code or each.name or "" for each in record.projects)


def _places(record: Opinion | OpinionResponse) -> tuple[Record, ...]:
    return (record, *record.projects)


def _loose(sheet: Sheet, opinions: Opinions, replies: Replies) -> set[str]:
    """Projects of either side that the reader also found where it could not tell the row."""
    left = " ".join(fold(each.printed or "") for each in sheet.findings if each.rule == "cell-unknown")
    return {key for key in _counted(opinions) | _counted(replies) if key and key in left}


def _counted(records: Opinions | Replies) -> Counter[str]:
    return Counter(_key(project) for record in records for project in record.projects)


# --- row by row ---------------------------------------------------------------------------------


def _by_row(opinions: Opinions, replies: Replies) -> Iterator[Finding]:
    """Each reply against the opinion that the reader found for it, then those left over on either side."""
    answered: set[int] = set()
    strays: list[OpinionResponse] = []
    for reply in replies:
        if reply.opinion is None or reply.opinion > len(opinions):
            strays.append(reply)
            continue
        answered.add(reply.opinion)
        opinion = opinions[reply.opinion - 1]
        if _named(opinion) != _named(reply):
            yield _differing(opinion, reply)
    yield from _left_over([each for place, each in enumerate(opinions, 1) if place not in answered], strays)


def _left_over(opinions: Opinions, replies: Replies) -> Iterator[Finding]:
    """By the projects they name: as many replies as opinions need no finding."""
    for names in dict.fromkeys([*map(_named, opinions), *map(_named, replies)]):
        own = [each for each in opinions if _named(each) == names]
        others = [each for each in replies if _named(each) == names]
        if len(own) > len(others):
            yield _unanswered(own, len(others))
        elif len(others) > len(own):
            yield _unasked(others, len(own))


def _differing(opinion: Opinion, reply: OpinionResponse) -> Finding:
    number, asked, answered = opinion.number or "", _words(opinion), _words(reply)
    return finding(
        "opinion-reply",
        (*_places(opinion), *_places(reply)),
        about=_ABOUT,
        printed=answered or None,
        expected=asked or None,
        ja=f"６の付加意見{number}の事務事業は{asked or 'なし'}ですが、"
        f"これに最も近い７(2)の対応の事務事業は{answered or 'なし'}です。",
        en=f"Opinion {number or '(without number)'} in section 6 names {asked or 'no project'}, "
        f"but the reply nearest to it in section 7(2) names {answered or 'none'}.",
    )


def _unanswered(opinions: Opinions, replies: int) -> Finding:
    named = _words(opinions[0])
    return finding(
        "opinion-reply",
        (place for opinion in opinions for place in _places(opinion)),
        about=_ABOUT,
        printed=str(replies),
        expected=str(len(opinions)),
        ja=f"６の付加意見（事務事業{named or 'なし'}）{len(opinions)}件に対し、"
        f"同じ事務事業についての７(2)の対応が{replies}件しかありません。",
        en=f"For {len(opinions)} opinion(s) in section 6 on {named or 'no project'}, "
        f"section 7(2) has {replies} replies on the same.",
    )


def _unasked(replies: Replies, opinions: int) -> Finding:
    named = _words(replies[0])
    return finding(
        "opinion-reply",
        (place for reply in replies for place in _places(reply)),
        about=_ABOUT,
        printed=str(len(replies)),
        expected=str(opinions),
        ja=f"７(2)の対応（事務事業{named or 'なし'}）{len(replies)}件に対し、"
        f"同じ事務事業についての６の付加意見が{opinions}件しかありません。",
        en=f"For {len(replies)} replies in section 7(2) on {named or 'no project'}, "
        f"section 6 has {opinions} opinions on the same.",
    )


# --- where rows are not certain -----------------------------------------------------------------


def _differing_counts(opinions: Opinions, replies: Replies, loose: set[str]) -> dict[str, tuple[int, int]]:
    """How often opinions and replies name a project, where that differs and none of its places is ``loose``."""
    asked, answered = _counted(opinions), _counted(replies)
    names = [name for name in asked | answered if name not in loose]
    return {name: (asked[name], answered[name]) for name in names if asked[name] != answered[name]}


def _named_otherwise(differing: dict[str, tuple[int, int]], opinions: Opinions, replies: Replies) -> Finding:
    told_ja = "、".join(
        f"{name}は付加意見に{asked}回・対応に{answered}回" for name, (asked, answered) in differing.items()
    )
    told_en = "; ".join(
        f"{name} {asked} time(s) in opinions and {answered} in replies" for name, (asked, answered) in differing.items()
    )
    mentions = [each for opinion in opinions for each in opinion.projects]
    mentions += [each for reply in replies for each in reply.projects]
    return finding(
        "opinion-reply",
        (mention for mention in mentions if _key(mention) in differing),
        about=_ABOUT,
        printed=" ".join(f"{name}x{answered}" for name, (_, answered) in differing.items()),
        expected=" ".join(f"{name}x{asked}" for name, (asked, _) in differing.items()),
        ja=f"６の付加意見と７(2)の対応では、挙げられている事務事業が異なります（{told_ja}）。",
        en=f"Sections 6 and 7(2) do not name the same projects: {told_en}.",
    )


def _grouped_otherwise(opinions: Opinions, replies: Replies) -> Finding:
    return finding(
        "cannot-check",
        (*opinions, *replies),
        about=_ABOUT,
        ja="６の付加意見と７(2)の対応は、どの事務事業がどの行のものか確かでないため、一件ずつは照合できません。",
        en="Which projects stand in one row of sections 6 and 7(2) is not certain, "
        "so opinions and replies cannot be compared one by one.",
    )


def _one_side(opinions: Opinions, replies: Replies) -> Finding:
    lacking, lacking_en = ("７の対応", "section 7") if opinions else ("６の付加意見", "section 6")
    return finding(
        "cannot-check",
        (*opinions, *replies)[:1],
        about=_ABOUT if replies else None,
        ja=f"{lacking}が読み取れないため、付加意見と対応を照合できません。",
        en=f"Opinions and replies cannot be compared, since {lacking_en} was not read.",
    )


CHECKS: Final = (Check("opinion-reply", opinion_reply),)
