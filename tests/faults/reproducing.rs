//! The same content gives the same bytes, wherever and whenever it is built.

use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use super::support::{Site, files};
use super::{finish, small};
use assert_cmd::Command;

fn build(folder: &Path, arguments: &[&str], environment: &[(&str, &str)]) {
    let mut command = Command::cargo_bin("ssg").expect("the program");
    command.arg("build").args(arguments).current_dir(folder).envs(environment.iter().copied());
    let run = finish(command);
    assert_eq!(run.status, 0, "{}", run.stderr);
}

/// The files of a site in a new folder, written in another order and long ago.
fn elsewhere(site: &Site) -> tempfile::TempDir {
    let copy = tempfile::Builder::new().prefix("орын бос ").tempdir().expect("a folder");
    let mut sources: Vec<(String, Vec<u8>)> =
        files(site.root()).into_iter().filter(|(path, _)| !path.starts_with("public")).collect();
    sources.reverse();
    for (path, bytes) in sources {
        let file = copy.path().join(path);
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(&file, bytes).expect("a file");
        let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
        let file = fs::File::options().write(true).open(file).expect("a file");
        file.set_modified(long_ago).expect("another time");
    }
    copy
}

#[test]
fn neither_place_nor_time_nor_user_nor_threads_nor_order_change_a_byte() {
    let site = small();
    site.write_bytes("static/b.txt", b"b");
    site.write_bytes("static/a.txt", b"a");
    build(site.root(), &["--jobs", "1"], &[]);
    let all = |folder: &Path| {
        let mut all = files(folder);
        all.insert(".ssg-manifest".to_owned(), fs::read(folder.join(".ssg-manifest")).expect("the manifest"));
        all
    };
    let right = all(&site.path("public"));
    let copy = elsewhere(&site);
    for (arguments, environment) in [
        (&["--jobs", "7"][..], &[("TZ", "Pacific/Kiritimati"), ("LC_ALL", "tr_TR.UTF-8")][..]),
        (&["--jobs", "2"], &[("TZ", "America/Adak"), ("LC_ALL", "C"), ("LANG", "kk_KZ")]),
        (&[], &[("HOME", "/nowhere"), ("USER", "somebody"), ("LOGNAME", "somebody"), ("TERM", "dumb")]),
        (&["--quiet"], &[("SOURCE_DATE_EPOCH", "1"), ("RUST_BACKTRACE", "full"), ("COLUMNS", "20")]),
    ] {
        build(copy.path(), arguments, environment);
        assert_eq!(all(&copy.path().join("public")), right, "{arguments:?} {environment:?}");
        fs::remove_dir_all(copy.path().join("public")).expect("the output");
    }
    // From another folder, through a link, and over an output that is there.
    let root = copy.path().to_string_lossy().into_owned();
    let out = copy.path().join("o").to_string_lossy().into_owned();
    build(Path::new("/"), &["--root", &root, "--out", &out], &[]);
    build(Path::new("/"), &["--root", &root, "--out", &out], &[]);
    assert_eq!(all(&copy.path().join("o")), right);
}
