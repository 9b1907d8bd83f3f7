"""A company whose truth is known, written as Salesforce exports.

To be read in this order: what is told of a company (``parameters``, ``script``, ``cycle``, ``clock``), what a seller's
deals and work come to (``deals``, ``prospecting``, ``land``, ``touches``, ``leads``, ``progress``), what of it the CRM
holds on a day (``book``, its ``rows`` and their ``codes``), what the exports say of that (``shown``, ``objects``,
``text``, ``write``), and what was true (``futures``, ``tally``, ``truth``). The companies are in ``northline``,
``sizes``, ``small``, and those of a second generator in ``behaviour``.
"""
