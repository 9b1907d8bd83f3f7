"""Small Salesforce exports, imported one after the other."""

from __future__ import annotations

from ownit.connectors.base import ReadOptions
from ownit.flows import importing, requests
from ownit.flows.import_report import ImportReport
from ownit.flows.workspace import Workspace

USERS = "Id,Name,Email,ManagerId\n005000000000001AAA,Ann,ann@example.com,005000000000002AAA\n005000000000002AAA,Bo,,\n"
WHOLE = (
    "Id,Name,StageName,Amount,CurrencyIsoCode,CreatedDate,CloseDate,OwnerId,LeadSource\n"
    "006000000000001AAA,One,Proposal,1000,EUR,2026-05-04T10:00:00.000Z,2026-09-30,005000000000001AAA,Referral\n"
)
SMALLER = "Id,StageName,Amount,CloseDate,OwnerId\n006000000000001AAA,Closed Won,900,2026-08-11,005000000000001AAA\n"
ACCOUNTS = "Id,Name,OwnerId,Industry\n001000000000001AAA,Acme,005000000000001AAA,Chemicals\n"
TASKS = (
    "Id,OwnerId,Subject,ActivityDate,Status,TaskSubtype,CallDurationInSeconds,WhatId\n"
    "00T000000000001AAA,005000000000001AAA,Call,2026-08-03,Completed,Call,600,006000000000001AAA\n"
)
FEWER = {
    "User": "Id,Name,Username\n005000000000001AAA,Ann B,ann\n005000000000002AAA,Bo,bo\n",
    "Account": "Id,Name,BillingCountry\n001000000000001AAA,Acme Ltd,DE\n",
    "Task": "Id,OwnerId,Subject,ActivityDate,Status\n00T000000000001AAA,005000000000001AAA,Call,2026-08-04,Completed\n",
}


def imported(workspace: Workspace, **files: str) -> ImportReport:
    folder = workspace.home.parent / f"export_{len(files)}"
    folder.mkdir()
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return importing.run(workspace, requests.request(workspace, "salesforce", folder, ReadOptions(connector="")))
