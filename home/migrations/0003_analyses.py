"""The list of analyses, analyses, and the paragraphs that they cite."""

import django.db.models.deletion
import modelcluster.fields
import wagtail.fields
from django.conf import settings
from django.db import migrations, models

import portal.pages


class Migration(migrations.Migration):
    dependencies = [
        ("dialogues", "0016_words_of_translations"),
        ("home", "0002_words_of_translations"),
        ("mechanism", "0004_parties_signed_first"),
        ("organizations", "0010_helper_on_the_day"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.CreateModel(
            name="AnalysisIndexPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "translation_kind",
                    models.CharField(
                        choices=[
                            ("none", "Not translated"),
                            ("machine", "Made by machine"),
                            ("unofficial", "Unofficial"),
                            ("reviewed", "Reviewed"),
                        ],
                        default="none",
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("words_hash", models.CharField(blank=True, editable=False, max_length=64)),
                ("words_changed_at", models.DateTimeField(editable=False, null=True)),
                ("words_as_of", models.DateTimeField(editable=False, null=True)),
                ("intro", models.TextField(blank=True, max_length=400, verbose_name="lede")),
            ],
            options={
                "verbose_name": "list of analyses",
            },
            bases=(portal.pages.FactsMixin, "wagtailcore.page", models.Model),
        ),
        migrations.CreateModel(
            name="AnalysisPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "translation_kind",
                    models.CharField(
                        choices=[
                            ("none", "Not translated"),
                            ("machine", "Made by machine"),
                            ("unofficial", "Unofficial"),
                            ("reviewed", "Reviewed"),
                        ],
                        default="none",
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("words_hash", models.CharField(blank=True, editable=False, max_length=64)),
                ("words_changed_at", models.DateTimeField(editable=False, null=True)),
                ("words_as_of", models.DateTimeField(editable=False, null=True)),
                ("intro", models.TextField(blank=True, max_length=400, verbose_name="lede")),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [("text", 0), ("figure", 1), ("comment", 5)],
                        block_lookup={
                            0: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": ["h2", "h3", "bold", "italic", "ol", "ul", "link", "blockquote"],
                                    "label": "Text",
                                },
                            ),
                            1: (
                                "wagtail.snippets.blocks.SnippetChooserBlock",
                                ("mechanism.Figure",),
                                {"label": "Figure with its source"},
                            ),
                            2: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {"features": ["bold", "italic", "link"], "label": "comment"},
                            ),
                            3: ("wagtail.blocks.CharBlock", (), {"label": "name", "max_length": 120}),
                            4: ("wagtail.blocks.CharBlock", (), {"label": "role", "max_length": 200}),
                            5: ("wagtail.blocks.StructBlock", [[("text", 2), ("name", 3), ("role", 4)]], {}),
                        },
                        verbose_name="text",
                    ),
                ),
                ("author", models.CharField(blank=True, max_length=120, verbose_name="author")),
                ("author_role", models.CharField(blank=True, max_length=200, verbose_name="role of the author")),
                ("is_position", models.BooleanField(default=False, verbose_name="position of the organization")),
                (
                    "is_summary",
                    models.BooleanField(default=False, verbose_name="a summary in our own words, not the original"),
                ),
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
                (
                    "original_address",
                    models.URLField(blank=True, max_length=500, verbose_name="address of the original"),
                ),
                (
                    "original_language",
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
                        verbose_name="language of the original",
                    ),
                ),
                (
                    "articles",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, related_name="analyses", to="mechanism.article"
                    ),
                ),
                (
                    "documents",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, related_name="analyses", to="mechanism.document"
                    ),
                ),
                (
                    "instruments",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, related_name="analyses", to="mechanism.instrument"
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="analyses",
                        to="organizations.organization",
                        verbose_name="organization",
                    ),
                ),
                (
                    "sponsors",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True, related_name="analyses", to="mechanism.state", verbose_name="sponsors of the texts"
                    ),
                ),
                (
                    "targets",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True,
                        related_name="analyses",
                        to="mechanism.sdgtarget",
                        verbose_name="development targets",
                    ),
                ),
            ],
            options={
                "verbose_name": "analysis",
                "verbose_name_plural": "analyses",
            },
            bases=(portal.pages.FactsMixin, "wagtailcore.page", models.Model),
        ),
        migrations.CreateModel(
            name="CitedParagraph",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "page",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="cited", to="home.analysispage"
                    ),
                ),
                (
                    "paragraph",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="citations",
                        to="dialogues.paragraph",
                        verbose_name="paragraph of a resolution",
                    ),
                ),
            ],
            options={
                "verbose_name": "cited paragraph",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="analysispage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("precision", "undated"), ("date__isnull", True)),
                    models.Q(models.Q(("precision", "undated"), _negated=True), ("date__isnull", False)),
                    _connector="OR",
                ),
                name="analysis_dated_or_undated",
                violation_error_message="Give a date, or choose “undated” and leave the date empty.",
            ),
        ),
        migrations.AddConstraint(
            model_name="analysispage",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_position", False), ("organization__isnull", False), _connector="OR"),
                name="position_is_that_of_an_organization",
                violation_error_message="Choose the organization whose position it is.",
            ),
        ),
        migrations.AddConstraint(
            model_name="analysispage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_summary", False), models.Q(("original_address", ""), _negated=True), _connector="OR"
                ),
                name="summarized_analysis_has_original",
                violation_error_message="A summary needs the address of the original.",
            ),
        ),
        migrations.AddConstraint(
            model_name="citedparagraph",
            constraint=models.UniqueConstraint(
                fields=("page", "paragraph"),
                name="paragraph_cited_once",
                violation_error_message="This paragraph is cited already.",
            ),
        ),
    ]
