"""Forms of the people of an organization. What can be chosen is what the person may do."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from organizations.forms import ExplainedField
from organizations.models import Membership, Organization, Role, User
from organizations.people.permissions import active_members
from organizations.provenance import OF_INVITATION
from portal.forms import PlainForm

ROLE_HINT = _("Each role may do what stands above it, too.")


def role_field(label: Any) -> forms.ChoiceField:
    """One of the four roles, each in words."""
    return forms.ChoiceField(label=label, choices=Role, widget=forms.RadioSelect, help_text=ROLE_HINT)


class RoleForm(PlainForm):
    """A role for a member."""

    role = role_field(_("Role"))


class InviteForm(PlainForm):
    """Whom to invite, as what, and in which language to write to them."""

    bound_field_class = ExplainedField
    explained = OF_INVITATION

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("They have to sign in with this address to accept. Nobody else can use the invitation."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = role_field(_("Role"))
    language = forms.ChoiceField(
        label=_("Language of the mail"), choices=settings.LANGUAGES, widget=forms.Select(attrs={"class": "w-m"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("language", get_language())
        self.initial.setdefault("role", Role.EDITOR)

    def clean_email(self) -> str:
        """In lower case, as all addresses here."""
        return self.cleaned_data["email"].lower()


class HandOverForm(PlainForm):
    """Who owns the organization from now on, and what the present owner becomes."""

    to = forms.ModelChoiceField(
        Membership.objects.none(), to_field_name="uuid", label=_("New owner"), empty_label=None,
        widget=forms.RadioSelect,
    )  # fmt: skip
    become = role_field(_("Your own role afterwards"))

    def __init__(self, *args: Any, organization: Organization, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = active_members(organization).filter(user__is_active=True).exclude(user=user)
        self.fields["to"].queryset = others.exclude(role=Role.OWNER).select_related("user")
        self.fields["to"].label_from_instance = lambda membership: str(membership.user)
        self.fields["become"].choices = [choice for choice in Role.choices if choice[0] != Role.OWNER]
        self.initial.setdefault("become", Role.SIGNATORY)


class OrganizationChoice(PlainForm):
    """One of the organizations that are possible for somebody."""

    organization = forms.ModelChoiceField(Organization.objects.none(), to_field_name="uuid")

    def __init__(self, *args: Any, possible: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"].queryset = possible
