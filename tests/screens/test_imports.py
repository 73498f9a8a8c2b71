"""Taking files in, in the browser: brought, mapped, checked, asked about, taken in, undone."""

from io import BytesIO

import pytest
from django.test import Client as Browser
from django.urls import reverse

from parley.clients.models import Client, Insight
from parley.exchange.models import Upload, UploadPart
from parley.exchange.terms.uploads import Step
from parley.reactions.worker import Worker
from parley.roadmap.actions import link_insight
from parley.roadmap.terms import Stance
from tests.cast import Cast
from tests.clients.made import hartmann
from tests.exchange.workbooks import workbook
from tests.roadmap.made import initiative

pytestmark = pytest.mark.django_db

NOTES = "Client,Date,Text,Id\nAcme,2026-03-01,We need exports,1\nGlobex,2026-03-02,Sign-on,2\n"


@pytest.fixture
def ines(cast: Cast) -> Browser:
    browser = Browser()
    browser.force_login(cast.ines)
    return browser


def brought(browser: Browser, content: str | bytes = NOTES, name: str = "notes.csv"):
    file = BytesIO(content.encode() if isinstance(content, str) else content)
    file.name = name
    return browser.post(reverse("imports"), {"file": file})


def typed(upload: Upload, **other: str) -> dict[str, str]:
    """What the form of the columns sends back as it is shown."""
    chosen = {f"column_{place}": fact for fact, places in upload.mapping["columns"].items() for place in places}
    return chosen | {"source": upload.mapping["source"], "near": upload.mapping["near"], "what": "check"} | other


def worked() -> None:
    Worker().work_off()


def taken_in(browser: Browser, content: str | bytes = NOTES, **form: str) -> Upload:
    brought(browser, content)
    upload = Upload.objects.latest("pk")
    assert browser.post(reverse("upload_columns", args=[upload.pk]), typed(upload)).status_code == 302
    worked()
    assert browser.post(reverse("upload_start", args=[upload.pk]), form).status_code == 302
    worked()
    upload.refresh_from_db()
    return upload


def test_a_file_goes_all_its_way(ines: Browser):
    answer = brought(ines)
    upload = Upload.objects.get()
    page = reverse("upload", args=[upload.pk])
    assert (answer.status_code, answer["Location"]) == (302, page)
    assert "Nothing is wrong with these." in ines.get(page).content.decode()
    assert ines.post(reverse("upload_columns", args=[upload.pk]), typed(upload)).status_code == 302
    assert "Being read" in ines.get(page).content.decode()
    worked()
    text = ines.get(page).content.decode()
    assert "Take these rows in" in text
    assert Insight.objects.count() == 0
    ines.post(reverse("upload_start", args=[upload.pk]))
    assert "Being taken in" in ines.get(page).content.decode()
    worked()
    assert "Insights that came in" in ines.get(page).content.decode()
    assert (Insight.objects.count(), Client.objects.count(), UploadPart.objects.count()) == (2, 2, 0)
    assert [*Insight.objects.values_list("author__name", flat=True)] == ["Ines Costa"] * 2


def test_what_is_wrong_stands_beside_its_cell_and_in_the_report(ines: Browser):
    brought(ines, NOTES + "Acme,31/31/2026,Never,3\n")
    upload = Upload.objects.get()
    page = reverse("upload", args=[upload.pk])
    assert "There is no such day." in ines.get(page).content.decode()
    ines.post(reverse("upload_columns", args=[upload.pk]), typed(upload))
    worked()
    text = ines.get(page).content.decode()
    assert "Leave the rows out that are wrong" in text
    refused = ines.post(reverse("upload_start", args=[upload.pk]))
    assert refused.status_code == 422
    assert "Some rows are wrong." in refused.content.decode()
    report = ines.get(reverse("upload_report", args=[upload.pk]))
    assert report["Content-Type"].startswith("text/csv")
    assert (
        "notes.csv,4,Date,31/31/2026,There is no such day. Write it like 2027-03-15.,stops,1" in report.content.decode()
    )
    assert ines.post(reverse("upload_start", args=[upload.pk]), {"skip_bad_rows": "on"}).status_code == 302
    worked()
    assert Insight.objects.count() == 2


def test_a_near_name_is_asked_about(ines: Browser, cast: Cast):
    client = hartmann(cast)
    brought(ines, f'client,date,text\n"{client.name}, Inc.",2026-03-01,One\n')
    upload = Upload.objects.get()
    ines.post(reverse("upload_columns", args=[upload.pk]), typed(upload))
    worked()
    text = ines.get(reverse("upload", args=[upload.pk])).content.decode()
    assert "Who is meant?" in text
    assert ines.post(reverse("upload_start", args=[upload.pk])).status_code == 422
    assert ines.post(reverse("upload_names", args=[upload.pk]), {}).status_code == 422
    assert ines.post(reverse("upload_names", args=[upload.pk]), {"name_0": "same"}).status_code == 302
    worked()
    ines.post(reverse("upload_start", args=[upload.pk]))
    worked()
    assert Insight.objects.get().client == client


def test_columns_are_chosen(ines: Browser):
    brought(ines, "who,when,what\nAcme,2026-03-01,One\n")
    upload = Upload.objects.get()
    answer = ines.post(reverse("upload_columns", args=[upload.pk]), typed(upload, column_2="text"))
    assert answer.status_code == 422
    assert "No column says who the client is." in answer.content.decode()
    chosen = typed(upload, column_0="client", column_1="said_on", column_2="text", source="crm")
    assert ines.post(reverse("upload_columns", args=[upload.pk]), chosen | {"what": "look"}).status_code == 302
    assert "Nothing is wrong with these." in ines.get(reverse("upload", args=[upload.pk])).content.decode()
    ines.post(reverse("upload_columns", args=[upload.pk]), chosen)
    worked()
    ines.post(reverse("upload_start", args=[upload.pk]))
    worked()
    assert Insight.objects.get().source == "crm"


