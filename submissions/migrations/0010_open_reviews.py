"""Statements that wait already get their open review; before 0009 they had none."""

from django.db import migrations


def open_reviews(apps, schema_editor) -> None:
    """One review for each statement that is being checked, waiting since it was sent in."""
    statements, reviews = apps.get_model("submissions", "Statement"), apps.get_model("submissions", "Review")
    waiting = statements.objects.filter(state="submitted", reviews__isnull=True)
    for statement in waiting.order_by("pk"):
        reviews.objects.create(
            statement=statement, version_id=statement.current_id, opened_at=statement.submitted_at
        )


class Migration(migrations.Migration):
    dependencies = [("submissions", "0009_statement_reviews")]

    operations = [migrations.RunPython(open_reviews, migrations.RunPython.noop)]
