"""What people send about declarations."""

from django import forms
from django.utils.translation import gettext_lazy as _

from organizations import acting
from organizations.models import Organization, User
from portal.forms import OneTimeKeyMixin, PlainForm, RecordForm
from submissions.declaration.keeping import Cause
from submissions.declaration.models import Declaration, DeclarationVersion, LedgerEntry, Signatory
from submissions.declaration.permissions import signing_organizations
from submissions.declaration.plain import LONGEST_TEXT

LOCAL_TIME = "%Y-%m-%dT%H:%M"


class SignForm(OneTimeKeyMixin, RecordForm):
    """Who signs, for whom, and who may be named. One of the organizations that `user` may sign for."""

    organization = forms.ModelChoiceField(
        Organization.objects.none(),
        to_field_name="uuid",
        label=_("Organization that signs"),
        error_messages={"invalid_choice": _("Choose one of your verified organizations.")},
    )
    authorised = forms.BooleanField(
        label=_("I am authorised to sign for my organization"),
        error_messages={"required": _("Confirm that you are authorised to sign.")},
    )
    organization_named = forms.BooleanField(
        label=_("Name our organization in public"),
        required=False,
        help_text=_("Leave this empty if being named would put people at risk. The signature still counts."),
    )

    class Meta:
        model = Signatory
        fields = ["name", "position", "named"]
        labels = {"named": _("Name me in public as well")}
        help_texts = {
            "name": _("Your organization keeps it with the signature. It is public only if you say so below."),
            "position": _("For example: director. Public only together with your name."),
            "named": _("Your name and role then stand in the open data beside your organization."),
        }

    field_order = ["form_key", "organization", "name", "position", "authorised", "organization_named", "named"]

    def __init__(self, *args: object, user: User, acting_for: Organization | None = None, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        choices = signing_organizations(user)
        self.fields["organization"].queryset = choices
        self.fields["name"].initial = user.get_full_name()
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["position"].widget.attrs["autocomplete"] = "organization-title"
        self.only = acting.offer(self.fields["organization"], choices, acting_for)
        self.fields["organization_named"].initial = self.only.in_directory if self.only else False


class WithdrawForm(PlainForm):
    """Why a signature is taken back."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Only your organization sees it. It stands neither on the public list nor in the ledger."),
    )


class DeclarationForm(RecordForm):
    """A new declaration, without its text."""

    class Meta:
        model = Declaration
        fields = [
            "title",
            "slug",
            "lede",
            "background",
            "target",
            "goal",
            "authentic_language",
            "accepts_late",
            "is_demo",
        ]
        labels = {"slug": _("Name in the address"), "is_demo": _("Mark it as a demonstration")}
        help_texts = {
            "slug": _("It never changes: the ledger starts from it."),
            "authentic_language": _("Signatures stand under the text in this language; the others are translations."),
        }


class TextForm(PlainForm):
    """The text in one language."""

    language = forms.ChoiceField(choices=DeclarationVersion._meta.get_field("language").choices, label=_("Language"))
    text = forms.CharField(
        label=_("Text"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 20, "dir": "auto"}),
        help_text=_("Plain text. An empty line parts paragraphs; they are numbered by themselves."),
    )


class VersionForm(PlainForm):
    """What makes the next version differ from the one that stands."""

    change = forms.ChoiceField(
        choices=[(one.value, one.label) for one in DeclarationVersion.Change if one != "original"],
        label=_("Kind of change"),
        widget=forms.RadioSelect,
        help_text=_(
            "Substantive: every organization is asked to renew its signature. Editorial or translation: signatures "
            "are carried."
        ),
    )


class WithholdForm(PlainForm):
    """Which entry loses its content by law, and why."""

    entry = forms.ModelChoiceField(
        LedgerEntry.objects.none(),
        to_field_name="seq",
        label=_("Number of the entry"),
        widget=forms.NumberInput,
        error_messages={"invalid_choice": _("This ledger has no entry of this number.")},
    )
    cause = forms.ChoiceField(choices=Cause.choices, label=_("Why"), help_text=_("Public, in the ledger, for ever"))
    reason = forms.CharField(
        label=_("What happened"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only coordinators read this."),
    )

    def __init__(self, *args: object, declaration: Declaration, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["entry"].queryset = declaration.entries.all()


class OpeningForm(PlainForm):
    """From when until when organizations may sign. Times are those of Vienna."""

    opens_at = forms.DateTimeField(
        label=_("Opens (Vienna time)"), widget=forms.DateTimeInput({"type": "datetime-local"}, format=LOCAL_TIME)
    )
    closes_at = forms.DateTimeField(
        label=_("Closes (Vienna time)"), widget=forms.DateTimeInput({"type": "datetime-local"}, format=LOCAL_TIME)
    )


class FindForm(forms.Form):
    """What the public list of signatories is narrowed to. It never asks more than names that are public."""

    q = forms.CharField(required=False, max_length=100, label=_("Find an organization"))
    country = forms.CharField(required=False, max_length=3, label=_("Country"))
