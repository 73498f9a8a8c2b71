"""Digests: what somebody chose of their mails, links that turn mails off, and when a notice was mailed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('parley', '0056_mail_in'),
    ]

    operations = [
        migrations.AddField(
            model_name='notice',
            name='mailed_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.CreateModel(
            name='MailChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rhythm', models.CharField(max_length=30)),
                ('weekdays', models.CharField(blank=True, max_length=7)),
                ('hour', models.PositiveSmallIntegerField(default=8)),
                ('news', models.BooleanField(default=True)),
                ('minutes', models.BooleanField(default=True)),
                ('chosen_at', models.DateTimeField(null=True)),
                ('next_at', models.DateTimeField(null=True)),
                ('told_until', models.DateTimeField(null=True)),
                ('waited', models.JSONField(default=list)),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='mail_choice', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('next_at__isnull', False)), fields=['next_at'], name='digests_due')],
            },
        ),
        migrations.CreateModel(
            name='StopLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stops', models.CharField(max_length=30)),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('expires_at', models.DateTimeField(db_index=True)),
                ('used_at', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
    ]
