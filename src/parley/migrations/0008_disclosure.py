"""Words for clients, what was told to whom, and corrections; who approves words, who is away, how often to remind.

Functions that are called product marketing and legal have the duties their names say.
"""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def give_duties(apps: Any, editor: Any) -> None:
    """Give the two functions their duties."""
    del editor
    functions = apps.get_model("parley", "Function").objects
    functions.filter(name__iexact="product marketing").update(duty="approves_words")
    functions.filter(name__iexact="legal").update(duty="checks_law")


class Migration(migrations.Migration):
    """See above."""

    dependencies = [
        ('parley', '0007_evidence'),
    ]

    operations = [
        migrations.AddField(
            model_name='function',
            name='duty',
            field=models.CharField(default='none', max_length=30),
        ),
        migrations.AddField(
            model_name='group',
            name='legal_approves',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='person',
            name='away_from',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='person',
            name='away_until',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='person',
            name='deputy',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='person',
            name='remind_every',
            field=models.PositiveSmallIntegerField(default=3),
        ),
        migrations.CreateModel(
            name='TalkTrack',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('whom', models.CharField(max_length=30)),
                ('expires_on', models.DateField()),
                ('drafted_at', models.DateTimeField()),
                ('approved_at', models.DateTimeField(null=True)),
                ('legal_at', models.DateTimeField(null=True)),
                ('in_force_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('ending', models.CharField(max_length=30, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('drafted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='talk_tracks', to='parley.initiative')),
                ('legal_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Statement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('text', models.TextField()),
                ('window_first', models.DateField(null=True)),
                ('window_last', models.DateField(null=True)),
                ('confidence', models.CharField(max_length=30, null=True)),
                ('told_on', models.DateField()),
                ('to_whom', models.CharField(blank=True, max_length=200)),
                ('means', models.CharField(max_length=30)),
                ('logged_at', models.DateTimeField()),
                ('latest', models.BooleanField(default=True)),
                ('lost', models.BooleanField(default=False)),
                ('source', models.CharField(default='parley', max_length=40)),
                ('key', models.CharField(max_length=120, null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('client', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='parley.client')),
                ('initiative', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='parley.initiative')),
                ('track', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='parley.talktrack')),
            ],
        ),
        migrations.CreateModel(
            name='TellingOverride',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('whom', models.CharField(max_length=30)),
                ('finest', models.CharField(max_length=30, null=True)),
                ('reason', models.TextField()),
                ('given_at', models.DateTimeField()),
                ('until', models.DateField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='telling_overrides', to='parley.initiative')),
            ],
        ),
        migrations.CreateModel(
            name='TrackClient',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.client')),
                ('track', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='clients', to='parley.talktrack')),
            ],
        ),
        migrations.CreateModel(
            name='TrackWords',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('window_first', models.DateField(null=True)),
                ('window_last', models.DateField(null=True)),
                ('confidence', models.CharField(max_length=30, null=True)),
                ('region', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.region')),
                ('track', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='words', to='parley.talktrack')),
            ],
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('faults', models.JSONField()),
                ('why', models.CharField(max_length=30)),
                ('days', models.PositiveIntegerField(default=0)),
                ('text', models.TextField()),
                ('opened_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('reminded_at', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('took_days', models.PositiveIntegerField(null=True)),
                ('closing', models.CharField(max_length=30, null=True)),
                ('because', models.TextField(blank=True)),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='parley.client')),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('initiative', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='parley.initiative')),
                ('statement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='parley.statement')),
            ],
            options={
                'indexes': [models.Index(fields=['initiative', 'closed_at'], name='corrections_of'), models.Index(condition=models.Q(('closed_at', None)), fields=['client'], name='open_corrections')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('initiative', 'client'), name='one_open_correction')],
            },
        ),
        migrations.AddIndex(
            model_name='talktrack',
            index=models.Index(condition=models.Q(('ended_at', None)), fields=['expires_on'], name='talk_track_ends'),
        ),
        migrations.AddConstraint(
            model_name='talktrack',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None), ('in_force_at', None)), fields=('initiative',), name='one_draft_each'),
        ),
        migrations.AddConstraint(
            model_name='talktrack',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None), ('in_force_at__isnull', False)), fields=('initiative',), name='one_in_force_each'),
        ),
        migrations.AddIndex(
            model_name='statement',
            index=models.Index(fields=['client', '-told_on'], name='told_to_client'),
        ),
        migrations.AddIndex(
            model_name='statement',
            index=models.Index(fields=['initiative', '-told_on'], name='told_of_initiative'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.UniqueConstraint(condition=models.Q(('latest', True)), fields=('initiative', 'client'), name='latest_statement'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.UniqueConstraint(fields=('source', 'key'), name='statement_identity'),
        ),
        migrations.AddConstraint(
            model_name='tellingoverride',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('initiative',), name='one_telling_override_each'),
        ),
        migrations.AddConstraint(
            model_name='trackclient',
            constraint=models.UniqueConstraint(fields=('track', 'client'), name='track_client_once'),
        ),
        migrations.AddConstraint(
            model_name='trackwords',
            constraint=models.UniqueConstraint(fields=('track', 'region'), name='track_words_once'),
        ),
        migrations.RunPython(give_duties, migrations.RunPython.noop),
    ]
