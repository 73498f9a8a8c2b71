"""What people gave, counted by quarter, questions to those who were credited, and comments that are meant as input."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

ID = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    dependencies = [("parley", "0044_surveys")]

    operations = [
        migrations.AddField("comment", "input_at", models.DateTimeField(null=True)),
        migrations.AddIndex(
            "comment",
            models.Index(
                fields=["input_at"], condition=models.Q(input_at__isnull=False), name="comments_as_input"
            ),
        ),
        migrations.AddIndex(
            "contribution", models.Index(fields=["credited_by_kind", "credited_at"], name="credits_of_a_time")
        ),
        migrations.AddIndex("topic", models.Index(fields=["brought_at"], name="topics_as_brought")),
        migrations.CreateModel(
            "CountedQuarter",
            fields=[
                ("first", models.DateField(primary_key=True, serialize=False)),
                ("counted_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            "InfluenceCount",
            fields=[
                ("id", ID),
                (
                    "quarter",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="counts",
                        to="parley.countedquarter",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("kind", models.CharField(max_length=30)),
                ("given", models.PositiveIntegerField()),
                ("answered", models.PositiveIntegerField()),
                ("in_time", models.PositiveIntegerField()),
                ("credited", models.PositiveIntegerField()),
                ("changed", models.PositiveIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("quarter", "person", "kind"), name="influence_counted_once")
                ]
            },
        ),
        migrations.CreateModel(
            "CreditCheck",
            fields=[
                ("id", ID),
                (
                    "contribution",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="parley.contribution"
                    ),
                ),
                ("quarter", models.DateField()),
                ("asked_at", models.DateTimeField()),
                ("closes_on", models.DateField()),
                ("answer", models.CharField(max_length=30, null=True)),
            ],
            options={"indexes": [models.Index(fields=["quarter"], name="credit_checks_of_quarter")]},
        ),
    ]
