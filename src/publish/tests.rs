//! What the publisher promises, on a real disk.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error as _;

use tempfile::TempDir;

use super::*;

mod killed;

type Pages<'a> = BTreeMap<&'a str, &'a str>;

/// A folder with a site in it, whose output goes to `public`.
struct Site {
    folder: TempDir,
}

impl Site {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("content/events")).unwrap();
        Self { folder }
    }

    /// A site whose output folder holds what another program or person put there.
    fn with_foreign(files: &[(&str, &str)]) -> Self {
        let site = Self::new();
        fs::create_dir(site.out()).unwrap();
        site.plant(files);
        site
    }

    fn plant(&self, files: &[(&str, &str)]) {
        for (path, bytes) in files {
            let path = self.out().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn out(&self) -> PathBuf {
        self.path("public")
    }

    fn guard(&self) -> Guard {
        Guard {
            root: self.folder.path().to_path_buf(),
            sources: vec![self.path("content"), self.path("static")],
        }
    }

    fn start(&self) -> Result<Publisher, PublishError> {
        Publisher::start(&self.out(), &self.guard())
    }

    fn build(&self, pages: &Pages<'_>) -> Result<Report, PublishError> {
        self.build_until(usize::MAX, pages)
    }

    /// Builds, but is killed before the step with this number.
    fn build_until(&self, step: usize, pages: &Pages<'_>) -> Result<Report, PublishError> {
        let publisher = self.start()?;
        publisher.staging.steps.store(step, Ordering::SeqCst);
        for (path, bytes) in pages {
            publisher.put(path, bytes.as_bytes())?;
        }
        publisher.finish()
    }

    /// Everything in the output folder but the manifest.
    fn tree(&self) -> BTreeMap<String, String> {
        let mut tree = BTreeMap::new();
        collect(&self.out(), "", &mut tree);
        tree.remove(manifest::NAME);
        tree
    }

    /// Asserts that the output is these pages and these foreign files, and that the next build knows it.
    fn assert_is(&self, pages: &Pages<'_>, foreign: &[(&str, &str)]) {
        let all = pages.iter().map(|(path, bytes)| (*path, *bytes)).chain(foreign.iter().copied());
        let mut expected: BTreeMap<String, String> = BTreeMap::new();
        for (path, bytes) in all {
            for (index, _) in path.match_indices('/') {
                expected.insert(format!("{}/", &path[..index]), String::new());
            }
            expected.insert(path.to_owned(), bytes.to_owned());
        }
        assert_eq!(self.tree(), expected);
        assert_eq!(
            self.build(pages).unwrap(),
            Report { written: 0, unchanged: pages.len(), removed: 0, bytes: 0 }
        );
        let beside = fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
        let expected = ["content", "public"].map(Into::into);
        assert_eq!(beside.collect::<BTreeSet<_>>(), BTreeSet::from(expected));
    }
}

/// Files with their bytes, and folders, which end in a slash.
fn collect(folder: &Path, prefix: &str, tree: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let path = format!("{prefix}{}", entry.file_name().to_str().unwrap());
        if entry.file_type().unwrap().is_dir() {
            collect(&entry.path(), &format!("{path}/"), tree);
            tree.insert(format!("{path}/"), String::new());
        } else {
            let bytes = fs::read_to_string(entry.path()).unwrap_or_else(|_| "not a file".to_owned());
            tree.insert(path, bytes);
        }
    }
}

const OLD: [(&str, &str); 9] = [
    ("index.html", "home 1"),
    ("events/index.html", "list 1"),
    ("events/a/index.html", "a 1"),
    ("events/b/index.html", "b 1"),
    ("regions/x/y/index.html", "gone"),
    ("regions/x/z.html", "gone"),
    ("becomes-folder", "file"),
    ("becomes-file/one/two", "two"),
    ("becomes-file/three", "three"),
];

