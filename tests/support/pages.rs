//! Pages of documentation as scripts: what they show is written and run, so that they cannot go stale.
//!
//! A page is followed from its top, in a folder of its own. Blocks marked `sh` are run by a shell that knows
//! `ssg`; a block behind `<!-- file: path -->` is written to that file; one behind `<!-- output -->` must be what
//! the commands before it said, where `…` stands for anything. `<!-- in a new site -->` at the top of a page
//! means that its commands are typed in one, `<!-- not run: reason -->` leaves the next block out.

#![allow(dead_code, reason = "each test file uses its own part")]
#![allow(clippy::disallowed_methods, reason = "tests look at the program from outside")]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What a page asks for, in its order.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// The commands are typed in a new site.
    NewSite,
    /// A file is written.
    File { path: String, text: String },
    /// Commands are run.
    Run { line: usize, commands: String },
    /// The commands before it said this.
    Output { line: usize, text: String },
}

/// Reads the steps of a page.
pub(crate) fn steps(page: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut remark: Option<&str> = None;
    let mut lines = page.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        let trimmed = line.trim();
        if let Some(text) = trimmed.strip_prefix("<!-- ").and_then(|rest| rest.strip_suffix(" -->")) {
            if text == "in a new site" {
                steps.push(Step::NewSite);
            } else {
                remark = Some(text);
            }
            continue;
        }
        // A page that shows blocks has a longer fence around them.
        let fence = trimmed.chars().take_while(|sign| *sign == '`').count();
        if fence >= 3 {
            let info = trimmed[fence..].trim();
            let close = "`".repeat(fence);
            let block: String = lines
                .by_ref()
                .map(|(_, line)| line)
                .take_while(|line| line.trim() != close)
                .flat_map(|line| [line, "\n"])
                .collect();
            match remark.take() {
                Some(text) if text.starts_with("file: ") => {
                    steps.push(Step::File { path: text["file: ".len()..].to_owned(), text: block });
                }
                Some("output") => steps.push(Step::Output { line: number + 1, text: block }),
                Some(text) if text.starts_with("not run: ") => {}
                Some(text) => panic!("line {}: nothing is known of the remark {text:?}", number + 1),
                None if info == "sh" => steps.push(Step::Run { line: number + 1, commands: block }),
                None => {}
            }
            continue;
        }
        if !trimmed.is_empty() {
            assert!(remark.is_none(), "line {}: {remark:?} stands before no block", number + 1);
        }
    }
    steps
}

/// Follows a page in a fresh folder, which comes back for a look at what is there then.
pub(crate) fn follow(page: &str) -> tempfile::TempDir {
    follow_with(page, Vec::new())
}

/// Follows a page in a new site.
pub(crate) fn follow_in_a_new_site(page: &str) -> tempfile::TempDir {
    follow_with(page, vec![Step::NewSite])
}

fn follow_with(page: &str, before: Vec<Step>) -> tempfile::TempDir {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(page)).expect(page);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut here = folder.path().to_owned();
    let mut said = String::new();
    for step in before.into_iter().chain(steps(&text)) {
        match step {
            Step::NewSite => {
                let (status, output) = run(&here, "ssg init .\n");
                assert!(status, "{page}: {output}");
            }
            Step::File { path, text } => {
                let file = here.join(path);
                fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
                fs::write(file, text).expect("a file");
            }
            Step::Run { line, commands } => {
                said.clear();
                for part in parts(&commands) {
                    if let Some(arguments) = part.strip_prefix("ssg serve") {
                        serve(&here, arguments.trim(), &format!("{page}:{line}"));
                        continue;
                    }
                    // Where the commands end up is where the next ones begin.
                    let (status, output) = run(&here, &format!("{part}\npwd > \"$WHERE\"\n"));
                    assert!(status, "{page}:{line}: these commands fail:\n{part}\n{output}");
                    said.push_str(&output);
                    here = folder_after(&here);
                }
            }
            Step::Output { line, text } => {
                assert!(
                    is_like(text.trim_end(), said.trim_end()),
                    "{page}:{line}: the page says\n{text}\nand the program\n{said}"
                );
            }
        }
    }
    folder
}

/// Commands, and each `ssg serve` alone: it does not end by itself.
fn parts(commands: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    for line in commands.lines() {
        if line.starts_with("ssg serve") {
            parts.extend([line.to_owned(), String::new()]);
        } else if let Some(last) = parts.last_mut() {
            last.push_str(line);
            last.push('\n');
        }
    }
    parts.retain(|part| !part.trim().is_empty());
    parts
}

