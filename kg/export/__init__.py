"""Ways out of the store, each a function that anybody may add to; `kg export NAME` is the function of that name."""

from kg.export.base import GROUP, Output, exporters, load_exporter, writing

__all__ = ["GROUP", "Output", "exporters", "load_exporter", "writing"]
