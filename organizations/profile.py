"""What the profile of an organization says beside its name and address."""

from functools import cache
from typing import Any

from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.dates import babel_locale
from portal.mechanism.models import Theme

# Every reader's browser opens these, and nothing else is linked from here (portal/html.py).
ON_THE_WEB = URLValidator(
    schemes=["https", "http"], message=_("Write the address of a page on the web; it begins with https:// or http://.")
)


@cache
def language_codes() -> tuple[str, ...]:
    """The languages that have a code of two letters (ISO 639-1, as Unicode CLDR names them in English)."""
    return tuple(sorted(str(code) for code in babel_locale("en").languages if len(str(code)) == 2))


class ProfileDetails(models.Model):
    """Abstract: acronym, fields of work, languages, and when the ECOSOC status was compared with its source."""

    acronym = models.CharField(_("acronym"), max_length=30, blank=True)
    themes = models.ManyToManyField(Theme, blank=True, related_name="organizations", verbose_name=_("fields of work"))
    languages = models.JSONField(_("languages"), default=list, blank=True)  # codes, as the organization orders them
    ecosoc_checked_at = models.DateField(null=True, blank=True, editable=False)
    ecosoc_source = models.CharField(max_length=300, blank=True, editable=False)
    review_due_on = models.DateField(null=True, blank=True, editable=False)

    identifiers: Any  # the reverse of Identifier.organization

    class Meta:
        abstract = True

    def identifier_lines(self) -> str:
        """The identifiers, one a line."""
        return "\n".join(str(one) for one in self.identifiers.all())
