"""What does the connector make of the words for where a deal came from?"""

from __future__ import annotations

from ownit.connectors.simulate import text
from ownit.connectors.simulate.behaviour.canonical.columns import Columns
from ownit.connectors.simulate.leads import WORDS
from ownit.connectors.simulate.rows import Days

_CLASS = {
    "Cold Call": "cold",
    "Cold Email": "cold",
    "Networking": "network",
    "Customer Referral": "referral",
    "Web": "marketing",
    "Webinar": "marketing",
    "Trade Show": "marketing",
    "SDR": "inside_sales",
    "Partner": "partner",
    "RFP": "rfp",
    "Renewal": "renewal",
}
_CLASSES = tuple(_CLASS[word] for word in WORDS)


def sources(word: Days) -> Columns:
    """The CRM's own word and its class; -1 is null."""
    return {"source": text.labels(WORDS, word), "source_class": text.labels(_CLASSES, word)}
