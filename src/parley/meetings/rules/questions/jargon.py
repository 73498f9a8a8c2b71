"""Jargon: an acronym that is not spelt out, after the company's own glossary first, and a few words of fashion."""

import re
from collections.abc import Mapping

from parley.meetings.rules.questions.reading import Found, Read, Rule
from parley.meetings.terms.questions import Flag

ACRONYM = re.compile(r"(?<![\w/.-])(?P<acronym>[A-Z]{3,6})s?(?![\w-])(?!\s*\()")
# What everybody who works with software or clients reads without stopping, places, firms, and words said loudly.
KNOWN_WORDS = (
    "API APIS APP ASAP ATM BBC CAD CAPTCHA CEO CFO CMO COO COVID CPU CRM CSS CSV CTO CV DIY DNA DNS DVD EMEA APAC "
    "AMER LATAM ANZ DACH EDT EST CET GMT UTC PST EOD ERP ETA EUR EU FAQ FAQS FTP GB GBP GDPR GIF GMBH GPS GPT HR "
    "HTML HTTP HTTPS ID IDS INC IOS IPO ISO IT JPEG JPG JPY JSON KB KPI KPIS KYC LAN LLC LLM LTD MB MFA MVP NDA NPS "
    "OKR OKRS OS PC PDF PDFS PIN PIN PNG POC PPT PR QA QR RAM REST RFP ROI RSS RSVP SDK SLA SLAS SMS SQL SSO SVG "
    "TBD TV UI UK UN URL URLS USA USB USD USP UX VAT VIP VPN WIFI WWW XLS XLSX XML YAML ZIP CHF SEK NOK DKK INR AUD "
    "NZD CNY TLS SSL LTS DPA MSA SOW CMS CDN IDE SAML OAUTH LDAP JWT TCP CLI GUI OCR PII SEO RGB JVM SSD LCD LED "
    "GPU NFC RFID CTA CFP DOI ISBN MBA PHD NGO ESG HQ KM MPH TBA FYI EOM NSFW AKA DIN ANSI ISO SOC HIPAA PCI CCPA "
    "FBI CIA FDA SEC IRS UNESCO WHO NTT KLM TUI MTN TCS LVMH SNCF FIFA BBC RBS NBA NFL MIT IBM BMW SAP KPMG HSBC "
    "DHL UPS AWS EY PWC ING BBVA UBS IKEA NASA NATO NHS BT ATT CNN NBC CBS ABC XYZ AND ARE BUT CAN DID FOR GET HAS "
    "HAD HER HIM HIS HOW ITS NEW NOT NOW OLD ONE OUR OUT SEE SHE THE TOO TWO USE WAS WAY WHO WHY YOU YOUR ANY ALL "
    "MOST MUST NEED NEVER ALWAYS REALLY VERY ONLY ALSO BEST WHAT WHEN WHERE WHICH WILL WITH THAT THIS THEY THEM "
    "FROM HAVE JUST LIKE MORE LESS MUCH EVERY EACH BOTH SOME NONE STOP MAKE GOOD BAD BEFORE AFTER FIRST LAST NEXT "
    "SAME YES PLEASE HELP FREE READ NOTE DOLLAR EXACT ACTUAL EVEN THINK FEEL WANT WERE BEEN DOES DONE JAN FEB MAR "
    "APR MAY JUN JUL AUG SEP OCT NOV DEC MON TUE WED THU FRI SAT SUN XXX YYY FOO ACME"
)
KNOWN = frozenset(KNOWN_WORDS.split())
MEANINGS = {
    "ARR": "annual recurring revenue", "ARPU": "average revenue per user", "BANT": "budget, authority, need and time",
    "CAC": "cost of winning a client", "CIO": "chief information officer",
    "CSAT": "client satisfaction score", "CSM": "customer success manager",
    "DAU": "daily active users", "EBITDA": "earnings before interest, taxes and write-offs",
    "GMV": "gross merchandise value", "GTM": "go-to-market", "ICP": "ideal customer profile",
    "JTBD": "job the client wants done", "LTV": "lifetime value", "MAU": "monthly active users",
    "MQL": "marketing-qualified lead", "MRR": "monthly recurring revenue", "MTTR": "mean time to repair",
    "NRR": "net revenue retention", "PLG": "product-led growth", "PRD": "product requirements document",
    "QBR": "quarterly business review", "RBAC": "role-based access control", "SCIM": "automatic user set-up",
    "SKU": "article number", "TAM": "whole possible market", "TTV": "time to first value",
}  # fmt: skip
FASHION = {
    "synergies": "joint work", "synergy": "joint work", "low-hanging fruit": "small, quick improvements",
    "leverage": "use", "leveraging": "using", "operationalize": "put into practice",
    "operationalise": "put into practice", "paradigm shift": "change", "ideate": "think of ideas",
    "boil the ocean": "do too much at once", "move the needle": "make a difference", "granularity": "level of detail",
    "value-add": "benefit", "best-of-breed": "best", "omnichannel": "all-channel", "net-net": "in short",
}  # fmt: skip
WORDS = re.compile(rf"\b(?P<word>{'|'.join(map(re.escape, FASHION))})\b", re.IGNORECASE)
NOUN_LEVERAGE = re.compile(r"\b(?:the|our|your|their|more|any|much|some|of|financial|what|which) $", re.IGNORECASE)
LOUD = 3  # so many words in capitals are shouting


