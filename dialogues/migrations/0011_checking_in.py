"""The day itself: when a delegate was checked in, by whom, and the number of their letter of attendance."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dialogues', '0015_articles_of_panels'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='delegate',
            name='checked_in_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='delegate',
            name='checked_in_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='delegate',
            name='letter_number',
            field=models.CharField(editable=False, max_length=16, null=True, unique=True),
        ),
        migrations.AddConstraint(
            model_name='delegate',
            constraint=models.CheckConstraint(condition=models.Q(('checked_in_at__isnull', False), models.Q(('checked_in_by__isnull', True), ('letter_number__isnull', True)), _connector='OR'), name='only_who_came_is_checked_in'),
        ),
    ]
