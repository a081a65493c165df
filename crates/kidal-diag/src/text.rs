//! Diagnostics for people, with the lines they concern.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::index::Index;
use crate::{Annotation, Diagnostic, Files, Severity};

/// The diagnostics as text for a terminal, one after the other, each with the lines of all its places.
/// `colour` adds terminal colours; without it the text is plain.
pub fn render_text(diagnostics: &[Diagnostic], files: &Files, colour: bool) -> String {
    let renderer = if colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let files = &Index::new(files);
    let mut text = String::new();
    for found in diagnostics {
        text.push_str(&renderer.render(&[group(found, files)]));
        text.push_str("\n\n");
    }
    text
}

fn group<'a>(found: &'a Diagnostic, files: &Index<'_>) -> Group<'a> {
    let level = match found.severity {
        Severity::Error => Level::ERROR.with_name("error"),
        Severity::Contradiction => Level::ERROR.with_name("contradiction"),
        Severity::Tension => Level::WARNING.with_name("tension"),
        Severity::Note => Level::NOTE.with_name("note"),
    };
    let mut group = Group::with_title(
        level
            .primary_title(one_line(&found.message))
            .id(found.code.as_str()),
    );
    for file in files_of(found) {
        let places = found.annotations.iter().filter(|place| place.file == file);
        group = group.element(snippet(file, places, files));
    }
    for line in &found.arithmetic {
        group = group.element(Level::NOTE.message(one_line(line)));
    }
    if let Some(help) = &found.help {
        group = group.element(Level::HELP.message(one_line(help)));
    }
    group
}

/// The files concerned, the one of the first place first.
fn files_of(found: &Diagnostic) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for place in found.first_place().into_iter().chain(&found.annotations) {
        if !names.contains(&place.file.as_str()) {
            names.push(&place.file);
        }
    }
    names
}

/// The places of one file. The renderer reads all that it is given, so it is given the lines that matter.
fn snippet<'a>(
    file: &'a str,
    places: impl Iterator<Item = &'a Annotation>,
    files: &Index<'_>,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let places: Vec<&Annotation> = places.collect();
    let spans: Vec<_> = places
        .iter()
        .map(|place| files.clamp(file, &place.span))
        .collect();
    let excerpt = files.excerpt(file, &spans);
    let mut snippet = Snippet::source(excerpt.text)
        .line_start(excerpt.first_line)
        .path(file);
    for (place, span) in places.into_iter().zip(excerpt.spans) {
        let kind = if place.primary {
            AnnotationKind::Primary
        } else {
            AnnotationKind::Context
        };
        let annotation = kind.span(span);
        snippet = snippet.annotation(if place.label.is_empty() {
            annotation
        } else {
            annotation.label(one_line(&place.label))
        });
    }
    snippet
}

/// The text on one line: a line end in a label would break the drawing, and a control character could steer the terminal.
fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}
