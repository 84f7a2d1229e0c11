"""A call says how long a text may be by the consultative status of its author, and in which languages it may be."""

from django.db import migrations, models

import portal.languages

HABIT = "Empty: the limit of the call. The habit with ECOSOC is 2,000 for general, 1,500 and 500."
LIMITS = (
    ("word_limit_general", "word limit with general consultative status"),
    ("word_limit_special", "word limit with special consultative status"),
    ("word_limit_roster", "word limit on the roster"),
)


class Migration(migrations.Migration):
    dependencies = [("submissions", "0025_public_lists")]

    operations = [
        *(
            migrations.AddField(
                "call", name, models.PositiveIntegerField(blank=True, help_text=HABIT, null=True, verbose_name=words)
            )
            for name, words in LIMITS
        ),
        migrations.AddField(
            "call",
            "languages",
            portal.languages.LanguagesField(
                blank=True, default=list, help_text="None ticked: all six are accepted.",
                verbose_name="accepted languages",
            ),
        ),
        *(
            migrations.AddConstraint(
                "call",
                models.CheckConstraint(
                    condition=models.Q((f"{name}__isnull", True), (f"{name}__gte", 1), _connector="OR"),
                    name=f"call_{name}",
                    violation_error_message="A limit is at least one word; leave it empty for none of its own.",
                ),
            )
            for name, _words in LIMITS
        ),
    ]  # fmt: skip
