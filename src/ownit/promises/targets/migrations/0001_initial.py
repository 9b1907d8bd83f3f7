"""Make the tables of targets, and keep what is recorded in them."""

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
            name="Target",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("by", models.CharField(max_length=64)),
                ("effective_on", models.DateField()),
                ("name", models.TextField()),
                ("folded", models.TextField()),
                ("why", models.TextField(blank=True)),
                ("purpose", models.CharField(max_length=8)),
                ("rule", models.CharField(blank=True, max_length=16)),
                ("connector", models.CharField(blank=True, max_length=64)),
                ("account_id", models.TextField(blank=True)),
                ("known_touch", models.DateField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="targets", to="people.person"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("by", models.CharField(max_length=64)),
                ("effective_on", models.DateField()),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("accepted", "Accepted"),
                            ("dropped", "Dropped"),
                            ("touched", "Touched"),
                            ("next", "Next"),
                        ],
                        max_length=8,
                    ),
                ),
                ("text", models.TextField(blank=True)),
                ("due_on", models.DateField(null=True)),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="targets.target"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="target",
            index=models.Index(fields=["person", "folded"], name="targets_target_name"),
        ),
        keep("targets_target", "targets_step"),
    ]
