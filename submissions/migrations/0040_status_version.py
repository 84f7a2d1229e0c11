from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('submissions', '0031_topics_of_statements'),
    ]

    operations = [
        migrations.CreateModel(
            name='StatusVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('only', models.BooleanField(default=True, unique=True)),
                ('token', models.CharField(max_length=32)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('only', True)), name='one_status_version')],
            },
        ),
    ]
