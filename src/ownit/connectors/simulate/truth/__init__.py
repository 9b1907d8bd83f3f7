"""What is true of a simulated company, to hold answers against?

``truth_of`` puts it together, ``write_truth`` lays it beside the exports, ``truth_table`` tells of every deal.
"""

from ownit.connectors.simulate.truth.files import truth_table, write_truth
from ownit.connectors.simulate.truth.gathering import truth_of
from ownit.connectors.simulate.truth.record import Chance, LeaderTruth, SellerTruth, Truth

__all__ = ["Chance", "LeaderTruth", "SellerTruth", "Truth", "truth_of", "truth_table", "write_truth"]
