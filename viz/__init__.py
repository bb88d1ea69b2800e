"""Pictures of a graph that is handed in: the network, and the model that every picture is drawn from."""

from viz.network import to_pyvis, write_network
from viz.picture import Picture, make_picture

__all__ = ["Picture", "make_picture", "to_pyvis", "write_network"]
