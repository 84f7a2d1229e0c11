import uuid
from itertools import groupby

import django.db.models.deletion
from django.db import migrations, models

KINDS = [
    ("none", "Not translated"),
    ("machine", "Made by machine"),
    ("unofficial", "Unofficial"),
    ("reviewed", "Reviewed"),
]
# The rows whose words are translated, and the field that leads to their page.
ROWS = {"agendaitem": "dialogue", "dialoguefigure": "dialogue", "intervention": "dialogue", "panelist": "panel"}
PAGES = ("dialogueindexpage", "dialoguepage", "panelpage")


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


def keyed(model, null):
    """The key that a row has in every language, and its language."""
    locale = models.ForeignKey(
        editable=False, null=null, on_delete=django.db.models.deletion.PROTECT, related_name="+",
        to="wagtailcore.locale", verbose_name="locale",
    )  # fmt: skip
    key = models.UUIDField(editable=False, null=True) if null else models.UUIDField(default=uuid.uuid4, editable=False)
    return locale, key


def give_keys(apps, schema_editor):
    """Rows at one place of a page have one key in all its languages; nobody reviewed what was translated so far."""
    for model, parent in ROWS.items():
        rows = apps.get_model("dialogues", model).objects.select_related(parent).order_by(parent, "sort_order", "pk")
        keys = {}
        for page, found in groupby(rows, key=lambda row: getattr(row, parent)):
            for number, row in enumerate(found):
                row.translation_key = keys.setdefault((page.translation_key, number), uuid.uuid4())
                row.locale_id = page.locale_id
                row.save(update_fields=["translation_key", "locale"])
    for model in PAGES:
        own = apps.get_model("dialogues", model).objects.filter(alias_of=None)
        own.exclude(locale__language_code="en").update(translation_kind="unofficial")
    if schema_editor.connection.vendor == "postgresql":  # or it alters no table whose keys wait to be checked
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        schema_editor.execute("SET CONSTRAINTS ALL DEFERRED")


class Migration(migrations.Migration):
    """What stands behind the words of a page in another language; rows are matched by key, not by place."""

    dependencies = [
        ("dialogues", "0017_calls_to_action"),
        ("wagtailcore", "0094_alter_page_locale"),
    ]

    operations = [
        *(operation for page in PAGES for operation in noted(page)),
        *(migrations.AddField(model, "locale", keyed(model, null=True)[0]) for model in ROWS),
        *(migrations.AddField(model, "translation_key", keyed(model, null=True)[1]) for model in ROWS),
        migrations.RunPython(give_keys, migrations.RunPython.noop),
        *(migrations.AlterField(model, "locale", keyed(model, null=False)[0]) for model in ROWS),
        *(migrations.AlterField(model, "translation_key", keyed(model, null=False)[1]) for model in ROWS),
        *(migrations.AlterUniqueTogether(model, {("translation_key", "locale")}) for model in ROWS),
    ]
