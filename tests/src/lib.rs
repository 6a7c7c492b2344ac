//! Generators, the oracle and fixtures that the tests of the whole workspace share.
