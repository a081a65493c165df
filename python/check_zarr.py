"""Opens an `ensemble.zarr` with zarr, xarray and ArviZ and says what they see.

Usage: python check_zarr.py FOLDER. A package that is not installed is skipped by name; with CI=true that is a failure.
"""

import os
import sys
import warnings

DIMENSIONS = {"posterior": ("chain", "draw"), "log_likelihood": ("chain", "draw"), "sample_stats": ("chain", "draw")}


def with_zarr(folder):
    import zarr

    root = zarr.open_group(folder, mode="r")
    assert root.metadata.zarr_format == 3
    assert root.metadata.consolidated_metadata is not None, "no consolidated metadata"
    for name, group in root.groups():
        for column, array in group.arrays():
            assert array.metadata.dimension_names is not None, f"{name}/{column} has no dimension names"
            array[...]
    return zarr.__version__


def with_xarray(folder):
    import xarray

    tree = xarray.open_datatree(folder, engine="zarr")
    for name, dimensions in DIMENSIONS.items():
        for column in tree[name].data_vars.values():
            assert column.dims[:2] == dimensions, f"{name}/{column.name} has dimensions {column.dims}"
            column.load()
    weight = tree["sample_stats"]["log_weight"]
    assert weight.dtype == "float64" and tree["sample_stats"]["stream_root"].dtype == "uint64"
    return xarray.__version__


def with_arviz(folder):
    import arviz

    if arviz.__version__.startswith("0."):  # its own from_zarr refuses zarr 3
        import xarray

        data = arviz.InferenceData.from_datatree(xarray.open_datatree(folder, engine="zarr"))
    else:
        data = arviz.from_zarr(folder)
    table = arviz.summary(data)
    assert len(table) == len(data["posterior"].data_vars), "summary leaves parameters out"
    return arviz.__version__


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    for check in (with_zarr, with_xarray, with_arviz):
        name = check.__name__.removeprefix("with_")
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                __import__(name)
        except ImportError:
            print(f"skipped: {name} is not installed")
            if os.environ.get("CI") == "true":
                sys.exit(1)
            continue
        with warnings.catch_warnings():
            # A warning of zarr or xarray about our files is a fault of ours; ArviZ warns about its own plans.
            warnings.simplefilter("ignore" if name == "arviz" else "error")
            print(f"{name} {check(sys.argv[1])} opens it")


if __name__ == "__main__":
    main()
