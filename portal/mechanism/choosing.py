"""A field of a form to choose topics by search: what was chosen stays ticked, what is found can be ticked.

It needs no script: a button asks for what the words find, and the form comes back with everything that was typed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from portal.mechanism import topics
from portal.mechanism.topics import MOST_CHOSEN, Kind

LONGEST_KEY = 200


@dataclass(frozen=True)
class Picked:
    """What a form sent: the keys that were ticked, the words to look for, and those it had looked for already."""

    keys: tuple[str, ...]
    words: str = ""
    found: str = ""

    @property
    def asks(self) -> bool:
        """Whether somebody typed words and has not seen yet what they find."""
        return bool(self.words) and self.words != self.found


class TopicPicker(forms.Widget):
    """Ticked topics, a field for words with its button, and what the words found."""

    template_name = "components/topics.html"
    use_fieldset = True
    kinds: Mapping[str, Kind] = topics.KINDS

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Picked:
        """What was ticked and typed; too much of it is cut, as no person sends it."""
        keys = data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])
        sent = tuple(dict.fromkeys(str(key)[:LONGEST_KEY] for key in keys[: 2 * MOST_CHOSEN]))
        words, found = (str(data.get(f"{name}_{part}", ""))[:100].strip() for part in ("find", "found"))
        return Picked(sent, words, found)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Nothing ticked is an answer."""
        return False

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """The topics of the keys, and what the words find besides them."""
        context = super().get_context(name, None, attrs)
        picked = value if isinstance(value, Picked) else Picked(tuple(value or ()))
        chosen = topics.topics_of(topics.rows_of(picked.keys, self.kinds), self.kinds)
        found = [topic for topic in topics.find(picked.words, self.kinds) if topic not in chosen]
        context["widget"].update(chosen=chosen, found=found, words=picked.words)
        return context

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        """The field is a group of its own; its legend names it."""
        return ""


class TopicsField(forms.Field):
    """Chosen topics as rows by kind: `{"state": [...], "article": [...], …}`; of these kinds, or of all."""

    widget = TopicPicker
    default_error_messages = {"too_many": _("Choose %(most)s at most. Speak of fewer, or of all by leaving it empty.")}

    def __init__(self, *, kinds: Mapping[str, Kind] = topics.KINDS, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.kinds = kinds

    def clean(self, value: Picked) -> Mapping[str, list[Any]]:
        """The rows. Keys of what no longer exists are left out; raises ValidationError when there are too many."""
        if len(value.keys) > MOST_CHOSEN:
            raise ValidationError(self.error_messages["too_many"], "too_many", {"most": MOST_CHOSEN})
        return topics.rows_of(value.keys, self.widget.kinds)

    def has_changed(self, initial: Iterable[str] | None, data: Picked) -> bool:
        """Whether other topics are ticked now."""
        return set(initial or ()) != set(data.keys)


class SearchingForm(forms.BaseForm):
    """For forms with such a field: a form that only looks for topics is neither complete nor wrong."""

    @property
    def looks_for_topics(self) -> bool:
        """Whether words were typed to look for topics, and nobody has seen yet what they find."""
        chosen = [self[name] for name, field in self.fields.items() if isinstance(field, TopicsField)]
        return self.is_bound and any(one.value().asks for one in chosen)

    def full_clean(self) -> None:
        """Say nothing of what is missing while somebody looks for topics."""
        super().full_clean()
        if self.looks_for_topics:
            self._errors = ErrorDict()

    def is_valid(self) -> bool:
        """Whether it can be acted on."""
        return super().is_valid() and not self.looks_for_topics


def keys_of(rows: Mapping[str, Iterable[Any]], kinds: Mapping[str, Kind] = topics.KINDS) -> list[str]:
    """The keys of rows by kind: what the field shows first."""
    return [topic.key for topic in topics.topics_of(rows, kinds)]
