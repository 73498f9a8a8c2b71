"""Mails as programs write them: what came in, and what of it its writer said. Names and words are made up."""

import textwrap
from typing import NamedTuple


class Written(NamedTuple):
    """The text of an answer, and what its writer said."""

    program: str
    text: str
    said: str


def _of(program: str, text: str, said: str) -> Written:
    return Written(program, textwrap.dedent(text).strip("\n"), textwrap.dedent(said).strip("\n"))


OURS = """
> Hello Aiko Tanaka,
>
> The topic you brought has been answered.
>
> Read it in Parley:
> https://parley.example/topics/4/
"""

ANSWERS = (
    _of("Gmail", f"""
We asked two of them. Both say yes.

They want it before June.

On Tue, Nov 24, 2026 at 2:03 PM Parley <parley@parley.example> wrote:
{OURS}""", """
We asked two of them. Both say yes.

They want it before June."""),
    _of("Gmail, one line that names somebody", f"""
@Noor Haddad, or omar@parley.example: two of ours ask.

On Tue, Nov 24, 2026 at 2:03 PM Parley <parley@parley.example> wrote:
{OURS}""", "@Noor Haddad, or omar@parley.example: two of ours ask."),
    _of("Gmail, nothing between the two", f"""
Ask @Omar Reyes.
On Tue, Nov 24, 2026 at 2:03 PM Parley <parley@parley.example> wrote:
{OURS}""", "Ask @Omar Reyes."),
    _of("Gmail, a long line broken", f"""
Fine with us.

On Tue, Nov 24, 2026 at 2:03 PM Parley at Northlight Media and friends <
parley+abcdefghijklmnopqrstuvwxyz234567@parley.northlight-media.example>
wrote:
{OURS}""", "Fine with us."),
    _of("Gmail in German", f"""
Das passt. Ich frage noch einmal nach.

Am Di., 24. Nov. 2026 um 14:03 Uhr schrieb Parley <parley@parley.example>:
{OURS}""", "Das passt. Ich frage noch einmal nach."),
    _of("Gmail in Japanese", f"""
承知しました。来週確認します。

2026年11月24日(火) 14:03 Parley <parley@parley.example>:
{OURS}""", "承知しました。来週確認します。"),
    _of("Gmail in French", f"""
D'accord.

Le mar. 24 nov. 2026 à 14:03, Parley <parley@parley.example> a écrit :
{OURS}""", "D'accord."),
    _of("Outlook", """
Agreed. My client renews in May.

From: Parley <parley@parley.example>
Sent: Tuesday, November 24, 2026 2:03 PM
To: Aiko Tanaka <aiko@parley.example>
Subject: Your topic has its answer

Hello Aiko Tanaka,

The topic you brought has been answered.""", "Agreed. My client renews in May."),
    _of("Outlook on the web", """
Agreed.

________________________________
From: Parley <parley@parley.example>
Sent: 24 November 2026 14:03
To: Aiko Tanaka <aiko@parley.example>
Subject: Your topic has its answer

Hello Aiko Tanaka,""", "Agreed."),
    _of("Outlook in German", """
Einverstanden.

Von: Parley <parley@parley.example>
Gesendet: Dienstag, 24. November 2026 14:03
An: Aiko Tanaka <aiko@parley.example>
Betreff: Ihr Thema hat seine Antwort

Guten Tag,

Ihr Thema wurde beantwortet.""", "Einverstanden."),
    _of("Outlook in German, older", """
Einverstanden.

-----Ursprüngliche Nachricht-----
Von: Parley [mailto:parley@parley.example]
Gesendet: Dienstag, 24. November 2026 14:03
An: Tanaka, Aiko
Betreff: Ihr Thema

Guten Tag,""", "Einverstanden."),
    _of("Outlook in Japanese", """
了解です。

差出人: Parley <parley@parley.example>
送信日時: 2026年11月24日 14:03
宛先: Aiko Tanaka <aiko@parley.example>
件名: トピックに回答がありました

田中様""", "了解です。"),
    _of("Apple Mail", f"""
Both of ours would pay for it.

> On 24 Nov 2026, at 14:03, Parley <parley@parley.example> wrote:
>
{OURS}""", "Both of ours would pay for it."),
    _of("Apple Mail in German", f"""
Beide würden dafür zahlen.

> Am 24.11.2026 um 14:03 schrieb Parley <parley@parley.example>:
>
{OURS}""", "Beide würden dafür zahlen."),
    _of("iPhone", f"""
Yes, both.

Sent from my iPhone

> On 24 Nov 2026, at 14:03, Parley <parley@parley.example> wrote:
>
{OURS}""", "Yes, both."),
    _of("iPhone in Japanese", f"""
はい、両方です。

iPhoneから送信

> 2026/11/24 14:03、Parley <parley@parley.example>のメール:
>
{OURS}""", "はい、両方です。"),
    _of("Outlook for Android in German", """
Ja.

Holen Sie sich Outlook für Android
________________________________
From: Parley <parley@parley.example>
Sent: Tuesday, November 24, 2026 2:03:11 PM
To: Aiko Tanaka <aiko@parley.example>
Subject: Ihr Thema

Hello""", "Ja."),
    _of("Thunderbird, below what it quotes", f"""
On 24/11/2026 14:03, Parley wrote:
{OURS}

Two of ours asked the same.

--
Aiko Tanaka
Account management, Tokyo""", "Two of ours asked the same."),
    _of("Thunderbird, between what it quotes", """
On 24/11/2026 14:03, Parley wrote:
> The topic you brought has been answered.

Thank you.

> Read it in Parley.

I did, and have one question left.""", """
Thank you.

I did, and have one question left."""),
    _of("a signature alone", """
See you there.

--\x20
Aiko
+81 3 0000 0000""", "See you there."),
    _of("nothing of its own", f"""
On Tue, Nov 24, 2026 at 2:03 PM Parley <parley@parley.example> wrote:
{OURS}""", ""),
    _of("words that look like a head, and are none", """
On Monday two clients wrote:
they cannot prove consent.

From: what I hear, it is the audits.
To me that sounds right.""", """
On Monday two clients wrote:
they cannot prove consent.

From: what I hear, it is the audits.
To me that sounds right."""),
    _of("a list with dashes, and a rule", """
- one
-- two, with dashes
--- three ---

Done.""", """
- one
-- two, with dashes
--- three ---

Done."""),
)  # fmt: skip


