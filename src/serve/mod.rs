//! `ssg serve`: shows the site while it is written, and what is wrong with it.
//!
//! A [`Live`] site makes one [`Generation`] after the other, each by the same way that `build` goes;
//! pages are made when they are asked for. One thread follows the files, one looks at the whole when it
//! is quiet, as `check` does, and the server answers from whatever generation is current. Nothing here
//! prints: what is to be said goes to the caller as a [`Notice`].

mod aids;
mod generation;
mod http;
mod server;
#[cfg(test)]
mod tests;
mod watch;

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use chrono::NaiveDate;

use crate::check::Look;
use crate::diagnostics::{Diagnostic, Severity};
use crate::plan::Output;
use crate::render::Templates;
use crate::site::Settings;
use crate::source::{Hints, ReadError, TextFile};
use crate::stopwatch::Stopwatch;

use generation::{Generation, Live, Step};
use http::Hosts;
use watch::Watcher;

/// So long it must be quiet before every page is made: the page that is looked at comes first.
const IDLE: Duration = Duration::from_millis(250);
/// How long a file that was emptied may take to be written.
const EMPTIED: Duration = Duration::from_millis(80);

/// What the command line says.
#[derive(Debug, Clone)]
pub struct Options {
    /// The name or number of the address to listen at.
    pub host: String,
    /// The port; 0 for any.
    pub port: u16,
    /// Whether changes are followed.
    pub watch: bool,
    /// What is changed about the site.
    pub settings: Settings,
    /// Tells which day it is: what lies behind it is in the future. The server may run for days.
    pub today: fn() -> NaiveDate,
}

/// What is to be said.
#[derive(Debug)]
pub enum Notice<'a> {
    /// The site can be looked at.
    Listening {
        /// Where.
        address: &'a str,
        /// The port that was asked for, if it was taken.
        taken: Option<u16>,
        /// Whether other machines can reach it.
        exposed: bool,
    },
    /// What is wrong with the site is other than before: these errors and warnings. What only a look at
    /// the whole finds is said by itself, later.
    Found(&'a [Diagnostic], &'a [TextFile]),
    /// The files changed, and the site with them; so long each stage took.
    Changed(&'a [(&'static str, Duration)]),
    /// The site is now shown here: site.toml says that it will be under another path.
    Moved(&'a str),
    /// The system does not report changes: files are looked at again and again.
    Polling(&'a str),
    /// Files could not be read again.
    Failed(&'a str),
}

/// Why the site cannot be shown: the environment's fault.
#[derive(Debug)]
pub enum ServeError {
    /// The root cannot be read.
    Read(ReadError),
    /// The address cannot be listened at.
    Listen(String, io::Error),
}

impl fmt::Display for ServeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read(error) => error.fmt(formatter),
            Self::Listen(address, error) => write!(formatter, "cannot listen at {address}: {error}"),
        }
    }
}

impl std::error::Error for ServeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Read(error) => Some(error),
            Self::Listen(_, error) => Some(error),
        }
    }
}

/// What the threads share.
struct Shared {
    hosts: Hosts,
    current: Mutex<Arc<Generation>>,
    /// The last templates that worked on every page.
    proven: Mutex<Option<Arc<Templates>>>,
    ticks: tokio::sync::watch::Sender<Tick>,
    spoken: Mutex<Spoken>,
    waiting: Waiting,
}

/// How many people wait for the program: what it does of itself rests meanwhile.
#[derive(Debug, Default)]
struct Waiting {
    count: Mutex<usize>,
    changed: Condvar,
}

/// Somebody waits until this is dropped.
struct Awaited<'w>(&'w Waiting);

impl Waiting {
    fn begin(&self) -> Awaited<'_> {
        *locked(&self.count) += 1;
        Awaited(self)
    }

    /// Rests until nobody waits.
    fn rest(&self) {
        let count = locked(&self.count);
        let rested = self.changed.wait_while(count, |count| *count > 0);
        drop(rested.unwrap_or_else(PoisonError::into_inner));
    }
}

impl Drop for Awaited<'_> {
    fn drop(&mut self) {
        *locked(&self.0.count) -= 1;
        self.0.changed.notify_all();
    }
}

/// What was said last to be wrong.
#[derive(Default)]
struct Spoken {
    at_once: Vec<Diagnostic>,
    of_whole: Vec<Diagnostic>,
}

/// What open pages are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Tick {
    number: u64,
    /// None: the site is as it was, and more is known about it.
    step: Option<Step>,
    /// The number of the last generation in which a file differs that pages may show: whoever missed messages learns
    /// whether one of them was about such a file.
    file: u64,
}

