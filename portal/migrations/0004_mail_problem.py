"""Why a mail did not go out, in a word that names nobody."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('portal', '0003_mail_calendar'),
    ]

    operations = [
        migrations.AddField(
            model_name='outgoingmail',
            name='problem',
            field=models.CharField(blank=True, max_length=80),
        ),
    ]
