from django.db import migrations, models

WORDED = ("article", "cluster", "copsession", "glossaryterm", "instrument", "provision", "sdgtarget", "workinggroup")


class Migration(migrations.Migration):
    """Titles, names and terms in the other five languages; `load_mechanism` brings them."""

    dependencies = [("mechanism", "0004_parties_signed_first"), ("mechanism", "0005_articles_and_terms")]

    operations = [
        migrations.AddField(
            model_name=name,
            name="translations",
            field=models.JSONField(blank=True, default=dict, editable=False, verbose_name="in other languages"),
        )
        for name in WORDED
    ]
