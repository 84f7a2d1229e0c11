"""Why the portal asks for a field, who sees the answer, and how long it is kept: said beside each field."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Provenance:
    """Three answers about one field, in words for people."""

    seen_by: str | Promise
    why: str | Promise
    kept: str | Promise


EVERYONE = _("Everyone, once verified")
COORDINATORS = _("The coordinators")
LISTED = _("As long as the organization is listed")
CHANGEABLE = _("Until you change it")

PROVENANCE = {
    "legal_name": Provenance(EVERYONE, _("So that nobody else can speak under this name"), LISTED),
    "name_language": Provenance(EVERYONE, _("So that a screen reader can read the name aloud"), LISTED),
    "other_names": Provenance(EVERYONE, _("So that people find you in their own script"), LISTED),
    "country": Provenance(EVERYONE, _("To find you by country, and to tell namesakes apart"), LISTED),
    "kind": Provenance(EVERYONE, _("The rules of the review name these kinds"), LISTED),
    "mandate": Provenance(EVERYONE, _("Shows States and partners what you know"), CHANGEABLE),
    "website": Provenance(EVERYONE, _("To see that the organization exists"), CHANGEABLE),
    "ecosoc_status": Provenance(EVERYONE, _("Word limits of some calls"), CHANGEABLE),
    "ecosoc_year": Provenance(EVERYONE, _("To compare it with the public list of the United Nations"), CHANGEABLE),
    "contact_email": Provenance(COORDINATORS, _("To ask you when something is unclear"), CHANGEABLE),
    "public_contact": Provenance(EVERYONE, _("So that partners can reach you"), CHANGEABLE),
    "in_directory": Provenance(COORDINATORS, _("Being found can be a danger"), CHANGEABLE),
    "acronym": Provenance(EVERYONE, _("So that people find you by it, and nobody else takes it"), CHANGEABLE),
    "themes": Provenance(EVERYONE, _("To find you by what you work on"), CHANGEABLE),
    "languages": Provenance(EVERYONE, _("So that others know in which languages to write to you"), CHANGEABLE),
    "id_register": Provenance(EVERYONE, _("Tells you from namesakes, and shows that you exist"), LISTED),
    "id_ecosoc": Provenance(EVERYONE, _("To compare your status with the public list"), LISTED),
    "id_lei": Provenance(EVERYONE, _("Tells you from namesakes"), LISTED),
    "id_ror": Provenance(EVERYONE, _("Tells you from namesakes"), LISTED),
    "logo": Provenance(EVERYONE, _("So that readers recognize you"), CHANGEABLE),
    "file": Provenance(
        _("The coordinators who decide; each look is written down"),
        _("To see that the organization exists and that you act for it"),
        _("30 days after the decision; then only its fingerprint"),
    ),
    "text": Provenance(
        _("You and the coordinators"), _("To ask and to answer"), _("As long as the organization is here")
    ),
    "note": Provenance(
        _("You and the coordinators"), _("What the form does not ask"), _("As long as the organization is here")
    ),
}

DELETED_WITH_YOU = _("Until you delete your account")
# What an account says of a person.
OF_ACCOUNT = {
    "name": Provenance(
        _("Coordinators, and colleagues in your organizations"), _("To know whom they talk to"), DELETED_WITH_YOU
    ),
    "email": Provenance(
        _("Coordinators, and the owners of your organizations"),
        _("To sign in, to write to you, and to see for which website you work"),
        DELETED_WITH_YOU,
    ),
    "language": Provenance(_("Nobody else"), _("So that our mail speaks it"), DELETED_WITH_YOU),
    "password1": Provenance(
        _("Nobody: only a fingerprint is stored"), _("To sign in without waiting for mail"), CHANGEABLE
    ),
}
OF_ACCOUNT["first_name"] = OF_ACCOUNT["name"]
# What an owner says of somebody they invite.
OF_INVITATION = {
    "email": Provenance(
        _("You and the other owners"),
        _("So that nobody but its reader can accept"),
        _("30 days after the last mail"),
    ),
    "role": Provenance(_("All who act for the organization"), _("What the person may do"), CHANGEABLE),
    "language": Provenance(_("Nobody else"), _("So that our mail speaks it"), _("As long as the invitation")),
}
