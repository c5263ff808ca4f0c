from __future__ import annotations

from semdsl.graph.components import components


def test_each_group_comes_after_those_it_needs() -> None:
    needs = {"a": ["b"], "b": ["c", "d"], "c": ["b"], "d": []}
    assert components("abcd", needs) == [("d",), ("b", "c"), ("a",)]


def test_members_keep_the_order_of_the_nodes() -> None:
    needs = {"x": ["y"], "y": ["z"], "z": ["x"]}
    assert components("zyx", needs) == [("z", "y", "x")]


def test_what_is_not_among_the_nodes_is_left_out() -> None:
    assert components("a", {"a": ["elsewhere"]}) == [("a",)]


def test_two_rings_that_share_a_node_are_one_group() -> None:
    needs = {"a": ["b"], "b": ["a", "c"], "c": ["b"]}
    assert components("abc", needs) == [("a", "b", "c")]


def test_no_graph_is_too_deep() -> None:
    length = 50_000
    chain = {number: [number + 1] for number in range(length)}
    assert components(range(length), chain)[0] == (length - 1,)
    ring = {number: [(number + 1) % length] for number in range(length)}
    assert [len(group) for group in components(range(length), ring)] == [length]
