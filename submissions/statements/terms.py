"""What a call asks of a text: how long it may be, also by the status of its author, and in which languages."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from organizations.models import Organization
from portal.languages import LanguagesField, accepted
from portal.listing import listed
from portal.templatetags.portal_tags import language_name

Ecosoc = Organization.Ecosoc
STATUSES = (Ecosoc.GENERAL, Ecosoc.SPECIAL, Ecosoc.ROSTER)
HABIT = gettext_lazy("Empty: the limit of the call. The habit with ECOSOC is 2,000 for general, 1,500 and 500.")


def limit(words: Any) -> models.PositiveIntegerField:
    """A limit that one status has for itself."""
    return models.PositiveIntegerField(words, null=True, blank=True, help_text=HABIT)


class TextTerms(models.Model):
    """Abstract, for calls. Consultative status (ECOSOC resolution 1996/31) decides about length and nothing else."""

    word_limit = models.PositiveIntegerField(gettext_lazy("word limit"), default=2000)
    word_limit_general = limit(gettext_lazy("word limit with general consultative status"))
    word_limit_special = limit(gettext_lazy("word limit with special consultative status"))
    word_limit_roster = limit(gettext_lazy("word limit on the roster"))
    languages = LanguagesField(
        gettext_lazy("accepted languages"), help_text=gettext_lazy("None ticked: all six are accepted.")
    )

    class Meta:
        abstract = True

    @property
    def own_limits(self) -> dict[str, int]:
        """The limits of those statuses that have one for themselves."""
        known = {status.value: getattr(self, f"word_limit_{status.value}") for status in STATUSES}
        return {status: words for status, words in known.items() if words is not None}

    def limit_for(self, organization: Organization | None) -> int:
        """How many words this organization may send; the call's limit where it is not known yet."""
        status = organization.ecosoc_status if organization else ""
        return self.own_limits.get(status, self.word_limit)

    def length_in_words(self, organization: Organization | None) -> str:
        """The limit in a sentence; while the author is open, with those of each status."""
        words = self.limit_for(organization)
        sentence = ngettext("Up to %(limit)s word.", "Up to %(limit)s words.", words) % {"limit": words}
        if organization or not self.own_limits:
            return sentence
        one = _("%(status)s: %(limit)s")
        each = [one % {"status": Ecosoc(name).label, "limit": words} for name, words in self.own_limits.items()]
        return _("%(sentence)s With consultative status: %(limits)s.") % {
            "sentence": sentence, "limits": listed(each),
        }  # fmt: skip

    @property
    def terms(self) -> str:
        """What readers are told of a text before they write it."""
        known = self.length_in_words(None)
        return f"{known} {self.languages_refused}" if self.languages else known

    def takes_language(self, code: str) -> bool:
        """Whether a text in this language is accepted."""
        return code in accepted(self.languages)

    @property
    def languages_refused(self) -> str:
        """What is said of a text in another language."""
        names = listed(language_name(code) for code in accepted(self.languages))
        return _("This call takes texts in these languages: %(languages)s.") % {"languages": names}


def own_limits_are_words(*names: str) -> list[models.CheckConstraint]:
    """The constraints that no limit is nothing."""
    return [
        models.CheckConstraint(
            condition=Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__gte": 1}),
            name=f"call_{name}",
            violation_error_message=gettext_lazy("A limit is at least one word; leave it empty for none of its own."),
        )
        for name in names
    ]
