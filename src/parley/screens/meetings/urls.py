"""Addresses of meetings, their agendas and minutes, and of a group's series."""

from django.urls import path

from parley.screens.meetings.views import agenda, fairness, lists, meeting, minutes, series

urlpatterns = [
    path("meetings/", lists.page, name="meetings"),
    path("groups/<slug:key>/meetings/", lists.group, name="group_meetings"),
    path("groups/<slug:key>/meetings/new/", series.one, name="new_meeting"),
    path("groups/<slug:key>/series/new/", series.new, name="new_series"),
    path("series/<int:key>/", fairness.page, name="series"),
    path("series/<int:key>/change/", series.change, name="change_series"),
    path("series/<int:key>/first-week/", series.first_week, name="first_week"),
    path("series/<int:key>/end/", series.end, name="end_series"),
    path("meetings/<int:key>/", meeting.page, name="meeting"),
    path("meetings/<int:key>/publication/", meeting.publication, name="meeting_publication"),
    path("meetings/<int:key>/moment/", meeting.moment, name="meeting_moment"),
    path("meetings/<int:key>/holiday/", fairness.on_holiday, name="meeting_holiday"),
    path("meetings/<int:key>/cancellation/", meeting.cancellation, name="meeting_cancellation"),
    path("meetings/<int:key>/note-taker/", meeting.note_taker, name="meeting_note_taker"),
    path("meetings/<int:key>/items/new/", agenda.new, name="new_item"),
    path("meetings/<int:key>/minutes/", minutes.minutes, name="meeting_minutes"),
    path("meetings/<int:key>/apologies/", minutes.apologies, name="meeting_apologies"),
    path("agenda-items/<int:key>/", agenda.change, name="agenda_item"),
    path("agenda-items/<int:key>/place/", agenda.place, name="item_place"),
    path("agenda-items/<int:key>/removal/", agenda.removal, name="item_removal"),
    path("agenda-items/<int:key>/called-in/", agenda.called_in, name="item_called_in"),
    path("action-points/<int:key>/", minutes.point, name="promise"),
    path("action-points/<int:key>/completion/", minutes.done, name="point_done"),
    path("action-points/<int:key>/letting-go/", minutes.dropped, name="point_dropped"),
]
