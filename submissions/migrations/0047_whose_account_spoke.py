from django.db import migrations


class Migration(migrations.Migration):
    """The accounts that spoke for a State are called as no word of `records.move` is (portal.E020)."""

    dependencies = [
        ("submissions", "0046_asks_and_reports_on_the_thread"),
    ]

    operations = [
        migrations.RenameField("announcement", "by", "announced_by"),
        migrations.RenameField("pledge", "by", "told_by"),
        migrations.RenameField("pledgestep", "by", "told_by"),
    ]
