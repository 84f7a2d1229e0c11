from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("mechanism", "0002_themes"),
        ("submissions", "0030_call_limits_by_status_and_languages"),
    ]

    operations = [
        migrations.AddField(
            model_name="statement",
            name="articles",
            field=models.ManyToManyField(
                blank=True, related_name="statements", to="mechanism.article", verbose_name="articles it speaks about"
            ),
        ),
        migrations.AddField(
            model_name="statement",
            name="clusters",
            field=models.ManyToManyField(
                blank=True, related_name="statements", to="mechanism.cluster", verbose_name="clusters it speaks about"
            ),
        ),
        migrations.AddField(
            model_name="statement",
            name="targets",
            field=models.ManyToManyField(
                blank=True, related_name="statements", to="mechanism.sdgtarget", verbose_name="development targets"
            ),
        ),
    ]
