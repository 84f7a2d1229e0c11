"""What organizations work on, as a short list that coordinators can change."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.mechanism.models.sources import Source


class Theme(models.Model):
    """One field of work, named in the six languages; `position` is its place in the list."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name_en = models.CharField(_("name in English"), max_length=120)
    name_ar = models.CharField(_("name in Arabic"), max_length=120)
    name_zh = models.CharField(_("name in Chinese"), max_length=120)
    name_fr = models.CharField(_("name in French"), max_length=120)
    name_ru = models.CharField(_("name in Russian"), max_length=120)
    name_es = models.CharField(_("name in Spanish"), max_length=120)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    source = models.ForeignKey(Source, models.PROTECT, verbose_name=_("source"))

    class Meta:
        verbose_name = _("field of work")
        verbose_name_plural = _("fields of work")
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the active language, in English where there is none."""
        language = (get_language() or "en").partition("-")[0]
        return getattr(self, f"name_{language}", "") or self.name_en