const NEW: [(&str, &str); 8] = [
    ("index.html", "home 2"),
    ("events/index.html", "a longer list"),
    ("events/a/index.html", "a 1"),
    ("events/c/d/index.html", "c 1"),
    ("becomes-folder/index.html", "inner"),
    ("becomes-folder/deep/er/index.html", "inner"),
    ("becomes-file", "two"),
    ("new.css", "p {}"),
];

#[test]
fn a_first_build_makes_the_folder_and_those_above_it() {
    let site = Site::new();
    let pages = Pages::from(OLD);
    let out = site.path("deploy/now/public");
    let publisher = Publisher::start(&out, &site.guard()).unwrap();
    for (path, bytes) in &pages {
        publisher.put(path, bytes.as_bytes()).unwrap();
    }
    assert!(!out.exists());
    let report = publisher.finish().unwrap();
    let bytes = pages.values().map(|bytes| bytes.len() as u64).sum();
    assert_eq!(report, Report { written: 9, unchanged: 0, removed: 0, bytes });
    fs::rename(out, site.out()).unwrap();
    fs::remove_dir_all(site.path("deploy")).unwrap();
    site.assert_is(&pages, &[]);
}

#[cfg(unix)]
#[test]
fn an_unchanged_build_touches_no_file_and_a_changed_one_only_what_changed() {
    use std::os::unix::fs::MetadataExt;
    let site = Site::new();
    let mut pages = Pages::from(OLD);
    site.build(&pages).unwrap();
    let stamps = || -> BTreeMap<String, (u64, i64, i64)> {
        let stamp = |path: String| {
            let metadata = fs::metadata(site.out().join(&path)).unwrap();
            (path, (metadata.ino(), metadata.mtime(), metadata.mtime_nsec()))
        };
        let files = site.tree().into_keys().filter(|path| !path.ends_with('/'));
        files.chain([manifest::NAME.to_owned()]).map(stamp).collect()
    };
    let first = stamps();
    site.build(&pages).unwrap();
    assert_eq!(stamps(), first);

    pages.insert("index.html", "home 9");
    let report = site.build(&pages).unwrap();
    assert_eq!(report, Report { written: 1, unchanged: 8, removed: 0, bytes: 6 });
    let third = stamps();
    let changed: Vec<&str> =
        first.iter().filter(|(path, stamp)| third[*path] != **stamp).map(|(path, _)| path.as_str()).collect();
    assert_eq!(changed, [manifest::NAME, "index.html"]);
}

#[test]
fn what_was_made_from_the_same_by_no_older_program_stands() {
    let site = Site::new();
    let (program, another) = (site.path("program"), site.path("another"));
    fs::write(&program, "a program").unwrap();
    fs::write(&another, "another").unwrap();
    let start = |whole| {
        let mut publisher = site.start().unwrap();
        publisher.made_from(whole);
        publisher
    };
    let mut first = start(1);
    assert_eq!(first.standing(&program), None, "nothing is there yet");
    first.remember(5);
    first.put("index.html", b"one").unwrap();
    first.put("a/index.html", b"two").unwrap();
    first.finish().unwrap();

    let standing = Some(Standing { outputs: 2, memo: Some(5) });
    assert_eq!(start(1).standing(&program), standing);
    assert_eq!(start(2).standing(&program), None, "made from something else");
    assert_eq!(start(1).standing(&site.path("gone")), None, "it is not known which program this is");

    let later = std::time::SystemTime::now() + std::time::Duration::from_secs(60);
    File::options().write(true).open(&program).unwrap().set_modified(later).unwrap();
    assert_eq!(start(1).standing(&program), None, "another program came in its place");

    assert_eq!(start(1).standing(&another), standing);
    fs::write(site.out().join("index.html"), "touched").unwrap();
    assert_eq!(start(1).standing(&another), None, "somebody wrote to an output");
}

