"""Launches: the plan by region, the look back, and the clients that are to hear that something is there."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('parley', '0049_attachments_and_options'),
    ]

    operations = [
        migrations.CreateModel(
            name='LaunchPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('for_whom', models.TextField()),
                ('enablement', models.TextField(blank=True)),
                ('support_notes', models.TextField(blank=True)),
                ('measure', models.TextField(blank=True)),
                ('expected', models.TextField(blank=True)),
                ('back_on', models.DateField(null=True)),
                ('looked_at', models.DateTimeField(null=True)),
                ('written_at', models.DateTimeField()),
                ('version', models.PositiveIntegerField(default=1)),
                ('initiative', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='launch_plan', to='parley.initiative')),
                ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='LaunchRegion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(null=True)),
                ('enabled_at', models.DateTimeField(null=True)),
                ('supported_at', models.DateTimeField(null=True)),
                ('ready', models.BooleanField(null=True)),
                ('because', models.TextField(blank=True)),
                ('said_at', models.DateTimeField(null=True)),
                ('enabled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='regions', to='parley.launchplan')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.region')),
                ('said_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('supported_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='LookBack',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('came', models.CharField(max_length=30)),
                ('text', models.TextField()),
                ('figure', models.CharField(blank=True, max_length=80)),
                ('measure', models.TextField(blank=True)),
                ('expected', models.TextField(blank=True)),
                ('due_on', models.DateField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='look_backs', to='parley.launchplan')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='LookBackMoved',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('before', models.DateField()),
                ('after', models.DateField()),
                ('reason', models.TextField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moves', to='parley.launchplan')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Announcement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opened_at', models.DateTimeField()),
                ('reminded_at', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('took_days', models.PositiveIntegerField(null=True)),
                ('closing', models.CharField(max_length=30, null=True)),
                ('because', models.TextField(blank=True)),
                ('asked', models.BooleanField(default=False)),
                ('told', models.BooleanField(default=False)),
                ('tested', models.BooleanField(default=False)),
                ('client', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='announcements', to='parley.client')),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('initiative', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='announcements', to='parley.initiative')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('closed_at', None)), fields=['client'], name='open_announcements')],
                'constraints': [models.UniqueConstraint(fields=('initiative', 'client'), name='announcement_once')],
            },
        ),
        migrations.AddIndex(
            model_name='launchplan',
            index=models.Index(condition=models.Q(('looked_at', None)), fields=['back_on'], name='launch_looked_back_on'),
        ),
        migrations.AddIndex(
            model_name='launchregion',
            index=models.Index(fields=['day'], name='launch_day'),
        ),
        migrations.AddConstraint(
            model_name='launchregion',
            constraint=models.UniqueConstraint(fields=('plan', 'region'), name='launch_region_once'),
        ),
    ]