class Passed(NamedTuple):
    """The text of a mail that was sent on: who wrote that, on which day, and what they said."""

    program: str
    text: str
    sender: str
    day: str  # ISO; "" where it cannot be told
    said: str


WORDS = "We cannot prove consent in the audits."
PASSED_ON = (
    Passed("Gmail", f"""FYI, they ask again.

---------- Forwarded message ---------
From: Anna Weber <anna@hartmann.example>
Date: Tue, Nov 24, 2026 at 2:03 PM
Subject: Audits
To: Aiko Tanaka <aiko@parley.example>


{WORDS}

--
Anna Weber, Hartmann & Söhne
""", "anna@hartmann.example", "2026-11-24", WORDS),
    Passed("Gmail in German", f"""---------- Forwarded message ---------
Von: Anna Weber <anna@hartmann.example>
Date: Di., 24. Nov. 2026 um 14:03 Uhr
Subject: Audits
To: <aiko@parley.example>

{WORDS}
""", "anna@hartmann.example", "2026-11-24", WORDS),
    Passed("Outlook", f"""See below.

From: Weber, Anna <anna@hartmann.example>
Sent: Tuesday, November 24, 2026 2:03 PM
To: Aiko Tanaka <aiko@parley.example>
Cc: Sam Okafor <sam@parley.example>
Subject: Audits

Dear Aiko,

{WORDS}

From: Aiko Tanaka <aiko@parley.example>
Sent: Monday, November 23, 2026 9:00 AM
To: Weber, Anna <anna@hartmann.example>
Subject: How is it going?

How is it going?
""", "anna@hartmann.example", "2026-11-24", f"Dear Aiko,\n\n{WORDS}"),
    Passed("Outlook in German", f"""Zur Kenntnis.

Von: Weber, Anna <anna@hartmann.example>
Gesendet: Dienstag, 24. November 2026 14:03
An: Tanaka, Aiko <aiko@parley.example>
Betreff: Audits

{WORDS}
""", "anna@hartmann.example", "2026-11-24", WORDS),
    Passed("Outlook in Japanese", f"""共有します。

差出人: Anna Weber <anna@hartmann.example>
送信日時: 2026年11月24日 14:03
宛先: Aiko Tanaka <aiko@parley.example>
件名: Audits

{WORDS}
""", "anna@hartmann.example", "2026-11-24", WORDS),
    Passed("Apple Mail", f"""Begin forwarded message:

> From: Anna Weber <anna@hartmann.example>
> Subject: Audits
> Date: 24 November 2026 at 14:03:11 CET
> To: Aiko Tanaka <aiko@parley.example>
>
> {WORDS}
""", "anna@hartmann.example", "2026-11-24", WORDS),
    Passed("Thunderbird", f"""-------- Forwarded Message --------
Subject: \tAudits
Date: \tTue, 24 Nov 2026 14:03:11 +0100
From: \tAnna Weber <anna@hartmann.example>
To: \tAiko Tanaka <aiko@parley.example>



{WORDS}
""", "anna@hartmann.example", "2026-11-24", WORDS),
    Passed("a day that could be two", f"""---------- Forwarded message ---------
From: Anna Weber <anna@hartmann.example>
Date: 11/10/2026 2:03 PM
Subject: Audits
To: Aiko Tanaka <aiko@parley.example>

{WORDS}
""", "anna@hartmann.example", "", WORDS),
    Passed("sent on by a colleague before", f"""From: Sam Okafor <sam@parley.example>
Sent: Wednesday, November 25, 2026 9:00 AM
To: Aiko Tanaka <aiko@parley.example>
Subject: FW: Audits

This is yours, I think.

From: Anna Weber <anna@hartmann.example>
Sent: Tuesday, November 24, 2026 2:03 PM
To: Sam Okafor <sam@parley.example>
Subject: Audits

{WORDS}
""", "anna@hartmann.example", "2026-11-24", WORDS),
)  # fmt: skip
