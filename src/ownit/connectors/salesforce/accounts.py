"""Which accounts, contacts and products are there, and what is a currency worth?"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ownit.connectors.salesforce.canonical import Canonical
from ownit.connectors.salesforce.names import named, owner
from ownit.connectors.salesforce.object import Typed
from ownit.connectors.salesforce.repeated import in_file_order
from ownit.connectors.salesforce.said import Fed, Spoken, as_said
from ownit.facts.schema import ACCOUNT, CONTACT, OPPORTUNITY_CONTACT, PRODUCT, RATE


def account(accounts: Typed) -> Canonical:
    """One account per record; in reports without ids its name is its id."""
    whole = Canonical(
        table=ACCOUNT,
        select={
            "id": "coalesce(a.Id, a.Name)",
            "name": "a.Name",
            "owner_id": owner(accounts.has, "a", "u", "Owner"),
            "industry": "a.Industry",
            "employees": "CAST(round(a.NumberOfEmployees) AS BIGINT)",
            "annual_revenue": "a.AnnualRevenue",
            "country": "coalesce(a.BillingCountry, a.BillingCountryCode, a.ShippingCountry)",
            "customer_since": "a.CustomerSince",
        },
        source=f"""{accounts.relation} a {named(accounts.has, "Owner", "user_by_name", "u", "a")}
        WHERE a.__left IS NULL {in_file_order("a", accounts.has)}""",
        objects=(accounts,),
    )
    return as_said(whole, [Spoken(object_=accounts, fed=_FED[ACCOUNT.name])], file="a.__file")


def contact(contacts: Typed) -> Canonical:
    """One contact per record; the role is the title on the card."""
    whole = Canonical(
        table=CONTACT,
        select={"id": "c.Id", "account_id": owner(contacts.has, "c", "a", "Account"), "role": "c.Title"},
        source=f"""{contacts.relation} c {named(contacts.has, "Account", "account_by_name", "a", "c")}
        WHERE c.__left IS NULL""",
        objects=(contacts,),
    )
    return as_said(whole, [Spoken(object_=contacts, fed=_FED[CONTACT.name])], file="c.__file")


def opportunity_contact(roles: Typed) -> Canonical:
    """Who of the customer is in which deal."""
    whole = Canonical(
        table=OPPORTUNITY_CONTACT,
        select={"opportunity_id": "OpportunityId", "contact_id": "ContactId", "role": "Role"},
        source=f"{roles.relation} WHERE __left IS NULL",
        objects=(roles,),
    )
    return as_said(whole, [Spoken(object_=roles, fed=_FED[OPPORTUNITY_CONTACT.name])])


def product(products: Typed) -> Canonical:
    """One product per record of Product2."""
    whole = Canonical(
        table=PRODUCT,
        select={
            "id": "Id",
            "name": "Name",
            "family": "Family",
            "list_price": "ListPrice",
            "currency": "CurrencyIsoCode",
        },
        source=f"{products.relation} WHERE __left IS NULL",
        objects=(products,),
    )
    return as_said(whole, [Spoken(object_=products, fed=_FED[PRODUCT.name])])


def rate(rates: Typed) -> Canonical:
    """Salesforce gives units of a currency per unit of the corporate one; here it is the other way round."""
    return Canonical(
        table=RATE,
        select={
            "currency": "IsoCode",
            "on": "StartDate",
            "rate": "1 / CAST(ConversionRate AS DOUBLE)",
        },
        source=f"{rates.relation} WHERE __left IS NULL",
        objects=(rates,),
    )


_FED: Mapping[str, Fed] = MappingProxyType(
    {
        ACCOUNT.name: {
            "name": ("Name",),
            "owner_id": ("OwnerId", "OwnerName"),
            "industry": ("Industry",),
            "employees": ("NumberOfEmployees",),
            "annual_revenue": ("AnnualRevenue",),
            "country": ("BillingCountry", "BillingCountryCode", "ShippingCountry"),
            "customer_since": ("CustomerSince",),
        },
        CONTACT.name: {"account_id": ("AccountId", "AccountName"), "role": ("Title",)},
        OPPORTUNITY_CONTACT.name: {"role": ("Role",)},
        PRODUCT.name: {
            "name": ("Name",),
            "family": ("Family",),
            "list_price": ("ListPrice",),
            "currency": ("CurrencyIsoCode",),
        },
    }
)
"""What the columns of each table are read from."""