#[test]
fn what_vanished_from_the_output_or_was_cut_short_is_written_again() {
    let site = Site::new();
    let pages = Pages::from(OLD);
    site.build(&pages).unwrap();
    fs::remove_dir_all(site.path("public/events")).unwrap();
    fs::write(site.path("public/index.html"), "").unwrap();
    assert_eq!(site.build(&pages).unwrap().written, 4);
    site.assert_is(&pages, &[]);
}

#[test]
fn gone_pages_go_with_their_folders_and_foreign_files_stay() {
    let foreign = [(".git/HEAD", "ref"), ("CNAME", "example.kz")];
    let site = Site::with_foreign(&foreign);
    site.build(&Pages::from(OLD)).unwrap();
    let more = [("notes.txt", "mine"), ("regions/x/photo.jpg", "mine"), ("mine/also", "mine")];
    site.plant(&more);
    let pages = Pages::from(NEW);
    let report = site.build(&pages).unwrap();
    assert_eq!(report, Report { written: 7, unchanged: 1, removed: 6, bytes: 39 });
    site.assert_is(&pages, &[&foreign[..], &more[..]].concat());
}

#[test]
fn a_folder_that_ssg_did_not_make_is_refused_and_left_alone() {
    for file in ["index.html", "CNAME2", "notes/todo.txt"] {
        let site = Site::with_foreign(&[(".git/HEAD", "ref"), (file, "mine")]);
        let before = site.tree();
        let error = site.start().unwrap_err();
        assert!(matches!(error, PublishError::NotOurs { .. }), "{file}: {error}");
        assert_eq!(site.tree(), before);
    }
}

#[test]
fn the_output_is_never_over_the_site() {
    let site = Site::new();
    let root = site.folder.path();
    let parent = root.parent().unwrap();
    let name = root.file_name().unwrap().to_str().unwrap();
    fs::write(site.path("file"), "x").unwrap();
    let cases: [(PathBuf, &str); 11] = [
        (root.to_path_buf(), "holds"),
        (parent.to_path_buf(), "holds"),
        (PathBuf::from("/"), "holds"),
        (site.path("missing/.."), "holds"),
        (site.path("content/.."), "holds"),
        (parent.join("missing/..").join(name), "holds"),
        (site.path("content"), "overlaps"),
        (site.path("content/events/new"), "overlaps"),
        (site.path("public/../content/events"), "overlaps"),
        (site.path("static/not/there"), "overlaps"),
        (site.path("file"), "file"),
    ];
    for (target, expected) in cases {
        let found = match Publisher::start(&target, &site.guard()).unwrap_err() {
            PublishError::HoldsSite { .. } => "holds",
            PublishError::AmongSources { .. } => "overlaps",
            PublishError::NotAFolder { .. } => "file",
            error => panic!("{}: {error}", target.display()),
        };
        assert_eq!(found, expected, "{}", target.display());
    }
    assert_eq!(fs::read_dir(root).unwrap().count(), 2);
    assert_eq!(fs::read_dir(site.path("content")).unwrap().count(), 1);

    let guard = Guard { root: root.to_path_buf(), sources: vec![site.path("out/templates")] };
    let error = Publisher::start(&site.path("out"), &guard).unwrap_err();
    assert!(matches!(error, PublishError::AmongSources { .. }));
}

#[cfg(unix)]
#[test]
fn links_hide_nothing_from_the_guard() {
    use std::os::unix::fs::symlink;
    let site = Site::new();
    symlink("content", site.path("to-content")).unwrap();
    symlink("content/missing", site.path("to-missing")).unwrap();
    symlink("loop", site.path("loop")).unwrap();
    for name in ["to-content", "to-content/x", "to-missing", "to-missing/x"] {
        let error = Publisher::start(&site.path(name), &site.guard()).unwrap_err();
        assert!(matches!(error, PublishError::AmongSources { .. }), "{name}: {error}");
    }
    let error = Publisher::start(&site.path("loop"), &site.guard()).unwrap_err();
    assert!(matches!(error, PublishError::Io { .. }), "{error}");
    assert_eq!(fs::read_dir(site.path("content")).unwrap().count(), 1);
}

