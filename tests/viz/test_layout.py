"""Boxes never cover one another, whatever the groups."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from policygraph.viz.layout import ASPECT, Frame, Group, Layout, Size, arrange

TARGET = Size(300, 60)

SIZES = st.builds(Size, st.integers(30, 300), st.integers(20, 90))


@st.composite
def groups(draw: st.DrawFn) -> list[Group]:
    made: list[Group] = []
    for number, (count, box) in enumerate(draw(st.lists(st.tuples(st.integers(1, 60), SIZES), max_size=12))):
        parent = draw(st.sampled_from([None, *made]))
        nodes = [f"{number}-{member}" for member in range(count)]
        heading = draw(st.integers(40, 300))
        made.append(Group(str(number), parent.hop + 1 if parent else 1, parent and parent.key, nodes, box, heading))
    return sorted(made, key=lambda group: group.hop)


def boxes(layout: Layout, groups: list[Group]) -> Iterator[Frame]:
    sizes = {node: group.box for group in groups for node in group.nodes} | {"target": TARGET}
    for node, (x, y) in layout.positions.items():
        width, height = sizes[node]
        yield Frame(node, x - width // 2, y - height // 2, x + width // 2, y + height // 2)


def overlap(one: Frame, other: Frame) -> bool:
    beside = one.right <= other.left or other.right <= one.left
    return not beside and not (one.bottom <= other.top or other.bottom <= one.top)


@given(groups())
@settings(max_examples=60, deadline=None)
def test_no_two_boxes_overlap(given_groups: list[Group]) -> None:
    layout = arrange("target", TARGET, given_groups)
    placed = list(boxes(layout, given_groups))
    assert len(placed) == 1 + sum(len(group.nodes) for group in given_groups)
    assert [pair for pair in combinations(placed, 2) if overlap(*pair)] == []


@given(groups())
@settings(max_examples=60, deadline=None)
def test_frames_hold_their_boxes_and_do_not_overlap(given_groups: list[Group]) -> None:
    layout = arrange("target", TARGET, given_groups)
    frames = {frame.key: frame for frame in layout.frames}
    assert frames.keys() == {group.key for group in given_groups}
    assert [pair for pair in combinations(layout.frames, 2) if overlap(*pair)] == []
    around = {node: frames[group.key] for group in given_groups for node in group.nodes}
    for box in boxes(layout, given_groups):
        if box.key == "target":
            assert not any(overlap(box, frame) for frame in layout.frames)
        else:
            frame = around[box.key]
            assert frame.left < box.left < box.right < frame.right
            assert frame.top < box.top < box.bottom < frame.bottom


def test_the_target_is_in_the_middle_even_alone() -> None:
    assert arrange("target", TARGET, []) == Layout({"target": (0, 0)}, [])


def test_what_hangs_on_a_group_stands_on_its_side_and_further_out() -> None:
    near = [Group(f"near {side}", 1, None, [f"n{side}"], Size(100, 40), 80) for side in "ab"]
    far = [Group(f"far {side}", 2, f"near {side}", [f"f{side}"], Size(100, 40), 80) for side in "ab"]
    positions = arrange("target", TARGET, [*near, *far]).positions
    for side in "ab":
        (inner, _), (outer, _) = positions[f"n{side}"], positions[f"f{side}"]
        assert inner * outer > 0
        assert abs(outer) > abs(inner)


def test_a_hundred_nodes_are_about_as_wide_as_a_screen() -> None:
    many = [Group(str(n), 1, None, [f"{n}-{i}" for i in range(20)], Size(250, 58), 160) for n in range(7)]
    frames = arrange("target", TARGET, many).frames
    width = max(frame.right for frame in frames) - min(frame.left for frame in frames)
    height = max(frame.bottom for frame in frames) - min(frame.top for frame in frames)
    assert ASPECT / 1.8 < width / height < ASPECT * 1.8
