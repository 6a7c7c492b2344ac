//! Lets plain `cargo build` link the module where the linker wants to be told (macOS) that its
//! symbols will be found in the interpreter; and gives the docstrings of the stub to the module.
//!
//! They are written once, in `python/ptr_py/_native.pyi`, for editors, type checkers and the site.
//! For `help()` the macro `doc!(Plan.schedule)` is the text of that item.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs, io, mem};

/// The Python files in the repository, and in a source distribution.
const PYTHON: [&str; 2] = ["python", "../python"];

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=languages");
    pyo3_build_config::add_extension_module_link_args();
    let stubs = PYTHON.map(|python| format!("{python}/ptr_py/_native.pyi"));
    let stub = stubs.iter().find(|stub| Path::new(stub).exists()).unwrap_or(&stubs[0]);
    println!("cargo:rerun-if-changed={stub}");
    let (mut arms, mut texts) = (String::new(), String::new());
    for (item, text) in docstrings(&fs::read_to_string(stub)?) {
        // Writing to a text does not fail.
        _ = writeln!(arms, "({item}) => {{ {text:?} }};");
        _ = writeln!(texts, "({item:?}, {text:?}),");
    }
    let code = format!(
        "macro_rules! doc {{ {arms} }}\n\
         /// The docstrings by the names of their items.\n\
         pub(crate) const DOCSTRINGS: &[(&str, &str)] = &[{texts}];\n"
    );
    let out = env::var_os("OUT_DIR").unwrap_or_default();
    fs::write(Path::new(&out).join("docstrings.rs"), code)
}

/// The items of a stub that have a docstring, `Plan` or `Plan.schedule`, with its lines as Python
/// has them: without the indentation of the item.
fn docstrings(stub: &str) -> Vec<(String, String)> {
    let (mut found, mut class, mut item) = (Vec::new(), "", String::new());
    let mut lines = stub.lines();
    while let Some(line) = lines.next() {
        let code = line.trim_start();
        let indentation = line.len() - code.len();
        if let Some(name) = name(code, "class ") {
            (class, item) = (name, name.to_owned());
        } else if let Some(name) = name(code, "def ") {
            item = if indentation == 0 { name.to_owned() } else { format!("{class}.{name}") };
        } else if let Some(first) = code.strip_prefix("\"\"\"") {
            let mut text = first.to_owned();
            while !text.ends_with("\"\"\"") {
                let Some(line) = lines.next() else { break };
                text.push('\n');
                text.push_str(line.get(indentation..).unwrap_or_default());
            }
            let text = text.trim_end_matches('"').trim_end();
            found.push((mem::take(&mut item), text.to_owned()));
        }
    }
    found.retain(|(item, _)| !item.is_empty());
    found
}

/// The name that a line of code defines with this keyword.
fn name<'a>(code: &'a str, keyword: &str) -> Option<&'a str> {
    let rest = code.strip_prefix(keyword)?;
    Some(&rest[..rest.find(['(', ':'])?])
}
