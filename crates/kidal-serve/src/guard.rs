//! Who may ask: the checks that every request passes before it reaches a handler.
//!
//! Against DNS rebinding the name in `Host` must be one of ours; against other sites a request that changes something must
//! come from our own page (`Origin`, `Sec-Fetch-Site`, and a header that a page of another site cannot send without being
//! asked first); off the loopback a token is needed.

use std::fs::File;
use std::io::{self, Read};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::state::App;

/// A header that only our own script sends with what changes something.
pub(crate) const OWN: &str = "x-kidal";
const COOKIE: &str = "kidal-token";

/// What the app's own page may do: its own script, style and data, and nothing from elsewhere.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; \
                      form-action 'none'; frame-ancestors 'none'";

/// The checks.
#[derive(Clone, Debug)]
pub(crate) struct Guard {
    port: u16,
    is_loopback: bool,
    hosts: Vec<String>,
    token: Option<String>,
}

impl Guard {
    pub(crate) fn new(address: SocketAddr, hosts: Vec<String>, token: Option<String>) -> Self {
        Guard {
            port: address.port(),
            is_loopback: address.ip().is_loopback(),
            hosts: hosts
                .into_iter()
                .map(|host| host.to_ascii_lowercase())
                .collect(),
            token,
        }
    }

    /// Whether this is a name of ours. An address cannot be bound to another machine by DNS, so that off the loopback any
    /// address will do; names must have been given.
    fn knows_host(&self, host: &str) -> bool {
        let host = host.to_ascii_lowercase();
        let (name, port) = match host.rsplit_once(':') {
            Some((name, port)) if !name.ends_with(':') && !port.ends_with(']') => {
                (name, port.parse::<u16>().ok())
            }
            _ => (host.as_str(), Some(80)),
        };
        if port != Some(self.port) {
            return false;
        }
        let address = match name
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'))
        {
            Some(inside) => inside.parse::<Ipv6Addr>().ok().map(IpAddr::V6),
            None => name.parse::<Ipv4Addr>().ok().map(IpAddr::V4),
        };
        if let Some(address) = address {
            return address.is_loopback() || !self.is_loopback;
        }
        name == "localhost" || self.hosts.iter().any(|known| known == name)
    }

    /// Why a request is refused, if it is.
    fn refuses(&self, method: &Method, headers: &HeaderMap) -> Option<(StatusCode, &'static str)> {
        let text =
            |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
        let Some(host) = text(header::HOST).filter(|host| self.knows_host(host)) else {
            return Some((
                StatusCode::MISDIRECTED_REQUEST,
                "this server does not go by that name; `--host NAME` adds one",
            ));
        };
        if headers.get_all(header::HOST).iter().count() > 1 {
            return Some((StatusCode::BAD_REQUEST, "a request has one Host"));
        }
        if headers.contains_key(header::ORIGIN) {
            let own = format!("http://{host}");
            if text(header::ORIGIN).is_none_or(|origin| !origin.eq_ignore_ascii_case(&own)) {
                return Some((StatusCode::FORBIDDEN, "requests of other sites are refused"));
            }
        }
        if let Some(site) = headers.get("sec-fetch-site")
            && site != "same-origin"
            && site != "none"
        {
            return Some((StatusCode::FORBIDDEN, "requests of other sites are refused"));
        }
        if !matches!(*method, Method::GET | Method::HEAD) && !headers.contains_key(OWN) {
            return Some((
                StatusCode::FORBIDDEN,
                "what changes something needs the header `x-kidal: 1`",
            ));
        }
        None
    }

