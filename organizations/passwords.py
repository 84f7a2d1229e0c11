"""How long a password has to be, said in our words: Django's sentence is not in every one of our languages."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext as _


class LongEnough(MinimumLengthValidator):
    """Refuses a password under `min_length` characters, with a ValidationError of the code `password_too_short`."""

    def get_error_message(self) -> str:
        """What the form says beside the field."""
        return _("This password is too short. It needs at least %(count)s characters.") % {"count": self.min_length}
