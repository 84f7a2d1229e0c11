"""A letter for a visa goes with its delegate: those of people who were taken off before are deleted."""

import django.db.models.deletion
from django.db import migrations, models


def delete_of_nobody(apps, schema_editor):
    """Letters whose delegate is gone; they held no more since then."""
    apps.get_model("dialogues", "VisaLetter").objects.filter(delegate__isnull=True).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("dialogues", "0020_filed_under"),
    ]

    operations = [
        migrations.RunPython(delete_of_nobody, migrations.RunPython.noop, elidable=True),
        migrations.AlterField(
            model_name="visaletter",
            name="delegate",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="dialogues.delegate"
            ),
        ),
    ]
