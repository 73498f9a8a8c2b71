"""What references in a file of a folder may point to."""

from parley.clients.queries import clients_with_all_names, insight_words
from parley.clients.queries.domains import domains_known
from parley.disclosure.queries import statements_known
from parley.exchange.rules import Known, fingerprint, told
from parley.groups.queries.writing_out import areas_written_out
from parley.kernel.words import folded
from parley.people.queries import functions, people_called, regions
from parley.roadmap.queries import window_between
from parley.roadmap.queries.writing_out import initiative_pks


def known_now(source: str, *, insights: bool, statements: bool = False) -> Known:
    """Gather what references in a file may point to. Words that came are read only to compare them."""
    known = Known(source)
    for region in regions():
        known.regions[folded(region.name)] = known.regions[folded(region.key)] = region.name
    for function in functions():
        known.functions[folded(function.name)] = known.functions[folded(function.key)] = function.name
    known.settle()
    for key, email, name, left_on in people_called():
        known.add_person(key, email or "", name, left=left_on is not None)
    for area in areas_written_out():
        known.add_area(area.key, area.name)
    for theirs, key, names in clients_with_all_names():
        known.add_client((theirs, key), names, settled=True)
    for theirs, key, domain in domains_known():
        known.domains[theirs, key].add(domain)
    known.initiatives = set(initiative_pks())
    if insights:
        known.insights = {(source, key): fingerprint(text) for source, key, text in insight_words()}
    for mine, key, *client_and_initiative, told_on, text, first, last, sure in statements_known() if statements else ():
        values = {"told_on": told_on, "words": text, "window": window_between(first, last), "confidence": sure}
        values["client"], values["initiative"] = tuple(client_and_initiative[:2]), tuple(client_and_initiative[2:])
        known.statements[mine, key] = told(values)
        known.told_about[mine, key] = (":".join(values["initiative"]), ":".join(values["client"]))
    return known
