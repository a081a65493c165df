//! Each point of `docs/security.md`.

use std::fs;
use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr};
use std::time::{Duration, Instant};

use kidal_findings::{fixture, json};
use kidal_serve::Patience;

use crate::client::Scene;

#[test]
fn the_server_listens_on_the_loopback_unless_told_otherwise() {
    let scene = Scene::new();
    let address = scene.server.as_ref().expect("it runs").address();
    assert!(address.starts_with("http://127.0.0.1:"), "{address}");
    assert!(!address.contains("token"), "{address}");
    assert_eq!(scene.get("/").status, 200);
}

#[test]
fn another_name_for_this_machine_is_refused() {
    let scene = Scene::new();
    let [right_port, dressed_up] =
        ["evil.example", "localhost.evil"].map(|host| format!("{host}:{}", scene.port));
    for host in [
        right_port.as_str(),
        dressed_up.as_str(),
        "evil.example",
        "evil.example:80",
        "127.0.0.1",
        "127.0.0.1:1",
        "",
    ] {
        let answer = scene.send("GET", "/api/studies", &[("host", host)], "");
        assert!((400..500).contains(&answer.status), "{host}: {answer:?}");
        assert!(!answer.body.contains("two-accounts"), "{host}");
    }
    let none = scene.raw(b"GET /api/studies HTTP/1.1\r\nconnection: close\r\n\r\n");
    assert!((400..500).contains(&none.status), "{none:?}");
    let own = format!("localhost:{}", scene.port);
    assert_eq!(scene.send("GET", "/", &[("host", &own)], "").status, 200);
}

