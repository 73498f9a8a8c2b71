"""The domains from which a client’s mail comes: what may be one, and how an address names it."""

import re
from collections.abc import Collection

from parley.kernel.refusals import Refused

LONGEST = 253
MOST_OF_CLIENT = 20
LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
# Under these anybody has an address, so they say nothing of where somebody works.
FREE = frozenset(
    """
    gmail.com googlemail.com aol.com icloud.com me.com mac.com msn.com passport.com web.de t-online.de freenet.de
    arcor.de posteo.de mailbox.org mail.ru bk.ru list.ru inbox.ru yandex.ru yandex.com ya.ru rambler.ru qq.com
    foxmail.com 163.com 126.com yeah.net sina.com sina.cn sohu.com proton.me protonmail.com protonmail.ch pm.me
    zoho.com zohomail.com mail.com email.com usa.com orange.fr wanadoo.fr free.fr sfr.fr laposte.net neuf.fr libero.it
    virgilio.it tiscali.it alice.it tin.it naver.com daum.net hanmail.net kakao.com nate.com docomo.ne.jp ezweb.ne.jp
    au.com softbank.ne.jp i.softbank.jp nifty.com biglobe.ne.jp ocn.ne.jp so-net.ne.jp plala.or.jp comcast.net
    verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net earthlink.net juno.com btinternet.com sky.com
    talktalk.net virginmedia.com ntlworld.com hey.com fastmail.com fastmail.fm tutanota.com tuta.io tuta.com duck.com
    bluewin.ch sunrise.ch chello.at aon.at telenet.be skynet.be ziggo.nl kpnmail.nl planet.nl home.nl xs4all.nl wp.pl
    o2.pl onet.pl interia.pl seznam.cz centrum.cz abv.bg uol.com.br bol.com.br terra.com.br ig.com.br globo.com
    rediffmail.com sapo.pt telia.com rocketmail.com ymail.com privaterelay.appleid.com mailinator.com
    """.split()  # noqa: SIM905 - a list of a hundred strings would be read by nobody
)
FREE_EVERYWHERE = frozenset({"hotmail", "outlook", "live", "yahoo", "gmx"})  # under any ending, as yahoo.co.jp
SHARED = frozenset({"co", "com", "ne", "or", "ac", "go", "gov", "org", "net", "edu", "gob"})  # before a country


def domain_of(text: str) -> str:
    """Read a domain, however it is written: “@hartmann.example”, an address, a page. In small letters, as mail has it.

    Raises Refused for what is none, for one at which anybody has an address, and for a whole country.
    """
    found = _ascii(re.sub(r"^[a-z]+://", "", text.strip().lower()).partition("/")[0].rpartition("@")[2])
    labels = found.removeprefix("www.").split(".")
    named = len(labels) > 1 and not labels[-1].isdigit() and all(LABEL.fullmatch(each) for each in labels)
    if len(found) > LONGEST or not named:
        raise Refused("Write what follows the @ in their addresses, as hartmann.example.", field="domain")
    domain = ".".join(labels)
    if len(labels) == 2 and labels[0] in SHARED and len(labels[1]) == 2:
        raise Refused(f"Many companies have addresses under {domain}. Write the whole of what follows the @.",
                      field="domain")  # fmt: skip
    if _is_free(labels):
        raise Refused(f"Anybody can have an address at {domain}, so it says nothing of a client. Write the domain that "
                      "is theirs alone.", field="domain")  # fmt: skip
    return domain


def _is_free(labels: list[str]) -> bool:
    """Whether anybody has an address there, or below it."""
    below = {".".join(labels[n:]) for n in range(len(labels))}
    name = labels[-3] if len(labels) > 2 and labels[-2] in SHARED else labels[-2]
    return not FREE.isdisjoint(below) or name in FREE_EVERYWHERE


def _ascii(domain: str) -> str:
    """Write a domain as mail does, also one with letters of its own: münchen.example is xn--mnchen-3ya.example."""
    try:
        return domain.strip(".").encode("idna").decode()
    except UnicodeError:
        return ""


def domains_named_by(address: str) -> list[str]:
    """Give the domains an address may belong to, its own first: sales.hartmann.example, then hartmann.example."""
    domain = _ascii(address.rpartition("@")[2].lower())
    if not domain or len(domain) > LONGEST:
        return []
    labels = domain.split(".")
    return [".".join(labels[n:]) for n in range(len(labels) - 1)][:10]


def must_be_few(domains: Collection[str], *, field: str = "domain") -> None:
    """Raise Refused when a client would have more domains than are kept."""
    if len(domains) > MOST_OF_CLIENT:
        raise Refused(f"A client has at most {MOST_OF_CLIENT} domains. Remove one first.", field=field)


def must_not_be_ours(domain: str, *, ours: bool, field: str = "domain") -> None:
    """Raise Refused for a domain at which people of the company have their addresses."""
    if ours:
        raise Refused(f"People of our own company have addresses at {domain}, so mail from there is no client’s. Write "
                      "the client’s.", field=field)  # fmt: skip
