"""Rows that every floor writes: mail waiting to be sent, and the account of what happened."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    """The outbox by how it goes."""

    def in_trouble(self):
        """What was given up, and what waits because an attempt failed."""
        return self.exclude(state=OutgoingMail.State.SENT).exclude(problem="")


class OutgoingMail(models.Model):
    """One mail of the outbox: written in the caller's transaction, delivered by a task, sent once."""

    class State(models.TextChoices):
        """How far the mail came."""

        QUEUED = "queued", _("Waiting to be sent")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Given up")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    to = models.EmailField()
    language = models.CharField(max_length=10)
    template = models.CharField(max_length=80)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField(blank=True)
    calendar = models.TextField(blank=True)  # an iCalendar object with its METHOD (RFC 6047)
    state = models.CharField(max_length=8, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=80, blank=True)  # of the last attempt, without an address
    created_at = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField(null=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["state", "created_at"], name="mail_by_state"),
            models.Index(fields=["to", "created_at"], name="mail_to_address"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=["queued", "sent", "failed"]), name="mail_known_state"),
            models.CheckConstraint(
                condition=models.Q(state="sent", sent_at__isnull=False)
                | (~models.Q(state="sent") & models.Q(sent_at__isnull=True)),
                name="mail_sent_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template} {self.uuid}"

    @property
    def server(self) -> str:
        """The part of the address that names nobody."""
        return self.to.rpartition("@")[2]


class AuditEvent(models.Model):
    """Who did what to which thing. No row is ever changed or deleted; a deleted account leaves its row nameless."""

    at = models.DateTimeField(db_default=Now())
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    verb = models.CharField(max_length=40)
    object_type = models.CharField(max_length=60)
    object_key = models.CharField(max_length=40)
    before = models.CharField(max_length=16, blank=True)
    after = models.CharField(max_length=16, blank=True)
    reason = models.TextField(blank=True)
    data = models.JSONField(default=dict)
    public = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["object_type", "object_key", "id"], name="audit_by_object")]

    def __str__(self) -> str:
        return f"{self.verb} {self.object_type} {self.object_key}"


class PageWordsQuerySet(models.QuerySet["PageWords"]):
    """What pages are found by, by who sees them."""

    def public(self):
        """Those of live pages: every page is public once it is published."""
        return self.filter(page__live=True)


class PageWords(models.Model):
    """What a page is found by: its words as they were last published, plain, and folded (portal/search.py).

    Only pages with words of their own have a row; whether a page is public stands with the page.
    """

    page = models.OneToOneField("wagtailcore.Page", models.CASCADE, related_name="found_by")
    text = models.TextField(blank=True)
    search_text = models.TextField(blank=True)

    objects = PageWordsQuerySet.as_manager()

    def __str__(self) -> str:
        return f"words of page {self.page_id}"


class PublicForm(models.TextChoices):
    """The forms that anybody, or any member, can send: each can be closed by itself."""

    SIGN_UP = "sign_up", _("Signing up")
    APPLY = "apply", _("Applying for an organization")
    REGISTER = "register", _("Registering for dialogues")
    STATEMENTS = "statements", _("Sending statements")
    SIGNING = "signing", _("Signing the declaration")
    REPORTS = "reports", _("Reporting consultations")
    SUPPORTING = "supporting", _("Supporting the declaration")
    CORRECTIONS = "corrections", _("Correcting facts")


class FormSwitch(models.Model):
    """Whether a public form is closed, since when, and what its page says."""

    form = models.CharField(max_length=12, choices=PublicForm, unique=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    notice = models.CharField(
        _("notice"), max_length=300, blank=True,
        help_text=_("Stands on the form's page: why it is closed, until when, and what to do instead."),
    )  # fmt: skip

    class Meta:
        verbose_name = _("form")
        verbose_name_plural = _("forms")
        constraints = [
            models.CheckConstraint(condition=models.Q(form__in=PublicForm.values), name="switch_known_form"),
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True) | ~models.Q(notice=""), name="closed_form_says_why",
                violation_error_message=_("Say on the form's page why it is closed."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.get_form_display()

    @property
    def standing(self) -> str:
        """`open` or `closed`."""
        return "closed" if self.closed_at else "open"
