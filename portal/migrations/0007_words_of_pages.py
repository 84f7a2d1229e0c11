import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """What pages are found by; `prepare_portal` fills it for pages that are there already."""

    dependencies = [("portal", "0006_corrections_switch"), ("wagtailcore", "0098_apitoken")]

    operations = [
        migrations.CreateModel(
            name="PageWords",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(blank=True)),
                ("search_text", models.TextField(blank=True)),
                (
                    "page",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="found_by", to="wagtailcore.page"
                    ),
                ),
            ],
        ),
    ]
