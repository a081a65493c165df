//! A small client that sends exactly what a test wants sent, and a folder to serve.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use kidal_findings::{fixture, json};
use kidal_serve::{ServeRequest, Server, start};

static NUMBER: AtomicU32 = AtomicU32::new(0);

/// A folder with the teaching dossier and made-up findings, and a server on it.
pub struct Scene {
    pub folder: PathBuf,
    pub server: Option<Server>,
    pub port: u16,
}

impl Scene {
    pub fn new() -> Self {
        Self::with(|_| {})
    }

    pub fn with(change: impl FnOnce(&mut ServeRequest)) -> Self {
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let folder =
            std::env::temp_dir().join(format!("kidal-serve-{}-{number}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        let dossier = folder.join("dossiers/two-accounts");
        fs::create_dir_all(&dossier).expect("the temporary folder can be made");
        fs::create_dir_all(folder.join("findings/ford")).expect("the same");
        let source = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../dossiers/teaching-two-accounts/evidence.toml");
        fs::copy(source, dossier.join("evidence.toml")).expect("the dossier is there");
        let findings = json::to_json(&fixture::findings()).expect("finite");
        fs::write(folder.join("findings/ford/findings.json"), findings).expect("room");
        let mut request = ServeRequest::new(&folder);
        request.threads = 1;
        change(&mut request);
        let server = start(&request).expect("a free port");
        Scene {
            port: server.port(),
            server: Some(server),
            folder,
        }
    }

    /// Ends the server and starts another on the same folder.
    pub fn restart(&mut self) {
        if let Some(server) = self.server.take() {
            server.stop();
        }
        let mut request = ServeRequest::new(&self.folder);
        request.threads = 1;
        let server = start(&request).expect("a free port");
        self.port = server.port();
        self.server = Some(server);
    }

    /// Sends bytes as they are and reads until the server closes.
    pub fn raw(&self, bytes: &[u8]) -> Answer {
        let mut stream = self.open();
        // A server that refuses early may close before all is sent.
        let _ = stream.write_all(bytes);
        let mut text = Vec::new();
        let _ = stream.read_to_end(&mut text);
        Answer::read(&text)
    }

    pub fn open(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).expect("the server is up");
        stream
            .set_read_timeout(Some(Duration::from_secs(20)))
            .expect("a timeout can be set");
        stream
    }

    pub fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &[], "")
    }

    /// As our own page sends what changes something.
    pub fn post(&self, path: &str, body: &str) -> Answer {
        self.send("POST", path, &[("x-kidal", "1")], body)
    }

    pub fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let mut all: Vec<(&str, String)> = vec![
            ("host", format!("127.0.0.1:{}", self.port)),
            ("connection", "close".into()),
        ];
        if !body.is_empty() {
            all.push(("content-type", "application/json".into()));
            all.push(("content-length", body.len().to_string()));
        }
        for (name, value) in headers {
            all.retain(|(known, _)| known != name);
            all.push((*name, (*value).to_owned()));
        }
        let mut text = format!("{method} {path} HTTP/1.1\r\n");
        for (name, value) in all {
            text.push_str(&format!("{name}: {value}\r\n"));
        }
        text.push_str("\r\n");
        text.push_str(body);
        self.raw(text.as_bytes())
    }

    /// Every file below the folder with its bytes.
    pub fn tree(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        fn walk(folder: &Path, found: &mut BTreeMap<PathBuf, Vec<u8>>) {
            for entry in fs::read_dir(folder).expect("it is there").flatten() {
                if entry.path().is_dir() {
                    walk(&entry.path(), found);
                } else {
                    found.insert(entry.path(), fs::read(entry.path()).expect("a file"));
                }
            }
        }
        let mut found = BTreeMap::new();
        walk(&self.folder, &mut found);
        found
    }
}

impl Drop for Scene {
    fn drop(&mut self) {
        self.server.take();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// What came back; status 0 where the server said nothing.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Answer {
    fn read(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes);
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok());
        Answer {
            status: status.unwrap_or(0),
            head: head.to_ascii_lowercase(),
            body: body.to_owned(),
        }
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.head
            .lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }

    pub fn json(&self) -> serde_json::Value {
        let start = self.body.find(['{', '[']).expect("JSON");
        let end = self.body.rfind(['}', ']']).expect("JSON");
        serde_json::from_str(&self.body[start..=end]).expect("JSON")
    }
}
