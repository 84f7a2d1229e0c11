"""Calls to action with their statuses, and dialogues that a paragraph takes note of."""

import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
import modelcluster.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dialogues", "0012_resolutions"),
        ("mechanism", "0004_parties_signed_first"),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CallStatus",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("as_of", models.DateField(blank=True, null=True, verbose_name="as of")),
                (
                    "precision",
                    models.CharField(
                        choices=[("day", "Day"), ("month", "Month"), ("year", "Year"), ("undated", "Undated")],
                        default="day",
                        max_length=8,
                        verbose_name="precision of the date",
                    ),
                ),
                (
                    "progress",
                    models.CharField(
                        choices=[
                            ("not started", "Not started"),
                            ("in progress", "In progress"),
                            ("done", "Done"),
                            ("not done", "Not done"),
                            ("no information", "No information"),
                        ],
                        max_length=16,
                        verbose_name="status",
                    ),
                ),
                ("evidence", models.CharField(max_length=1000, verbose_name="what shows it")),
                ("source", models.CharField(max_length=300, verbose_name="source")),
                ("address", models.URLField(blank=True, max_length=500, verbose_name="address of the source")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "status of a call to action",
                "verbose_name_plural": "statuses of calls to action",
                "ordering": ["-as_of", "-pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CallToAction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="created"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("listed", "In the table"), ("withdrawn", "Withdrawn")],
                        default="listed",
                        editable=False,
                        max_length=16,
                        verbose_name="state",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                ("text", models.CharField(max_length=600, verbose_name="what is asked")),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("ar", "Arabic"),
                            ("zh-hans", "Chinese"),
                            ("en", "English"),
                            ("fr", "French"),
                            ("ru", "Russian"),
                            ("es", "Spanish"),
                        ],
                        default="en",
                        max_length=10,
                        verbose_name="language",
                    ),
                ),
                (
                    "strength",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "not known"),
                            (1, "notes"),
                            (2, "recognizes"),
                            (3, "invites"),
                            (4, "encourages"),
                            (5, "calls upon"),
                            (6, "urges"),
                            (7, "requests"),
                            (8, "decides"),
                        ],
                        default=0,
                        verbose_name="how strongly",
                    ),
                ),
                ("due", models.DateField(blank=True, null=True, verbose_name="due")),
                (
                    "precision",
                    models.CharField(
                        choices=[("day", "Day"), ("month", "Month"), ("year", "Year"), ("undated", "Undated")],
                        default="undated",
                        max_length=8,
                        verbose_name="precision of the date",
                    ),
                ),
                ("search_text", models.TextField(blank=True, editable=False)),
                ("withdrawal_reason", models.TextField(blank=True, editable=False)),
                (
                    "articles",
                    models.ManyToManyField(
                        blank=True, related_name="calls", to="mechanism.article", verbose_name="articles"
                    ),
                ),
                (
                    "current",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="dialogues.callstatus",
                        verbose_name="status",
                    ),
                ),
                (
                    "instruments",
                    models.ManyToManyField(
                        blank=True, related_name="calls", to="mechanism.instrument", verbose_name="instruments"
                    ),
                ),
                (
                    "page",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calls_to_action",
                        to=settings.WAGTAIL_PAGE_MODEL,
                        verbose_name="analysis",
                    ),
                ),
                (
                    "paragraph",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calls",
                        to="dialogues.paragraph",
                        verbose_name="paragraph",
                    ),
                ),
                (
                    "targets",
                    models.ManyToManyField(
                        blank=True, related_name="calls", to="mechanism.sdgtarget", verbose_name="development targets"
                    ),
                ),
            ],
            options={
                "verbose_name": "call to action",
                "verbose_name_plural": "calls to action",
                "ordering": ["-strength", "pk"],
            },
        ),
        migrations.AddField(
            model_name="callstatus",
            name="call",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="statuses", to="dialogues.calltoaction"
            ),
        ),
        migrations.CreateModel(
            name="CallAddressee",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("states", "States"),
                            ("parties", "States parties"),
                            ("unodc", "UNODC"),
                            ("donors", "Donors"),
                            ("secretariat", "Secretary-General, secretariats"),
                            ("conference", "The Conference and its working groups"),
                            ("organizations", "United Nations system, international organizations"),
                            ("civil-society", "Civil society, academia"),
                            ("private-sector", "Private sector"),
                            ("other", "Others"),
                        ],
                        max_length=16,
                        verbose_name="of whom",
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="addressees",
                        to="dialogues.calltoaction",
                    ),
                ),
            ],
            options={
                "verbose_name": "addressee",
                "verbose_name_plural": "addressees",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="DialogueNoting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "dialogue",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="noted_in",
                        to="dialogues.dialoguepage",
                    ),
                ),
                (
                    "paragraph",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notings",
                        to="dialogues.paragraph",
                        verbose_name="paragraph of a resolution",
                    ),
                ),
            ],
            options={
                "verbose_name": "paragraph that takes note of it",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="calltoaction",
            index=models.Index(fields=["state", "-strength", "id"], name="call_by_strength"),
        ),
        migrations.AddConstraint(
            model_name="calltoaction",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["listed", "withdrawn"])), name="call_known_state"
            ),
        ),
        migrations.AddConstraint(
            model_name="calltoaction",
            constraint=models.CheckConstraint(
                condition=models.Q(("paragraph__isnull", True), ("page__isnull", True), _connector="XOR"),
                name="call_of_paragraph_or_analysis",
                violation_error_message="A call to action is made from a paragraph or from an analysis.",
            ),
        ),
        migrations.AddConstraint(
            model_name="calltoaction",
            constraint=models.CheckConstraint(
                condition=models.Q(("strength__lte", 8)),
                name="call_known_strength",
                violation_error_message="Choose a step of the scale.",
            ),
        ),
        migrations.AddConstraint(
            model_name="calltoaction",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True),
                name="call_says_what",
                violation_error_message="Say what is asked.",
            ),
        ),
        migrations.AddConstraint(
            model_name="calltoaction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "withdrawn"), _negated=True),
                    models.Q(("withdrawal_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="withdrawn_call_has_reason",
                violation_error_message="Say why it is withdrawn.",
            ),
        ),
        migrations.AddConstraint(
            model_name="calltoaction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("precision", "undated"), ("due__isnull", True)),
                    models.Q(models.Q(("precision", "undated"), _negated=True), ("due__isnull", False)),
                    _connector="OR",
                ),
                name="call_due_or_undated",
                violation_error_message="Give a date, or choose “undated” and leave the date empty.",
            ),
        ),
        migrations.AddIndex(
            model_name="callstatus",
            index=models.Index(fields=["call", "-as_of", "-id"], name="call_status_by_date"),
        ),
        migrations.AddConstraint(
            model_name="callstatus",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("precision", "undated"), ("as_of__isnull", True)),
                    models.Q(models.Q(("precision", "undated"), _negated=True), ("as_of__isnull", False)),
                    _connector="OR",
                ),
                name="dialogues_callstatus_dated_or_undated",
                violation_error_message="Give a date, or choose “undated” and leave the date empty.",
            ),
        ),
        migrations.AddConstraint(
            model_name="callstatus",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("progress__in", ["not started", "in progress", "done", "not done", "no information"])
                ),
                name="call_status_known",
                violation_error_message="Choose a status of the list.",
            ),
        ),
        migrations.AddConstraint(
            model_name="callstatus",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("evidence", ""), _negated=True), models.Q(("source", ""), _negated=True)),
                name="call_status_has_evidence",
                violation_error_message="Say what shows it, and who says so.",
            ),
        ),
        migrations.AddConstraint(
            model_name="callstatus",
            constraint=models.CheckConstraint(
                condition=models.Q(("as_of__isnull", False)),
                name="call_status_has_date",
                violation_error_message="Say for which day it holds.",
            ),
        ),
        migrations.AddIndex(
            model_name="calladdressee",
            index=models.Index(fields=["kind", "call"], name="call_by_addressee"),
        ),
        migrations.AddConstraint(
            model_name="calladdressee",
            constraint=models.UniqueConstraint(
                fields=("call", "kind"),
                name="addressee_once_of_call",
                violation_error_message="It is asked of them already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="calladdressee",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "states",
                            "parties",
                            "unodc",
                            "donors",
                            "secretariat",
                            "conference",
                            "organizations",
                            "civil-society",
                            "private-sector",
                            "other",
                        ],
                    )
                ),
                name="addressee_known_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="dialoguenoting",
            constraint=models.UniqueConstraint(
                fields=("dialogue", "paragraph"),
                name="noted_once_in_a_paragraph",
                violation_error_message="This paragraph stands here already.",
            ),
        ),
    ]
