import django.db.models.deletion
from django.db import migrations, models
from django.utils.text import slugify


def name_terms(apps, schema_editor):
    """An anchor for the terms that are here; `load_mechanism` brings those of the files."""
    for term in apps.get_model("mechanism", "GlossaryTerm").objects.all():
        term.key = f"{slugify(term.term)[:40]}-{term.pk}"
        term.save(update_fields=["key"])


class Migration(migrations.Migration):
    """Paragraphs that name civil society, and anchors of the glossary."""

    dependencies = [("mechanism", "0003_sources_side_by_side")]

    operations = [
        migrations.CreateModel(
            name="Provision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("paragraph", models.CharField(max_length=12, verbose_name="paragraph")),
                ("subject", models.CharField(max_length=200, verbose_name="subject")),
                ("named", models.CharField(max_length=200, verbose_name="who is named")),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="provisions",
                        to="mechanism.article",
                        verbose_name="article",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="mechanism.source", verbose_name="source"
                    ),
                ),
            ],
            options={
                "verbose_name": "provision on civil society",
                "verbose_name_plural": "provisions on civil society",
                "ordering": ["article__instrument__position", "article__number", "paragraph"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("article", "paragraph"),
                        name="mechanism_provision_once",
                        violation_error_message="This paragraph is here already.",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="glossaryterm",
            name="key",
            field=models.CharField(max_length=60, null=True, verbose_name="anchor"),
        ),
        migrations.RunPython(name_terms, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="glossaryterm",
            name="key",
            field=models.SlugField(max_length=60, unique=True, verbose_name="anchor"),
        ),
    ]
