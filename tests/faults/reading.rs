//! Files of every kind that may stand in a site: each is read, or named, or left alone.

use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::path::Path;

use super::support::{Site, files};
use super::{assert_orderly, everything, run, small, system};

const HEAD: &str = "+++\ntitle = \"Үлгі\"\n[[sources]]\ntitle = \"Мақала\"\n+++\n";

/// Builds a site that has one more file, and asserts that it ends in an orderly way.
fn with_file(path: &str, bytes: &[u8]) -> (Site, super::Run) {
    let site = small();
    site.write_bytes(path, bytes);
    let run = run(&site, &["build"]);
    assert_orderly(&run);
    (site, run)
}

#[test]
fn pipes_devices_sockets_and_loops_of_links_do_no_harm() {
    let site = small();
    let right = site.build().files;
    for folder in
        ["content", "content/events", "content/events/forum-1", "static", "templates", "templates/strings"]
    {
        fs::create_dir_all(site.path(folder)).expect("a folder");
        let pipe = site.path(&format!("{folder}/pipe.md"));
        assert!(system("mkfifo", &[pipe.as_os_str()]), "mkfifo");
        std::os::unix::net::UnixListener::bind(site.path(&format!("{folder}/s.html"))).expect("a socket");
        symlink("/dev/zero", site.path(&format!("{folder}/zero.md"))).expect("a link");
        symlink("/dev/stdin", site.path(&format!("{folder}/in.toml"))).expect("a link");
        symlink("pipe.md", site.path(&format!("{folder}/to-pipe.html"))).expect("a link");
        symlink("round.md", site.path(&format!("{folder}/round.md"))).expect("a link");
        symlink(".", site.path(&format!("{folder}/here"))).expect("a link");
        symlink("..", site.path(&format!("{folder}/up"))).expect("a link");
        symlink("nowhere", site.path(&format!("{folder}/dangling.md"))).expect("a link");
    }
    let built = run(&site, &["build"]);
    assert_eq!(built.status, 0, "{}", built.stderr);
    assert!(built.stderr.contains("content/events/pipe.md"), "{}", built.stderr);
    assert_eq!(files(&site.path("public")), right);
    assert_eq!(run(&site, &["check"]).status, 0);
}

#[test]
fn a_site_file_that_is_a_pipe_is_no_site() {
    let site = small();
    site.remove("site.toml");
    assert!(system("mkfifo", &[site.path("site.toml").as_os_str()]), "mkfifo");
    let refused = run(&site, &["build", "--root", "."]);
    assert_eq!(refused.status, 2, "{}", refused.stderr);
}

#[test]
fn no_link_leads_out_of_the_site() {
    let outside = tempfile::tempdir().expect("a folder");
    fs::write(outside.path().join("secret.md"), format!("{HEAD}құпия")).expect("a file");
    fs::write(outside.path().join("secret.html"), "құпия").expect("a file");
    fs::create_dir(outside.path().join("folder")).expect("a folder");
    fs::write(outside.path().join("folder/secret.md"), format!("{HEAD}құпия")).expect("a file");
    let site = small();
    fs::create_dir_all(site.path("static")).expect("a folder");
    fs::create_dir_all(site.path("templates/strings")).expect("a folder");
    for (target, link) in [
        ("secret.md", "content/events/leak.md"),
        ("secret.md", "content/events/leak/index.md"),
        ("secret.html", "content/events/forum-1/leak.pdf"),
        ("folder", "content/events/folder"),
        ("folder", "content/leak"),
        ("secret.html", "static/leak.html"),
        ("folder", "static/folder"),
        ("secret.html", "templates/page.html"),
        ("secret.html", "templates/strings/kk.toml"),
    ] {
        let link = site.path(link);
        fs::create_dir_all(link.parent().expect("a folder")).expect("a folder");
        symlink(outside.path().join(target), link).expect("a link");
    }
    let built = run(&site, &["build"]);
    assert_eq!(built.status, 0, "{}", built.stderr);
    for (path, bytes) in files(&site.path("public")) {
        assert!(!String::from_utf8_lossy(&bytes).contains("құпия"), "{path}");
        assert!(!path.contains("leak"), "{path}");
    }
    assert_eq!(built.stderr.matches("skipped-file").count(), 9, "{}", built.stderr);
}

