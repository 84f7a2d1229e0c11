from django.db import migrations, models


class Migration(migrations.Migration):
    """Which articles an ask of the declaration is about, and which paragraphs of resolutions a report is about."""

    dependencies = [
        ("dialogues", "0012_resolutions"),
        ("mechanism", "0005_articles_and_terms"),
        ("submissions", "0045_evidence_and_withdrawn_pledges"),
    ]

    operations = [
        migrations.AddField(
            model_name="ask",
            name="articles",
            field=models.ManyToManyField(
                blank=True, related_name="asks", to="mechanism.article", verbose_name="articles"
            ),
        ),
        migrations.AddField(
            model_name="claim",
            name="paragraphs",
            field=models.ManyToManyField(blank=True, editable=False, related_name="claims", to="dialogues.paragraph"),
        ),
    ]
