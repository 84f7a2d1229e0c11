"""Signing, and what our organization signed: pages for members, under /desk/."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_cache_control
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from organizations import acting
from organizations.models import SIGNING_ROLES, Organization, User
from portal import pdf
from portal.comparing import compare
from portal.limits import limited
from portal.records import InvalidMove
from portal.switches import closable
from submissions.declaration import actions, ledger, revising
from submissions.declaration.commenting import commenting_organizations
from submissions.declaration.emails import receipt
from submissions.declaration.forms import SignForm, WithdrawForm
from submissions.declaration.models import (
    Declaration,
    DeclarationState,
    DeclarationVersion,
    Signature,
    SignatureQuerySet,
)
from submissions.declaration.permissions import may_withdraw, signing_organizations
from submissions.declaration.signatories import public_or_404

SUBSTANTIVE = DeclarationVersion.Change.SUBSTANTIVE
# Why somebody cannot sign: what stands in the way, and what helps.
NO_ORGANIZATION = gettext_lazy("You act for no organization here yet. Apply with yours: once verified, it can sign.")
NOT_VERIFIED = gettext_lazy("Your organization is not verified. Only verified organizations can sign.")
NOT_SIGNATORY = gettext_lazy("Signing is for owners and signatories. Ask one of them to sign for your organization.")


def commenting(user: User) -> bool:
    """Whether this person may comment on drafts."""
    return commenting_organizations(user).exists()


def outdated(signatures: SignatureQuerySet) -> SignatureQuerySet:
    """Those that stand under a text whose substance was changed by a later version."""
    later = DeclarationVersion.objects.locked().filter(
        declaration=OuterRef("declaration"), number__gt=OuterRef("version__number"), change=SUBSTANTIVE
    )
    return signatures.live().filter(Exists(later), declaration__state=DeclarationState.OPEN)


@login_required
@require_safe
def desk_receipt(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The receipt on paper, for everyone who acts for the organization that signed."""
    own = Signature.objects.own(request.user).select_related("declaration", "version", "entry", "affirm_entry")
    signature = get_object_or_404(own.select_related("signatory"), uuid=uuid)
    entry = signature.affirm_entry or signature.entry
    context = {
        "signature": signature,
        "declaration": signature.declaration,
        "entry": entry,
        "head": ledger.head(signature.declaration),
        "address": receipt(entry),
    }
    name = f"{signature.declaration.slug}-{entry.seq}"
    answer = pdf.respond(request, "declaration/receipt_pdf.html", context, get_language() or "en", name)
    patch_cache_control(answer, private=True, no_store=True)
    return answer


