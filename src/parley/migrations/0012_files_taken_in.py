"""Files of insights come in from the browser or the command line, and can be undone within a day."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('parley', '0011_share_links'),
    ]

    operations = [
        migrations.AddField(
            model_name='batch',
            name='brought',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='batch',
            name='undo_asked_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='batch',
            name='undone_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='batch',
            name='undone_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('name', models.CharField(max_length=200)),
                ('size', models.PositiveIntegerField()),
                ('step', models.CharField(default='columns', max_length=30)),
                ('mapping', models.JSONField(default=dict)),
                ('rows', models.PositiveIntegerField(default=0)),
                ('found', models.JSONField(default=dict)),
                ('batch', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='upload', to='parley.batch')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='UploadPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('content', models.BinaryField()),
                ('upload', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='parley.upload')),
            ],
        ),
        migrations.AddIndex(
            model_name='upload',
            index=models.Index(fields=['-at'], name='parley_uplo_at_ca31fb_idx'),
        ),
        migrations.AddConstraint(
            model_name='uploadpart',
            constraint=models.UniqueConstraint(fields=('upload', 'number'), name='upload_part_once'),
        ),
    ]
