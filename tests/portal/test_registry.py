"""How a floor adds to what stands below it."""

from portal.registry import Part, Registry


def test_parts_come_in_the_order_of_registration():
    registry = Registry()
    registry.register(lambda thing: Part("first.html", {"about": thing}))
    registry.register(lambda thing: Part("second.html"))

    assert registry.parts("a dialogue") == [Part("first.html", {"about": "a dialogue"}), Part("second.html")]


def test_a_function_with_nothing_to_say_adds_no_part():
    registry = Registry()
    registry.register(lambda thing: None)

    assert registry.parts("a dialogue") == []


def test_registering_twice_asks_once():
    registry = Registry()

    def part(thing):
        return Part("part.html")

    registry.register(part)
    registry.register(part)

    assert registry.parts("a dialogue") == [Part("part.html")]


def test_a_function_that_was_forgotten_is_not_asked():
    registry = Registry()
    function = registry.register(lambda thing: Part("part.html"))

    registry.forget(function)

    assert registry.parts("a dialogue") == []


def test_two_registries_share_nothing():
    one, other = Registry(), Registry()
    one.register(lambda thing: Part("part.html"))

    assert other.parts("a dialogue") == []
