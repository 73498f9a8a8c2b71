"""What leads prepare, how ready presenters are, the glossary, and the two taps after a meeting."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('parley', '0015_facts_before'),
    ]

    operations = [
        migrations.CreateModel(
            name='Acronym',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('acronym', models.CharField(max_length=20, unique=True)),
                ('meaning', models.CharField(max_length=160)),
            ],
            options={
                'ordering': ['acronym'],
            },
        ),
        migrations.CreateModel(
            name='Preparation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('questions', models.JSONField(default=list)),
                ('asked_of_you', models.TextField(blank=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('item', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='preparation', to='parley.agendaitem')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Presenter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('guide_read_at', models.DateTimeField(null=True)),
                ('practised', models.PositiveSmallIntegerField(default=0)),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TapCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('could_say_yes', models.PositiveIntegerField(default=0)),
                ('could_say_partly', models.PositiveIntegerField(default=0)),
                ('could_say_no', models.PositiveIntegerField(default=0)),
                ('worth_yes', models.PositiveIntegerField(default=0)),
                ('worth_partly', models.PositiveIntegerField(default=0)),
                ('worth_no', models.PositiveIntegerField(default=0)),
                ('meeting', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)s', to='parley.meeting')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TapRelease',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('could_say_yes', models.PositiveIntegerField(default=0)),
                ('could_say_partly', models.PositiveIntegerField(default=0)),
                ('could_say_no', models.PositiveIntegerField(default=0)),
                ('worth_yes', models.PositiveIntegerField(default=0)),
                ('worth_partly', models.PositiveIntegerField(default=0)),
                ('worth_no', models.PositiveIntegerField(default=0)),
                ('meeting', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)s', to='parley.meeting')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TapGiven',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='parley.meeting')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('meeting', 'person'), name='tapped_once')],
            },
        ),
    ]