def rule(glossary: Mapping[str, str]) -> Rule:
    """Give the rule for a company's glossary: acronyms with their meanings."""
    return Rule(
        Flag.JARGON,
        "An acronym, or a word of fashion, leaves out whoever does not know it.",
        "QUAID, unfamiliar technical term; Maven, undefined acronyms",
        lambda asked: _own(asked, glossary) or _acronym(asked) or _fashion(asked),
    )


def _own(asked: Read, glossary: Mapping[str, str]) -> Found | None:
    """An acronym of the company's own glossary that stands there without its meaning."""
    if not glossary:
        return None
    longest_first = sorted(glossary, key=len, reverse=True)
    listed = re.compile(rf"(?<![\w/.-])(?P<acronym>{'|'.join(map(re.escape, longest_first))})(?P<s>s?)(?![\w-])")
    for found in listed.finditer(asked.plain):
        meaning = glossary[found["acronym"]]
        if meaning.lower() in asked.text.lower() or asked.plain[found.end() :].lstrip().startswith("("):
            continue
        return _spelt_out(asked, found, f"{meaning} ({found['acronym']}{found['s']})")
    return None


def _acronym(asked: Read) -> Found | None:
    every = re.findall(r"\b[A-Z]{2,}\b", asked.plain)
    if len(every) >= LOUD and not any(word in MEANINGS for word in every):
        return None
    for found in ACRONYM.finditer(asked.plain):
        acronym = found["acronym"]
        if acronym in KNOWN or f"({acronym})" in asked.plain:
            continue
        meaning = MEANINGS.get(acronym)
        if meaning and meaning in asked.text.lower():
            continue
        if meaning is None and _is_a_name_or_an_example(asked, found):
            continue
        if meaning is None and re.search(r"[AEIOUY]", acronym[1:-1]) and len(acronym) > 3:
            continue  # a word said loudly, or a name that is read as a word
        written = found[0]
        return _spelt_out(asked, found, f"{meaning} ({written})" if meaning else f"{written} (say what that is)")
    return None


def _is_a_name_or_an_example(asked: Read, found: re.Match[str]) -> bool:
    """Whether somebody owns something, as firms do, or it stands in brackets beside what it is an example of."""
    before, after = asked.plain[: found.start()], asked.plain[found.end() :]
    return after.startswith(("'s", "’s")) or before.count("(") > before.count(")")


def _fashion(asked: Read) -> Found | None:
    for found in WORDS.finditer(asked.plain):
        if found["word"].lower() == "leverage" and NOUN_LEVERAGE.search(asked.plain[: found.start()]):
            continue
        return _spelt_out(asked, found, FASHION[found["word"].lower()])
    return None


def _spelt_out(asked: Read, found: re.Match[str], words: str) -> Found:
    return Found(found.start(), found.end(), f"{asked.text[: found.start()]}{words}{asked.text[found.end() :]}")
