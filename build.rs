//! Has the crate compiled anew when a built-in template or static file comes or goes: the macro that
//! embeds them notices changes of files that it knows, but no new ones.

#[expect(clippy::disallowed_macros, reason = "cargo listens to the standard output")]
fn main() {
    println!("cargo::rerun-if-changed=templates");
    println!("cargo::rerun-if-changed=static");
}