    fn has_token(&self, headers: &HeaderMap) -> bool {
        let Some(token) = &self.token else {
            return true;
        };
        let bearer = headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.strip_prefix("Bearer "));
        let cookies = headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok());
        let cookie = cookies.flat_map(|value| value.split(';')).find_map(|pair| {
            let (name, value) = pair.trim().split_once('=')?;
            (name == COOKIE).then_some(value)
        });
        [bearer, cookie]
            .into_iter()
            .flatten()
            .any(|given| is_same(given, token))
    }

    /// The token in the address, with which a browser comes the first time.
    fn brings_token(&self, request: &Request) -> bool {
        let query = request.uri().query().unwrap_or_default();
        let given = query
            .split('&')
            .find_map(|pair| pair.strip_prefix("token="));
        matches!((given, &self.token), (Some(given), Some(token)) if is_same(given, token))
            && request.method() == Method::GET
    }
}

/// Compares without telling by its time where two texts part.
fn is_same(given: &str, token: &str) -> bool {
    given.len() == token.len()
        && given
            .bytes()
            .zip(token.bytes())
            .fold(0, |difference, (a, b)| difference | (a ^ b))
            == 0
}

/// 128 random bits of the system as hexadecimal digits.
pub(crate) fn random_token() -> io::Result<String> {
    let mut bytes = [0; 16];
    File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// The checks as a layer, and the headers that every answer carries.
pub(crate) async fn check(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let guard = &app.guard;
    let mut response = match guard.refuses(request.method(), request.headers()) {
        Some((status, why)) => (status, format!("{why}\n")).into_response(),
        None if guard.has_token(request.headers()) => next.run(request).await,
        None if guard.brings_token(&request) => welcome(guard.token.as_deref().unwrap_or_default()),
        None => (
            StatusCode::UNAUTHORIZED,
            "open the address that `kidal serve` printed: it holds the token\n",
        )
            .into_response(),
    };
    let headers = response.headers_mut();
    headers
        .entry(header::CONTENT_SECURITY_POLICY)
        .or_insert(HeaderValue::from_static(POLICY));
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("x-frame-options", "DENY"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cache-control", "no-cache"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Keeps the token in a cookie and takes it out of the address.
fn welcome(token: &str) -> Response {
    let cookie = format!("{COOKIE}={token}; HttpOnly; SameSite=Strict; Path=/");
    let mut response = (StatusCode::SEE_OTHER, Body::empty()).into_response();
    let headers = response.headers_mut();
    headers.insert(header::LOCATION, HeaderValue::from_static("/"));
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        headers.insert(header::SET_COOKIE, cookie);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guard(address: &str, hosts: &[&str]) -> Guard {
        let address = address.parse().expect("an address");
        Guard::new(
            address,
            hosts.iter().map(|&host| host.into()).collect(),
            None,
        )
    }

    #[test]
    fn only_names_of_the_loopback_are_ours_on_the_loopback() {
        let guard = guard("127.0.0.1:8017", &[]);
        for host in [
            "127.0.0.1:8017",
            "localhost:8017",
            "[::1]:8017",
            "LOCALHOST:8017",
        ] {
            assert!(guard.knows_host(host), "{host}");
        }
        for host in [
            "evil.example:8017",
            "127.0.0.1",
            "127.0.0.1:80",
            "192.168.0.7:8017",
            "localhost.evil:8017",
            "",
            ":",
            "::1:8017",
            "127.0.0.1.evil:8017",
            "[::1]",
            "0.0.0.0:8017",
        ] {
            assert!(!guard.knows_host(host), "{host}");
        }
    }

    #[test]
    fn off_the_loopback_addresses_and_given_names_are_ours() {
        let guard = guard("0.0.0.0:8017", &["Lab.Example"]);
        assert!(guard.knows_host("192.168.0.7:8017") && guard.knows_host("lab.example:8017"));
        assert!(!guard.knows_host("evil.example:8017"));
    }

    #[test]
    fn a_token_is_compared_whole() {
        assert!(is_same("abcd", "abcd"));
        assert!(!is_same("abc", "abcd") && !is_same("abce", "abcd") && !is_same("", "a"));
        assert_eq!(random_token().expect("the system has some").len(), 32);
    }
}
