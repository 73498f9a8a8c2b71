"""Each meeting keeps whose regions come to the second sitting of its day, so that a change of the series leaves it."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def seat_meetings(apps: Any, editor: Any) -> None:
    """Give the meetings of days with two sittings what their series says now; nothing older is known."""
    del editor
    meeting, regions = apps.get_model("parley", "Meeting"), apps.get_model("parley", "SittingRegion")
    second: dict[int, list[int]] = {}
    for series, region in regions.objects.values_list("series", "region"):
        second.setdefault(series, []).append(region)
    rows = list(meeting.objects.filter(series__in=second).values_list("pk", "series", "occurrence", "sitting"))
    two = {(series, day) for _, series, day, sitting in rows if sitting == 2}
    seated = apps.get_model("parley", "MeetingRegion")
    seated.objects.bulk_create(
        seated(meeting_id=key, region_id=region)
        for key, series, day, _ in rows
        if (series, day) in two
        for region in second[series]
    )


class Migration(migrations.Migration):

    dependencies = [
        ('parley', '0020_rota'),
    ]

    operations = [
        migrations.CreateModel(
            name='MeetingRegion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='second_regions', to='parley.meeting')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parley.region')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('meeting', 'region'), name='one_seat_a_region')],
            },
        ),
        migrations.RunPython(seat_meetings, migrations.RunPython.noop, elidable=True),
    ]
