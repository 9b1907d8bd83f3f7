"""Let what is said in the journal stand for several days, as the answers of a Friday do."""

from django.db import migrations, models

from ownit.promises.append_only import keep


class Migration(migrations.Migration):
    dependencies = [
        ("journal", "0001_initial"),
    ]

    operations = [
        migrations.AddField(model_name="item", name="since", field=models.DateField(null=True)),
        keep("journal_item"),
    ]
