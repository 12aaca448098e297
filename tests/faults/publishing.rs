//! The output folder: what it may be, what stays in it, and what is left after an end at a bad time.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::support::{Site, files};
use super::{assert_orderly, event, everything, run, shell, skipped, small, system};

#[test]
fn an_output_over_the_site_is_refused_and_nothing_is_touched() {
    let site = small();
    fs::create_dir_all(site.path("templates")).expect("a folder");
    fs::create_dir_all(site.path("src")).expect("a folder");
    symlink("content", site.path("link-in")).expect("a link");
    symlink("..", site.path("link-up")).expect("a link");
    symlink("loop", site.path("loop")).expect("a link");
    let before = everything(site.root());
    let root = site.root().to_string_lossy().into_owned();
    let outputs = [
        "",
        ".",
        "..",
        "/",
        "content",
        "content/events",
        "content/new/deep",
        "templates",
        "templates/x",
        "static",
        "static/x",
        "src",
        "site.toml",
        "content/..",
        "nowhere/..",
        "./content/../content",
        "link-in",
        "link-in/new",
        "link-up",
        "loop",
        "loop/x",
        root.as_str(),
    ];
    for out in outputs {
        let refused = run(&site, &["build", "--out", out]);
        assert_eq!(refused.status, 2, "{out}: {}", refused.stderr);
        assert!(refused.stderr.starts_with("error: "), "{out}: {}", refused.stderr);
        assert_eq!(everything(site.root()), before, "{out}");
    }
}

#[test]
fn sources_behind_links_are_guarded_where_they_really_are() {
    let site = small();
    fs::create_dir(site.path("real")).expect("a folder");
    fs::rename(site.path("content"), site.path("real/content")).expect("a move");
    symlink("real/content", site.path("content")).expect("a link");
    let before = everything(site.root());
    for out in ["real", "real/content", "real/content/events/x"] {
        let refused = run(&site, &["build", "--out", out]);
        assert_eq!(refused.status, 2, "{out}: {}", refused.stderr);
        assert_eq!(everything(site.root()), before, "{out}");
    }
    let built = run(&site, &["build"]);
    assert_eq!(built.status, 0, "{}", built.stderr);
    assert!(site.path("public/events/forum-1/index.html").is_file());
}

#[test]
fn a_folder_of_somebody_else_is_left_alone() {
    let site = small();
    site.write_bytes("elsewhere/thesis.txt", b"mine");
    site.write_bytes("elsewhere/.git/HEAD", b"mine");
    site.write_bytes("a-file", b"mine");
    // A home with nothing in it that is not hidden.
    site.write_bytes("home/.profile", b"mine");
    let before = everything(site.root());
    for out in ["elsewhere", "a-file", "home"] {
        let refused = run(&site, &["build", "--out", out]);
        assert_eq!(refused.status, 2, "{}", refused.stderr);
        assert!(refused.stderr.contains(out) && refused.stderr.contains("help:"), "{}", refused.stderr);
        assert_eq!(everything(site.root()), before);
    }
}

#[test]
fn what_others_put_into_the_output_stays_through_every_change() {
    let site = small();
    let theirs: [(&str, &[u8]); 5] = [
        ("public/.git/HEAD", b"ref: refs/heads/pages"),
        ("public/.git/objects/aa/bb", b"\0\x01"),
        ("public/CNAME", b"archive.example"),
        ("public/.well-known/security.txt", b"Contact: x"),
        ("public/notes/mine.txt", b"mine"),
    ];
    for (path, bytes) in &theirs[..4] {
        site.write_bytes(path, bytes);
    }
    site.build();
    site.write_bytes(theirs[4].0, theirs[4].1);
    site.write_bytes("public/events/forum-2/photo.jpg", b"mine");
    site.remove("content/events/forum-2.md");
    site.remove("content/events/forum-2.ru.md");
    site.remove("content/events/forum-2.en.md");
    site.build();
    for (path, bytes) in theirs {
        assert_eq!(fs::read(site.path(path)).expect(path), bytes);
    }
    assert!(!site.path("public/events/forum-2/index.html").exists());
    assert_eq!(fs::read(site.path("public/events/forum-2/photo.jpg")).expect("theirs"), b"mine");
}

