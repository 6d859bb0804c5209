"""Union-find that refuses joins which would put two who are not the same into one person."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence


class Clusters:
    """Records 0..count-1, each its own cluster at first."""

    def __init__(
        self,
        count: int,
        profiles: Sequence[str],
        at_odds: Callable[[int, int], bool],
        sure: Callable[[int, int], bool],
        mailboxes: Callable[[int], Collection[str]],
    ) -> None:
        """`profiles`: each record's LinkedIn name, "" unknown; two different ones never share a cluster. `mailboxes(n)`:
        the e-mails of record n.

        `at_odds(a, b)`: whether two records bear the names of two people. Asked for the records that a
        join brings together without a pair of their own, as A. Smith would Anna and Andrew; a pair of two
        names that is sure for all that (`sure`: a new name under one LinkedIn URL) settles it.
        """
        self._parent = list(range(count))
        self._profile = list(profiles)
        self._at_odds, self._sure, self._mailboxes = at_odds, sure, mailboxes
        self._enemies: dict[int, set[int]] = {}
        self._members: dict[int, list[int]] = {}

    def find(self, n: int) -> int:
        """The cluster of record n, as the number of one of its records."""
        parent = self._parent
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    def members(self, n: int) -> list[int]:
        """All records of the cluster of n."""
        root = self.find(n)
        return self._members.get(root, [root])

    def forbid(self, a: int, b: int) -> None:
        """Records a and b never share a cluster."""
        self._enemies.setdefault(a, set()).add(b)
        self._enemies.setdefault(b, set()).add(a)

    def join(self, a: int, b: int, human: bool = False) -> bool:
        """Puts a and b into one cluster; False, and nothing done, where that would contradict.

        A person who says `same` overrules URLs and names, not another person's `different`.
        """
        one, other = self.find(a), self.find(b)
        if one == other:
            return True
        left, right = self._members.get(one, [one]), self._members.get(other, [other])
        if not human and self._contradicts(one, other, left, right):
            return False
        if self._enemies and any(not self._enemies.get(m, _NONE).isdisjoint(left) for m in right):
            return False
        if len(left) < len(right):
            one, other, left, right = other, one, right, left
        self._parent[other] = one
        self._profile[one] = self._profile[one] or self._profile[other]
        self._members[one] = left + right
        self._members.pop(other, None)
        return True

    def _contradicts(self, one: int, other: int, left: list[int], right: list[int]) -> bool:
        mine, yours = self._profile[one], self._profile[other]
        if mine and yours:
            return mine != yours
        if self._enemies and (self._writes_as_another(left, right) or self._writes_as_another(right, left)):
            return True
        if len(left) + len(right) == 2:
            return False
        odd = [(m, n) for m in left for n in right if self._at_odds(m, n)]
        return bool(odd) and not any(self._sure(m, n) for m, n in odd)

    def _writes_as_another(self, some: list[int], others: list[int]) -> bool:
        """Whether some have a mailbox that the others have not, but one who is no person of theirs, as somebody said:
        the son's new card is not the father's, however alike their mailboxes are."""
        foes = set().union(*(self._enemies.get(n, _NONE) for n in others))
        own = set().union(*(self._mailboxes(n) for n in others)) if foes else _NONE
        foreign = set().union(*(self._mailboxes(n) for n in foes)) - own if foes else _NONE
        return any(not foreign.isdisjoint(self._mailboxes(n)) for n in some) if foreign else False

    def roots(self) -> list[int]:
        """The cluster of every record."""
        return [self.find(n) for n in range(len(self._parent))]


_NONE: set[int] = set()
