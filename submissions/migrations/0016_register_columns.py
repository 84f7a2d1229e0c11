"""Statements are listed by title and counted from indexes; those on the record get what for, and words folded anew."""

from django.db import migrations, models

from portal import search


def fill(apps, schema_editor):
    """The key of each title that is on the record, and its words as they are folded now."""
    statements = apps.get_model("submissions", "Statement").objects.filter(state="accepted").select_related("current")
    for statement in statements.iterator(chunk_size=200):
        version = statement.current
        statement.title_key = search.sort_key(version.title)[:200]
        words = [statement.reference, version.title, version.summary, version.body_text or ""]
        statement.search_text = search.fold("\n".join(words))
        statement.language = version.language
        statement.save(update_fields=["title_key", "search_text", "language"])


class Migration(migrations.Migration):

    dependencies = [("submissions", "0015_statement_entries")]

    operations = [
        migrations.AddField("statement", "title_key", models.CharField(blank=True, editable=False, max_length=200, default=""), preserve_default=False),
        migrations.AddField("statement", "language", models.CharField(blank=True, editable=False, max_length=10, default=""), preserve_default=False),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
        migrations.AddIndex("statement", models.Index(fields=["state", "title_key", "id"], name="statement_by_title")),
        migrations.AddIndex(
            "statement", models.Index(fields=["language", "state", "publish_at", "organization"], name="statement_by_language")
        ),
        migrations.RemoveIndex("statement", "statement_of_organization"),
        migrations.AddIndex(
            "statement", models.Index(fields=["organization", "state", "publish_at"], name="statement_by_organization")
        ),
    ]