#[test]
fn a_folder_of_the_site_that_is_a_link_out_of_it_stops_the_build() {
    for part in ["content", "static", "templates", "site.toml"] {
        let site = small();
        fs::create_dir_all(site.path("static")).expect("a folder");
        fs::create_dir_all(site.path("templates")).expect("a folder");
        site.build();
        let before = everything(&site.path("public"));
        let outside = tempfile::tempdir().expect("a folder");
        fs::rename(site.path(part), outside.path().join("moved")).expect("a move");
        symlink(outside.path().join("moved"), site.path(part)).expect("a link");
        let stopped = run(&site, &["build"]);
        assert_eq!(stopped.status, 1, "{part}: {}", stopped.stderr);
        assert!(stopped.stderr.contains(part), "{part}: {}", stopped.stderr);
        assert_eq!(everything(&site.path("public")), before, "{part}");
    }
}

#[test]
fn nothing_is_written_behind_a_link_out_of_the_site() {
    for link in ["content", "content/events"] {
        let site = small();
        site.write_bytes("article.txt", "Форум өтті\n\nПавлодарда жастар форумы өтті.\n".as_bytes());
        site.write_bytes("table.csv", "id,title_ru\nmeeting,Встреча\n".as_bytes());
        fs::remove_dir_all(site.path(link)).expect("a folder to remove");
        let outside = tempfile::tempdir().expect("a folder");
        symlink(outside.path(), site.path(link)).expect("a link");
        for arguments in
            [&["import", "article.txt"][..], &["import", "table.csv"], &["new", "event", "Forum"]]
        {
            let refused = run(&site, arguments);
            assert_eq!(refused.status, 2, "{arguments:?}: {}{}", refused.stdout, refused.stderr);
            let words = format!("\"{link}\": a link that leads out of the site is not followed");
            assert!(refused.stderr.contains(&words), "{arguments:?}: {}", refused.stderr);
        }
        assert_eq!(fs::read_dir(outside.path()).expect("the folder").count(), 0, "written behind {link}");
        // Looking writes nothing.
        assert_eq!(run(&site, &["import", "article.txt", "--dry-run"]).status, 0);
    }
}

#[test]
fn what_editors_and_systems_leave_behind_is_no_content() {
    let site = small();
    let right = site.build().files;
    for name in [
        ".forum-1.md.swp",
        ".#forum-1.md",
        "#forum-1.md#",
        "forum-1.md~",
        "4913",
        ".DS_Store",
        "._forum-1.md",
        "Thumbs.db",
        "desktop.ini",
        "forum-1.md.swp",
        "forum-1.md.swo",
        "forum-1.md.tmp",
        "forum-1.md.bak",
        "forum-1.md.orig",
        "forum-1.md.rej",
        "forum-1.md___jb_tmp___",
        "forum-1.md___jb_old___",
        "~$forum-1.md",
        ".~lock.forum-1.md#",
        "forum-1.md.save",
        "forum-1.md.part",
        ".goutputstream-X1",
        ".git/HEAD",
    ] {
        for folder in ["content/events", "static", "templates"] {
            site.write_bytes(&format!("{folder}/{name}"), b"\xff not content {{ nothing }}");
        }
    }
    let built = run(&site, &["build", "--verbose"]);
    assert_eq!(built.status, 0, "{}", built.stderr);
    assert_eq!(files(&site.path("public")), right);
    assert!(!built.stderr.contains("forum-1.md."), "{}", built.stderr);
}

#[test]
fn bytes_that_are_no_text_are_named_with_their_line() {
    for (bytes, line) in [
        (&b"+++\ntitle = \"\xd4\xee\xf0\xf3\xec\"\n+++\n"[..], "line 2"),
        (b"\xff\xfe+\0+\0+\0", "line 1"),
        (b"+++\ntitle = \"a\"\n+++\n\xed\xa0\x80", "line 4"),
        (b"+++\ntitle = \"a\"\n+++\n\xc0\x80\xf8", "line 4"),
    ] {
        let (site, run) = with_file("content/events/bad.md", bytes);
        assert_eq!(run.status, 1);
        assert!(run.stderr.contains("content/events/bad.md") && run.stderr.contains(line), "{}", run.stderr);
        assert!(!site.path("public").exists());
    }
    for path in ["site.toml", "templates/home.html", "templates/strings/kk.toml"] {
        let (_, run) = with_file(path, b"\xff\xfe\xfd");
        assert_eq!(run.status, 1);
        assert!(run.stderr.contains(path), "{}", run.stderr);
    }
}

