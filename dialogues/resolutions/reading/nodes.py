"""Paragraphs while they are being read: pieces are added to them until the text says that another one begins."""

from collections import Counter
from dataclasses import dataclass, field

from dialogues.resolutions.reading.labels import Level
from dialogues.resolutions.reading.marks import ended, ends_with_colon


@dataclass
class Node:
    """A paragraph that grows; `key` is its part of the address, `raw` still has all marks."""

    key: str
    label: str
    line: int
    raw: str = ""
    parts: list["Node"] = field(default_factory=list)
    after: str = ""

    @property
    def tail(self) -> str:
        """The words that stand last in it, its parts left aside."""
        return self.after or self.raw

    @property
    def is_ended(self) -> bool:
        """Whether its last words are complete."""
        return ended(self.tail)

    @property
    def opens_list(self) -> bool:
        """Whether its last words announce a list."""
        return ends_with_colon(self.tail)


@dataclass
class Open:
    """The paragraph that is being read: the node at the top, the open nodes below it, and their lists."""

    path: list[Node]
    levels: list[Level] = field(default_factory=list)

    @property
    def top(self) -> Node:
        """The numbered paragraph itself."""
        return self.path[0]

    @property
    def last(self) -> Node:
        """What was written to last."""
        return self.path[-1]

    def add(self, node: Node, level: Level, depth: int) -> None:
        """A part, under the node that is open `depth` lists deep."""
        del self.path[depth + 1 :]
        del self.levels[depth:]
        self.path[-1].parts.append(node)
        self.path.append(node)
        self.levels.append(level)

    def close_parts(self) -> None:
        """What comes now belongs to the paragraph at the top."""
        del self.path[1:]
        self.levels.clear()


def unique(key: str, taken: Counter[str]) -> str:
    """A key that nothing else at this place has: the second (a) is a_2. No key ends so by itself."""
    taken[key] += 1
    return key if taken[key] == 1 else f"{key}_{taken[key]}"
