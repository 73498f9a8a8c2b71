"""How the exports of other tools are read: known by their headers, as far as these were found in real files.

Headers marked unverified below stand in no file that could be read, only in what their makers write about them.
"""

from collections.abc import Mapping, Sequence

from parley.exchange.terms.intake import Fact, Near, Preset

F = Fact
ANYWHERE = "gmail|googlemail|outlook|hotmail|live|yahoo|icloud|me|gmx|web|proton|protonmail|aol"
HOST = rf"^[^@\s]+@((?!(?:{ANYWHERE})\.)[^@\s]+)$"  # of an e-mail address, but of those that anybody may have
SALESFORCE_KEY = r"^([A-Za-z0-9]{15})[A-Z0-5]{3}$"  # 18 characters now, 15 in old reports
WITHOUT_AT = r"^[@\s]*(.*?)[\s,;.]*$"

OWN = Preset("parley", "Parley’s own insights", (frozenset({"client", "said_on", "text"}),), {
    F.CLIENT: ("client",), F.TEXT: ("text",), F.SAID_ON: ("said_on",), F.KEY: ("key",), F.AUTHOR: ("author",),
    F.ON_BEHALF_OF: ("on_behalf_of",), F.INITIATIVE: ("supports", "initiative"), F.CLIENT_KEY: ("client_key",),
    F.PARENT: ("parent",), F.REGION: ("region",), F.SEGMENT: ("segment",), F.REVENUE: ("revenue",),
    F.CURRENCY: ("currency",),
})  # fmt: skip
ZENDESK = Preset("zendesk", "Zendesk tickets", (frozenset({"requester", "subject", "created_at"}),), {
    F.CLIENT: ("organization", "ticket_organization_name", "requester_domain", "requester_email"),
    F.TEXT: ("subject", "description"),
    F.SAID_ON: ("created_at",), F.KEY: ("id", "ticket_id"), F.AUTHOR: ("assignee",),
}, {F.CLIENT: HOST}, ("-",),
    advice="Tickets without an organization are counted under the domain of whoever wrote.")  # fmt: skip
JIRA = Preset("jira", "Jira issues", (frozenset({"summary", "issue_key"}),), {
    F.CLIENT: ("custom_field_(client)", "custom_field_(customer)", "custom_field_(account)",
               "custom_field_(organization)", "custom_field_(organizations)", "organizations", "organization"),
    F.TEXT: ("summary", "description"), F.SAID_ON: ("created",), F.KEY: ("issue_key",),
    F.AUTHOR: ("reporter", "creator"),
}, advice="Choose the column that names the client: each company keeps it in a field of its own.")  # fmt: skip
USERVOICE = Preset("uservoice", "UserVoice ideas", (
    frozenset({"idea_id", "idea_title"}), frozenset({"ideaid", "ideatitle"}),
    frozenset({"suggestion.id", "suggestion.title"}),
), {
    F.CLIENT: ("account_name", "account.name", "user_email_address", "useremailaddress",
               "external_user.email_address", "idea_creator_email_address", "ideacreatoremailaddress"),
    F.CLIENT_KEY: ("account.external_id", "account_external_id"),
    F.TEXT: ("idea_title", "ideatitle", "suggestion.title", "idea_description", "ideadescription", "suggestion.body"),
    F.SAID_ON: ("linked_idea_creation_date", "linkedideacreationdate", "created_timestamp", "createdtimestamp",
                "suggestion.created_timestamp"),
}, {F.CLIENT: HOST},
    advice="One row is one voter of one idea, so each is what one client said.")  # fmt: skip
CANNY = Preset("canny", "Canny posts", (  # unverified
    frozenset({"title", "details", "created"}), frozenset({"title", "details", "created_at"}),
    frozenset({"title", "details", "date"}),
), {
    F.CLIENT: ("company", "company_name", "companies", "author_company", "author_email", "author"),
    F.CLIENT_KEY: ("company_id",), F.TEXT: ("title", "details"), F.SAID_ON: ("created", "created_at", "date"),
    F.KEY: ("id", "post_id", "url"),
    F.REVENUE: ("monthly_spend",),
}, {F.CLIENT: HOST},
    advice="Canny knows what a company spends in a month, Parley what it brings in a year: leave that column out "
           "unless it holds a year.")  # fmt: skip
