//! Lets plain `cargo build` link the module where the linker wants to be told (macOS) that its
//! symbols will be found in the interpreter.

fn main() {
    pyo3_build_config::add_extension_module_link_args();
}