def test_a_workbook_comes_in(ines: Browser):
    file = workbook([["Client", "Date", "Text"], ["Acme", (46082, 1), "One"], ["Globex", (46083, 2), "Two"]])
    upload = taken_in(ines, file)
    assert upload.step is Step.DONE
    assert [each.isoformat() for each in Insight.objects.values_list("said_on", flat=True)] == [
        "2026-03-01",
        "2026-03-02",
    ]


def test_what_is_no_file_is_refused_with_its_sentence(ines: Browser):
    answer = brought(ines, b"PK\x03\x04 not a workbook", "x.xlsx")
    assert answer.status_code == 422
    assert "This is no XLSX file that can be read" in answer.content.decode()
    assert Upload.objects.count() == 0


def test_undoing_leaves_what_somebody_relies_on(ines: Browser, cast: Cast):
    upload = taken_in(ines)
    kept = Insight.objects.get(text="Sign-on")
    link_insight(initiative=initiative(cast), insight=kept, stance=Stance.SUPPORTS, actor=cast.noor, at=cast.at)
    page = reverse("upload", args=[upload.pk])
    assert "Undo this import" in ines.get(page).content.decode()
    assert ines.post(reverse("batch_undoing", args=[upload.batch_id])).status_code == 302
    worked()
    assert [*Insight.objects.values_list("text", flat=True)] == ["Sign-on"]
    assert [*Client.objects.values_list("name", flat=True)] == ["Globex"]
    text = ines.get(page).content.decode()
    assert "1 insight went again. 1 client that it brought went too." in text
    assert "What stays although it was undone" in text
    report = ines.get(reverse("upload_report", args=[upload.pk])).content.decode()
    assert "somebody linked it to an initiative" in report
    assert "others rely on it: it has insights" in report
    again = ines.post(reverse("batch_undoing", args=[upload.batch_id]))
    assert again.status_code == 422
    assert "is undone already" in again.content.decode()


def test_a_stranger_sees_no_imports(ines: Browser, cast: Cast):
    brought(ines)
    upload = Upload.objects.get()
    for person in (cast.sam, cast.noor):
        other = Browser()
        other.force_login(person)
        assert other.get(reverse("upload", args=[upload.pk])).status_code == 404
        assert other.post(reverse("upload_end", args=[upload.pk])).status_code == 404
        assert other.get(reverse("imports")).status_code == (404 if person == cast.sam else 200)
    assert ines.post(reverse("upload_end", args=[upload.pk])).status_code == 302
    assert Upload.objects.count() == 0


def test_what_changes_of_clients_is_seen_before_and_after_and_as_before_once_undone(ines: Browser, cast: Cast):
    client = hartmann(cast)
    before = client.segment
    text = f"client,date,text,segment\n{client.name},2026-03-01,We need exports,Elsewhere\n"
    brought(ines, text)
    upload = Upload.objects.get()
    page = reverse("upload", args=[upload.pk])
    ines.post(reverse("upload_columns", args=[upload.pk]), typed(upload))
    worked()
    shown = ines.get(page).content.decode()
    assert "1 client that is here will have other facts" in shown
    assert "<b>Elsewhere</b>" in shown
    client.refresh_from_db()
    assert client.segment == before
    ines.post(reverse("upload_start", args=[upload.pk]))
    worked()
    assert "1 client that was here has other facts now" in ines.get(page).content.decode()
    upload.refresh_from_db()
    ines.post(reverse("batch_undoing", args=[upload.batch_id]))
    assert 'hx-trigger="load delay:1s"' in ines.get(page).content.decode()
    assert "being undone" in ines.get(reverse("imports")).content.decode()
    worked()
    shown = ines.get(page).content.decode()
    assert "1 client has the facts again that it had before." in shown
    assert "hx-trigger" not in shown.split('id="main"')[1]
    client.refresh_from_db()
    assert client.segment == before


def test_headers_stand_as_the_file_spells_them_and_nothing_is_promised_before_they_are_named(ines: Browser):
    brought(ines, "Kunde / Account,Wann,Was\nAcme,2026-03-01,One\n")
    upload = Upload.objects.get()
    shown = ines.get(reverse("upload", args=[upload.pk])).content.decode()
    assert "Kunde / Account" in shown
    assert "Nothing is wrong with these." not in shown
    assert "No column says who the client is." in shown
    answer = ines.post(reverse("upload_columns", args=[upload.pk]), typed(upload)).content.decode()
    assert "Kunde / Account" in answer
    assert "kunde_/" not in answer


def test_a_guessed_initiative_is_confirmed_or_not_linked(ines: Browser, cast: Cast):
    row = initiative(cast, "Private clean rooms", key="clean", source="jira")
    brought(ines, f"client,date,text,initiative\nAcme,2026-03-01,One,clean\nAcme,2026-03-01,Two,{row.title}\n")
    upload = Upload.objects.get()
    ines.post(reverse("upload_columns", args=[upload.pk]), typed(upload))
    worked()
    shown = ines.get(reverse("upload", args=[upload.pk])).content.decode()
    assert "What these rows speak for" in shown
    assert "“clean” means “Private clean rooms”" in shown
    ines.post(reverse("upload_start", args=[upload.pk]), {"guess_0": "on"})
    worked()
    assert row.insight_links.count() == 2
