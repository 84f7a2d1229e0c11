"""A thread asks every floor that knows something, in one order, however late it comes."""

from portal.threads import Found, Link, Strand, Thread, on_article, on_document


def strand(kind: str, *titles: str) -> Strand:
    links = [Link(title, f"/{title}/") for title in titles]
    return Strand(kind, kind.title(), "Nothing yet.", lambda thing: Found(links, len(links), f"/all/{thing}/"))


def test_the_order_is_that_of_the_thread_and_strangers_come_last():
    thread = Thread(("first", "second"))

    thread.register(strand("stranger"), strand("second"))
    thread.register(strand("first"))

    assert [section.strand.kind for section in thread.sections("x")] == ["first", "second", "stranger"]


def test_a_strand_that_is_registered_again_takes_the_place_of_the_former():
    thread = Thread(("one",))
    thread.register(strand("one", "old"))
    thread.register(strand("one", "new"))

    (section,) = thread.sections("x")

    assert [link.title for link in section.found.links] == ["new"]
    assert (section.found.count, section.found.more) == (1, "/all/x/")


def test_a_strand_that_is_forgotten_is_not_asked():
    thread = Thread(())
    thread.register(strand("one"), strand("two"))

    thread.forget("one")

    assert [section.strand.kind for section in thread.sections("x")] == ["two"]


def test_the_portal_has_a_place_for_each_kind_of_the_threads():
    for thread in (on_article, on_document):
        kinds = set(thread.strands)
        assert kinds and kinds <= set(thread.order), "a kind without a place would come last"
        assert all(one.kind == kind and one.name and one.empty for kind, one in thread.strands.items())
