"""The live room: where a meeting is, its rounds and notes, hands, the floor, and lines written down."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('parley', '0023_insights_as_noted'),
    ]

    operations = [
        migrations.CreateModel(
            name='Capture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=30)),
                ('words', models.TextField(blank=True)),
                ('insight', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='parley.insight')),
                ('item', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='captures', to='parley.agendaitem')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='captures', to='parley.meeting')),
                ('point', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='parley.actionpoint')),
                ('topic', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='parley.topic')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='LiveRoom',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item_since', models.DateTimeField(null=True)),
                ('extra', models.PositiveSmallIntegerField(default=0)),
                ('floor_since', models.DateTimeField(null=True)),
                ('invited', models.PositiveIntegerField(default=0)),
                ('started_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('voices', models.PositiveIntegerField(null=True)),
                ('floor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('item', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='parley.agendaitem')),
                ('meeting', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='room', to='parley.meeting')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=30)),
                ('question', models.CharField(blank=True, max_length=300)),
                ('opened_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(null=True)),
                ('item', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='rounds', to='parley.agendaitem')),
                ('room', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rounds', to='parley.liveroom')),
            ],
        ),
        migrations.CreateModel(
            name='SealedNote',
            fields=[
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('words', models.TextField()),
                ('browser', models.CharField(max_length=64, null=True, unique=True)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='parley.round')),
            ],
            options={
                'ordering': ['key'],
            },
        ),
        migrations.CreateModel(
            name='Hand',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('hand_since', models.DateTimeField(null=True)),
                ('asks', models.BooleanField(default=False)),
                ('next', models.BooleanField(default=False)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('room', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hands', to='parley.liveroom')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('room', 'person'), name='one_hand_each')],
            },
        ),
        migrations.CreateModel(
            name='HadFloor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='parley.agendaitem')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('room', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='had_floor', to='parley.liveroom')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('room', 'item', 'person'), name='had_floor_once_an_item'), models.UniqueConstraint(condition=models.Q(('item', None)), fields=('room', 'person'), name='had_floor_once_beside_items')],
            },
        ),
        migrations.CreateModel(
            name='FloorTime',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('side', models.CharField(max_length=30)),
                ('turns', models.PositiveIntegerField(default=0)),
                ('seconds', models.PositiveIntegerField(default=0)),
                ('room', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='floor_times', to='parley.liveroom')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('room', 'side'), name='one_sum_a_side')],
            },
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('room',), name='one_open_round_a_room'),
        ),
    ]
