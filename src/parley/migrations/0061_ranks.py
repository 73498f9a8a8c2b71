"""Work of the outbox has a rank, by which it is taken: whoever asked to sign in does not wait behind the digests."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('parley', '0060_chat'),
    ]

    operations = [
        migrations.AddField(
            model_name='pending',
            name='rank',
            field=models.PositiveSmallIntegerField(db_default=1, default=1),
        ),
        migrations.RemoveIndex(
            model_name='pending',
            name='parley_pend_parked_689024_idx',
        ),
        migrations.AddIndex(
            model_name='pending',
            index=models.Index(condition=models.Q(('parked', False)), fields=['rank', 'run_after', 'id'], name='work_due'),
        ),
    ]
