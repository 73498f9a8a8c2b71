"""Insights that say the same are merged and taken apart, answered when they are not planned, and wait in an inbox."""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q


def fill(apps: Any, editor: Any) -> None:
    """Find which insight is kept of those an import merged; what is linked or merged waits for nobody."""
    del editor
    insights = apps.get_model("parley", "Insight").objects
    links = apps.get_model("parley", "InsightLink").objects
    into = dict(insights.exclude(merged_into=None).values_list("pk", "merged_into"))
    for key in into:
        way, at = [key], into[key]
        while at in into and at not in way:
            way.append(at)
            at = into[at]
        head = min(way[way.index(at) :]) if at in way else at
        if head != key:
            insights.filter(pk=key).update(kept=head)
    insights.filter(Q(pk__in=links.values("insight")) | Q(kept__isnull=False)).update(waits=False)


class Migration(migrations.Migration):
    """See above."""

    dependencies = [
        ('parley', '0008_disclosure'),
    ]

    operations = [
        migrations.CreateModel(
            name='NotPlanned',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField()),
                ('given_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.RemoveIndex(
            model_name='insight',
            name='insight_of_author',
        ),
        migrations.AddField(
            model_name='insight',
            name='kept',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='voices', to='parley.insight'),
        ),
        migrations.AddField(
            model_name='insight',
            name='merged_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='insight',
            name='merged_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='insight',
            name='waits',
            field=models.BooleanField(db_default=True, default=True),
        ),
        migrations.AddField(
            model_name='insightlink',
            name='own',
            field=models.BooleanField(db_default=True, default=True),
        ),
        migrations.AddIndex(
            model_name='insight',
            index=models.Index(fields=['author', '-noted_at'], name='insight_by_author'),
        ),
        migrations.AddIndex(
            model_name='insight',
            index=models.Index(condition=models.Q(('waits', True)), fields=['-id'], name='insight_waits'),
        ),
        migrations.AddField(
            model_name='notplanned',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='notplanned',
            name='insight',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='parley.insight'),
        ),
        migrations.AddConstraint(
            model_name='notplanned',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('insight',), name='one_answer_each'),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
