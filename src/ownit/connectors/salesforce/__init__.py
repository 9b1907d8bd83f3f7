"""Salesforce exports: objects, reports and replicated tables."""