#[test]
fn a_foreign_file_in_the_place_of_a_page_stops_the_build_before_anything_changes() {
    let site = small();
    site.build();
    site.write_bytes("public/events/forum-4/index.html", b"mine");
    site.write(&event(4, "Форум"));
    site.write(&event(1, "Басқа"));
    let before = everything(&site.path("public"));
    let stopped = run(&site, &["build"]);
    assert_eq!(stopped.status, 2);
    assert!(stopped.stderr.contains("events/forum-4/index.html"), "{}", stopped.stderr);
    assert_eq!(everything(&site.path("public")), before);
}

#[test]
fn a_link_in_the_output_is_never_deleted_through() {
    let site = small();
    site.build();
    let outside = tempfile::tempdir().expect("a folder");
    fs::rename(site.path("public/events"), outside.path().join("events")).expect("a move");
    symlink(outside.path().join("events"), site.path("public/events")).expect("a link");
    site.remove("content/events/forum-3.md");
    site.remove("content/events/forum-3.ru.md");
    site.remove("content/events/forum-3.en.md");
    site.write(&event(1, "Жаңа"));
    let built = run(&site, &["build"]);
    assert_orderly(&built);
    assert!(outside.path().join("events/forum-3/index.html").is_file());
    assert!(fs::symlink_metadata(site.path("public/events")).expect("the link").is_symlink());
}

#[test]
fn what_was_damaged_by_hand_is_made_right_also_when_it_is_as_long_as_before() {
    let site = small();
    let right = site.build().files;
    let page = site.path("public/events/forum-1/index.html");
    let mut damaged = fs::read(&page).expect("a page");
    damaged[20] ^= 1;
    // A file system counts time in steps; what is written within one step cannot be told apart.
    std::thread::sleep(Duration::from_millis(50));
    fs::write(&page, damaged).expect("a write");
    fs::write(site.path("public/index.html"), "").expect("a write");
    fs::remove_dir_all(site.path("public/regions")).expect("a folder");
    assert_eq!(site.build().files, right);
}

#[test]
fn an_error_in_content_or_template_leaves_the_last_output_as_it_was() {
    let site = small();
    site.build();
    let before = everything(&site.path("public"));
    for (path, text) in [
        ("content/events/forum-1.md", "+++\ntitle = \n+++\n"),
        ("content/events/bad.md", "no front matter"),
        ("templates/event.html", "{{ event.nothing }}"),
        ("templates/base.html", "{% if %}"),
        ("templates/strings/kk.toml", "nav = 3"),
        ("site.toml", "title = "),
    ] {
        let good = fs::read(site.path(path)).ok();
        site.write_bytes(path, text.as_bytes());
        let failed = run(&site, &["build"]);
        assert_eq!(failed.status, 1, "{path}: {}", failed.stderr);
        assert!(failed.stderr.contains(path), "{path}: {}", failed.stderr);
        assert_eq!(everything(&site.path("public")), before, "{path}");
        match good {
            Some(good) => site.write_bytes(path, &good),
            None => site.remove(path),
        }
    }
    site.build();
    assert_eq!(everything(&site.path("public")), before);
}

#[test]
fn a_damaged_manifest_is_named_and_nothing_is_deleted_by_it() {
    let site = small();
    site.build();
    let manifest = site.path("public/.ssg-manifest");
    let good = fs::read_to_string(&manifest).expect("the manifest");
    site.write_bytes("precious.txt", b"mine");
    let hash = "0123456789abcdef";
    for bad in [
        String::new(),
        good[..good.len() / 2].to_owned(),
        format!("ssg-manifest 1 complete 1\n{hash} 4 ../precious.txt\n"),
        "ssg-manifest 9 complete 0\n".to_owned(),
        "\u{0}\u{0}\u{0}".to_owned(),
    ] {
        fs::write(&manifest, bad).expect("a write");
        let before = everything(site.root());
        let stopped = run(&site, &["build"]);
        assert_eq!(stopped.status, 2, "{}", stopped.stderr);
        assert!(stopped.stderr.contains(".ssg-manifest"), "{}", stopped.stderr);
        assert_eq!(everything(site.root()), before);
    }
}

