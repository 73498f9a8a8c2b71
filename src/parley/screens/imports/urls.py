"""Addresses of imports."""

from django.urls import path

from parley.screens.imports import reporting, steps, views

ONE = "imports/<int:key>/"

urlpatterns = [
    path("imports/", views.page, name="imports"),
    path(ONE, views.upload, name="upload"),
    path(ONE + "columns/", steps.columns, name="upload_columns"),
    path(ONE + "names/", steps.names, name="upload_names"),
    path(ONE + "start/", steps.start, name="upload_start"),
    path(ONE + "end/", steps.end, name="upload_end"),
    path(ONE + "report.csv", reporting.report, name="upload_report"),
    path("batches/<int:key>/undoing/", steps.undo, name="batch_undoing"),
]
