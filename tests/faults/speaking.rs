//! Outputs that nobody reads, or that take nothing.

use super::{assert_orderly, run, shell, small};

#[test]
fn a_reader_that_has_enough_ends_the_data_quietly() {
    let site = small();
    for line in [
        "\"$ssg\" check --format json | head -c 1 >/dev/null; exit ${PIPESTATUS[0]}",
        "\"$ssg\" check --format github | true; exit ${PIPESTATUS[0]}",
        "\"$ssg\" review | true; exit ${PIPESTATUS[0]}",
        "\"$ssg\" review export - | head -c 1 >/dev/null; exit ${PIPESTATUS[0]}",
        "\"$ssg\" check 2>&1 | true; exit ${PIPESTATUS[0]}",
        "\"$ssg\" build 2>&1 | true; exit ${PIPESTATUS[0]}",
    ] {
        let run = shell(&site, line);
        assert_eq!(run.status, 0, "{line}: {}", run.stderr);
    }
}

#[test]
fn an_output_that_takes_no_data_is_an_error() {
    if !std::path::Path::new("/dev/full").exists() {
        return super::skipped("there is no /dev/full here");
    }
    let site = small();
    for line in ["\"$ssg\" check --format json >/dev/full", "\"$ssg\" review export - >/dev/full"] {
        let run = shell(&site, line);
        assert_eq!(run.status, 2, "{line}: {}", run.stderr);
        assert!(run.stderr.contains("cannot write to the standard output"), "{line}: {}", run.stderr);
    }
}

#[test]
fn talk_that_nobody_can_hear_changes_nothing() {
    let site = small();
    let said = run(&site, &["build"]).status;
    for line in ["\"$ssg\" build 2>/dev/full", "\"$ssg\" build >&- 2>&-", "\"$ssg\" check <&- >&- 2>&-"] {
        let run = shell(&site, line);
        assert_orderly(&run);
        assert_eq!(run.status, said, "{line}");
    }
}
