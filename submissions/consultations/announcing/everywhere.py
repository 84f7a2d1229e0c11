"""Consultations to come as the search finds them: by the State's name in every language, and what is said of them."""

from django.utils.translation import gettext_lazy as _

from portal.everywhere import Asked, Hit, Kind, Results, from_few
from portal.mechanism.everywhere import names_of_state
from submissions.consultations.announcing.models import Announcement
from submissions.consultations.announcing.words import title_of

MOST_READ = 500


def announcements(asked: Asked) -> Results:
    """Public announcements, those that end last first. One query."""
    rows = Announcement.objects.public().select_related("country", "cluster").order_by("-closes_at", "-pk")[:MOST_READ]
    fitting = (one for one in rows if asked.fits(*names_of_state(one.country), one.office, one.how))
    return from_few(asked, ((False, hit(asked, one)) for one in fitting))


def hit(asked: Asked, announcement: Announcement) -> Hit:
    """One of them, with whether one can take part now."""
    pieces = asked.pieces(announcement.how)
    return Hit(
        title_of(announcement), announcement.get_absolute_url(), when=announcement.when_text,
        about="" if pieces else announcement.office, about_language=announcement.language, pieces=pieces,
    )  # fmt: skip


KIND = Kind("announcements", _("Consultations to come"), announcements)
