import modelcluster.fields
from django.db import migrations


class Migration(migrations.Migration):
    """Which articles a panel treated."""

    dependencies = [
        ("dialogues", "0010_followup_travel_joining"),
        ("mechanism", "0005_articles_and_terms"),
    ]

    operations = [
        migrations.AddField(
            model_name="panelpage",
            name="articles",
            field=modelcluster.fields.ParentalManyToManyField(
                blank=True,
                related_name="panels",
                to="mechanism.article",
                verbose_name="articles that it treated",
            ),
        )
    ]
