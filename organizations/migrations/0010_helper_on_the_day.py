"""A role for one day: helpers at the door of one dialogue, who check in and see nothing else."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organizations', '0009_words_of_names'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='assignment',
            name='assignment_known_duty',
        ),
        migrations.RemoveConstraint(
            model_name='assignment',
            name='dialogue_goes_with_its_duty',
        ),
        migrations.RemoveConstraint(
            model_name='assignment',
            name='one_active_assignment',
        ),
        migrations.RemoveConstraint(
            model_name='assignment',
            name='one_active_dialogue_assignment',
        ),
        migrations.AlterField(
            model_name='assignment',
            name='duty',
            field=models.CharField(choices=[('coordinator', 'Coordinator of all dialogues'), ('dialogue', 'Coordinator of one dialogue'), ('helper', 'Helper on the day of one dialogue'), ('safety', 'Safety officer'), ('focal_point', 'Focal point of a State'), ('administrator', 'Administrator')], max_length=14, verbose_name='role'),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.CheckConstraint(condition=models.Q(('duty__in', ['coordinator', 'dialogue', 'helper', 'safety', 'focal_point', 'administrator'])), name='assignment_known_duty'),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('duty__in', ['dialogue', 'helper']), ('dialogue_key__isnull', False)), models.Q(models.Q(('duty__in', ['dialogue', 'helper']), _negated=True), ('dialogue_key__isnull', True)), _connector='OR'), name='dialogue_goes_with_its_duty', violation_error_message='Choose the dialogue.'),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True), ('dialogue_key__isnull', True)), fields=('user', 'duty'), name='one_active_assignment', violation_error_message='This person has this role already.'),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.UniqueConstraint(condition=models.Q(('dialogue_key__isnull', False), ('ended_at__isnull', True)), fields=('user', 'dialogue_key', 'duty'), name='one_active_dialogue_assignment', violation_error_message='This person has this role already.'),
        ),
    ]