#[test]
fn two_builds_at_once_and_one_refuses() {
    let site = small();
    site.build();
    // What a build does that is at work.
    fs::create_dir(site.path("public/.ssg-staging")).expect("a folder");
    let lock = fs::File::create(site.path("public/.ssg-staging/lock")).expect("a file");
    lock.lock().expect("a lock");
    site.write(&event(1, "Жаңа"));
    let before = everything(&site.path("public"));
    let refused = run(&site, &["build"]);
    assert_eq!(refused.status, 2);
    assert!(refused.stderr.contains("another build"), "{}", refused.stderr);
    assert_eq!(everything(&site.path("public")), before);
    drop(lock);
    site.build();
    assert!(!site.path("public/.ssg-staging").exists());
}

#[test]
fn builds_that_run_into_each_other_leave_a_whole_site() {
    let site = small();
    let right = site.build().files;
    fs::remove_dir_all(site.path("public")).expect("the output");
    for round in 0..3 {
        let mut builds: Vec<_> = (0..4).map(|_| start(&site, &[])).collect();
        let statuses: Vec<i32> =
            builds.iter_mut().map(|build| build.wait().expect("an end").code().expect("a status")).collect();
        assert!(statuses.contains(&0), "round {round}: {statuses:?}");
        assert!(statuses.iter().all(|status| matches!(status, 0 | 2)), "round {round}: {statuses:?}");
        assert_eq!(files(&site.path("public")), right, "round {round}");
    }
}

fn start(site: &Site, arguments: &[&str]) -> std::process::Child {
    Command::new(assert_cmd::cargo::cargo_bin("ssg"))
        .current_dir(site.root())
        .args(["build", "--quiet"])
        .args(arguments)
        .stderr(Stdio::null())
        .spawn()
        .expect("the program runs")
}

/// Two versions of a site in which every page differs.
fn two_versions(events: usize) -> (Site, [String; 2]) {
    let site = small();
    let version = |title: &str| (1..=events).map(|number| event(number, title)).collect::<String>();
    (site, [version("Форум"), version("Жиын")])
}

#[test]
fn killed_at_any_moment_each_file_is_old_or_new_and_the_next_build_completes_it() {
    let (site, versions) = two_versions(30);
    let mut trees: Vec<BTreeMap<String, Vec<u8>>> = Vec::new();
    let mut whole = Duration::ZERO;
    for version in &versions {
        site.write(version);
        let started = Instant::now();
        trees.push(site.build().files);
        whole = whole.max(started.elapsed());
    }
    let rounds = 24;
    let mut killed = 0;
    for round in 0..rounds {
        let (from, to) = ((round + 1) % 2, round % 2);
        // The last round left `from` whole.
        assert_eq!(files(&site.path("public")), trees[from], "round {round}");
        site.write(&versions[to]);
        let mut build = start(&site, &[]);
        std::thread::sleep(whole * (round as u32 + 1) / rounds as u32);
        build.kill().expect("a kill");
        let ended = build.wait().expect("an end");
        killed += usize::from(ended.code().is_none());
        for (path, bytes) in files(&site.path("public")) {
            if path.starts_with(".ssg-") {
                continue;
            }
            let known = trees.iter().any(|tree| tree.get(&path) == Some(&bytes));
            assert!(known, "round {round}: {path} is neither old nor new");
        }
        let built = run(&site, &["build"]);
        assert_eq!(built.status, 0, "round {round}: {}", built.stderr);
        assert_eq!(files(&site.path("public")), trees[to], "round {round}");
    }
    assert!(killed > 0, "no build was still at work when it was killed");
}

#[test]
fn a_first_build_that_is_killed_leaves_nothing_or_all_and_the_next_one_cleans_up() {
    let (site, versions) = two_versions(30);
    site.write(&versions[0]);
    let started = Instant::now();
    let right = site.build().files;
    let whole = started.elapsed();
    let before: Vec<PathBuf> = listed(site.root());
    for round in 0..10 {
        fs::remove_dir_all(site.path("public")).expect("the output");
        let mut build = start(&site, &[]);
        std::thread::sleep(whole * (round + 1) / 10);
        build.kill().expect("a kill");
        build.wait().expect("an end");
        if site.path("public").exists() {
            assert_eq!(files(&site.path("public")), right, "round {round}");
        }
        assert_eq!(site.build().files, right, "round {round}");
        assert_eq!(listed(site.root()), before, "round {round}");
    }
}

