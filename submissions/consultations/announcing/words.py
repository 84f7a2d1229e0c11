"""What an announcement is called and says where there is one line for it, or plain text."""

from django.utils.translation import gettext as _

from submissions.consultations.announcing.models import Announcement


def title_of(announcement: Announcement) -> str:
    """The State and the cluster in one line."""
    names = {"state": announcement.country.name, "cluster": announcement.cluster}
    if announcement.cluster:
        return _("%(state)s consults civil society: %(cluster)s") % names
    return _("%(state)s consults civil society") % names


def words_of(announcement: Announcement) -> str:
    """Until when, how, where and who says so."""
    parts = [announcement.until_text, announcement.how, announcement.address, announcement.contact, announcement.office]
    return "\n\n".join(filter(None, [*parts, announcement.source_address]))
