//! The page around the sections: head, policy, navigation, style, scripts.

use kidal_diag::Files;
use kidal_findings::{Findings, Kind, wording};
use sha2::{Digest, Sha256};

use crate::html::{escape, list, paragraph};
use crate::sections::{self, Context, Section};

const STYLE: &str = concat!(
    include_str!("style.css"),
    include_str!(concat!(env!("OUT_DIR"), "/report.css"))
);
const SCRIPT: &str = include_str!(concat!(env!("OUT_DIR"), "/report.js"));

/// Name of the viewer that this program embeds: `full`, built from `web/`, or `plain`, two small scripts of this crate.
pub const VIEWER: &str = env!("KIDAL_VIEWER");

/// Script and style of the local app, on the same footing as the page's; none where the viewer is plain.
pub fn app() -> Option<App> {
    const APP: &str = include_str!(concat!(env!("OUT_DIR"), "/app.js"));
    (!APP.is_empty()).then_some(App {
        script: APP,
        style: concat!(
            include_str!("style.css"),
            include_str!(concat!(env!("OUT_DIR"), "/report.css")),
            include_str!(concat!(env!("OUT_DIR"), "/app.css"))
        ),
    })
}

/// What the local app is drawn with.
#[derive(Clone, Copy, Debug)]
pub struct App {
    /// Its script.
    pub script: &'static str,
    /// Its style sheet, that of the report included.
    pub style: &'static str,
}

/// SHA-256 of the viewer's style and scripts, in base 64. The same findings give the same page only by the same viewer.
pub fn viewer_digest() -> String {
    digest(&format!("{STYLE}{SCRIPT}"))
}

/// What the page may do: run its own script and style, known by their digests, and nothing else.
pub fn policy() -> String {
    format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        digest(STYLE),
        digest(SCRIPT)
    )
}

/// Findings as one HTML page. `files` are those of the dossier: with them, collisions quote the lines that collide.
pub fn render(findings: &Findings, files: Option<&Files>) -> String {
    draw(findings, files, "")
}

/// The same page with a way back to the list of studies, as the local app shows it.
pub fn render_in_app(findings: &Findings, files: Option<&Files>) -> String {
    draw(
        findings,
        files,
        "<p class=\"home\"><a href=\"/\">All studies</a></p>",
    )
}

fn draw(findings: &Findings, files: Option<&Files>, home: &str) -> String {
    let context = Context::new(findings, files);
    let sections = sections::all(&context);
    let mut page =
        String::from("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.push_str(&format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n",
        policy()
    ));
    page.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.push_str("<meta name=\"color-scheme\" content=\"light dark\">\n");
    page.push_str(&format!(
        "<title>{}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n",
        escape(&findings.headline.title)
    ));
    page.push_str("<a class=\"skip\" href=\"#main\">To the text</a>\n");
    page.push_str(&header(findings, home));
    page.push_str("<div class=\"frame\">\n");
    page.push_str(&navigation(&sections));
    page.push_str("<main id=\"main\">\n");
    for section in &sections {
        page.push_str(&format!(
            "<section id=\"{0}\" aria-labelledby=\"{0}-title\"><h2 id=\"{0}-title\">{1}</h2><div class=\"lead\">{2}</div>{3}</section>\n",
            section.id, section.title, section.lead, section.body
        ));
    }
    page.push_str("</main>\n</div>\n");
    if findings
        .histories
        .iter()
        .any(|history| !history.frames.is_empty())
    {
        page.push_str(&format!(
            "<script type=\"application/json\" id=\"player-data\">{}</script>\n",
            json_in_html(&sections::frames_as_json(findings).to_string())
        ));
    }
    page.push_str(&format!("<script>{SCRIPT}</script>\n</body>\n</html>\n"));
    page
}

fn header(findings: &Findings, home: &str) -> String {
    let headline = &findings.headline;
    let what = match findings.kind {
        Kind::Weigh => "Kidal · accounts weighed",
        Kind::Replay => "Kidal · replay",
        Kind::Sweep => "Kidal · experiment",
        Kind::Corpus => "Kidal · corpus",
    };
    let mut text = format!(
        "<header class=\"top\"><div class=\"inner\">{home}<p class=\"over\">{what}</p><h1>{}</h1>{}",
        escape(&headline.title),
        paragraph("about", &headline.about)
    );
    if headline.weighed + headline.checked + headline.told > 0 {
        text.push_str(&paragraph("counts", &wording::headline(headline)));
    }
    if !headline.warnings.is_empty() || !headline.trustworthy {
        let title = if headline.trustworthy {
            "Read this first"
        } else {
            "Do not trust these numbers yet"
        };
        let class = if headline.trustworthy {
            "warnings"
        } else {
            "warnings serious"
        };
        text.push_str(&format!(
            "<aside class=\"{class}\" aria-label=\"{title}\"><p><b>{title}</b></p>{}</aside>",
            list("plain", &headline.warnings)
        ));
    }
    text.push_str("</div></header>\n");
    text
}

fn navigation(sections: &[Section]) -> String {
    let items: String = sections
        .iter()
        .map(|section| format!("<li><a href=\"#{}\">{}</a></li>", section.id, section.title))
        .collect();
    format!("<nav aria-label=\"On this page\"><ol>{items}</ol></nav>\n")
}

/// JSON that cannot end the script element that holds it.
fn json_in_html(json: &str) -> String {
    json.replace('<', "\\u003c")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}

/// SHA-256 in base 64, as a content security policy names an inline style or script.
fn digest(text: &str) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let bytes = Sha256::digest(text.as_bytes());
    let mut code = String::new();
    for group in bytes.chunks(3) {
        let word = group.iter().enumerate().fold(0u32, |word, (index, byte)| {
            word | u32::from(*byte) << (16 - 8 * index)
        });
        for place in 0..4 {
            if place <= group.len() {
                code.push(char::from(
                    LETTERS[(word >> (18 - 6 * place) & 63) as usize],
                ));
            } else {
                code.push('=');
            }
        }
    }
    code
}

#[cfg(test)]
mod tests;