#[cfg(unix)]
#[test]
fn an_output_folder_that_is_a_link_is_followed() {
    use std::os::unix::fs::symlink;
    for exists in [true, false] {
        let site = Site::new();
        let elsewhere = tempfile::tempdir().unwrap();
        let real = elsewhere.path().join("real");
        if exists {
            fs::create_dir(&real).unwrap();
        }
        symlink(&real, site.out()).unwrap();
        site.build(&Pages::from(OLD)).unwrap();
        site.build(&Pages::from(NEW)).unwrap();
        site.assert_is(&Pages::from(NEW), &[]);
        assert!(fs::symlink_metadata(site.out()).unwrap().is_symlink());
        assert_eq!(fs::read(real.join("index.html")).unwrap(), b"home 2");
    }
}

#[cfg(unix)]
#[test]
fn a_linked_folder_in_the_output_is_written_to_but_nothing_is_deleted_through_it() {
    use std::os::unix::fs::symlink;
    let site = Site::new();
    site.build(&Pages::from(OLD)).unwrap();
    fs::rename(site.path("public/events"), site.path("elsewhere")).unwrap();
    symlink(site.path("elsewhere"), site.path("public/events")).unwrap();
    site.build(&Pages::from([("events/c/index.html", "c"), ("index.html", "home")])).unwrap();
    assert_eq!(fs::read(site.path("elsewhere/c/index.html")).unwrap(), b"c");
    assert_eq!(fs::read(site.path("elsewhere/a/index.html")).unwrap(), b"a 1");

    // A link out of the output into the site's own folders is not followed.
    symlink(site.path("content"), site.path("public/inwards")).unwrap();
    let error = site.build(&Pages::from([("inwards/events/x.md", "x")])).unwrap_err();
    assert!(matches!(error, PublishError::AmongSources { .. }), "{error}");
    assert_eq!(fs::read_dir(site.path("content/events")).unwrap().count(), 0);
}

#[cfg(unix)]
#[test]
fn what_is_no_regular_file_is_neither_read_nor_replaced() {
    use std::os::unix::fs::symlink;
    let site = Site::new();
    let pages = Pages::from([("index.html", "home"), ("page.html", "page")]);
    site.build(&pages).unwrap();
    fs::remove_file(site.path("public/index.html")).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(site.path("public/index.html")).unwrap();
    let error = site.build(&pages).unwrap_err();
    assert!(matches!(error, PublishError::Foreign { .. }), "{error}");
    fs::remove_file(site.path("public/index.html")).unwrap();

    fs::write(site.path("precious"), "mine").unwrap();
    symlink(site.path("precious"), site.path("public/index.html")).unwrap();
    let error = site.build(&pages).unwrap_err();
    assert!(matches!(error, PublishError::Foreign { .. }), "{error}");
    // A page that is gone takes no link with it.
    site.build(&Pages::from([("page.html", "page")])).unwrap();
    assert!(fs::symlink_metadata(site.path("public/index.html")).unwrap().is_symlink());
    assert_eq!(fs::read(site.path("precious")).unwrap(), b"mine");
}

#[test]
fn two_builds_at_once_and_one_refuses() {
    let site = Site::new();
    for _ in 0..2 {
        let first = site.start().unwrap();
        let error = site.start().unwrap_err();
        assert!(matches!(error, PublishError::Locked { .. }), "{error}");
        first.put("index.html", b"home").unwrap();
        first.finish().unwrap();
        site.assert_is(&Pages::from([("index.html", "home")]), &[]);
    }
    // A first build keeps its lock even when somebody makes the folder meanwhile.
    fs::remove_dir_all(site.out()).unwrap();
    let first = site.start().unwrap();
    fs::create_dir(site.out()).unwrap();
    assert!(matches!(site.start(), Err(PublishError::Locked { .. })));
    assert!(matches!(first.finish(), Err(PublishError::Appeared { .. })));
    site.build(&Pages::new()).unwrap();
}

