from django.db import migrations, models

KINDS = [
    ("none", "Not translated"),
    ("machine", "Made by machine"),
    ("unofficial", "Unofficial"),
    ("reviewed", "Reviewed"),
]


def noted(model):
    """What is noted of a page whenever it is published."""
    return [
        migrations.AddField(model, "translation_kind", models.CharField(
            choices=KINDS, default="none", editable=False, max_length=10
        )),
        migrations.AddField(model, "words_hash", models.CharField(blank=True, editable=False, max_length=64)),
        migrations.AddField(model, "words_changed_at", models.DateTimeField(editable=False, null=True)),
        migrations.AddField(model, "words_as_of", models.DateTimeField(editable=False, null=True)),
    ]  # fmt: skip


class Migration(migrations.Migration):
    """What stands behind the words of a page in another language."""

    dependencies = [("home", "0001_initial")]

    operations = [operation for model in ("homepage", "standardpage") for operation in noted(model)]
