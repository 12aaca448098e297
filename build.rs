//! Has the crate compiled anew when a built-in template or static file comes or goes: the macro that
//! embeds them notices changes of files that it knows, but no new ones.

fn main() {
    println!("cargo::rerun-if-changed=templates");
    println!("cargo::rerun-if-changed=static");
}
