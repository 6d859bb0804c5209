"""Union-find that refuses joins which would put two who are not the same into one person."""

from __future__ import annotations

from collections.abc import Sequence


class Clusters:
    """Records 0..count-1, each its own cluster at first."""

    def __init__(self, count: int, profiles: Sequence[str]) -> None:
        """`profiles`: each record's LinkedIn name, "" unknown; two different ones never share a cluster."""
        self._parent = list(range(count))
        self._profile = list(profiles)
        self._enemies: dict[int, set[int]] = {}
        self._members: dict[int, list[int]] = {}

    def find(self, n: int) -> int:
        """The cluster of record n, as the number of one of its records."""
        parent = self._parent
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    def forbid(self, a: int, b: int) -> None:
        """Records a and b never share a cluster."""
        self._enemies.setdefault(a, set()).add(b)
        self._enemies.setdefault(b, set()).add(a)

    def join(self, a: int, b: int, human: bool = False) -> bool:
        """Puts a and b into one cluster; False, and nothing done, where that would contradict.

        A person who says `same` overrules the LinkedIn URLs, not another person's `different`.
        """
        a, b = self.find(a), self.find(b)
        if a == b:
            return True
        one, other = self._profile[a], self._profile[b]
        if not human and one and other and one != other:
            return False
        left, right = self._members.get(a, [a]), self._members.get(b, [b])
        if len(left) < len(right):
            a, b, left, right = b, a, right, left
        if self._enemies and any(m in self._enemies and not self._enemies[m].isdisjoint(left) for m in right):
            return False
        self._parent[b] = a
        self._profile[a] = one or other
        self._members[a] = left + right
        self._members.pop(b, None)
        return True

    def roots(self) -> list[int]:
        """The cluster of every record."""
        return [self.find(n) for n in range(len(self._parent))]
