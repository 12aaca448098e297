//! Says that something changed below some folders, and where to look.
//!
//! What the system reports is only a hint at paths, never read as a story of what happened: files are
//! looked at again by whoever gets the hint. Where reports fail or get lost, everything is looked at;
//! and it is once more when things have been quiet for a while, and now and then whatever happens: some
//! file systems (shared folders, networks) take a watch and report nothing.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::source::Hints;

/// So long nothing may come before a change counts as done: the writes of one saving come closer
/// together than that.
const QUIET: Duration = Duration::from_millis(15);
/// So long a stream of changes is gathered at most.
const LONGEST: Duration = Duration::from_millis(300);
/// More paths than that are no saving but a checkout or a copy: it is awaited, so that pages are loaded
/// once and not again and again.
const MANY: usize = 64;
/// As `QUIET`, for many paths.
const QUIET_OF_MANY: Duration = Duration::from_millis(120);
/// As `LONGEST`, for many paths.
const LONGEST_OF_MANY: Duration = Duration::from_secs(3);
/// After a change, and so much quiet, everything is looked at once: what the system missed is found.
const AFTERWARDS: Duration = Duration::from_secs(1);
/// How often everything is looked at where the system reports nothing.
const POLL: Duration = Duration::from_millis(700);
/// How often everything is looked at where the system seems to report.
const NOW_AND_THEN: Duration = Duration::from_secs(2);
/// Looking at everything unasked takes at most this part of the time: one in so many.
const SHARE: u32 = 50;

/// Watches folders.
pub(super) struct Watcher {
    root: PathBuf,
    hints: Receiver<Hints>,
    system: Option<RecommendedWatcher>,
    watched: BTreeSet<PathBuf>,
    /// Why the system's reports cannot be relied on.
    trouble: Option<String>,
    /// Whether everything is to be looked at when it is quiet.
    due: bool,
    /// What looking at everything took the last time.
    cost: Duration,
}

impl Watcher {
    /// Watches a folder itself, but not what is in its folders.
    pub(super) fn new(root: &Path) -> Self {
        let (sender, hints) = mpsc::channel();
        let system = notify::recommended_watcher(move |event: notify::Result<Event>| {
            if let Some(hints) = hints_of(event) {
                // Nobody listens any more when the program ends.
                let _ = sender.send(hints);
            }
        });
        let mut watcher = Self {
            root: root.canonicalize().unwrap_or_else(|_| root.to_owned()),
            hints,
            system: None,
            watched: BTreeSet::new(),
            trouble: None,
            due: false,
            cost: Duration::ZERO,
        };
        match system {
            Ok(system) => watcher.system = Some(system),
            Err(error) => watcher.trouble = Some(error.to_string()),
        }
        let root = watcher.root.clone();
        watcher.add(&root, RecursiveMode::NonRecursive);
        watcher
    }

    /// Watches folders and all that is in them. Those that do not exist yet are watched when the root's
    /// watch sees them come and this is called again.
    pub(super) fn watch(&mut self, folders: &[PathBuf]) {
        if self.trouble.is_some() {
            // They are looked at anyway, and asking again costs a walk through all of them.
            return;
        }
        for folder in folders {
            if !self.watched.contains(folder) {
                self.add(folder, RecursiveMode::Recursive);
            }
        }
    }

    /// Why the system's reports cannot be relied on, if so.
    pub(super) fn trouble(&self) -> Option<&str> {
        self.trouble.as_deref()
    }

    /// Says what looking at everything took.
    pub(super) fn looked(&mut self, cost: Duration) {
        self.cost = cost;
    }

    fn add(&mut self, folder: &Path, mode: RecursiveMode) {
        let Some(system) = &mut self.system else { return };
        match system.watch(folder, mode) {
            Ok(()) => {
                self.watched.insert(folder.to_owned());
            }
            Err(error) if is_absence(&error) => {}
            Err(error) => self.trouble = Some(error.to_string()),
        }
    }

    /// Waits until something changed; nothing is said when it is time to look at everything.
    pub(super) fn wait(&mut self) -> Option<Hints> {
        let patience = match (self.trouble.is_some(), self.due) {
            (true, _) => POLL.max(self.cost * 4),
            (false, true) => AFTERWARDS.max(self.cost * 4),
            (false, false) => NOW_AND_THEN.max(self.cost * SHARE),
        };
        match self.hints.recv_timeout(patience) {
            Ok(hints) => return Some(hints),
            Err(RecvTimeoutError::Timeout) => {}
            // Without the system's watcher nobody holds the other end.
            Err(RecvTimeoutError::Disconnected) => std::thread::sleep(patience),
        }
        self.due = false;
        None
    }

    /// Waits until what changes is done changing.
    pub(super) fn settle(&mut self, hints: &mut Hints) {
        self.due = true;
        self.gather(hints, QUIET);
        self.forget_folders(hints);
    }

    /// Adds what comes until it is quiet for so long.
    #[expect(clippy::disallowed_methods, reason = "when it is looked at, not what is seen, depends on it")]
    pub(super) fn gather(&mut self, hints: &mut Hints, quiet: Duration) {
        let start = Instant::now();
        loop {
            let (quiet, longest) = match hints {
                Hints::Paths(paths) if paths.len() <= MANY => (quiet, LONGEST),
                Hints::Paths(_) | Hints::Everything => (quiet.max(QUIET_OF_MANY), LONGEST_OF_MANY),
            };
            if start.elapsed() >= longest {
                return;
            }
            match self.hints.recv_timeout(quiet) {
                Ok(more) => hints.add(more),
                Err(_) => return,
            }
        }
    }

    /// A watched folder that came, went or was replaced has to be watched anew.
    fn forget_folders(&mut self, hints: &Hints) {
        let Hints::Paths(paths) = hints else { return };
        let moved: Vec<PathBuf> = if paths.contains(&self.root) {
            self.watched.iter().cloned().collect()
        } else {
            paths.iter().filter(|path| self.watched.contains(*path)).cloned().collect()
        };
        for path in moved {
            self.watched.remove(&path);
            if let Some(system) = &mut self.system {
                // It may have gone by itself.
                let _ = system.unwatch(&path);
            }
        }
        if !self.watched.contains(&self.root) {
            let root = self.root.clone();
            self.add(&root, RecursiveMode::NonRecursive);
        }
    }
}

fn is_absence(error: &notify::Error) -> bool {
    match &error.kind {
        notify::ErrorKind::PathNotFound => true,
        notify::ErrorKind::Io(error) => error.kind() == std::io::ErrorKind::NotFound,
        notify::ErrorKind::Generic(_)
        | notify::ErrorKind::WatchNotFound
        | notify::ErrorKind::InvalidConfig(_)
        | notify::ErrorKind::MaxFilesWatch => false,
    }
}

/// Where to look after a report. Reading is no change: what we read ourselves must not wake us.
fn hints_of(event: notify::Result<Event>) -> Option<Hints> {
    let Ok(event) = event else { return Some(Hints::Everything) };
    if event.need_rescan() {
        return Some(Hints::Everything);
    }
    match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write))
        | EventKind::Any
        | EventKind::Create(_)
        | EventKind::Modify(_)
        | EventKind::Remove(_)
        | EventKind::Other => {}
        EventKind::Access(_) => return None,
    }
    if event.paths.is_empty() {
        return Some(Hints::Everything);
    }
    Some(Hints::Paths(event.paths.into_iter().collect()))
}