fn listed(folder: &Path) -> Vec<PathBuf> {
    let mut names: Vec<PathBuf> =
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    names.sort();
    names
}

#[test]
fn a_file_over_the_size_limit_is_an_error_and_the_last_output_stays() {
    let site = small();
    site.build();
    site.write(&event(1, "Жаңа"));
    let before = everything(&site.path("public"));
    // In KiB: less than a page has.
    let stopped = shell(&site, "ulimit -f 1; \"$ssg\" build");
    assert_eq!(stopped.status, 2, "{}", stopped.stderr);
    assert!(
        stopped.stderr.contains("cannot write") && stopped.stderr.contains("public"),
        "{}",
        stopped.stderr
    );
    assert_eq!(everything(&site.path("public")), before);
    let stopped = shell(&site, "ulimit -f 1; \"$ssg\" build --out new");
    assert_eq!(stopped.status, 2, "{}", stopped.stderr);
    assert!(!site.path("new").exists());
    assert_eq!(listed(site.root()).len(), 3);
    site.build();
}

#[test]
fn without_file_handles_there_is_a_clear_error_or_a_whole_site() {
    let site = small();
    let right = site.build().files;
    let before = everything(&site.path("public"));
    site.write(&event(1, "Жаңа"));
    for handles in [4, 5, 6, 8, 10, 12] {
        let run = shell(&site, &format!("ulimit -n {handles}; \"$ssg\" build --jobs 4"));
        assert_orderly(&run);
        if run.status == 0 {
            // Enough for once: back to where it was.
            site.write(&event(1, "Форум"));
            assert_eq!(site.build().files, right);
            site.write(&event(1, "Жаңа"));
        } else {
            assert!(run.stderr.contains("oo many open files"), "{handles}: {}", run.stderr);
            assert_eq!(files(&site.path("public")), right, "{handles}");
        }
    }
    site.write(&event(1, "Форум"));
    site.build();
    assert_eq!(
        everything(&site.path("public")).keys().collect::<Vec<_>>(),
        before.keys().collect::<Vec<_>>()
    );
}

/// A small file system in memory, which goes when the value goes.
struct SmallDisk {
    folder: tempfile::TempDir,
}

impl SmallDisk {
    fn new(size: &str) -> Option<Self> {
        let folder = tempfile::tempdir().expect("a folder");
        let mounted = system(
            "mount",
            &[
                "-t".as_ref(),
                "tmpfs".as_ref(),
                "-o".as_ref(),
                format!("size={size}").as_ref(),
                "none".as_ref(),
                folder.path().as_os_str(),
            ],
        );
        if !mounted {
            skipped("no file system can be mounted here");
        }
        mounted.then_some(Self { folder })
    }

    fn remount(&self, options: &str) -> bool {
        system(
            "mount",
            &["-o".as_ref(), format!("remount,{options}").as_ref(), self.folder.path().as_os_str()],
        )
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_string_lossy().into_owned()
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        system("umount", &[self.folder.path().as_os_str()]);
    }
}

#[test]
fn on_a_full_disk_there_is_a_clear_error_and_the_last_output_stays_whole() {
    let Some(disk) = SmallDisk::new("64m") else { return };
    let site = small();
    let out = disk.path("public");
    let built = run(&site, &["build", "--out", &out]);
    assert_eq!(built.status, 0, "{}", built.stderr);
    let before = everything(Path::new(&out));
    // All that is left is a few pages' room.
    let used: usize = before.values().map(|bytes| bytes.len() / 4096 + 1).sum::<usize>() * 4096;
    assert!(disk.remount(&format!("size={}k", used / 1024 + 200)), "a smaller disk");
    site.write_bytes("static/large.bin", &vec![7; 1024 * 1024]);
    for number in 1..=9 {
        site.write(&event(number, "Жаңа"));
    }
    for _ in 0..2 {
        let stopped = run(&site, &["build", "--out", &out]);
        assert_eq!(stopped.status, 2, "{}", stopped.stderr);
        assert!(stopped.stderr.contains("the disk is full"), "{}", stopped.stderr);
        assert!(stopped.stderr.contains("free some space"), "{}", stopped.stderr);
        assert_eq!(everything(Path::new(&out)), before);
    }
    // A first build that does not fit leaves nothing.
    let stopped = run(&site, &["build", "--out", &disk.path("new")]);
    assert_eq!(stopped.status, 2, "{}", stopped.stderr);
    assert_eq!(listed(disk.folder.path()).len(), 1);
    assert!(disk.remount("size=64m"), "a larger disk");
    let built = run(&site, &["build", "--out", &out]);
    assert_eq!(built.status, 0, "{}", built.stderr);
}

