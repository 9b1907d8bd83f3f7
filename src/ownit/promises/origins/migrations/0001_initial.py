"""Make the tables of origins, and keep what is recorded in them."""

import django.db.models.deletion
from django.db import migrations, models

from ownit.promises.append_only import keep


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="OriginAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("by", models.CharField(max_length=64)),
                ("effective_on", models.DateField()),
                ("connector", models.CharField(max_length=64)),
                ("opportunity_id", models.TextField()),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("opened", "Opened"),
                            ("given", "Given"),
                            ("unknown", "Unknown"),
                            ("undone", "Undone"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="origin_answers", to="people.person"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        keep("origins_originanswer"),
    ]
