"""What a session is called where its number alone does not say it: a special one, a resumed one, one of a year."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dialogues", "0016_words_of_translations"),
    ]

    operations = [
        migrations.AddField(
            model_name="resolution",
            name="session_name",
            field=models.CharField(blank=True, max_length=80, verbose_name="name of the session"),
        ),
    ]
