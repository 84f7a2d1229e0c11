"""Resolutions of the library: texts with addressable paragraphs, and texts on their way there."""

import django.db.models.deletion
import django.db.models.functions.datetime
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dialogues", "0011_checking_in"),
        ("mechanism", "0003_sources_side_by_side"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Paragraph",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("preambular", "Preambular paragraph"),
                            ("operative", "Operative paragraph"),
                            ("annex", "Paragraph of an annex"),
                            ("heading", "Heading"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("anchor", models.CharField(max_length=60, verbose_name="address")),
                ("mark", models.CharField(blank=True, max_length=60, verbose_name="number or letter as printed")),
                ("position", models.PositiveIntegerField(verbose_name="position")),
                ("depth", models.PositiveSmallIntegerField(default=0, verbose_name="depth")),
                ("lead", models.CharField(blank=True, max_length=200, verbose_name="lead verb")),
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
                        verbose_name="strength",
                    ),
                ),
                ("addressees", models.JSONField(blank=True, default=list, verbose_name="addressees")),
                ("text", models.TextField(blank=True, verbose_name="text")),
                ("after", models.TextField(blank=True, verbose_name="text after its parts")),
                ("doubts", models.JSONField(blank=True, default=list, verbose_name="doubts")),
                ("frozen_at", models.DateTimeField(editable=False, null=True)),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="dialogues.paragraph",
                    ),
                ),
                ("targets", models.ManyToManyField(blank=True, related_name="paragraphs", to="mechanism.sdgtarget")),
                ("themes", models.ManyToManyField(blank=True, related_name="paragraphs", to="mechanism.theme")),
            ],
            options={
                "verbose_name": "paragraph",
                "verbose_name_plural": "paragraphs",
                "ordering": ["resolution", "position"],
            },
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("mark", models.CharField(max_length=60, verbose_name="mark")),
                ("text", models.TextField(blank=True, verbose_name="text")),
                ("frozen_at", models.DateTimeField(editable=False, null=True)),
                (
                    "paragraph",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="dialogues.paragraph",
                    ),
                ),
            ],
            options={
                "verbose_name": "footnote",
                "verbose_name_plural": "footnotes",
                "ordering": ["resolution", "number"],
            },
        ),
        migrations.CreateModel(
            name="Resolution",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="created"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("slug", models.SlugField(max_length=120, unique=True, verbose_name="address")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Not published"), ("published", "Published"), ("withdrawn", "Withdrawn")],
                        default="draft",
                        editable=False,
                        max_length=16,
                        verbose_name="state",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("resolution", "Resolution"), ("decision", "Decision")],
                        default="resolution",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("draft", "Draft text"),
                            ("revised draft", "Revised draft"),
                            ("adopted", "Adopted"),
                            ("unknown", "Not known"),
                        ],
                        default="unknown",
                        max_length=13,
                        verbose_name="standing",
                    ),
                ),
                ("body", models.CharField(max_length=200, verbose_name="body")),
                ("session", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="session")),
                ("agenda_item", models.CharField(blank=True, max_length=40, verbose_name="agenda item")),
                ("symbol", models.CharField(blank=True, max_length=80, verbose_name="symbol")),
                ("number", models.CharField(blank=True, max_length=20, verbose_name="number")),
                ("date", models.DateField(blank=True, null=True, verbose_name="date")),
                (
                    "precision",
                    models.CharField(
                        choices=[("day", "Day"), ("month", "Month"), ("year", "Year"), ("undated", "Undated")],
                        default="undated",
                        max_length=8,
                        verbose_name="precision of the date",
                    ),
                ),
                ("title", models.CharField(max_length=800, verbose_name="title")),
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
                        max_length=10,
                        verbose_name="language",
                    ),
                ),
                ("source_address", models.URLField(blank=True, max_length=500, verbose_name="address of the original")),
                (
                    "is_summary",
                    models.BooleanField(
                        default=False, verbose_name="a summary in our own words, not the official text"
                    ),
                ),
                ("opening", models.TextField(blank=True, verbose_name="opening words")),
                ("closing", models.TextField(blank=True, verbose_name="closing words")),
                ("left_out", models.JSONField(blank=True, default=list, verbose_name="left out")),
                ("text_hash", models.CharField(editable=False, max_length=64)),
                ("search_text", models.TextField(blank=True, editable=False)),
                ("published_at", models.DateTimeField(editable=False, null=True)),
                ("withdrawal_reason", models.TextField(blank=True, editable=False)),
                (
                    "instruments",
                    models.ManyToManyField(blank=True, related_name="resolutions", to="mechanism.instrument"),
                ),
                (
                    "revises",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revised_by",
                        to="dialogues.resolution",
                        verbose_name="revises",
                    ),
                ),
                (
                    "translation_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="translations",
                        to="dialogues.resolution",
                        verbose_name="translation of",
                    ),
                ),
                (
                    "working_groups",
                    models.ManyToManyField(blank=True, related_name="resolutions", to="mechanism.workinggroup"),
                ),
            ],
            options={
                "verbose_name": "resolution",
                "verbose_name_plural": "resolutions",
                "ordering": [models.OrderBy(models.F("date"), descending=True, nulls_last=True), "-pk"],
                "permissions": [("manage_resolution", "Can import, publish and withdraw resolutions")],
            },
        ),
        migrations.CreateModel(
            name="Reference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("resolution", "Resolution"),
                            ("decision", "Decision"),
                            ("article", "Article"),
                            ("symbol", "Document"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("number", models.CharField(max_length=80, verbose_name="as printed")),
                ("frozen_at", models.DateTimeField(editable=False, null=True)),
                (
                    "article",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="references",
                        to="mechanism.article",
                    ),
                ),
                (
                    "note",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="references",
                        to="dialogues.note",
                    ),
                ),
                (
                    "paragraph",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="references",
                        to="dialogues.paragraph",
                    ),
                ),
                (
                    "resolution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="references",
                        to="dialogues.resolution",
                    ),
                ),
            ],
            options={
                "verbose_name": "reference",
                "verbose_name_plural": "references",
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="paragraph",
            name="resolution",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="paragraphs", to="dialogues.resolution"
            ),
        ),
        migrations.AddField(
            model_name="note",
            name="resolution",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="notes", to="dialogues.resolution"
            ),
        ),
        migrations.CreateModel(
            name="BroughtText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="created"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("form_key", models.UUIDField(editable=False, null=True, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Being read"),
                            ("read", "To be checked"),
                            ("refused", "Refused"),
                            ("saved", "In the library"),
                        ],
                        default="waiting",
                        editable=False,
                        max_length=16,
                        verbose_name="state",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=120, verbose_name="file")),
                ("text", models.TextField()),
                ("text_hash", models.CharField(db_index=True, max_length=64)),
                ("problem", models.CharField(blank=True, max_length=20)),
                ("head", models.JSONField(default=dict)),
                ("pieces", models.JSONField(default=list)),
                ("doubts", models.JSONField(default=list)),
                ("version", models.PositiveIntegerField(default=0)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "resolution",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="brought",
                        to="dialogues.resolution",
                        verbose_name="resolution",
                    ),
                ),
            ],
            options={
                "verbose_name": "brought text",
                "verbose_name_plural": "brought texts",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Sponsor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("frozen_at", models.DateTimeField(editable=False, null=True)),
                (
                    "country",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mechanism.state",
                    ),
                ),
                (
                    "resolution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="sponsors", to="dialogues.resolution"
                    ),
                ),
            ],
            options={
                "verbose_name": "sponsor",
                "verbose_name_plural": "sponsors",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.AddIndex(
            model_name="resolution",
            index=models.Index(fields=["state", "-date", "-id"], name="resolution_by_date"),
        ),
        migrations.AddIndex(
            model_name="resolution",
            index=models.Index(fields=["state", "body", "session"], name="resolution_by_body"),
        ),
        migrations.AddConstraint(
            model_name="resolution",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["draft", "published", "withdrawn"])), name="resolution_known_state"
            ),
        ),
        migrations.AddConstraint(
            model_name="resolution",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["resolution", "decision"])), name="resolution_known_kind"
            ),
        ),
        migrations.AddConstraint(
            model_name="resolution",
            constraint=models.CheckConstraint(
                condition=models.Q(("standing__in", ["draft", "revised draft", "adopted", "unknown"])),
                name="resolution_known_standing",
            ),
        ),
        migrations.AddConstraint(
            model_name="resolution",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("precision", "undated"), ("date__isnull", True)),
                    models.Q(models.Q(("precision", "undated"), _negated=True), ("date__isnull", False)),
                    _connector="OR",
                ),
                name="resolution_dated_or_undated",
                violation_error_message="Give a date, or choose “undated” and leave the date empty.",
            ),
        ),
        migrations.AddConstraint(
            model_name="resolution",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    models.Q(("symbol", ""), _negated=True), models.Q(("state", "withdrawn"), _negated=True)
                ),
                fields=("symbol", "language"),
                name="resolution_symbol_once_in_language",
                violation_error_message="A text with this symbol is here already in this language.",
            ),
        ),
        migrations.AddConstraint(
            model_name="resolution",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "withdrawn"), _negated=True),
                fields=("text_hash",),
                name="resolution_text_once",
                violation_error_message="This text is here already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="resolution",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "draft"), ("published_at__isnull", False), _connector="OR"),
                name="published_resolution_has_date",
                violation_error_message="A published resolution needs the time of its publication.",
            ),
        ),
        migrations.AddConstraint(
            model_name="resolution",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "withdrawn"), _negated=True),
                    models.Q(("withdrawal_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="withdrawn_resolution_has_reason",
                violation_error_message="Say why it is withdrawn.",
            ),
        ),
        migrations.AddConstraint(
            model_name="resolution",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_summary", False), models.Q(("source_address", ""), _negated=True), _connector="OR"
                ),
                name="summarized_resolution_has_source",
                violation_error_message="A summary needs the address of the original.",
            ),
        ),
        migrations.AddConstraint(
            model_name="resolution",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("revises__isnull", True), models.Q(("revises", models.F("id")), _negated=True), _connector="OR"
                ),
                name="resolution_revises_another",
                violation_error_message="A text cannot revise itself.",
            ),
        ),
        migrations.AddConstraint(
            model_name="resolution",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("translation_of__isnull", True),
                    models.Q(("translation_of", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="resolution_translates_another",
                violation_error_message="A text cannot be its own translation.",
            ),
        ),
        migrations.AddIndex(
            model_name="reference",
            index=models.Index(fields=["number", "kind"], name="reference_by_number"),
        ),
        migrations.AddConstraint(
            model_name="reference",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["resolution", "decision", "article", "symbol"])),
                name="reference_known_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="reference",
            constraint=models.CheckConstraint(
                condition=models.Q(("paragraph__isnull", True), ("note__isnull", True), _connector="XOR"),
                name="reference_of_paragraph_or_note",
                violation_error_message="A reference stands in a paragraph or in a footnote.",
            ),
        ),
        migrations.AddIndex(
            model_name="paragraph",
            index=models.Index(fields=["kind", "-strength"], name="paragraph_by_strength"),
        ),
        migrations.AddConstraint(
            model_name="paragraph",
            constraint=models.UniqueConstraint(
                fields=("resolution", "anchor"),
                name="paragraph_anchor_once",
                violation_error_message="Another paragraph has this address.",
            ),
        ),
        migrations.AddConstraint(
            model_name="paragraph",
            constraint=models.UniqueConstraint(
                fields=("resolution", "position"),
                name="paragraph_position_once",
                violation_error_message="Another paragraph stands there.",
            ),
        ),
        migrations.AddConstraint(
            model_name="paragraph",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["preambular", "operative", "annex", "heading"])),
                name="paragraph_known_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="paragraph",
            constraint=models.CheckConstraint(
                condition=models.Q(("strength__lte", 8)),
                name="paragraph_known_strength",
                violation_error_message="Choose a step of the scale.",
            ),
        ),
        migrations.AddConstraint(
            model_name="paragraph",
            constraint=models.CheckConstraint(
                condition=models.Q(("anchor", ""), _negated=True),
                name="paragraph_has_address",
                violation_error_message="A paragraph needs its address.",
            ),
        ),
        migrations.AddConstraint(
            model_name="note",
            constraint=models.UniqueConstraint(
                fields=("resolution", "number"),
                name="note_number_once",
                violation_error_message="Another footnote has this number.",
            ),
        ),
        migrations.AddConstraint(
            model_name="broughttext",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["waiting", "read", "refused", "saved"])),
                name="brought_text_known_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="broughttext",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "refused"), _negated=True),
                    models.Q(("problem", ""), _negated=True),
                    _connector="OR",
                ),
                name="refused_text_has_problem",
                violation_error_message="Say why it is refused.",
            ),
        ),
        migrations.AddIndex(
            model_name="sponsor",
            index=models.Index(fields=["name"], name="sponsor_by_name"),
        ),
        migrations.AddConstraint(
            model_name="sponsor",
            constraint=models.UniqueConstraint(
                fields=("resolution", "name"),
                name="sponsor_once_of_resolution",
                violation_error_message="This sponsor is named already.",
            ),
        ),
    ]
