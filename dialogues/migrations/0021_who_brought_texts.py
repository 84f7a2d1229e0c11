from django.db import migrations


class Migration(migrations.Migration):
    """The account that brought a text is called as no word of `records.move` is (portal.E020)."""

    dependencies = [
        ("dialogues", "0019_letters_of_who_left"),
    ]

    operations = [
        migrations.RenameField("broughttext", "by", "brought_by"),
    ]
