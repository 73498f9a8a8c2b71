"""Addresses of the company's settings."""

from django.urls import path

from parley.screens.company.views import areas, deciding, glossary, hours, mailing, people, rates, stages, words, work

urlpatterns = [
    path("company/", words.page, name="company"),
    path("company/functions/new/", words.function, name="new_function"),
    path("company/functions/<int:key>/", words.function, name="company_function"),
    path("company/regions/new/", words.region, name="new_region"),
    path("company/regions/<int:key>/", words.region, name="company_region"),
    path("company/areas/", areas.page, name="company_areas"),
    path("company/areas/new/", areas.new, name="new_area"),
    path("company/areas/<slug:key>/decider/", areas.decider, name="area_decider"),
    path("company/areas/<slug:key>/teams/new/", areas.team, name="new_team"),
    path("company/areas/<slug:key>/teams/<int:team_key>/", areas.team, name="company_team"),
    path("company/areas/<slug:key>/teams/<int:team_key>/end/", areas.team_end, name="team_end"),
    path("groups/<slug:key>/dissolving/", areas.dissolving, name="dissolving"),
    path("company/stages/", stages.page, name="company_stages"),
    path("company/stages/<slug:key>/", stages.stage, name="company_stage"),
    path("company/rates/", rates.page, name="company_rates"),
    path("company/rates/new/", rates.new, name="new_rate"),
    path("company/rates/<int:key>/end/", rates.end, name="rate_end"),
    path("company/glossary/", glossary.page, name="company_glossary"),
    path("company/glossary/new/", glossary.acronym, name="new_acronym"),
    path("company/glossary/<int:key>/", glossary.acronym, name="company_acronym"),
    path("company/glossary/<int:key>/removal/", glossary.removal, name="acronym_removal"),
    path("company/hours/", hours.costs, name="company_hours"),
    path("company/holidays/", hours.holidays, name="company_holidays"),
    path("company/holidays/new/", hours.new_holiday, name="new_holiday"),
    path("company/holidays/file/", hours.holiday_file, name="holiday_file"),
    path("company/holidays/<int:key>/end/", hours.holiday_end, name="holiday_end"),
    path("company/deciding/", deciding.page, name="company_deciding"),
    path("company/mail/", mailing.page, name="company_mail"),
    path("company/work/", work.page, name="company_work"),
    path("company/work/<int:key>/tries/", work.again, name="work_again"),
    path("company/people/", people.page, name="company_people"),
    path("company/people/new/", people.new, name="new_person"),
    path("company/people/<int:key>/", people.change, name="company_person"),
    path("company/administrators/", people.administrators_given, name="administrators"),
    path("company/administrators/<int:key>/end/", people.administrator_end, name="administrator_end"),
]
