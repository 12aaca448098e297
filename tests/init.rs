//! A new site from outside: in an empty folder with the program alone.

#![allow(clippy::disallowed_methods, reason = "tests look at the program from outside")]

mod support;

use std::fs;

use support::{files, run};

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

#[test]
fn a_new_site_is_checked_built_and_filled_as_it_is() {
    let here = folder();
    let made = run(here.path(), &["init", "archive"]);
    assert_eq!(made.status, 0, "{}", made.stderr);
    assert!(
        made.stdout.lines().any(|line| line.replace('\\', "/") == "archive/site.toml"),
        "{}",
        made.stdout
    );
    let archive = here.path().join("archive");
    for file in [".gitignore", "README.md", ".github/workflows/pages.yml", "content/events/example.ru.md"] {
        assert!(archive.join(file).is_file(), "no {file}");
    }
    let ignored = fs::read_to_string(archive.join(".gitignore")).expect("a .gitignore");
    for folder in ["/public", "/articles"] {
        assert!(ignored.lines().any(|line| line == folder), "{folder} would be pushed:\n{ignored}");
    }
    let check = run(&archive, &["check", "--strict"]);
    assert_eq!(check.status, 0, "{}", check.stderr);

    fs::write(
        archive.join("some.txt"),
        "Павлодарда ІV Азаматтық форум өтті\n\nПавлодар қаласында Павлодар облысының ІV Азаматтық форумы өтті.\n",
    )
    .expect("an article");
    let import = run(&archive, &["import", "some.txt"]);
    assert_eq!(import.status, 0, "{}", import.stderr);
    let build = run(&archive, &["build", "--base-url", "https://name.github.io/repository/"]);
    assert_eq!(build.status, 0, "{}", build.stderr);
    let check = run(&archive, &["check"]);
    assert_eq!(check.status, 0, "{}", check.stderr);
    let output = files(&archive.join("public"));
    for page in [
        "index.html",
        "ru/index.html",
        "events/example/index.html",
        "events/pavlodar-civic-forum-4/index.html",
    ] {
        assert!(output.contains_key(page), "no {page}");
    }
    assert!(!output.keys().any(|path| path.contains("README")), "the editors' README is not published");
}

#[test]
fn what_is_to_be_set_before_the_first_push_is_said() {
    let here = folder();
    let made = run(here.path(), &["init", "archive"]);
    let workflow = here.path().join("archive/.github/workflows/pages.yml");
    let workflow = fs::read_to_string(workflow).expect("the workflow");
    let is_unset = workflow.contains("SSG_REPOSITORY: \"\"");
    assert_eq!(made.stderr.contains("(SSG_REPOSITORY)"), is_unset, "{}", made.stderr);
    assert!(!run(here.path(), &["init", "other", "--quiet"]).stderr.contains("SSG_REPOSITORY"));
}

#[test]
fn title_languages_and_address_are_those_that_were_named() {
    let here = folder();
    let arguments = [
        "init",
        ".",
        "--title",
        "Архив \"2026\"",
        "--languages",
        "ru,kk",
        "--base-url",
        "https://a.example/b/",
    ];
    let made = run(here.path(), &arguments);
    assert_eq!(made.status, 0, "{}", made.stderr);
    let site = fs::read_to_string(here.path().join("site.toml")).expect("site.toml");
    for line in [
        "title = \"Архив \\\"2026\\\"\"",
        "languages = [\"ru\", \"kk\"]",
        "base_url = \"https://a.example/b/\"",
    ] {
        assert!(site.contains(line), "no {line} in\n{site}");
    }
    let check = run(here.path(), &["check"]);
    assert_eq!((check.status, check.stderr.as_str()), (0, "nothing to mend\n"));
    assert!(here.path().join("content/events/example.kk.md").is_file());
    assert!(!here.path().join("content/events/example.en.md").exists());
}

#[test]
fn a_folder_that_is_not_empty_is_refused_and_nothing_is_touched() {
    for name in ["notes.txt", ".hidden", "content/x.md"] {
        let here = folder();
        let file = here.path().join(name);
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(&file, "mine").expect("a file");
        let made = run(here.path(), &["init", "."]);
        assert_eq!(made.status, 2, "{name}");
        assert!(made.stderr.contains("is not empty"), "{}", made.stderr);
        assert_eq!(files(here.path()).into_keys().collect::<Vec<_>>(), [name]);
        assert_eq!(fs::read(&file).expect("the file"), b"mine");
    }
    let here = folder();
    fs::write(here.path().join("archive"), "a file").expect("a file");
    assert_eq!(run(here.path(), &["init", "archive"]).status, 2);
    assert_eq!(fs::read(here.path().join("archive")).expect("the file"), b"a file");
}

#[test]
fn a_repository_without_files_counts_as_empty() {
    let here = folder();
    fs::create_dir(here.path().join(".git")).expect("a folder");
    assert_eq!(run(here.path(), &["init", "."]).status, 0);
}

#[test]
fn wrong_languages_and_addresses_are_refused_before_anything_is_written() {
    for arguments in
        [["--languages", "kk,de"], ["--languages", "kk,kk"], ["--base-url", "name"], ["--title", " "]]
    {
        let here = folder();
        let made = run(here.path(), &["init", "archive", arguments[0], arguments[1]]);
        assert_eq!(made.status, 2, "{arguments:?}: {}", made.stderr);
        assert!(!here.path().join("archive").exists(), "{arguments:?}");
    }
}

