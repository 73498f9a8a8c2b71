"""Addresses of surveys."""

from django.urls import path

from parley.screens.surveys import answering, previewing

urlpatterns = [
    path("surveys/", answering.waves, name="surveys"),
    path("surveys/<int:key>/", answering.notice, name="survey"),
    path("surveys/<int:key>/draft/", answering.draft, name="survey_draft"),
    path("surveys/<int:key>/questions/<int:number>/", answering.question, name="survey_question"),
    path("surveys/<int:key>/preview/<int:number>/", previewing.preview, name="wave_preview"),
    path("surveys/<int:key>/answers/", answering.answers, name="survey_answers"),
    path("surveys/<int:key>/answers/thanks/", answering.thanks, name="survey_thanks"),
    path("surveys/<int:key>/answers/end/", answering.answers_end, name="survey_answers_end"),
]
