//! Addresses of an earlier output that would break.

use std::collections::BTreeSet;

use crate::diagnostics::{Code, Diagnostic};
use crate::language::Language;
use crate::site::Site;

/// Says at GitHub Pages which domain the site has. It may lie in the output and is nobody's address.
const CNAME: &str = "CNAME";

/// Compares the paths of an earlier output with those that the site has now.
pub(super) fn check(site: &Site, earlier: &[String]) -> Vec<Diagnostic> {
    let now: BTreeSet<String> = site.plan.outputs().into_iter().map(|output| site.path(output)).collect();
    earlier
        .iter()
        .filter(|path| *path != CNAME && !now.contains(*path))
        .map(|path| {
            let address = path.strip_suffix("index.html").unwrap_or(path);
            let lost = Diagnostic {
                code: Code::LostAddress,
                severity: Code::LostAddress.severity(),
                message: format!("the address /{address} of the earlier output is gone"),
                places: Vec::new(),
                help: None,
            };
            lost.help(advice(address))
        })
        .collect()
}

fn advice(address: &str) -> String {
    let mut parts: Vec<&str> = address.split('/').filter(|part| !part.is_empty()).collect();
    if parts.first().is_some_and(|first| Language::from_code(first).is_some()) {
        parts.remove(0);
    }
    match parts.as_slice() {
        ["events" | "organisations", id] => format!(
            "if the record has another id now, add aliases = [\"{id}\"] to it; an event that is to be seen no \
             more stays as `withdrawn`"
        ),
        [id] if !id.contains('.') => {
            format!("if the page has another name now, add aliases = [\"{id}\"] to it")
        }
        _ => {
            "whoever has it in a bookmark or cites it finds nothing there: bring back what it showed, or let \
              it go knowingly"
                .to_owned()
        }
    }
}
