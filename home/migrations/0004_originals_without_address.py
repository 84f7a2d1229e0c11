from django.db import migrations, models

NAME = "summarized_analysis_has_original"


class Migration(migrations.Migration):
    """A summary may cite its original where no address of it is known."""

    dependencies = [("home", "0003_analyses")]

    operations = [
        migrations.AddField(
            model_name="analysispage",
            name="original_citation",
            field=models.CharField(
                blank=True,
                help_text="Where no address of it is known: who published it, its title and its date.",
                max_length=300,
                verbose_name="original, as it is cited",
            ),
        ),
        migrations.RemoveConstraint(model_name="analysispage", name=NAME),
        migrations.AddConstraint(
            model_name="analysispage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_summary", False),
                    models.Q(("original_address", ""), _negated=True),
                    models.Q(("original_citation", ""), _negated=True),
                    _connector="OR",
                ),
                name=NAME,
                violation_error_message="A summary needs the address of the original, or how it is cited.",
            ),
        ),
    ]