#[test]
fn a_request_of_another_site_is_refused() {
    let scene = Scene::new();
    let before = scene.tree();
    let own = format!("http://127.0.0.1:{}", scene.port);
    let body = r#"{"name":"made-by-another-site"}"#;
    for headers in [
        vec![("origin", "http://evil.example"), ("x-kidal", "1")],
        vec![("origin", "null"), ("x-kidal", "1")],
        vec![("origin", "http://127.0.0.1:1"), ("x-kidal", "1")],
        vec![("sec-fetch-site", "cross-site"), ("x-kidal", "1")],
        vec![("sec-fetch-site", "same-site"), ("x-kidal", "1")],
        // A form of another site can send this, but not the header.
        vec![("content-type", "text/plain")],
        vec![],
    ] {
        let answer = scene.send("POST", "/api/dossiers", &headers, body);
        assert_eq!(answer.status, 403, "{headers:?}: {answer:?}");
    }
    assert_eq!(scene.tree(), before);
    let preflight = [
        ("origin", "http://evil.example"),
        ("access-control-request-method", "POST"),
    ];
    let answer = scene.send("OPTIONS", "/api/dossiers", &preflight, "");
    assert!(answer.status >= 400 && answer.header("access-control-allow-origin").is_none());
    let good = [
        ("origin", own.as_str()),
        ("x-kidal", "1"),
        ("sec-fetch-site", "same-origin"),
    ];
    let answer = scene.send("POST", "/api/dossiers", &good, r#"{"name":"made-here"}"#);
    assert_eq!(answer.status, 200, "{answer:?}");
    assert!(
        scene
            .folder
            .join("dossiers/made-here/evidence.toml")
            .is_file()
    );
}

#[test]
fn off_the_loopback_a_token_is_asked_for() {
    let everywhere = IpAddr::V4(Ipv4Addr::UNSPECIFIED);
    let scene = Scene::with(|request| request.listen = Some(everywhere));
    let address = scene.server.as_ref().expect("it runs").address();
    let token = address.split("token=").nth(1).expect("a token").to_owned();
    for path in [
        "/",
        "/api/studies",
        "/findings/ford",
        "/?token=",
        "/?token=00000000000000000000000000000000",
    ] {
        let answer = scene.get(path);
        assert_eq!(answer.status, 401, "{path}");
        assert!(!answer.body.contains("ford"), "{path}");
    }
    let welcome = scene.get(&format!("/?token={token}"));
    assert_eq!(
        (welcome.status, welcome.header("location")),
        (303, Some("/"))
    );
    let cookie = welcome.header("set-cookie").expect("a cookie");
    assert!(
        cookie.contains("httponly") && cookie.contains("samesite=strict"),
        "{cookie}"
    );
    let kept = format!("kidal-token={token}");
    assert_eq!(
        scene
            .send("GET", "/api/studies", &[("cookie", &kept)], "")
            .status,
        200
    );
    let wrong = format!("kidal-token={}x", &token[1..]);
    assert_eq!(
        scene
            .send("GET", "/api/studies", &[("cookie", &wrong)], "")
            .status,
        401
    );
    let bearer = format!("Bearer {token}");
    assert_eq!(
        scene
            .send("GET", "/api/studies", &[("authorization", &bearer)], "")
            .status,
        200
    );
}

#[test]
fn no_path_leads_out_of_the_folder() {
    let scene = Scene::new();
    let outside = scene.folder.with_extension("outside");
    fs::create_dir_all(&outside).expect("room");
    fs::write(outside.join("evidence.toml"), "title = \"secret\"").expect("room");
    fs::write(
        outside.join("findings.json"),
        json::to_json(&fixture::findings()).expect("finite"),
    )
    .expect("room");
    #[cfg(unix)]
    for link in ["dossiers/link", "findings/link"] {
        std::os::unix::fs::symlink(&outside, scene.folder.join(link)).expect("a link");
    }
    // Folders of ours with one file that is a link to a file elsewhere.
    let [linked, bent] = ["dossiers/linked", "findings/bent"].map(|path| scene.folder.join(path));
    fs::create_dir_all(&linked).expect("room");
    fs::create_dir_all(bent.join("dossier")).expect("room");
    for (from, to) in [
        (
            "dossiers/two-accounts/evidence.toml",
            linked.join("evidence.toml"),
        ),
        ("findings/ford/findings.json", bent.join("findings.json")),
    ] {
        fs::copy(scene.folder.join(from), to).expect("room");
    }
    #[cfg(unix)]
    for link in [
        linked.join("scenario.toml"),
        bent.join("dossier/map.geojson"),
    ] {
        std::os::unix::fs::symlink(outside.join("evidence.toml"), link).expect("a link");
    }
    let name = outside
        .file_name()
        .expect("a name")
        .to_string_lossy()
        .into_owned();
    let up = format!("..%2f..%2f{name}");
    for path in [
        format!("/api/dossiers/{up}"),
        format!("/api/findings/{up}"),
        format!("/findings/{up}"),
        format!("/api/dossiers/{up}/archive"),
        "/api/dossiers/..".into(),
        "/api/dossiers/%2e%2e".into(),
        "/findings/..%00".into(),
        "/api/dossiers/%2fetc".into(),
        "/api/findings/link".into(),
        "/findings/link".into(),
        "/api/dossiers/link".into(),
        "/api/dossiers/linked".into(),
        "/api/dossiers/linked/archive".into(),
        "/findings/bent".into(),
        "/api/findings/bent/archive".into(),
        "/api/findings/link/archive".into(),
        "/../../etc/passwd".into(),
        "/findings/../../../etc/passwd".into(),
        "/%2e%2e/%2e%2e/etc/passwd".into(),
        format!("/api/compare?left={up}&right=ford"),
    ] {
        let answer = scene.get(&path);
        assert!((400..500).contains(&answer.status), "{path}: {answer:?}");
        assert!(
            !answer.body.contains("secret") && !answer.body.contains("root:"),
            "{path}"
        );
    }
    let before = scene.tree();
    for (path, body) in [
        ("/api/dossiers", r#"{"name":"../../escaped"}"#),
        ("/api/dossiers", r#"{"name":"/tmp/escaped"}"#),
        (
            "/api/runs",
            r#"{"weigh":{"dossier":"two-accounts","out":"../../escaped"}}"#,
        ),
        (
            "/api/runs",
            r#"{"weigh":{"dossier":"two-accounts","out":"link"}}"#,
        ),
        (
            "/api/import",
            r#"{"files":[{"name":"a.txt","text":"x"}],"make":"../escaped"}"#,
        ),
        (
            "/api/import",
            r#"{"files":[{"name":"../a.txt","text":"x"}]}"#,
        ),
    ] {
        let answer = scene.post(path, body);
        assert!((400..500).contains(&answer.status), "{body}: {answer:?}");
    }
    // The digest of the text behind the link, so that nothing but the link stands against writing it.
    let was = kidal_commands::digest::digest_of(b"title = \"secret\"");
    for (name, file) in [
        ("two-accounts", "..%2f..%2fx"),
        ("two-accounts", "%2fetc%2fpasswd"),
        ("two-accounts", "report.html"),
        ("two-accounts", ".checkpoint"),
        ("linked", "scenario.toml"),
    ] {
        let body = format!(r#"{{"text":"x","was":"{was}"}}"#);
        let path = format!("/api/dossiers/{name}/files/{file}");
        let answer = scene.send("PUT", &path, &[("x-kidal", "1")], &body);
        assert!((400..500).contains(&answer.status), "{file}: {answer:?}");
    }
    assert_eq!(scene.tree(), before);
    assert_eq!(
        fs::read_to_string(outside.join("evidence.toml")).expect("it"),
        "title = \"secret\""
    );
    fs::remove_dir_all(outside).expect("ours");
}

#[test]
fn what_is_too_large_is_refused() {
    let scene = Scene::new();
    let before = scene.tree();
    let head = |length: usize| {
        format!(
            "POST /api/dossiers HTTP/1.1\r\nhost: 127.0.0.1:{}\r\nx-kidal: 1\r\ncontent-type: application/json\r\nconnection: \
             close\r\ncontent-length: {length}\r\n\r\n",
            scene.port
        )
    };
    let mut large = head(5 << 20).into_bytes();
    large.resize(large.len() + (5 << 20), b'x');
    let answer = scene.raw(&large);
    assert!(matches!(answer.status, 413 | 0), "{answer:?}");
    let long = format!(
        "GET /{} HTTP/1.1\r\nhost: 127.0.0.1:{}\r\n\r\n",
        "a".repeat(100_000),
        scene.port
    );
    let answer = scene.raw(long.as_bytes());
    assert!(matches!(answer.status, 414 | 431), "{answer:?}");
    let many = format!("{}{}", head(2), "x-more: y\r\n".repeat(10_000));
    assert!(scene.raw(many.as_bytes()).status >= 400);
    let texts = vec![r#"{"name":"a.txt","text":"x"}"#; 33].join(",");
    let answer = scene.post("/api/import", &format!(r#"{{"files":[{texts}]}}"#));
    assert!((400..500).contains(&answer.status), "{answer:?}");
    assert!(answer.body.contains("32"), "{answer:?}");
    assert_eq!(scene.tree(), before);
    assert_eq!(scene.get("/").status, 200);
}

#[test]
fn a_client_that_dawdles_is_let_go() {
    let patience = Patience {
        head: Duration::from_millis(300),
        answer: Duration::from_millis(400),
    };
    let scene = Scene::with(|request| request.patience = patience);
    let mut slow = scene.open();
    slow.write_all(b"GET / HTTP/1.1\r\nhost: ")
        .expect("it is open");
    let started = Instant::now();
    let mut text = Vec::new();
    let _ = slow.read_to_end(&mut text);
    assert!(started.elapsed() < Duration::from_secs(10));
    let head = format!(
        "POST /api/dossiers HTTP/1.1\r\nhost: 127.0.0.1:{}\r\nx-kidal: 1\r\ncontent-type: application/json\r\nconnection: \
         close\r\ncontent-length: 50\r\n\r\n{{",
        scene.port
    );
    assert_eq!(scene.raw(head.as_bytes()).status, 408);
    assert_eq!(scene.get("/").status, 200);
}

#[test]
fn pages_run_our_own_script_and_nothing_else() {
    let scene = Scene::new();
    let app = scene.get("/");
    let policy = app.header("content-security-policy").expect("a policy");
    assert!(
        policy.contains("default-src 'none'") && policy.contains("script-src 'self'"),
        "{policy}"
    );
    assert!(
        !policy.contains("unsafe") && policy.contains("frame-ancestors 'none'"),
        "{policy}"
    );
    for inline in ["<script>", "<style>", " onclick", " onload", " style="] {
        assert!(!app.body.contains(inline), "{inline}");
    }
    let page = scene.get("/findings/ford");
    let policy = page.header("content-security-policy").expect("a policy");
    assert!(
        policy.contains("script-src 'sha256-") && policy.contains("default-src 'none'"),
        "{policy}"
    );
    assert!(
        !policy.contains("unsafe") && !policy.contains("connect-src"),
        "{policy}"
    );
    for answer in [
        &app,
        &page,
        &scene.get("/api/studies"),
        &scene.get("/no/such"),
        &scene.get("/app.js"),
    ] {
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(answer.header("referrer-policy"), Some("no-referrer"));
        assert_eq!(answer.header("x-frame-options"), Some("deny"));
        assert_eq!(
            answer.header("cross-origin-resource-policy"),
            Some("same-origin")
        );
    }
}

#[test]
fn what_is_uploaded_is_never_shown_as_a_page() {
    let scene = Scene::new();
    let hostile =
        "<script>alert(1)</script> The battle of <img src=x onerror=alert(1)> was fought in 1800.";
    let body =
        serde_json::json!({ "files": [{ "name": "a.html", "text": hostile }], "make": "hostile" });
    let answer = scene.post("/api/import", &body.to_string());
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!(answer.header("content-type"), Some("application/json"));
    for path in [
        "/api/dossiers/hostile",
        "/api/findings/ford",
        "/api/studies",
    ] {
        let answer = scene.get(path);
        assert_eq!(
            answer.header("content-type"),
            Some("application/json"),
            "{path}"
        );
    }
    let archive = scene.get("/api/dossiers/hostile/archive");
    assert_eq!(archive.header("content-type"), Some("application/x-tar"));
    assert!(
        archive
            .header("content-disposition")
            .is_some_and(|how| how.starts_with("attachment"))
    );
    // A page that lies in the folder is not what is shown.
    fs::write(
        scene.folder.join("findings/ford/report.html"),
        "<script>alert(2)</script>",
    )
    .expect("room");
    let mut findings = fixture::findings();
    findings.headline.title = "<script>alert(3)</script>".into();
    let text = json::to_json(&findings).expect("finite");
    fs::write(scene.folder.join("findings/ford/findings.json"), text).expect("room");
    let page = scene.get("/findings/ford");
    assert_eq!(page.status, 200);
    assert!(
        !page.body.contains("<script>alert"),
        "markup of the findings became markup of the page"
    );
}

#[test]
fn a_hundred_bad_requests_change_nothing() {
    let scene = Scene::with(|request| {
        request.patience = Patience {
            head: Duration::from_millis(200),
            answer: Duration::from_secs(2),
        };
    });
    let before = scene.tree();
    let host = format!("host: 127.0.0.1:{}\r\nconnection: close\r\n", scene.port);
    for number in 0..100 {
        let bytes: Vec<u8> = match number % 10 {
            0 => b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".to_vec(),
            1 => format!("GET / HTTP/1.1\r\nhost: evil-{number}.example\r\n\r\n").into_bytes(),
            2 => format!("POST /api/runs HTTP/1.1\r\n{host}x-kidal: 1\r\ncontent-length: 5\r\n\r\n{{\"a\":").into_bytes(),
            3 => format!("POST /api/dossiers HTTP/1.1\r\n{host}origin: http://evil.example\r\ncontent-length: 2\r\n\r\n{{}}").into_bytes(),
            4 => format!("GET /api/dossiers/..%2f..%2f{number} HTTP/1.1\r\n{host}\r\n").into_bytes(),
            5 => format!("PUT /api/dossiers/two-accounts/files/evidence.toml HTTP/1.1\r\n{host}content-length: 2\r\n\r\n{{}}").into_bytes(),
            6 => format!("DELETE /findings/ford HTTP/1.1\r\n{host}x-kidal: 1\r\n\r\n").into_bytes(),
            7 => format!("POST /api/runs/18446744073709551616/stop HTTP/1.1\r\n{host}x-kidal: 1\r\n\r\n").into_bytes(),
            8 => format!("GET / HTTP/1.1\r\n{host}x: {}\r\n\r\n", "y".repeat(100_000)).into_bytes(),
            _ => b"GET".to_vec(),
        };
        let answer = scene.raw(&bytes);
        assert!(
            answer.status == 0 || (400..500).contains(&answer.status),
            "{number}: {answer:?}"
        );
    }
    assert_eq!(scene.tree(), before);
    assert_eq!(scene.get("/").status, 200);
}
