"""A company whose truth is known, written as Salesforce exports."""
