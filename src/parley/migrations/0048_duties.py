"""What stages ask for, and what initiatives owe. Words that are in force are done; nothing else is owed by what is here.

The list itself begins when Parley starts next: see `roadmap.actions.begin_duty_list`.
"""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def note_words(apps: Any, editor: Any) -> None:
    """Note of each initiative with words in force that it has them."""
    del editor
    tracks = apps.get_model("parley", "TalkTrack").objects.filter(in_force_at__isnull=False, ended_at=None)
    owed = apps.get_model("parley", "OwedDuty")
    for each in tracks.select_related("initiative").iterator(chunk_size=1000):
        owed.objects.create(
            initiative=each.initiative, kind="words", stage=each.initiative.stage, done_at=each.in_force_at,
            done_by_id=each.approved_by_id,
        )


class Migration(migrations.Migration):
    """See above."""

    dependencies = [
        ('parley', '0047_stays'),
    ]

    operations = [
        migrations.CreateModel(
            name='StageDuty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.CharField(max_length=30)),
                ('kind', models.CharField(max_length=30)),
                ('label', models.CharField(blank=True, max_length=120)),
                ('days', models.PositiveSmallIntegerField()),
                ('number', models.PositiveSmallIntegerField(null=True)),
                ('everywhere', models.BooleanField(default=True)),
                ('listed_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('function', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.function')),
                ('listed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='OwedDuty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=30)),
                ('stage', models.CharField(max_length=30)),
                ('number', models.PositiveSmallIntegerField(null=True)),
                ('due_on', models.DateField(null=True)),
                ('done_at', models.DateTimeField(null=True)),
                ('waived', models.BooleanField(default=False)),
                ('note', models.TextField(blank=True)),
                ('done_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='owed_duties', to='parley.initiative')),
                ('duty', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='owed', to='parley.stageduty')),
            ],
        ),
        migrations.CreateModel(
            name='DutyArea',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.area')),
                ('duty', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='areas', to='parley.stageduty')),
            ],
        ),
        migrations.AddConstraint(
            model_name='stageduty',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None), models.Q(('kind', 'other'), _negated=True)), fields=('stage', 'kind'), name='duty_once_a_stage'),
        ),
        migrations.AddIndex(
            model_name='owedduty',
            index=models.Index(condition=models.Q(('done_at', None)), fields=['duty', 'initiative'], name='still_owed'),
        ),
        migrations.AddConstraint(
            model_name='owedduty',
            constraint=models.UniqueConstraint(condition=models.Q(('done_at', None)), fields=('initiative', 'duty'), name='owed_once'),
        ),
        migrations.AddConstraint(
            model_name='owedduty',
            constraint=models.UniqueConstraint(condition=models.Q(('duty', None)), fields=('initiative', 'kind', 'stage'), name='done_ahead_once'),
        ),
        migrations.AddConstraint(
            model_name='owedduty',
            constraint=models.CheckConstraint(condition=models.Q(('done_at__isnull', False), ('duty__isnull', False), _connector='OR'), name='owed_or_done'),
        ),
        migrations.AddConstraint(
            model_name='dutyarea',
            constraint=models.UniqueConstraint(fields=('duty', 'area'), name='duty_once_an_area'),
        ),
        migrations.RunPython(note_words, migrations.RunPython.noop),
    ]