impl fmt::Display for Tick {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.step {
            Some(Step::Page) => "page",
            Some(Step::Style) => "style",
            Some(Step::File) => "file",
            None => "state",
        };
        write!(formatter, "{} {kind} {}", self.number, self.file)
    }
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    // What is behind these locks is replaced whole: it is sound whatever happened.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Shared {
    fn current(&self) -> Arc<Generation> {
        Arc::clone(&locked(&self.current))
    }

    fn proven(&self) -> Option<Arc<Templates>> {
        locked(&self.proven).clone()
    }

    /// Puts a generation in the place of the last, which is given back, and tells all open pages.
    #[must_use = "giving back the memory of a large site takes its time"]
    fn replace(&self, generation: Arc<Generation>) -> Arc<Generation> {
        let (number, step) = (generation.number, generation.step);
        let old = std::mem::replace(&mut *locked(&self.current), generation);
        self.ticks.send_modify(|tick| {
            let file = if step == Step::File { number } else { tick.file };
            *tick = Tick { number, step: Some(step), file };
        });
        old
    }

    /// Says what is wrong before any page is made, if it is not what was said last.
    fn speak_at_once(&self, generation: &Generation, speak: &dyn Fn(Notice<'_>)) {
        let found = worth_saying(generation.at_once());
        let mut spoken = locked(&self.spoken);
        if spoken.at_once != found {
            speak(Notice::Found(&found, &generation.texts(&found)));
            // What the look at the whole finds afterwards is said anew, though it be the same.
            *spoken = Spoken { at_once: found, of_whole: Vec::new() };
        }
    }

    /// Says what the look at the whole found, if it is not what was said last.
    fn speak_of_whole(&self, generation: &Generation, speak: &dyn Fn(Notice<'_>)) {
        let found = worth_saying(generation.of_whole());
        let mut spoken = locked(&self.spoken);
        if spoken.of_whole != found {
            // When nothing is left of it, what is left at all is what one wants to know.
            let said = if found.is_empty() { &spoken.at_once } else { &found };
            speak(Notice::Found(said, &generation.texts(said)));
            spoken.of_whole = found;
        }
    }
}

/// Errors and warnings: what waits without harm is shown on the page of all messages.
fn worth_saying(diagnostics: &[Diagnostic]) -> Vec<Diagnostic> {
    diagnostics.iter().filter(|diagnostic| diagnostic.severity <= Severity::Warning).cloned().collect()
}

/// Shows the site at `root` until the program is asked to end.
///
/// # Errors
/// When the root cannot be read, or the address cannot be listened at.
pub fn serve(
    root: &Path,
    options: &Options,
    speak: impl Fn(Notice<'_>) + Send + Sync + 'static,
) -> Result<(), ServeError> {
    let speak: Arc<dyn Fn(Notice<'_>) + Send + Sync> = Arc::new(speak);
    let address = format!("{}:{}", options.host, options.port);
    let not_listening = |error| ServeError::Listen(address.clone(), error);
    // The port before the work: who cannot have it learns it at once.
    let listener = server::listen(&options.host, options.port).map_err(not_listening)?;
    let local = listener.local_addr().map_err(not_listening)?;

    let mut live = Live::new(root, options.settings.clone());
    // Watched before it is read: no change falls in between.
    let watcher = options.watch.then(|| Watcher::new(root));
    let first = live.refresh(&Hints::Everything, None, &mut Stopwatch::start()).map_err(ServeError::Read)?;
    let Some(first) = first.map(Arc::new) else { unreachable!("the first refresh makes a generation") };
    let tick = Tick { number: first.number, step: Some(Step::Page), file: first.number };
    let exposed = !local.ip().is_loopback();
    let shared = Arc::new(Shared {
        hosts: Hosts { named: options.host.clone(), port: local.port(), exposed },
        current: Mutex::new(Arc::clone(&first)),
        proven: Mutex::new(None),
        ticks: tokio::sync::watch::Sender::new(tick),
        spoken: Mutex::default(),
        waiting: Waiting::default(),
    });
    shared.speak_at_once(&first, &*speak);

    let origin = format!("http://{}", shown(&options.host, local));
    let (to_check, generations) = mpsc::channel();
    let _ = to_check.send(Arc::clone(&first));
    let (state, voice) = (Arc::clone(&shared), Arc::clone(&speak));
    let today = options.today;
    std::thread::spawn(move || look_at_all(&state, &generations, today, &*voice));
    if let Some(watcher) = watcher {
        let (state, voice, origin) = (Arc::clone(&shared), Arc::clone(&speak), origin.clone());
        std::thread::spawn(move || follow(live, watcher, &state, &to_check, &*voice, &origin));
    }

    let taken = (options.port != 0 && local.port() != options.port).then_some(options.port);
    let address = format!("{origin}{}", first.base());
    drop(first);
    speak(Notice::Listening { address: &address, taken, exposed });
    server::run(listener, &shared).map_err(not_listening)
}

/// The address as one types it.
fn shown(host: &str, local: SocketAddr) -> String {
    let is_number = host.parse::<std::net::IpAddr>().is_ok();
    if local.ip().is_unspecified() {
        format!("localhost:{}", local.port())
    } else if is_number {
        local.to_string()
    } else {
        format!("{host}:{}", local.port())
    }
}

/// Follows the files.
fn follow(
    mut live: Live,
    mut watcher: Watcher,
    shared: &Shared,
    to_check: &Sender<Arc<Generation>>,
    speak: &dyn Fn(Notice<'_>),
    origin: &str,
) {
    let mut troubled = false;
    let mut lost = false;
    watcher.watch(&live.folders());
    // What changed while the first reading went on was not watched yet.
    let mut next = Some(Hints::Everything);
    loop {
        if let Some(trouble) = watcher.trouble().filter(|_| !troubled) {
            speak(Notice::Polling(trouble));
            troubled = true;
        }
        let (mut hints, is_reported) = match next.take() {
            Some(hints) => (hints, false),
            None => watcher.wait().map_or((Hints::Everything, false), |hints| (hints, true)),
        };
        let mut stopwatch = Stopwatch::start();
        let awaited = shared.waiting.begin();
        if is_reported {
            watcher.settle(&mut hints);
        }
        // Before the files are looked at: what comes into a new folder afterwards is reported.
        watcher.watch(&live.folders());
        if live.sees_emptied(&hints) {
            watcher.gather(&mut hints, EMPTIED);
        }
        stopwatch.lap("notice");
        let current = shared.current();
        let proven = shared.proven();
        let made = catch_unwind(AssertUnwindSafe(|| live.refresh(&hints, proven.as_ref(), &mut stopwatch)));
        let timings = stopwatch.timings();
        if hints == Hints::Everything {
            watcher.looked(timings.iter().filter(|(stage, _)| *stage == "read").map(|(_, time)| *time).sum());
        }
        match made {
            Ok(Ok(Some(mut generation))) => {
                generation.presume(&current);
                let generation = Arc::new(generation);
                let old = shared.replace(Arc::clone(&generation));
                drop(awaited);
                drop(old);
                speak(Notice::Changed(&timings));
                if generation.base() != current.base() {
                    speak(Notice::Moved(&format!("{origin}{}", generation.base())));
                }
                shared.speak_at_once(&generation, speak);
                let _ = to_check.send(generation);
            }
            Ok(Ok(None)) => {}
            Ok(Err(error)) => {
                // The root is gone, and what watched it with it. It is looked for until it is back.
                if !lost {
                    speak(Notice::Failed(&error.to_string()));
                }
                lost = true;
                watcher = Watcher::new(live.root());
                continue;
            }
            Err(_) => {
                live.forget();
                speak(Notice::Failed("the program failed on this change; the last site is still shown"));
            }
        }
        if std::mem::take(&mut lost) {
            watcher = Watcher::new(live.root());
            next = Some(Hints::Everything);
        }
    }
}

/// Looks at the whole when it is quiet, as `check` does: what is wrong on pages that nobody asks for
/// comes out as well.
fn look_at_all(
    shared: &Shared,
    generations: &Receiver<Arc<Generation>>,
    today: fn() -> NaiveDate,
    speak: &dyn Fn(Notice<'_>),
) {
    let mut next = generations.recv().ok();
    while let Some(generation) = next.take() {
        match generations.recv_timeout(IDLE) {
            Ok(newer) => {
                next = Some(newer);
                continue;
            }
            // Without --watch there is one generation and nobody to send another.
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {}
        }
        let look = Look::new(&generation.now.site);
        let mut problems = Vec::new();
        for output in generation.now.site.plan.outputs() {
            if matches!(output, Output::Picture(copy) if generation.now.site.knows_picture(copy)) {
                continue;
            }
            shared.waiting.rest();
            problems.extend(generation.problem_of(output, |bytes| look.at(output, bytes)));
            next = generations.try_recv().ok();
            if next.is_some() {
                break;
            }
        }
        if next.is_some() {
            continue;
        }
        // Of earlier templates that stand for broken ones nothing was said.
        if problems.is_empty() && !generation.has_earlier_templates {
            *locked(&shared.proven) = Some(Arc::clone(&generation.now.site.templates));
        }
        problems.extend(generation.now.site.remarks());
        generation.checked(problems, look.finish(generation.sources(), today()));
        shared.speak_of_whole(&generation, speak);
        shared.ticks.send_if_modified(|tick| {
            let is_current = tick.number == generation.number;
            if is_current {
                tick.step = None;
            }
            is_current
        });
        drop(generation);
        next = generations.recv().ok();
    }
}
