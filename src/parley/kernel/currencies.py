"""The currencies there are: alphabetic codes of ISO 4217 list one, as its maintenance agency SIX keeps it.

Left out are metals, the codes for tests and for no currency, and what was withdrawn before 2026.
"""

from parley.kernel.refusals import Refused

CODES = """
AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW
CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG
HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK
MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR
SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW
UZS VED VES VND VUV WST XAF XCD XCG XDR XOF XPF YER ZAR ZMW ZWG
"""
CURRENCIES = frozenset(CODES.split())


def currency_of(text: str, field: str = "currency") -> str:
    """Read the three letters of a currency, in capitals. Raises Refused, at `field`, for what is none."""
    code = text.strip().upper()
    if not code:
        raise Refused("An amount needs its currency. Write its three letters, for example EUR.", field=field)
    if code not in CURRENCIES:
        raise Refused(f"There is no currency “{text.strip()[:20]}”. Write the three letters of one, for example EUR.",
                      field=field)  # fmt: skip
    return code