#[test]
fn builds_that_start_while_others_end_never_work_together() {
    use std::sync::atomic::AtomicUsize;
    for exists in [false, true] {
        let site = if exists { Site::with_foreign(&[]) } else { Site::new() };
        let (at_work, started) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let turn = || match site.start() {
            Ok(publisher) => {
                assert_eq!(at_work.fetch_add(1, Ordering::SeqCst), 0);
                publisher.put("index.html", b"home").unwrap();
                at_work.fetch_sub(1, Ordering::SeqCst);
                started.fetch_add(1, Ordering::SeqCst);
            }
            Err(PublishError::Locked { .. }) => {}
            Err(error) => panic!("{error}"),
        };
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| (0..400).for_each(|_| turn()));
            }
        });
        assert!(started.into_inner() > 0);
        assert_eq!(site.out().exists(), exists);
    }
}

#[test]
fn a_build_that_fails_leaves_everything_as_it_was() {
    let site = Site::new();
    let dropped = |path: &str| {
        let publisher = Publisher::start(&site.path(path), &site.guard()).unwrap();
        publisher.put("a/b/index.html", b"new").unwrap();
    };
    dropped("deploy/public");
    assert_eq!(fs::read_dir(site.folder.path()).unwrap().count(), 1);
    let pages = Pages::from(OLD);
    site.build(&pages).unwrap();
    dropped("public");
    site.assert_is(&pages, &[]);

    // An output that was refused is not left out in silence.
    let publisher = site.start().unwrap();
    assert!(publisher.put("../index.html", b"x").is_err());
    assert!(matches!(publisher.finish(), Err(PublishError::Unfinished)));
    site.assert_is(&pages, &[]);
}

#[test]
fn a_foreign_file_in_the_way_is_named_before_anything_changes() {
    // What somebody else put there, what the site wants, and the file that is named.
    let cases = [
        ("page.html", "page.html", "page.html"),
        ("dir/page.html", "dir", "dir"),
        ("file", "file/page.html", "file"),
        ("events/mine.txt", "events", "events/mine.txt"),
        ("events/a/mine/x", "events/a", "events/a/mine"),
        ("becomes-folder/x", "becomes-folder", "becomes-folder"),
    ];
    for (planted, wanted, named) in cases {
        let site = Site::new();
        site.build(&Pages::from(OLD)).unwrap();
        if planted.starts_with("becomes-folder") {
            fs::remove_file(site.path("public/becomes-folder")).unwrap();
        }
        site.plant(&[(planted, "mine")]);
        let before = site.tree();
        let error = site.build(&Pages::from([("index.html", "home 2"), (wanted, "site")])).unwrap_err();
        assert!(
            matches!(&error, PublishError::Foreign { path } if *path == site.out().join(named)),
            "{planted}, {wanted}: {error}"
        );
        assert_eq!(site.tree(), before, "{planted}");
        assert!(Manifest::read(&site.out()).unwrap().unwrap().text().contains(" complete "));
    }
}

#[test]
fn a_foreign_file_with_the_right_bytes_is_accepted_and_never_deleted() {
    let foreign = [("CNAME", "example.kz"), (".nojekyll", "")];
    let site = Site::with_foreign(&foreign);
    let pages = Pages::from([("CNAME", "example.kz"), (".nojekyll", ""), ("index.html", "home")]);
    let report = site.build(&pages).unwrap();
    assert_eq!(report, Report { written: 1, unchanged: 2, removed: 0, bytes: 4 });
    site.assert_is(&pages, &[]);
    let pages = Pages::from([("index.html", "home")]);
    site.build(&pages).unwrap();
    site.assert_is(&pages, &foreign);
}

