//! The Python module `ptr_py`: the words of the other crates, nothing decided here.
