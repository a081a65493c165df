//! Listens, takes connections, and hands each request through the guard to its handler.

use std::fmt;
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Runtime;
use tokio::sync::{Semaphore, watch};
use tokio::time::timeout;

use crate::guard::Guard;
use crate::state::App;
use crate::{api, guard};

/// How long a client may take.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// To send the head of a request. Ten seconds, chosen by us because a browser on the same machine sends it at once, and
    /// a client that never does would hold a connection.
    pub head: Duration,
    /// To get its answer, the body read. Half a minute, chosen by us because the longest answers (a page made anew) take
    /// less than a second; long work is queued and never answered in place.
    pub answer: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Patience {
            head: Duration::from_secs(10),
            answer: Duration::from_secs(30),
        }
    }
}

/// Greatest head of a request \[bytes\]. Chosen by us because browsers stay far below, and hyper wants 8 KiB at least.
const GREATEST_HEAD: usize = 32 * 1024;
/// Most connections at once. Chosen by us because a class of fifty, each with six connections, still fits.
const CONNECTIONS: usize = 320;

/// What is asked.
#[derive(Clone, Debug)]
pub struct ServeRequest {
    /// Folder with dossiers and findings.
    pub folder: PathBuf,
    /// Port; 0 takes a free one.
    pub port: u16,
    /// An address other than the loopback. Then a token is asked for.
    pub listen: Option<IpAddr>,
    /// Names by which other machines may call this one, besides its addresses.
    pub hosts: Vec<String>,
    /// Threads of a weighing; 0 takes all cores.
    pub threads: usize,
    /// How long a client may take.
    pub patience: Patience,
}

impl ServeRequest {
    /// The loopback, a free port, all cores.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        ServeRequest {
            folder: folder.into(),
            port: 0,
            listen: None,
            hosts: Vec::new(),
            threads: 0,
            patience: Patience::default(),
        }
    }
}

/// Why a server did not start. Its text fits after "failed to".
#[derive(Debug)]
pub enum StartError {
    /// The folder cannot be used.
    Folder(PathBuf, io::Error),
    /// The address cannot be listened on.
    Listen(SocketAddr, io::Error),
    /// The system gives no threads or no random bytes.
    System(io::Error),
}

impl fmt::Display for StartError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StartError::Folder(path, cause) => {
                write!(formatter, "use the folder `{}`: {cause}", path.display())
            }
            StartError::Listen(address, cause) => {
                write!(formatter, "listen on {address}: {cause}")
            }
            StartError::System(cause) => write!(formatter, "start the server: {cause}"),
        }
    }
}

impl std::error::Error for StartError {}

/// A server that runs until it is stopped or dropped.
pub struct Server {
    address: SocketAddr,
    token: Option<String>,
    app: Arc<App>,
    leave: watch::Sender<bool>,
    runtime: Option<Runtime>,
}

impl Server {
    /// Where to point a browser, with the token where there is one.
    pub fn address(&self) -> String {
        let token = self
            .token
            .as_ref()
            .map_or_else(String::new, |token| format!("?token={token}"));
        format!("http://{}/{token}", self.address)
    }

    /// The port that it listens on.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// Stops: running work keeps a checkpoint and goes on at the next start.
    pub fn stop(mut self) {
        self.end();
    }

    fn end(&mut self) {
        let _ = self.leave.send(true);
        self.app.runs.leave();
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_timeout(Duration::from_secs(2));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.end();
    }
}

/// Starts a server. Runs that an earlier one left are found again.
///
/// # Errors
/// Where the folder cannot be used or the address not listened on.
pub fn start(request: &ServeRequest) -> Result<Server, StartError> {
    let ip = request.listen.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
    let wanted = SocketAddr::new(ip, request.port);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_io()
        .enable_time()
        .build()
        .map_err(StartError::System)?;
    let listener = runtime
        .block_on(TcpListener::bind(wanted))
        .map_err(|cause| StartError::Listen(wanted, cause))?;
    let address = listener.local_addr().map_err(StartError::System)?;
    let token = (!ip.is_loopback())
        .then(guard::random_token)
        .transpose()
        .map_err(StartError::System)?;
    let guard = Guard::new(address, request.hosts.clone(), token.clone());
    let app = App::open(request, guard)
        .map_err(|cause| StartError::Folder(request.folder.clone(), cause))?;
    let app = Arc::new(app);
    app.runs.start(&app);
    let (leave, left) = watch::channel(false);
    let router = api::router(Arc::clone(&app), request.patience.answer);
    runtime.spawn(accept(listener, router, request.patience.head, left));
    Ok(Server {
        address,
        token,
        app,
        leave,
        runtime: Some(runtime),
    })
}

async fn accept(
    listener: TcpListener,
    router: Router,
    head: Duration,
    mut left: watch::Receiver<bool>,
) {
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let taken = tokio::select! {
            taken = listener.accept() => taken,
            _ = left.changed() => return,
        };
        let Ok((stream, _)) = taken else {
            // Out of file descriptors, say: give the others time to close.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        // A connection beyond the limit is closed at once.
        let Ok(place) = Arc::clone(&places).try_acquire_owned() else {
            continue;
        };
        let router = router.clone();
        tokio::spawn(async move {
            speak(stream, router, head).await;
            drop(place);
        });
    }
}

async fn speak(stream: TcpStream, router: Router, head: Duration) {
    let _ = stream.set_nodelay(true);
    // What goes wrong on a connection is the client's: it is closed.
    let _ = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(head)
        .max_buf_size(GREATEST_HEAD)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router))
        .await;
}

/// Answers within the time that there is, the reading of the body included.
pub(crate) async fn in_time(
    State(patience): State<Duration>,
    request: Request,
    next: Next,
) -> Response {
    match timeout(patience, next.run(request)).await {
        Ok(response) => response,
        Err(_) => (StatusCode::REQUEST_TIMEOUT, "the request took too long\n").into_response(),
    }
}
