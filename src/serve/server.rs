//! Connections: takes requests from the network, hands them to [`super::http`], and sends the answers.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::io;
use std::net::{TcpListener, ToSocketAddrs};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use hyper::body::{Frame, Incoming, SizeHint};
use hyper::header::{HeaderMap, HeaderValue};
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::sync::mpsc;
use tokio::task::AbortHandle;

use super::Shared;
use super::http::{self, Reply, Request};

/// After so many milliseconds a browser that lost the reload channel asks for it again.
const RETRY: u32 = 400;
/// How many ports behind a taken one are tried.
const PORTS: u16 = 20;
/// After so long a browser that sends half a request is left.
const PATIENCE: Duration = Duration::from_secs(20);
/// So often a quiet reload channel shows that it lives; who is gone is noticed by it.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// With more connections than that the oldest is closed: a browser opens it again, and the program keeps
/// enough of what the system lets it open (256 files and connections, where it is least).
const MOST_CONNECTIONS: usize = 160;
/// How long to wait when no connection can be taken: there are too many for the system.
const BREATH: Duration = Duration::from_millis(50);

/// Listens at a port of a host; where it is taken, at the next free one. Port 0 is any.
pub(super) fn listen(host: &str, port: u16) -> io::Result<TcpListener> {
    let mut failure = io::Error::from(io::ErrorKind::AddrNotAvailable);
    for port in port..=port.saturating_add(PORTS) {
        for address in (host, port).to_socket_addrs()? {
            match TcpListener::bind(address) {
                Ok(listener) => return Ok(listener),
                Err(error) => failure = error,
            }
            // Taken at one of the host's numbers is taken: a browser may choose any of them.
            if failure.kind() == io::ErrorKind::AddrInUse {
                break;
            }
        }
        if failure.kind() != io::ErrorKind::AddrInUse {
            break;
        }
    }
    Err(failure)
}

/// Answers requests until the program is to end. Connections that are open then are dropped.
pub(super) fn run(listener: TcpListener, shared: &Arc<Shared>) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let result = runtime.block_on(async {
        listener.set_nonblocking(true)?;
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let shared = Arc::clone(shared);
        tokio::spawn(async move { accept(&listener, &shared).await });
        asked_to_end().await
    });
    // Whoever hangs at the other end does not hold us.
    runtime.shutdown_background();
    result
}

#[cfg(unix)]
async fn asked_to_end() -> io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut signals = [signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?];
    std::future::poll_fn(|context| {
        let came = signals.iter_mut().any(|signal| signal.poll_recv(context).is_ready());
        if came { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
    Ok(())
}

#[cfg(not(unix))]
async fn asked_to_end() -> io::Result<()> {
    tokio::signal::ctrl_c().await
}

async fn accept(listener: &tokio::net::TcpListener, shared: &Arc<Shared>) {
    let mut connections: VecDeque<AbortHandle> = VecDeque::new();
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(BREATH).await;
            continue;
        };
        // Else a small answer waits for the other side's acknowledgement: 40 ms.
        let _ = stream.set_nodelay(true);
        let shared = Arc::clone(shared);
        let connection = tokio::spawn(async move {
            let service = service_fn(|request| answer(request, Arc::clone(&shared)));
            // What goes wrong on a connection is the browser's, and it will ask again.
            let _ = hyper::server::conn::http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(PATIENCE)
                .serve_connection(TokioIo::new(stream), service)
                .await;
        });
        connections.retain(|connection| !connection.is_finished());
        connections.push_back(connection.abort_handle());
        if connections.len() > MOST_CONNECTIONS
            && let Some(oldest) = connections.pop_front()
        {
            oldest.abort();
        }
    }
}

