from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from policygraph.loaders.sheet.evaluation.matching import match

NAMES = st.frozensets(st.sampled_from("abcdef"), min_size=1)


@given(st.lists(NAMES, unique=True, max_size=6), st.randoms())
def test_sets_that_differ_find_their_own_whatever_the_order(targets: list[frozenset[str]], random: Random) -> None:
    answers = list(targets)
    random.shuffle(answers)
    found = match(answers, targets)
    assert [targets[each.target] for each in found if each] == answers
    assert all(each and each.decision is None for each in found)


@given(st.lists(NAMES, max_size=6), st.lists(NAMES, max_size=6))
def test_no_target_is_answered_twice(answers: list[frozenset[str]], targets: list[frozenset[str]]) -> None:
    found = [each.target for each in match(answers, targets) if each]
    assert len(found) == len(set(found))


def test_sets_that_are_alike_keep_their_order_and_say_how_sure_that_is() -> None:
    same = frozenset("a")
    first, second, other = match([same, same, frozenset("b")], [same, same, frozenset("b")])
    assert first and second and other
    assert [first.target, second.target, other.target] == [0, 1, 2]
    assert first.decision and str(first.decision.confidence) == "0.667"
    assert other.decision is None


def test_a_changed_set_goes_to_the_nearest_by_its_lead() -> None:
    (found,) = match([frozenset("abc")], [frozenset("ab"), frozenset("cd")])
    assert found and found.target == 0
    assert found.decision and str(found.decision.confidence) == "0.417"


def test_nothing_shared_or_equally_near_is_no_match() -> None:
    assert match([frozenset("a")], [frozenset("b")]) == [None]
    assert match([frozenset("ab")], [frozenset("ac"), frozenset("ad")]) == [None]


def test_sets_that_are_alike_go_by_number_where_numbers_tell_elsewhere() -> None:
    same, other = frozenset("a"), frozenset("b")
    found = match([same, same, other], [other, same, same], (["Ⅲ", "Ⅱ", "Ⅰ"], ["Ⅰ", "Ⅱ", "Ⅲ"]))
    assert [each and each.target for each in found] == [2, 1, 0]
    assert found[0] and found[0].decision and found[0].decision.method == "answer-by-number"


def test_sets_that_are_alike_have_no_match_where_order_and_numbers_mislead() -> None:
    same, others = frozenset("a"), [frozenset("b"), frozenset("c")]
    assert match([*others, same, same], [same, same, *others])[2:] == [None, None]
