"""Addresses of the roadmap: the company's board, a group's board, and everything about one initiative."""

from django.urls import path

from parley.screens.roadmap.views import (
    boards,
    changing,
    duties,
    evidence,
    flow,
    page,
    planning,
    portfolio,
    showing,
    solutions,
    solving,
    talking,
)

ONE = "initiatives/<int:key>/"
SOLUTION = ONE + "solutions/<int:solution>/"
urlpatterns = [
    path("roadmap/", boards.company, name="roadmap"),
    path("groups/<slug:key>/", boards.group, name="group"),
    path("portfolio/", portfolio.company, name="portfolio"),
    path("groups/<slug:key>/portfolio/", portfolio.group, name="group_portfolio"),
    path("flow/", flow.company, name="flow"),
    path("groups/<slug:key>/flow/", flow.group, name="group_flow"),
    path(ONE + "takes/", portfolio.takes, name="initiative_takes"),
    path("groups/<slug:key>/order/", boards.order, name="group_order"),
    path("groups/<slug:key>/initiatives/new/", changing.new, name="new_initiative"),
    path(ONE, page.page, name="initiative"),
    path(ONE + "why/", changing.why, name="initiative_why"),
    path(ONE + "plan/", planning.plan, name="initiative_plan"),
    path(ONE + "stage/", planning.stage, name="initiative_stage"),
    path(ONE + "duties/", duties.page, name="initiative_duties"),
    path(ONE + "duties/<int:duty>/", duties.tick, name="initiative_duty"),
    path(ONE + "regions/", planning.regions, name="initiative_regions"),
    path(ONE + "regions/<int:region>/", planning.region_plan, name="initiative_region"),
    path(ONE + "title/", changing.title, name="initiative_title"),
    path(ONE + "stop/", planning.stopping, name="initiative_stop"),
    path(ONE + "taking-up/", planning.taking_up, name="initiative_taking_up"),
    path(ONE + "audience/", showing.audience, name="initiative_audience"),
    path(ONE + "override/", showing.override, name="initiative_override"),
    path(ONE + "comments/", talking.comments, name="initiative_comments"),
    path(ONE + "following/", talking.following, name="initiative_following"),
    path(ONE + "insights/", evidence.insights, name="initiative_insights"),
    path(ONE + "insights/<int:insight>/removal/", evidence.removal, name="initiative_insight_removal"),
    path(ONE + "solutions/", solutions.solutions, name="initiative_solutions"),
    path(ONE + "choice/", solutions.choice, name="initiative_choice"),
    path(SOLUTION, solving.one, name="initiative_solution"),
    path(SOLUTION + "sketches/", solving.sketches, name="solution_sketches"),
    path(SOLUTION + "comments/", solving.comments, name="solution_comments"),
    path(ONE + "acceptance/", evidence.acceptance, name="initiative_acceptance"),
    path(ONE + "acceptance/end/", evidence.acceptance_end, name="initiative_acceptance_end"),
]
