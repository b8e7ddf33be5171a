"""Which elements of a tree belong to which of its posts: each selector asked once a tree, not once a post."""

from __future__ import annotations

from collections.abc import Sequence

from selectolax.lexbor import LexborNode


def matching(root: LexborNode, selector: str) -> list[LexborNode]:
    """What below the root matches, in document order, each once: the parser gives what two parts match twice."""
    found = root.css(selector)
    return list({node.mem_id: node for node in found}.values()) if "," in selector else found


class Shares:
    """The elements of a tree, dealt out to the holders that they stand in.

    A selector is compiled each time it is asked, which costs more than finding what it matches in one post: on
    a page of 5,000 posts this is most of the time. Holders don't stand in each other.
    """

    def __init__(self, root: LexborNode, holders: Sequence[LexborNode]) -> None:
        self._root = root
        self._holders = {node.mem_id for node in holders}
        self._found: dict[str, dict[int, list[LexborNode]]] = {}
        self._matching: dict[str, set[int]] = {}

    def all(self, holder: LexborNode, selector: str) -> list[LexborNode]:
        """What below the holder matches, in document order."""
        if not selector:
            return []
        found = self._found.get(selector)
        return (self._dealt(selector) if found is None else found).get(holder.mem_id, [])

    def first(self, holder: LexborNode, selector: str) -> LexborNode | None:
        """The first element below the holder that matches."""
        found = self.all(holder, selector)
        return found[0] if found else None

    def matches(self, holder: LexborNode, selector: str) -> bool:
        """Whether the holder itself matches."""
        if not selector:
            return False
        if selector not in self._matching:
            self._matching[selector] = {node.mem_id for node in self._root.css(selector)}
        return holder.mem_id in self._matching[selector]

    def stands_alone(self, holder: LexborNode) -> bool:
        """Whether the holder stands in no other one."""
        return self._holder_of(holder) is None

    def take_out(self, selector: str) -> bool:
        """Remove what matches below any holder: the last first, so that nothing is reached through what is gone.

        Whether there was anything to remove.
        """
        dealt = self._dealt(selector)
        every = [node for nodes in dealt.values() for node in nodes]
        for node in reversed(every):
            node.decompose()
        self._found.clear()
        return bool(every)

    def _dealt(self, selector: str) -> dict[int, list[LexborNode]]:
        if selector not in self._found:
            dealt: dict[int, list[LexborNode]] = {}
            for node in matching(self._root, selector):
                holder = self._holder_of(node)
                if holder is not None:
                    dealt.setdefault(holder, []).append(node)
            self._found[selector] = dealt
        return self._found[selector]

    def _holder_of(self, node: LexborNode) -> int | None:
        above = node.parent
        while above is not None:
            own: int = above.mem_id
            if own in self._holders:
                return own
            above = above.parent
        return None