fn where_file(here: &Path) -> PathBuf {
    std::env::temp_dir().join(format!(
        "ssg-where-{}-{}",
        std::process::id(),
        here.to_string_lossy().replace('/', "-")
    ))
}

fn folder_after(here: &Path) -> PathBuf {
    let file = where_file(here);
    let written = fs::read_to_string(&file).expect("where the commands ended");
    fs::remove_file(file).expect("a file to remove");
    PathBuf::from(written.trim_end())
}

/// Runs commands as a person types them; what is said on both streams comes back in one.
fn run(here: &Path, commands: &str) -> (bool, String) {
    let output = shell(here).arg("-euc").arg(format!("exec 2>&1\n{commands}")).output().expect("a shell");
    (output.status.success(), String::from_utf8(output.stdout).expect("UTF-8"))
}

fn shell(here: &Path) -> Command {
    let program = assert_cmd::cargo::cargo_bin("ssg");
    let programs = program.parent().expect("a folder of the program").to_owned();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let paths = std::iter::once(programs).chain(std::env::split_paths(&path));
    let mut shell = Command::new("bash");
    shell
        .current_dir(here)
        .stdin(Stdio::null())
        .env("PATH", std::env::join_paths(paths).expect("a path"))
        .env("WHERE", where_file(here))
        .env("HOME", here)
        .env("NO_COLOR", "1")
        .env("GIT_AUTHOR_NAME", "Editor")
        .env("GIT_AUTHOR_EMAIL", "editor@archive.example")
        .env("GIT_COMMITTER_NAME", "Editor")
        .env("GIT_COMMITTER_EMAIL", "editor@archive.example")
        .env_remove("GITHUB_ACTIONS");
    shell
}

/// Starts the server at a free port, without a browser, and asks for the front page.
fn serve(here: &Path, arguments: &str, place: &str) {
    let arguments = arguments.split('#').next().unwrap_or_default().replace("--open", "");
    let mut server = shell(here)
        .arg("-euc")
        .arg(format!("exec ssg serve {arguments} --port 0"))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("a server");
    let mut address = String::new();
    let out = server.stdout.take().expect("what the server says");
    BufReader::new(out).read_line(&mut address).expect("an address");
    let answer = answer(address.trim());
    server.kill().expect("the server ends");
    server.wait().expect("the server has ended");
    assert!(answer.starts_with("HTTP/1.1 200"), "{place}: {address}: {answer}");
}

fn answer(address: &str) -> String {
    let rest = address.strip_prefix("http://").unwrap_or_else(|| panic!("no address: {address:?}"));
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let mut stream = TcpStream::connect(host).expect("a connection");
    write!(stream, "GET /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").expect("a request");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("an answer");
    String::from_utf8_lossy(&answer).into_owned()
}

/// Whether a text is like the shown one, in which `…` stands for anything within a line, and alone on a line
/// for any lines.
fn is_like(shown: &str, said: &str) -> bool {
    let (shown, said): (Vec<&str>, Vec<&str>) = (shown.lines().collect(), said.lines().collect());
    lines_are_like(&shown, &said)
}

fn lines_are_like(shown: &[&str], said: &[&str]) -> bool {
    match shown {
        [] => said.is_empty(),
        [first, rest @ ..] if first.trim() == "…" => {
            (0..=said.len()).any(|skipped| lines_are_like(rest, &said[skipped..]))
        }
        [first, rest @ ..] => match said {
            [line, others @ ..] => {
                line_is_like(first.trim_end(), line.trim_end()) && lines_are_like(rest, others)
            }
            [] => false,
        },
    }
}

fn line_is_like(shown: &str, said: &str) -> bool {
    let mut parts = shown.split('…');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = said.strip_prefix(first) else { return false };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else { return rest.is_empty() };
    for part in middle {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[test]
fn a_page_is_read_as_its_steps() {
    let page = "<!-- in a new site -->\n# A\n\n```sh\nssg build\n```\n\n<!-- output -->\n```text\n1 event\n```\n\
                <!-- not run: it is long -->\n```sh\nls\n```\n<!-- file: a/b -->\n````md\n```sh\n```\n````\n```toml\na = 1\n```\n";
    assert_eq!(
        steps(page),
        [
            Step::NewSite,
            Step::Run { line: 4, commands: "ssg build\n".to_owned() },
            Step::Output { line: 9, text: "1 event\n".to_owned() },
            Step::File { path: "a/b".to_owned(), text: "```sh\n```\n".to_owned() },
        ]
    );
    assert!(is_like("a … c\n…\nz", "a b c\n1\n2\nz"));
    assert!(is_like("a", "a") && !is_like("a", "a b") && !is_like("a …", "b a "));
}