#[test]
fn new_files_are_filled_in_judged_and_never_overwritten() {
    let here = folder();
    assert_eq!(run(here.path(), &["init", ".", "--languages", "kk,ru"]).status, 0);
    let new = |arguments: &[&str]| {
        let all: Vec<&str> = ["new"].iter().chain(arguments).copied().collect();
        run(here.path(), &all)
    };
    let text = |path: &str| fs::read_to_string(here.path().join(path)).expect(path);

    let event = new(&["event", "Облыстың X азаматтық форумы"]);
    assert_eq!(event.stdout, "content/events/oblystyn-x-azamattyq-forumy.md\n", "{}", event.stderr);
    let written = text(event.stdout.trim());
    assert!(written.contains("title = \"Облыстың X азаматтық форумы\"\n"), "{written}");
    assert!(written.contains("\nrecorded = 20"), "{written}");

    let event = new(&["event", "forum-11", "--title", "XI форум"]);
    assert_eq!(event.stdout, "content/events/forum-11.md\n", "{}", event.stderr);
    assert!(text("content/events/forum-11.md").contains("title = \"XI форум\"\n"));
    assert_eq!(new(&["page", "contacts"]).stdout, "content/pages/contacts.md\n");
    let organisation = new(&["organisation", "«Үміт» қоғамдық қоры"]);
    assert_eq!(
        organisation.stdout, "content/organisations/umit-qogamdyq-qory.md\n",
        "{}",
        organisation.stderr
    );

    // What is commented out is all right as it stands.
    let check = run(here.path(), &["check"]);
    assert_eq!(check.status, 0, "{}", check.stderr);
    assert!(check.stderr.contains("0 errors"), "{}", check.stderr);
    let with_comments = text("content/events/forum-11.md").replace("\n# ", "\n");
    fs::write(here.path().join("content/events/forum-11.md"), with_comments.replace('…', "x"))
        .expect("a file");
    let check = run(here.path(), &["check"]);
    assert_eq!(check.status, 0, "{}", check.stderr);

    let before = files(here.path());
    for taken in
        [["event", "forum-11"], ["event", "example"], ["page", "about"], ["page", "events"], ["event", "«»"]]
    {
        let again = new(&taken);
        assert_eq!(again.status, 2, "{taken:?}: {}{}", again.stdout, again.stderr);
        assert!(
            again.stdout.is_empty() && again.stderr.starts_with("error: "),
            "{taken:?}: {}",
            again.stderr
        );
    }
    assert_eq!(files(here.path()), before, "nothing was touched");
}

#[test]
fn a_new_record_takes_over_the_address_of_its_name() {
    let here = folder();
    assert_eq!(run(here.path(), &["init", "."]).status, 0);
    fs::write(
        here.path().join("content/events/meeting.md"),
        "+++\ntitle = \"Кездесу\"\nregion = \"abai\"\ndate = \"2024\"\norganisations = [\"ҚБ «Жарық»\"]\n+++\n",
    )
    .expect("an event");
    let made = run(here.path(), &["new", "organisation", "ҚБ \"Жарық\""]);
    assert_eq!(made.stdout, "content/organisations/qb-zharyq.md\n", "{}", made.stderr);
    let text =
        fs::read_to_string(here.path().join("content/organisations/qb-zharyq.md")).expect("the record");
    assert!(text.contains("region = \"abai\""), "the region of all its events:\n{text}");
    let check = run(here.path(), &["check"]);
    assert!(!check.stderr.contains("unknown-organisation"), "{}", check.stderr);
}

#[test]
fn help_is_where_one_is() {
    let here = folder();
    let help = |arguments: &[&str]| run(here.path(), arguments);

    let explained = help(&["explain", "unknown-region"]);
    assert_eq!(explained.status, 0);
    assert!(explained.stdout.starts_with("## unknown-region\n"), "{}", explained.stdout);
    assert!(!explained.stdout.contains("## region-not-yet"), "{}", explained.stdout);
    let misspelt = help(&["explain", "error[unknwon-region]"]);
    assert_eq!(misspelt.status, 2);
    assert!(misspelt.stderr.contains("did you mean unknown-region?"), "{}", misspelt.stderr);
    assert!(help(&["explain"]).stdout.lines().any(|line| line.starts_with("bad-date ")));

    let misspelt = help(&["biuld"]);
    assert_eq!(misspelt.status, 2);
    assert!(misspelt.stderr.contains("'build'"), "{}", misspelt.stderr);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = help(&["completions", shell]);
        assert!(script.status == 0 && script.stdout.contains("base-url"), "{shell}");
    }
    let page = help(&["man"]).stdout;
    assert!(page.contains(".TH ssg 1") && page.contains("ssg\\-build(1)"), "{page}");
    assert!(help(&["man", "build"]).stdout.contains(".TH ssg-build 1"), "{}", help(&["man", "build"]).stdout);
    assert!(help(&["man", "biuld"]).stderr.contains("did you mean build?"));
}