@login_required
@require_safe
def desk_list(request: HttpRequest) -> HttpResponse:
    """What the person's organizations signed, and what is open."""
    own = Signature.objects.own(request.user).select_related(
        "declaration", "organization", "entry__declaration", "revoke_entry__declaration", "signatory", "version"
    )
    signing = Organization.objects.represented_by(request.user, SIGNING_ROLES).values_list("pk", flat=True)
    context = {
        "desk_place": "declaration",
        "outdated": set(outdated(own).values_list("pk", flat=True)),
        "signatures": own.order_by("-signed_at", "-pk"),
        "signing": set(signing),
        "has_pdf": pdf.available(),
        "drafts": Declaration.objects.filter(state=DeclarationState.COMMENTS) if commenting(request.user) else (),
        "open": Declaration.objects.public().filter(state=DeclarationState.OPEN),
    }
    return render(request, "declaration/desk_list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@closable("signing")
@limited("signing")
def desk_sign(request: HttpRequest, slug: str) -> HttpResponse:
    """The exact text, who signs, and one button; or what stands, when there is nothing to sign."""
    declaration = public_or_404(slug)
    if not declaration.locked_texts():
        raise Http404
    refusal = why_not(request.user)
    if request.method == "POST":
        return sign_now(request, declaration, refusal)
    if refusal or not can_be_signed(declaration, request.user):
        return sign_page(request, declaration, refusal=refusal)
    return sign_page(request, declaration, SignForm(user=request.user, acting_for=acting.chosen(request)))


def can_be_signed(declaration: Declaration, user: User) -> bool:
    """Whether it takes signatures now, and an organization that this person signs for has not signed it."""
    unsigned = signing_organizations(user).exclude(signatures__in=declaration.signatures.live())
    return (declaration.is_open or declaration.takes_late) and unsigned.exists()


def sign_now(request: HttpRequest, declaration: Declaration, refusal: str | Promise) -> HttpResponse:
    """The button was pressed: the signature, or the page with what stands in the way."""
    if refusal:
        return sign_page(request, declaration, refusal=refusal, status=403)
    form = SignForm(request.POST, user=request.user)
    if form.is_valid() and signed(declaration, form, request.user):
        return redirect("declaration:desk_sign", slug=declaration.slug)
    return sign_page(request, declaration, form)


def signed(declaration: Declaration, form: SignForm, user: User) -> bool:
    """Sign with what a valid form says; what stands in the way is written into the form."""
    given = form.cleaned_data
    try:
        actions.sign(
            declaration,
            organization=given["organization"],
            by=user,
            name=given["name"],
            position=given["position"],
            person_named=given["named"],
            organization_named=given["organization_named"],
            form_key=given["form_key"],
        )
    except InvalidMove as problem:
        form.add_error(None, str(problem))
        return False
    return True


def why_not(user: User) -> str | Promise:
    """Why this person cannot sign for any organization; empty when they can."""
    if signing_organizations(user).exists():
        return ""
    mine = Organization.objects.represented_by(user)
    if not mine.exists():
        return NO_ORGANIZATION
    return NOT_SIGNATORY if mine.verified().exists() else NOT_VERIFIED


def sign_page(
    request: HttpRequest,
    declaration: Declaration,
    form: SignForm | None = None,
    refusal: str | Promise = "",
    status: int = 200,
) -> HttpResponse:
    """The page of signing, with what the person's organizations signed already."""
    ours = Signature.objects.own(request.user).live().filter(declaration=declaration)
    to_renew = outdated(ours.filter(organization__in=Organization.objects.represented_by(request.user, SIGNING_ROLES)))
    context = {
        "desk_place": "declaration",
        "declaration": declaration,
        "text": declaration.locked_texts()[declaration.authentic_language],
        "signatures": ours.select_related("organization", "entry__declaration", "signatory"),
        "outdated": to_renew.values_list("pk", flat=True),
        "form": form,
        "refusal": refusal,
        "has_pdf": pdf.available(),
    }
    return render(request, "declaration/desk_sign.html", context, status=status)


def own_signature_or_404(user: User, uuid: UUID) -> Signature:
    """A signature of the person's organization, which this person may take back."""
    own = Signature.objects.own(user).select_related("declaration", "organization", "entry", "version")
    signature = get_object_or_404(own, uuid=uuid)
    if not may_withdraw(user, signature):
        raise PermissionDenied
    return signature


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited("signing")
def desk_withdraw(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take a signature back, with a reason."""
    signature = own_signature_or_404(request.user, uuid)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.withdraw(signature, by=request.user, reason=form.cleaned_data["reason"])
        except InvalidMove as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("The signature is withdrawn."))
            return redirect("declaration:desk_list")
    context = {"desk_place": "declaration", "signature": signature, "form": form}
    return render(request, "declaration/desk_withdraw.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@limited("signing")
def desk_renew(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The new text, what changed in it, and one button that puts the signature under it."""
    signature = own_signature_or_404(request.user, uuid)
    declaration = signature.declaration
    text = declaration.locked_texts()[declaration.authentic_language]
    if request.method == "POST":
        try:
            revising.reaffirm(signature, by=request.user)
        except InvalidMove as problem:
            messages.error(request, str(problem))
        else:
            messages.success(request, _("The signature now stands under the new text. The receipt is in your mail."))
        return redirect("declaration:desk_list")
    context = {
        "desk_place": "declaration",
        "signature": signature,
        "declaration": declaration,
        "text": text,
        "changes": compare(signature.version.text, text.text),
    }
    return render(request, "declaration/desk_renew.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def desk_hide(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take the organization's name off the public list."""
    signature = own_signature_or_404(request.user, uuid)
    if request.method == "POST":
        actions.hide(signature, by=request.user)
        messages.success(request, _("Your organization is no longer named in public."))
        return redirect("declaration:desk_list")
    context = {"desk_place": "declaration", "signature": signature}
    return render(request, "declaration/desk_hide.html", context)
