"""What coordinators file a text, a paragraph or a call under: an index of ours beside the words, which may change.

Fields of work, development targets, working groups, instruments and articles, chosen by search.
"""

from collections.abc import Mapping
from functools import partial

from django.utils.translation import gettext as _

from portal.mechanism import topics
from portal.mechanism.models import Instrument, Theme, WorkingGroup
from portal.mechanism.topics import Kind, Topic, named_by, topic_named


def _theme(theme: Theme) -> Topic:
    label = _("Field of work: %(name)s") % {"name": theme.name}
    return topic_named(f"theme:{theme.code}", label, theme.name_en, theme.code, "theme")


def _group(group: WorkingGroup) -> Topic:
    return topic_named(f"group:{group.code}", str(group), group.code, *group.in_all_languages("name", "topic"))


def _instrument(instrument: Instrument) -> Topic:
    label = _("The whole instrument: %(name)s") % {"name": instrument}
    return topic_named(
        f"instrument:{instrument.code}",
        label,
        instrument.code,
        *instrument.in_all_languages("short_title", "full_title"),
    )


KINDS: Mapping[str, Kind] = {
    "theme": Kind(Theme.objects.all, _theme, partial(named_by, "code")),
    "target": topics.KINDS["target"],
    "group": Kind(WorkingGroup.objects.all, _group, partial(named_by, "code")),
    "instrument": Kind(Instrument.objects.all, _instrument, partial(named_by, "code")),
    "article": topics.KINDS["article"],
}
ARTICLES: Mapping[str, Kind] = {"article": topics.KINDS["article"]}
# Where a record keeps the rows of each kind.
FIELDS = {
    "theme": "themes", "target": "targets", "group": "working_groups", "instrument": "instruments",
    "article": "articles",
}  # fmt: skip