#[test]
fn two_outputs_cannot_have_one_path() {
    let clashes = [["a", "a"], ["a", "a/b"], ["a/b", "a"], ["a/b/c", "a"]];
    for first in [true, false] {
        for paths in clashes {
            let site = Site::new();
            if !first {
                site.build(&Pages::from([("index.html", "home")])).unwrap();
            }
            let publisher = site.start().unwrap();
            let error = paths
                .iter()
                .try_for_each(|path| publisher.put(path, b"x"))
                .and_then(|()| publisher.finish().map(|_| ()))
                .unwrap_err();
            assert!(matches!(&error, PublishError::Clash { path } if path == "a"), "{paths:?}: {error}");
            assert_eq!(site.out().exists(), !first);
        }
    }
    // Nor with an output that stands already.
    for (old, new) in [("a", "a/b"), ("a/b", "a")] {
        let site = Site::new();
        site.build(&Pages::from([(old, "x")])).unwrap();
        let error = site.build(&Pages::from([(old, "x"), (new, "y")])).unwrap_err();
        assert!(matches!(error, PublishError::Clash { .. }), "{old}, {new}: {error}");
        site.assert_is(&Pages::from([(old, "x")]), &[]);
    }
}

#[test]
fn a_damaged_manifest_stops_the_build() {
    let site = Site::new();
    site.build(&Pages::from(OLD)).unwrap();
    let path = site.out().join(manifest::NAME);
    let text = fs::read_to_string(&path).unwrap();
    for damaged in ["", &text[..text.len() / 2], &text.replace("index", "../index")] {
        fs::write(&path, damaged).unwrap();
        let before = site.tree();
        let error = site.start().unwrap_err();
        assert!(matches!(error, PublishError::Manifest { .. }), "{error}");
        assert_eq!(site.tree(), before);
    }
}

#[test]
fn threads_put_at_the_same_time() {
    let site = Site::new();
    let pages: Vec<(String, String)> =
        (0..600).map(|n| (format!("events/{}/{n}/index.html", n % 7), format!("page {n}"))).collect();
    for turn in 0..2 {
        let publisher = site.start().unwrap();
        std::thread::scope(|scope| {
            for part in pages.chunks(150) {
                let publisher = &publisher;
                scope.spawn(move || {
                    for (path, bytes) in part {
                        publisher.put(path, format!("{bytes}, {turn}").as_bytes()).unwrap();
                    }
                });
            }
        });
        assert_eq!(publisher.finish().unwrap().written, 600);
    }
    let bytes: Vec<String> = pages.iter().map(|(_, bytes)| format!("{bytes}, 1")).collect();
    site.assert_is(&pages.iter().zip(&bytes).map(|((path, _), bytes)| (&**path, &**bytes)).collect(), &[]);
}

#[test]
fn errors_name_action_and_path_and_say_what_to_do() {
    let io =
        |kind: io::ErrorKind| PublishError::io(Action::Write, Path::new("public/а\n.html"))(kind.into());
    let folder = || PathBuf::from("public");
    let cases = [
        (io(io::ErrorKind::StorageFull), r#"cannot write "public/а\n.html": the disk is full"#, true),
        (
            io(io::ErrorKind::ReadOnlyFilesystem),
            r#"cannot write "public/а\n.html": the disk is read-only"#,
            false,
        ),
        (
            PublishError::io(Action::MakeFolder, &folder())(io::Error::from_raw_os_error(13)),
            r#"cannot make the folder "public": permission denied"#,
            false,
        ),
        (
            PublishError::NotOurs { folder: folder() },
            r#"the output folder "public" holds files that ssg did not write"#,
            true,
        ),
        (
            PublishError::Locked { folder: folder() },
            r#"another build is writing to the output folder "public""#,
            true,
        ),
        (
            PublishError::Manifest { path: folder(), line: 3, reason: "the paths are not sorted" },
            r#"the manifest "public" is damaged: line 3: the paths are not sorted"#,
            true,
        ),
    ];
    for (error, message, help) in cases {
        assert_eq!(error.to_string(), message);
        assert_eq!(error.help().is_some(), help, "{message}");
        assert_eq!(error.source().is_some(), matches!(error, PublishError::Io { .. }), "{message}");
    }
}
