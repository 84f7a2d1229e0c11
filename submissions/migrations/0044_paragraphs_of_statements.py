from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dialogues", "0017_calls_to_action"),
        ("submissions", "0043_announcements_and_pledges"),
    ]

    operations = [
        migrations.AddField(
            model_name="statement",
            name="paragraphs",
            field=models.ManyToManyField(
                blank=True,
                related_name="statements",
                to="dialogues.paragraph",
                verbose_name="paragraphs of resolutions it speaks about",
            ),
        ),
    ]
