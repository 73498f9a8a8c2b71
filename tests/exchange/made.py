"""Folders of files for tests of the exchange, and ways to take them in and write them out."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest

from parley.exchange.actions import import_company
from parley.exchange.queries import written_out
from parley.exchange.rules import line, mapping_of
from parley.exchange.terms import CompanyMapping, Kind, NothingKept, Report, Source
from parley.ledger.terms import MACHINE, Actor

AT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
FOLDER = {
    "people": "key,name,email,function,side,region,time_zone\n"
              "noor,Noor Haddad,noor@acme.example,Product management,product,EMEA,Europe/London\n"
              "sam,Sam Okafor,sam@acme.example,Client services,business,EMEA,Europe/London\n",
    "groups": "key,name,charter,teams\nidentity,Identity,Who a person is to us.,Consent: 12.5; Login: 24\n",
    "members": "group,person,role,since\nidentity,noor,product_person; core,2026-01-05\n"
               "Identity,Sam Okafor,facilitator; core,\n",
    "meetings": "group,title,day,frequency,time,time_zone\nidentity,Weekly,Tuesday,biweekly,14:00,Europe/London\n",
    "clients": "key,name,parent,region,revenue,currency,aliases,account_managers\n"
               "1,Acme Japan,2,APAC,1.2m,EUR,,sam@acme.example\n2,Acme,,EMEA,,,ACME Corp,\n",
    "initiatives": "key,title,group,stage,horizon,window,because,owner\n"
                   "7,One consent,identity,build,next,Q2 2087,People are asked twice.,noor\n",
    "insights": "client,said_on,text,author,supports\nACME Corp,2026-05-04,Asked twice.,sam,7\n",
}  # fmt: skip


def sources_of(files: Mapping[str, str | bytes]) -> dict[Kind, Source]:
    """Give files, named people, groups ..., as the import takes them."""

    def opener(content: bytes) -> Callable[[], BytesIO]:
        return lambda: BytesIO(content)

    found = {}
    for name, content in files.items():
        kind = Kind(name)
        found[kind] = Source(kind.file, opener(content.encode() if isinstance(content, str) else content))
    return found


def take_in(files: Mapping[str, str | bytes], *, mapping: str = "", source: str = "crm", actor: Actor = MACHINE,
            at: datetime = AT, **options: Any) -> Report:  # fmt: skip
    """Import files, named people, groups ..."""
    read = mapping_of(mapping) if mapping else CompanyMapping()
    return import_company(sources=sources_of(files), mapping=read, source=source, actor=actor, at=at, **options)


def kept_of(files: Mapping[str, str | bytes], **options: Any) -> Report:
    """Import files of which nothing is kept, and give the report."""
    with pytest.raises(NothingKept) as kept:
        take_in(files, **options)
    return kept.value.report


def refused(files: Mapping[str, str | bytes], **options: Any) -> list[str]:
    """Import files of which something is wrong, and give what was said."""
    report = kept_of(files, **options)
    assert report.stops, "nothing was wrong with these files"
    return [str(problem) for problem in report.problems]


def unchanged(files: Mapping[str, str | bytes], **options: Any) -> Report:
    """Import files that bring nothing new, and give the report."""
    report = kept_of(files, **options)
    assert not report.stops, "\n".join(map(str, report.problems))
    assert not report.moved, report.tallies
    return report


def export() -> dict[str, str]:
    """Write everything out, each file under its name without .csv."""
    return {kind.value: "".join(line(cells) for cells in written_out(kind)) for kind in Kind}
