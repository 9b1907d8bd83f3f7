"""What will everyone's period be? Facts to statistics to laws, kept beside the snapshot."""

from ownit.flows.reckoning.flow import ReckoningRequest, is_kept, made_with, reckon

__all__ = ["ReckoningRequest", "is_kept", "made_with", "reckon"]
