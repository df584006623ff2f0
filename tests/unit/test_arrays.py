"""Arrays in a file, mapped into memory: index.arrays."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.arrays import Array, load, pack_strings, save, unpack_strings
from index.errors import EngineError

ARRAYS: dict[str, Array] = {
    "numbers": np.arange(7, dtype=np.int32),
    "none": np.zeros(0, dtype=np.float32),
    "bytes": np.frombuffer(b"abc", dtype=np.uint8),
    "long": np.array([2**40, -1], dtype=np.int64),
    "none_again": np.zeros(0, dtype=np.int64),
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    save(tmp_path / "task.arrays", ARRAYS)
    return tmp_path / "task.arrays"


def test_arrays_come_back_as_they_were(path: Path) -> None:
    loaded = load(path)
    assert list(loaded) == list(ARRAYS)
    for name, array in ARRAYS.items():
        assert loaded[name].dtype == array.dtype
        assert loaded[name].tolist() == array.tolist()


def test_arrays_are_mapped_read_only_and_aligned(path: Path) -> None:
    for array in load(path).values():
        assert not array.flags.writeable
        assert array.size == 0 or array.ctypes.data % 64 == 0


def test_the_same_arrays_make_the_same_bytes(path: Path, tmp_path: Path) -> None:
    save(tmp_path / "again", ARRAYS)
    assert (tmp_path / "again").read_bytes() == path.read_bytes()


def test_a_slice_is_saved_as_what_it_shows(tmp_path: Path) -> None:
    save(tmp_path / "a", {"every_other": np.arange(10)[::2]})
    assert load(tmp_path / "a")["every_other"].tolist() == [0, 2, 4, 6, 8]


def test_what_is_no_such_file_is_an_error_that_names_it(tmp_path: Path) -> None:
    contents = (b"", b"x", b"\0" * 8, b"\xff" * 100, b"\x02" + b"\0" * 7 + b"[]" + b" " * 54)
    for content in contents:
        (tmp_path / "task.arrays").write_bytes(content)
        with pytest.raises(EngineError, match=r"task\.arrays cannot be read.*taskdex build"):
            load(tmp_path / "task.arrays")
    with pytest.raises(EngineError, match=r"gone\.arrays"):
        load(tmp_path / "gone.arrays")


def test_an_array_that_a_file_lacks_is_an_error_that_names_both(tmp_path: Path) -> None:
    """A release that another version built: whoever reads the file need not say so."""
    save(tmp_path / "a.arrays", {"here": np.arange(3)})
    with pytest.raises(EngineError, match=r'a\.arrays cannot be read: it has no "gone".*build'):
        load(tmp_path / "a.arrays")["gone"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(length=st.integers(0, 10_000))
def test_a_file_cut_off_is_an_error_unless_only_padding_is_gone(path: Path, length: int) -> None:
    whole = path.read_bytes()
    cut = path.with_name("cut.arrays")
    cut.write_bytes(whole[: length % len(whole)])
    try:
        loaded = load(cut)
    except EngineError:
        return
    assert {name: a.tolist() for name, a in loaded.items()} == {
        name: a.tolist() for name, a in ARRAYS.items()
    }


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(place=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_a_flipped_bit_is_an_error_or_another_value_and_never_a_crash(
    path: Path, place: int, bit: int
) -> None:
    content = bytearray(path.read_bytes())
    content[place % len(content)] ^= 1 << bit
    flipped = path.with_name("flipped.arrays")
    flipped.write_bytes(content)
    try:
        loaded = load(flipped)
    except EngineError:
        return
    assert all(isinstance(array, np.ndarray) for array in loaded.values())


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), max_size=20))
def test_strings_come_back_as_they_were(strings: list[str]) -> None:
    data, offsets = pack_strings(strings)
    assert len(offsets) == len(strings) + 1
    assert unpack_strings(data, offsets) == strings