PRODUCTBOARD = Preset("productboard", "Productboard notes", (  # unverified
    frozenset({"title", "content"}), frozenset({"note_title", "note_text"}), frozenset({"title", "text", "company"}),
), {
    F.CLIENT: ("company", "company_name", "company_domain", "user_email", "user"),
    F.TEXT: ("title", "note_title", "content", "text", "note_text"),
    F.SAID_ON: ("created_at", "createdat", "created", "date"),
    F.KEY: ("id", "note_id", "source_record_id", "display_url", "url"),
    F.AUTHOR: ("owner_email", "owner", "created_by"),
}, {F.CLIENT: HOST})  # fmt: skip
SALESFORCE = Preset("salesforce", "Salesforce accounts", (
    frozenset({"account_name", "account_id"}), frozenset({"accountname", "accountid"}),
    frozenset({"account_name", "parent_account"}), frozenset({"id", "name", "parentid"}),
), {
    F.CLIENT: ("account_name", "accountname", "name"), F.CLIENT_KEY: ("account_id", "accountid", "id"),
    F.PARENT: ("parent_account_id", "parentid", "parent_account"),
    F.SEGMENT: ("segment", "industry", "type"), F.REGION: ("region", "sales_region"),
    F.REVENUE: ("arr", "annual_recurring_revenue", "annual_contract_value", "annual_revenue", "annualrevenue"),
    F.CURRENCY: ("account_currency", "currencyisocode", "annual_revenue_currency", "currency"),
}, {F.CLIENT_KEY: SALESFORCE_KEY, F.PARENT: SALESFORCE_KEY},
    advice="In Salesforce, Annual Revenue is what an account earns, not what it pays you, unless your company keeps "
           "it otherwise: choose the column that holds what it pays in a year.")  # fmt: skip
GITHUB = Preset("github", "GitHub issues", (frozenset({"number", "title", "creator_name"}),
                                            frozenset({"number", "title", "author", "created_at"}),
                                            frozenset({"number", "title", "user_login"})), {
    F.CLIENT: ("creator_company", "company", "author_company", "creator_name", "author", "user_login"),
    F.TEXT: ("title", "body"), F.SAID_ON: ("created_at", "createdat"), F.KEY: ("number", "id"),
}, {F.CLIENT: WITHOUT_AT}, ("none", "null", "n/a", "-"), Near.APART,
    advice="Whoever names no company is a client of their own, by the name they sign in with.")  # fmt: skip

PRESETS = (SALESFORCE, GITHUB, ZENDESK, JIRA, USERVOICE, CANNY, PRODUCTBOARD, OWN)
JOINED = {F.TEXT}  # of these, all columns that are there; of others, the first that is filled


def preset_for(headers: Sequence[str]) -> Preset | None:
    """Give the preset whose headers these are, or nothing."""
    there = set(headers)
    return next((each for each in PRESETS if any(marks <= there for marks in each.marks)), None)


def preset_called(key: str) -> Preset | None:
    """Give a preset by its key."""
    return next((each for each in PRESETS if each.key == key), None)


def places_of(preset: Preset, headers: Sequence[str]) -> Mapping[Fact, tuple[int, ...]]:
    """Give where the facts of a preset stand among some headers; of a name that stands twice, the first."""
    found: dict[Fact, tuple[int, ...]] = {}
    for fact, names in preset.columns.items():
        places = tuple(headers.index(name) for name in names if name in headers)
        if places:
            found[fact] = places if fact in JOINED or fact is F.CLIENT else places[:1]
    return found


def guessed(headers: Sequence[str]) -> Mapping[Fact, tuple[int, ...]]:
    """Give where facts stand whose usual names are among the headers of a file that no preset knows."""
    usual: dict[Fact, tuple[str, ...]] = {
        F.CLIENT: ("client", "customer", "account", "account_name", "company", "company_name", "organization",
                   "organisation", "kunde", "client_name", "customer_name", "name"),
        F.CLIENT_KEY: ("client_id", "customer_id", "account_id", "company_id", "client_key", "external_id"),
        F.TEXT: ("text", "note", "feedback", "comment", "description", "what_they_said", "body", "insight", "title",
                 "summary"),
        F.SAID_ON: ("said_on", "date", "created_at", "created", "day", "datum", "when"),
        F.KEY: ("id", "key", "number", "insight_id", "note_id"),
        F.AUTHOR: ("author", "noted_by", "owner", "author_email"),
        F.ON_BEHALF_OF: ("on_behalf_of", "heard_by"),
        F.INITIATIVE: ("initiative", "supports", "feature"),
        F.PARENT: ("parent", "parent_account", "parent_company"),
        F.REGION: ("region",), F.SEGMENT: ("segment", "industry", "tier"),
        F.REVENUE: ("revenue", "arr", "yearly_revenue", "annual_revenue"),
        F.CURRENCY: ("currency", "currency_code", "currencyisocode"),
    }  # fmt: skip
    found = {fact: places[:1] for fact, names in usual.items()
             if (places := tuple(headers.index(name) for name in names if name in headers))}  # fmt: skip
    if F.TEXT not in found and F.CLIENT_KEY not in found and F.KEY in found:
        found[F.CLIENT_KEY] = found.pop(F.KEY)  # each row is a client, so its number is the client's
    return found