#[test]
fn a_disk_without_room_for_another_file_is_full_too() {
    let Some(disk) = SmallDisk::new("64m,nr_inodes=20") else { return };
    let stopped = run(&small(), &["build", "--out", &disk.path("public")]);
    assert_eq!(stopped.status, 2, "{}", stopped.stderr);
    assert!(stopped.stderr.contains("the disk is full"), "{}", stopped.stderr);
    assert_eq!(listed(disk.folder.path()).len(), 0);
}

#[test]
fn on_a_full_disk_every_command_says_what_to_do() {
    let Some(disk) = SmallDisk::new("1m") else { return };
    let site = small();
    let root = disk.path("site");
    fs::create_dir_all(Path::new(&root).join("content/events")).expect("a folder");
    fs::write(Path::new(&root).join("site.toml"), "title = \"T\"\n").expect("a file");
    site.write_bytes("article.txt", "Облыста форум өтті\n\nФорум 2021 жылы 22 қарашада өтті.\n".as_bytes());
    assert!(fs::write(disk.path("fill"), vec![7; 2 * 1024 * 1024]).is_err(), "the disk is small");
    let article = site.path("article.txt").to_string_lossy().into_owned();
    for command in [&["new", "event", "Форум"][..], &["import", &article], &["init", &disk.path("other")]]
    {
        let stopped = run(&site, &[&["--root", &root], command].concat());
        assert_eq!(stopped.status, 2, "{command:?}: {}", stopped.stderr);
        let says = stopped.stderr.contains("free some space and run the command again");
        assert!(says, "{command:?}: {}", stopped.stderr);
    }
}

#[test]
fn on_a_read_only_disk_there_is_a_clear_error_and_the_last_output_stays_whole() {
    let Some(disk) = SmallDisk::new("64m") else { return };
    let site = small();
    let out = disk.path("public");
    assert_eq!(run(&site, &["build", "--out", &out]).status, 0);
    let before = everything(Path::new(&out));
    assert!(disk.remount("ro"), "a read-only disk");
    site.write(&event(1, "Жаңа"));
    for out in [&out, &disk.path("new")] {
        let stopped = run(&site, &["build", "--out", out]);
        assert_eq!(stopped.status, 2, "{}", stopped.stderr);
        assert!(stopped.stderr.contains("the disk is read-only"), "{}", stopped.stderr);
        assert!(stopped.stderr.contains(out.as_str()), "{}", stopped.stderr);
    }
    assert_eq!(everything(Path::new(&out)), before);
}

#[test]
fn a_folder_that_may_not_be_written_to_is_an_error_before_anything_changes() {
    use std::os::unix::fs::PermissionsExt;
    let site = small();
    site.build();
    let before = everything(&site.path("public"));
    let closed = site.path("public/events/forum-1");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o555)).expect("permissions");
    if fs::write(closed.join("try"), "").is_ok() {
        fs::remove_file(closed.join("try")).expect("the try");
        return skipped("whoever is root may write everywhere");
    }
    site.write(&event(1, "Жаңа"));
    site.write(&event(2, "Жаңа"));
    let stopped = run(&site, &["build"]);
    assert_eq!(stopped.status, 2, "{}", stopped.stderr);
    assert!(stopped.stderr.contains("permission denied"), "{}", stopped.stderr);
    assert_eq!(everything(&site.path("public")), before);
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).expect("permissions");
}
