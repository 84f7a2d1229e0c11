from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('portal', '0005_supporting_switch'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='formswitch',
            name='switch_known_form',
        ),
        migrations.AlterField(
            model_name='formswitch',
            name='form',
            field=models.CharField(choices=[('sign_up', 'Signing up'), ('apply', 'Applying for an organization'), ('register', 'Registering for dialogues'), ('statements', 'Sending statements'), ('signing', 'Signing the declaration'), ('reports', 'Reporting consultations'), ('supporting', 'Supporting the declaration'), ('corrections', 'Correcting facts')], editable=False, max_length=12, unique=True),
        ),
        migrations.AddConstraint(
            model_name='formswitch',
            constraint=models.CheckConstraint(condition=models.Q(('form__in', ['sign_up', 'apply', 'register', 'statements', 'signing', 'reports', 'supporting', 'corrections'])), name='switch_known_form'),
        ),
    ]