#[test]
fn mark_line_ends_and_the_end_of_the_file_change_nothing() {
    let text = format!("{HEAD}Бірінші **жол**\nекінші\n\n- а\n- б\n");
    let page = |bytes: &[u8]| {
        let (site, run) = with_file("content/events/x.md", bytes);
        assert_eq!(run.status, 0, "{}", run.stderr);
        fs::read(site.path("public/events/x/index.html")).expect("a page")
    };
    let right = page(text.as_bytes());
    assert_eq!(page(format!("\u{feff}{text}").as_bytes()), right);
    assert_eq!(page(text.replace('\n', "\r\n").as_bytes()), right);
    assert_eq!(page(text.replace('\n', "\r").as_bytes()), right);
    assert_eq!(page(text.trim_end().as_bytes()), right);
}

#[test]
fn control_characters_are_named_or_reach_no_page() {
    let front = "+++\ntitle = \"а\\u0000б\\u0007\\u001B[31m\\uFFFE \\u202E1202\\u202C\"\nsummary = \"\\u0001\\u0085x\"\n[[sources]]\ntitle = \"\\u0002\"\n+++\n";
    let front = front.replace("title = \"\\u0002\"", "title = \"т\\u0002\"");
    let (site, run) =
        with_file("content/events/x.md", format!("{front}а\0б\u{7}\u{1b}[31m\u{fffe} \u{85} \u{202e}1202\u{202c} &#x2067;а&#x2069;\n\n<b title=\"&#x202e;б\">&#x202E;в</b>\n").as_bytes());
    assert_eq!(run.status, 0, "{}", run.stderr);
    for (path, bytes) in files(&site.path("public")) {
        // Fonts, and the numbers of the search index.
        let is_no_text = path.starts_with("assets/") || path.ends_with(".bin");
        if is_no_text {
            continue;
        }
        let text = String::from_utf8(bytes).expect("UTF-8");
        let bad = text.chars().find(|&c| {
            (c.is_control() && !matches!(c, '\n' | '\t' | '\r'))
                || matches!(c, '\u{fffe}' | '\u{ffff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        });
        assert_eq!(bad, None, "{path}");
        let has_reference = text.to_lowercase().contains("&#x202e") || text.contains("&#8238");
        assert!(!has_reference, "{path}");
    }
    // Bare ones in TOML are no TOML.
    let (_, run) = with_file("content/events/x.md", b"+++\ntitle = \"a\0b\"\n+++\n");
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("content/events/x.md:2"), "{}", run.stderr);
    assert!(!run.stderr.contains(['\0', '\u{7}', '\u{1b}']), "{:?}", run.stderr);
}

#[test]
fn names_that_are_one_for_some_systems_are_an_error_that_shows_both() {
    for (first, second) in [
        ("static/Style.css", "static/style.css"),
        ("static/\u{439}.txt", "static/\u{438}\u{306}.txt"),
        ("static/a/b.txt", "static/A"),
        ("static/INDEX.html", "static/other.txt"),
        ("static/Events/index.html", "static/other.txt"),
    ] {
        let site = small();
        site.write_bytes(first, b"1");
        if site.path(second).exists() {
            super::skipped("this file system takes these names for one");
            continue;
        }
        site.write_bytes(second, b"2");
        let run = run(&site, &["build"]);
        assert_eq!(run.status, 1, "{first} {second}: {}", run.stderr);
        assert!(run.stderr.contains("path-clash"), "{}", run.stderr);
    }
}

#[test]
fn names_that_cannot_be_addresses_are_named() {
    let site = small();
    let right = site.build().files;
    for folder in ["content/events", "static", "templates"] {
        fs::create_dir_all(site.path(folder)).expect("a folder");
        for name in [&b"\xff\xfe.md"[..], b"a\nb.md", b"a\\b.md", b"a\x1b[31mb.md"] {
            let file = site.path(folder).join(Path::new(std::ffi::OsStr::from_bytes(name)));
            if fs::write(&file, HEAD).is_err() {
                super::skipped("this file system has no such names");
                continue;
            }
            let stopped = run(&site, &["build"]);
            assert_eq!(stopped.status, 1, "{name:?}: {}", stopped.stderr);
            assert!(stopped.stderr.contains(folder), "{}", stopped.stderr);
            assert!(!stopped.stderr.contains('\u{1b}'), "{}", stopped.stderr);
            assert_eq!(files(&site.path("public")), right);
            fs::remove_file(file).expect("the file");
        }
    }
    for name in ["Форум", "forum 9", "FORUM", "-forum", "f&g", "a%2Fb", "..x", "con<script>"] {
        let (_, run) = with_file(&format!("content/events/{name}.md"), HEAD.as_bytes());
        if !name.starts_with('.') {
            assert_eq!(run.status, 1, "{name}");
            assert!(run.stderr.contains("bad-id"), "{name}: {}", run.stderr);
        }
    }
}

#[test]
fn the_longest_names_work_or_are_named() {
    let id = "f".repeat(252);
    let (site, run) = with_file(&format!("content/events/{id}.md"), HEAD.as_bytes());
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(site.path(&format!("public/events/{id}/index.html")).is_file());
    let alias = "f".repeat(300);
    let text = HEAD.replace("[[sources]]", &format!("aliases = [\"{alias}\"]\n[[sources]]"));
    let (_, run) = with_file("content/events/x.md", text.as_bytes());
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(run.stderr.contains("content/events/x.md:3"), "{}", run.stderr);
    let name = "Ұзын атау ".repeat(5_000);
    let text = HEAD.replace("[[sources]]", &format!("organisations = [\"{name}\"]\n[[sources]]"));
    let (_, run) = with_file("content/events/x.md", text.as_bytes());
    assert_eq!(run.status, 0, "{}", run.stderr);
}

#[test]
fn deep_nesting_in_front_matter_is_named_and_ends() {
    let toml = |text: String| format!("+++\ntitle = \"x\"\n{text}\n+++\n");
    let yaml = |text: String| format!("---\ntitle: x\n{text}\n---\n");
    let lines = |count: usize| (0..count).map(|depth| " ".repeat(depth) + "a:\n").collect::<String>();
    let aliases: String = (1..12)
        .map(|level| format!("a{level}: &a{level} [{}]\n", vec![format!("*a{}", level - 1); 10].join(", ")))
        .collect();
    for text in [
        toml(format!("a = {}", "[".repeat(10_000))),
        toml(format!("a = {}{}", "[".repeat(10_000), "]".repeat(10_000))),
        toml(format!("a = {}", "{a=".repeat(10_000))),
        toml(format!("{} = 1", vec!["a"; 10_000].join("."))),
        toml(format!("[{}]\nb = 1", vec!["a"; 10_000].join("."))),
        toml("a = \"".to_owned() + &"\\u0041".repeat(10_000)),
        toml("a = '''".to_owned() + &"\n".repeat(10_000)),
        yaml(format!("a: {}", "[".repeat(10_000))),
        yaml(format!("a: {}{}", "[".repeat(10_000), "]".repeat(10_000))),
        yaml(format!("a: {}", "{a: ".repeat(10_000))),
        yaml(format!("a: {}", "- ".repeat(10_000))),
        yaml(format!("a: {}", "? ".repeat(10_000))),
        yaml(format!("a: {}", "&a ".repeat(10_000))),
        yaml(lines(2_000)),
        yaml(format!("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n{aliases}")),
        yaml("a: &a [*a]".to_owned()),
        yaml("a: !!python/object/apply:os.system [\"x\"]".to_owned()),
        yaml("<<: &x {<<: *x}".to_owned()),
    ] {
        let (_, run) = with_file("content/events/deep.md", text.as_bytes());
        let shown: String = text.chars().take(60).collect();
        assert_eq!(run.status, 1, "{shown}");
        assert!(run.stderr.contains("content/events/deep.md"), "{shown}: {}", run.stderr);
    }
}

#[test]
fn ten_thousand_mistakes_in_one_file_are_told_in_a_moment() {
    let keys: String = (0..10_000).map(|number| format!("k{number} = 1\n")).collect();
    let (_, run) =
        with_file("content/events/x.md", HEAD.replace("[[sources]]", &(keys + "[[sources]]")).as_bytes());
    assert_eq!(run.status, 1);
    assert!(
        run.stderr.contains("9900 more of the kind unknown-key"),
        "{}",
        &run.stderr[run.stderr.len() - 300..]
    );
    let links = format!("{HEAD}{}", "[a](b.md) ".repeat(10_000));
    let (_, run) = with_file("content/events/x.md", links.as_bytes());
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("9900 more of the kind broken-link"));
}

#[test]
fn bodies_that_slow_or_crash_parsers_make_a_page() {
    for part in [
        "> ",
        "* ",
        "1. ",
        "[",
        "![",
        "[a](",
        "*a_ ",
        "**x ",
        "`a ``",
        "<div>",
        "<b>",
        "<!--",
        "<![CDATA[",
        "&#",
        "|",
        "|a|b\n|-|-\n",
        "[^1]: ",
        "[x]: ",
        "~~",
        "\\",
        "<a href=\"",
        "<table><tr><td>",
        "<ul><li>",
        "((",
        "\t",
    ] {
        let (site, run) =
            with_file("content/events/x.md", format!("{HEAD}{}соңы\n", part.repeat(10_000)).as_bytes());
        // A link in it may lead nowhere; nothing else can be wrong.
        assert!(run.status == 0 || run.stderr.contains("-link]"), "{part}: {}", run.stderr);
        if run.status == 0 {
            assert!(site.path("public/events/x/index.html").is_file(), "{part}");
        }
    }
}

#[test]
fn a_page_of_twenty_megabytes_is_a_page() {
    let body = "Сөз сөйлем мәтін.\n\n".repeat(20 * 1024 * 1024 / 33);
    let (site, run) = with_file("content/events/x.md", format!("{HEAD}{body}").as_bytes());
    assert_eq!(run.status, 0, "{}", run.stderr);
    let page = fs::metadata(site.path("public/events/x/index.html")).expect("the page");
    assert!(page.len() > 20 * 1024 * 1024);
}

#[test]
fn a_file_that_no_memory_holds_is_named_and_not_read() {
    for path in ["content/events/x.md", "static/x.bin", "templates/x.html"] {
        let site = small();
        site.write_bytes(path, b"");
        let file = fs::File::options().write(true).open(site.path(path)).expect("a file");
        if file.set_len(1 << 40).is_err() {
            return super::skipped("this file system has no such large files");
        }
        let stopped = run(&site, &["build"]);
        assert_eq!(stopped.status, 1, "{}", stopped.stderr);
        assert!(
            stopped.stderr.contains(path) && stopped.stderr.contains("larger than"),
            "{}",
            stopped.stderr
        );
    }
}

#[test]
fn a_file_where_a_folder_belongs_and_the_reverse_are_named() {
    let site =
        Site::new("-- site.toml --\ntitle = \"T\"\nbase_url = \"https://a.example/\"\n-- content --\nx\n");
    let stopped = run(&site, &["build"]);
    assert_eq!(stopped.status, 1, "{}", stopped.stderr);
    assert!(stopped.stderr.contains("content"), "{}", stopped.stderr);
    let site = small();
    fs::create_dir_all(site.path("content/events/folder.md")).expect("a folder");
    fs::create_dir_all(site.path("templates/home.html")).expect("a folder");
    assert_eq!(run(&site, &["build"]).status, 0);
    // A site without anything but its title.
    let site = Site::new("-- site.toml --\ntitle = \"T\"\n");
    assert_eq!(run(&site, &["build"]).status, 0);
    let site = Site::new("-- site.toml --\n");
    assert_eq!(run(&site, &["build"]).status, 1);
}

#[test]
fn an_empty_file_is_a_mistake_and_no_lost_record() {
    for text in ["", "+++\n", "+++\n+++\n", "---\n---\n", "\n", "+++"] {
        let site = small();
        site.build();
        let before = everything(&site.path("public"));
        site.write_bytes("content/events/forum-1.md", text.as_bytes());
        let stopped = run(&site, &["build"]);
        assert_eq!(stopped.status, 1, "{text:?}");
        assert!(stopped.stderr.contains("content/events/forum-1.md"), "{}", stopped.stderr);
        assert_eq!(everything(&site.path("public")), before);
    }
}

#[test]
fn two_files_that_claim_one_record_or_address_are_both_shown() {
    let extra = |alias: &str| HEAD.replace("[[sources]]", &format!("aliases = [\"{alias}\"]\n[[sources]]"));
    for (path, text, other) in [
        ("content/events/forum-1/index.md", HEAD.to_owned(), "content/events/forum-1.md"),
        ("content/events/forum-1.kk.md", HEAD.to_owned(), "content/events/forum-1.md"),
        ("content/events/x.md", extra("forum-1"), "content/events/forum-1.md"),
        ("content/pages/events.md", HEAD.replace("[[sources]]\ntitle = \"Мақала\"\n", ""), "events"),
        ("static/events/forum-1/index.html", "x".to_owned(), "events/forum-1"),
        ("static/robots.txt", "x".to_owned(), "robots.txt"),
    ] {
        let (_, run) = with_file(path, text.as_bytes());
        assert_eq!(run.status, 1, "{path}: {}", run.stderr);
        assert!(run.stderr.contains(path) && run.stderr.contains(other), "{path}: {}", run.stderr);
    }
}
