"""Loading the sample company: its story is told through actions, in the order in which it happened."""

from collections.abc import Callable
from datetime import datetime

from parley.ledger.outbox import forget_reactions
from parley.ledger.terms import MACHINE
from parley.roadmap.actions import count_everybody, count_evidence
from parley.roadmap.queries import initiatives_to_count
from parley.search.actions import rebuild
from parley.seeds.costs import tell_costs
from parley.seeds.domains import tell_domains
from parley.seeds.duties import tell_duties
from parley.seeds.flow import tell_flow
from parley.seeds.founding import found
from parley.seeds.gatherings import tell_meetings
from parley.seeds.hearing import tell_hearing
from parley.seeds.hooks import tell_hooks
from parley.seeds.influence import tell_influence
from parley.seeds.launches import tell_launches
from parley.seeds.mails import tell_mails
from parley.seeds.promises import tell_promises
from parley.seeds.roadmaps import tell_roadmaps
from parley.seeds.sayings import tell_sayings
from parley.seeds.shifts import tell_shifts
from parley.seeds.solutions import tell_solutions
from parley.seeds.stage import Telling
from parley.seeds.surveys import tell_surveys
from parley.seeds.talks import tell_threads, tell_topics
from parley.seeds.threads import tell_conversations
from parley.seeds.trials import tell_trials
from parley.seeds.verdicts import tell_decisions
from parley.seeds.words import tell_words


def load(*, at: datetime, progress: Callable[[str], None]) -> None:
    """Load it, as of that moment, saying how far it is. The story obeys the rules: a refusal is raised."""
    telling = Telling(at=at, progress=progress)
    progress("Loading the sample company: 4,000 people, 800 clients, nine groups ...")
    clients = found(telling)
    tell_domains(telling, clients)
    progress("  roadmaps and their whys ...")
    tell_duties(telling)
    tell_roadmaps(telling)
    tell_costs(telling)
    tell_shifts(telling)
    progress("  what clients said in 18 months ...")
    tell_sayings(telling, clients)
    progress("  topics and what was said to them ...")
    tell_topics(telling)
    tell_threads(telling)
    progress("  decisions ...")
    tell_decisions(telling)
    progress("  ways of doing what is explored ...")
    tell_solutions(telling)
    progress("  what clients may be told, and were ...")
    tell_words(telling, clients)
    tell_promises(telling, clients)
    progress("  a trial with clients ...")
    tell_trials(telling)
    tell_launches(telling)
    progress("  meetings ...")
    tell_meetings(telling, clients)
    progress("  surveys ...")
    tell_surveys(telling)
    progress("  what came of what people gave ...")
    tell_influence(telling)
    tell_conversations(telling)
    tell_flow(telling)
    tell_hooks(telling)
    tell_mails(telling)
    tell_hearing(telling)
    progress("  the search index ...")
    forget_reactions()
    rebuild()
    count_evidence(initiatives=initiatives_to_count(), actor=MACHINE, at=at)
    count_everybody(actor=MACHINE, at=at)
