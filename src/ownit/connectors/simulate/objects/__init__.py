"""What does each Salesforce object export say about a company's people and the rows of a book?"""

from ownit.connectors.simulate.objects.book import objects_of
from ownit.connectors.simulate.objects.people import people_objects, staff_objects
from ownit.connectors.simulate.objects.zone import Zone, zone_of

__all__ = ["Zone", "objects_of", "people_objects", "staff_objects", "zone_of"]
