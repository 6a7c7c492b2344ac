//! Has the crate compiled again when a language or a template comes or goes: a new file alone
//! goes unnoticed.

fn main() {
    println!("cargo:rerun-if-changed=languages");
    println!("cargo:rerun-if-changed=templates");
}
