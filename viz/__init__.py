"""Pictures of a graph that is handed in: the table, the network, the explorer, and the model that they are drawn from.

`write_table`, `write_network` and `write_explorer` (for large graphs) write one HTML file each, of the whole graph or
of a `Choice`; `to_pyvis` gives the network to go on with in a notebook.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from viz.choose import Choice
from viz.from_graph import make_picture
from viz.picture import Picture
from viz.table import write_table

if TYPE_CHECKING:
    from viz.explorer import write_explorer
    from viz.network import to_pyvis, write_network

__all__ = ["Choice", "Picture", "make_picture", "to_pyvis", "write_explorer", "write_network", "write_table"]


def __getattr__(name: str) -> Any:
    """pyvis takes half a second to import, numpy a tenth: only who asks for what they draw pays."""
    if name in ("to_pyvis", "write_network"):
        from viz import network

        return getattr(network, name)
    if name == "write_explorer":
        from viz.explorer import write_explorer

        return write_explorer
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
