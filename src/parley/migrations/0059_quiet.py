"""How much people want to hear of groups and things, their quiet hours, and when a notice is to be mailed."""

import datetime
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('parley', '0058_threads'),
    ]

    operations = [
        migrations.CreateModel(
            name='GroupLevel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(max_length=30)),
            ],
        ),
        migrations.CreateModel(
            name='ThingLevel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(max_length=30)),
            ],
        ),
        migrations.AddField(
            model_name='notice',
            name='mail_after',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='person',
            name='quiet_from',
            field=models.TimeField(default=datetime.time(19, 0)),
        ),
        migrations.AddField(
            model_name='person',
            name='quiet_until',
            field=models.TimeField(default=datetime.time(8, 0)),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(condition=models.Q(('mail_after__isnull', False), ('mailed_at__isnull', True), ('read_at__isnull', True)), fields=['person', 'mail_after'], name='news_to_mail'),
        ),
        migrations.AddField(
            model_name='grouplevel',
            name='area',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.area'),
        ),
        migrations.AddField(
            model_name='grouplevel',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='thinglevel',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='thinglevel',
            name='thread',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='levels', to='parley.thread'),
        ),
        migrations.AddIndex(
            model_name='grouplevel',
            index=models.Index(fields=['area', 'level'], name='who_hears_a_group'),
        ),
        migrations.AddConstraint(
            model_name='grouplevel',
            constraint=models.UniqueConstraint(fields=('person', 'area'), name='level_once_a_group'),
        ),
        migrations.AddConstraint(
            model_name='thinglevel',
            constraint=models.UniqueConstraint(fields=('person', 'thread'), name='level_once_a_thing'),
        ),
    ]
