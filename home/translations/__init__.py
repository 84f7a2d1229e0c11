"""Pages in other languages: which are missing, outdated or made by machine, and the words that go out and come in."""
