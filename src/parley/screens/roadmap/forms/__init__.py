"""Forms of the roadmap."""

from parley.screens.roadmap.forms.plans import (
    AcceptForm,
    AudienceForm,
    LinkForm,
    NewForm,
    OwnerForm,
    PlanForm,
    RegionPlanForm,
    RegionsForm,
    StageForm,
    StopForm,
    TakeUpForm,
    TickForm,
    TitleForm,
)
from parley.screens.roadmap.forms.whys import WhyAgainForm, sum_words

__all__ = [
    "AcceptForm",
    "AudienceForm",
    "LinkForm",
    "NewForm",
    "OwnerForm",
    "PlanForm",
    "RegionPlanForm",
    "RegionsForm",
    "StageForm",
    "StopForm",
    "TakeUpForm",
    "TickForm",
    "TitleForm",
    "WhyAgainForm",
    "sum_words",
]