async fn answer(
    request: hyper::Request<Incoming>,
    shared: Arc<Shared>,
) -> Result<hyper::Response<Body>, Infallible> {
    let headers = request.headers();
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let is_named_once = headers.get_all("host").iter().count() == 1;
    let asked = Request {
        method: request.method().as_str().to_owned(),
        target: request.uri().path_and_query().map_or_else(String::new, ToString::to_string),
        host: header("host").filter(|_| is_named_once),
        authority: request.uri().authority().map(ToString::to_string),
        origin: header("origin"),
        fetch_site: header("sec-fetch-site"),
        if_none_match: header("if-none-match"),
    };
    let without_body = asked.method == "HEAD";
    let state = Arc::clone(&shared);
    // Making a page is work: other requests go on meanwhile.
    let made = tokio::task::spawn_blocking(move || {
        let _awaited = state.waiting.begin();
        let generation = state.current();
        http::reply(&asked, &generation, &state.hosts)
    });
    let reply = made.await.unwrap_or_else(|_| Reply {
        status: 500,
        headers: Vec::new(),
        body: http::Body::Bytes(b"the program failed on this request\n".to_vec()),
    });
    Ok(response(reply, without_body, &shared))
}

fn response(reply: Reply, without_body: bool, shared: &Arc<Shared>) -> hyper::Response<Body> {
    let length = match &reply.body {
        http::Body::Bytes(bytes) => Some(bytes.len()),
        http::Body::Events => None,
    };
    let body = match reply.body {
        _ if without_body => Body::Bytes(None),
        http::Body::Bytes(bytes) => Body::Bytes(Some(bytes.into())),
        http::Body::Events => Body::Events(events(shared)),
    };
    let mut response = hyper::Response::new(body);
    *response.status_mut() = hyper::StatusCode::from_u16(reply.status).unwrap_or_default();
    let headers = response.headers_mut();
    let mut add = |name: &'static str, value: &str| put(headers, name, value);
    // A browser asks each time whether it still has the newest.
    add("cache-control", "no-cache");
    add("x-content-type-options", "nosniff");
    // What is not published yet is no picture for pages from elsewhere.
    add("cross-origin-resource-policy", "same-origin");
    if let Some(length) = length.filter(|_| reply.status != 304) {
        add("content-length", &length.to_string());
    }
    reply.headers.iter().for_each(|(name, value)| add(name, value));
    response
}

fn put(headers: &mut HeaderMap, name: &'static str, value: &str) {
    // A query may hold letters of any alphabet.
    if let Ok(value) = HeaderValue::from_bytes(value.as_bytes()) {
        headers.insert(name, value);
    }
}

/// The reload channel: the number of each generation and what kind of step it is, nothing more.
fn events(shared: &Arc<Shared>) -> mpsc::Receiver<Bytes> {
    let (sender, receiver) = mpsc::channel(4);
    let mut ticks = shared.ticks.subscribe();
    ticks.mark_changed();
    tokio::spawn(async move {
        let _ = sender.send(format!("retry: {RETRY}\n\n").into()).await;
        loop {
            let changed = tokio::time::timeout(HEARTBEAT, ticks.changed()).await;
            let message = match changed {
                Ok(Ok(())) => format!("data: {}\n\n", *ticks.borrow_and_update()),
                Ok(Err(_)) => return,
                Err(_) => ":\n\n".to_owned(),
            };
            if sender.send(message.into()).await.is_err() {
                return;
            }
        }
    });
    receiver
}

/// What is sent.
enum Body {
    Bytes(Option<Bytes>),
    Events(mpsc::Receiver<Bytes>),
}

impl hyper::body::Body for Body {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        match &mut *self {
            Self::Bytes(bytes) => Poll::Ready(bytes.take().map(|bytes| Ok(Frame::data(bytes)))),
            Self::Events(events) => {
                events.poll_recv(context).map(|next| next.map(|bytes| Ok(Frame::data(bytes))))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(self, Self::Bytes(None))
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Bytes(bytes) => SizeHint::with_exact(bytes.as_ref().map_or(0, |bytes| bytes.len() as u64)),
            Self::Events(_) => SizeHint::default(),
        }
    }
}
