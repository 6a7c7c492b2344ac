//! Has the crate compiled again when a language comes or goes: a new file alone goes unnoticed.

fn main() {
    println!("cargo:rerun-if-changed=src/language/texts");
}
