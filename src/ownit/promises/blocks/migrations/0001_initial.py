"""Make the tables of blocks, and keep what is recorded in them."""

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
            name="CalendarSource",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("by", models.CharField(max_length=64)),
                ("effective_on", models.DateField()),
                ("source", models.TextField()),
                ("given", models.BooleanField(default=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="calendars", to="people.person"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Preference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("by", models.CharField(max_length=64)),
                ("effective_on", models.DateField()),
                ("name", models.CharField(max_length=32)),
                ("value", models.TextField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="time_preferences", to="people.person"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="WeekVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("by", models.CharField(max_length=64)),
                ("effective_on", models.DateField()),
                ("week", models.DateField()),
                ("version", models.PositiveIntegerField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="week_versions", to="people.person"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Unplaced",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("by", models.CharField(max_length=64)),
                ("effective_on", models.DateField()),
                ("kind", models.CharField(max_length=32)),
                ("minutes", models.PositiveIntegerField()),
                ("missed", models.PositiveIntegerField()),
                ("why", models.CharField(max_length=16)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="unplaced", to="blocks.weekversion"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Block",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("by", models.CharField(max_length=64)),
                ("effective_on", models.DateField()),
                ("uid", models.CharField(max_length=128)),
                ("kind", models.CharField(max_length=32)),
                ("start", models.DateTimeField()),
                ("zone", models.CharField(max_length=64)),
                ("minutes", models.PositiveSmallIntegerField()),
                ("sequence", models.PositiveIntegerField()),
                ("cancelled", models.BooleanField(default=False)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="blocks", to="blocks.weekversion"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Outcome",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField()),
                ("by", models.CharField(max_length=64)),
                ("effective_on", models.DateField()),
                ("uid", models.CharField(max_length=128)),
                ("week", models.DateField()),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("kept", "Kept"),
                            ("missed", "Missed"),
                            ("moved", "Moved"),
                            ("made_up", "Made Up"),
                            ("unsaid", "Unsaid"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="block_outcomes", to="people.person"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["person", "week"], name="blocks_outcome_week")],
            },
        ),
        migrations.AddConstraint(
            model_name="weekversion",
            constraint=models.UniqueConstraint(fields=("person", "week", "version"), name="blocks_version_once"),
        ),
        migrations.AddConstraint(
            model_name="block",
            constraint=models.UniqueConstraint(fields=("version", "uid"), name="blocks_block_once"),
        ),
        keep(
            "blocks_preference",
            "blocks_calendarsource",
            "blocks_weekversion",
            "blocks_block",
            "blocks_unplaced",
            "blocks_outcome",
        ),
    ]
