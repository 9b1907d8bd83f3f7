"""Which currencies are there? The codes of ISO 4217: those in force, and those withdrawn since 1999.

An old export may well be in a withdrawn one. Units of account without a rate (gold, test codes) are left out.
"""

from __future__ import annotations

IN_FORCE = frozenset(
    """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF
    CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD
    HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD
    MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN
    PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD
    TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST XAF XCD XCG XDR XOF XPF XSU XUA YER ZAR ZMW ZWG
    """.split()  # noqa: SIM905 - a list of quoted codes says less
)
WITHDRAWN = frozenset(
    """
    ADP AFA ANG ATS AZM BEF BGL BGN BYR CSD CUC CYP DEM EEK ESP FIM FRF GHC GRD GWP HRK IEP ITL LTL LUF LVL MGF MRO
    MTL MZM NLG PTE ROL RUR SDD SIT SKK SLL SRG STD TMM TPE TRL UAK VEB VEF XEU YUM ZMK ZWD ZWL ZWN ZWR
    """.split()  # noqa: SIM905 - a list of quoted codes says less
)


def is_currency(code: str) -> bool:
    """Whether three letters, cased in any way, name a currency."""
    return code.upper() in IN_FORCE or code.upper() in WITHDRAWN
