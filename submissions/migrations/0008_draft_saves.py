from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("submissions", "0007_signature_list")]

    operations = [
        migrations.AddField("statementversion", "save_key", models.UUIDField(editable=False, null=True)),
    ]
