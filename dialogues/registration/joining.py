"""How to join a dialogue online: words and a link, for approved delegations only.

No part of the page: pages have previews, revisions, copies in every language and a public API (SECURITY, rule 10).
"""

from datetime import timedelta

from django.core.validators import URLValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.pages import NOT_HELD, DialoguePage
from dialogues.registration.models import Delegate, Registration

STAYS = timedelta(days=1)  # after the dialogue, for those who look for the recording


class JoiningQuerySet(models.QuerySet["JoiningDetails"]):
    """Who gets the link."""

    def shown_to(self, registration: Registration):
        """The details of its dialogue, once they are shown: for an approved delegation with somebody online."""
        joins = registration.delegates.filter(mode=Delegate.Mode.ONLINE).exists()
        if registration.state != Registration.State.APPROVED or not joins:
            return self.none()
        now = timezone.now()
        shown = self.filter(
            dialogue=registration.dialogue_id, shown_from__lte=now, dialogue__ends_at__gt=now - STAYS
        )  # fmt: skip
        return shown.exclude(dialogue__status__in=NOT_HELD)


class JoiningDetails(models.Model):
    """The link of one dialogue; nothing leads to it from the page."""

    dialogue = models.OneToOneField(DialoguePage, models.CASCADE, related_name="+")
    url = models.CharField(
        _("link"), max_length=500, validators=[URLValidator(schemes=["https"])],
        help_text=_("Approved delegations with somebody online read it in their desk, nobody else."),
    )  # fmt: skip
    text = models.TextField(_("what else they need"), max_length=2000, blank=True)
    shown_from = models.DateTimeField(_("shown from"))

    objects = JoiningQuerySet.as_manager()

    class Meta:
        verbose_name = _("joining details")
        verbose_name_plural = _("joining details")

    def __str__(self) -> str:
        return str(self.dialogue_id)
