"""Any text that the tree can hold, for hypothesis: signs that are marks somewhere come more often than others."""

from hypothesis import strategies as st

from portal.prose.tree import Break, Heading, Items, Note, Paragraph, Quote, Run, Table, tidy_blocks

TRICKY = [
    *"*#->|[]()\\^:!_`<>&\"'•1.", " ", "\u00a0", "  ", "a", "é", "重", "ب", "\u0301", "\u200d", "1. ", "- ", "## ",
    "| ", "](", "[^1]", "[^1]: ", "http://", "https://x.org/", "<br>", "&amp;", "**", "---", "\n", "\u2028", "\u3000",
]  # fmt: skip
TYPED = st.characters(exclude_characters="\0", exclude_categories=["Cs"])  # NUL is refused beside the field
text = st.lists(st.sampled_from(TRICKY) | st.text(TYPED, max_size=3), min_size=1, max_size=6).map("".join)
address = st.sampled_from(
    ["", "", "https://example.org/", "https://x.org/a(b)?c=[d]&e='f'", "mailto:a@example.org", "http://x.org/é*_"]
)
run = st.builds(Run, text, st.booleans(), st.booleans(), address)
bare = st.sampled_from(["https://example.org/a", "https://x.org/b."]).map(lambda one: Run(one, href=one))
simple = st.lists(run | bare | st.just(Break()), min_size=1, max_size=5).map(tuple)
words = st.lists(run | bare | st.just(Break()) | st.builds(Note, simple), min_size=1, max_size=5).map(tuple)
leaf = (
    st.builds(Paragraph, words)
    | st.builds(Heading, st.integers(1, 6), words)
    | st.builds(
        Table, st.lists(st.lists(words, max_size=3).map(tuple), min_size=1, max_size=3).map(tuple), st.booleans()
    )
)
start = st.none() | st.integers(0, 12) | st.just(9999)


def _around(inner):
    several = st.lists(inner, min_size=1, max_size=3).map(tuple)
    items = st.lists(several, min_size=1, max_size=3).map(tuple)
    return st.builds(Quote, several) | st.builds(Items, items, start)


block = st.recursive(leaf, _around, max_leaves=6)
blocks = st.lists(block, max_size=5).map(tidy_blocks)
