//! Charts as SVG inside the page: a small drawing board, scales, and one file per chart. Colours are classes, so that the
//! style sheet decides for light, dark and paper. Each drawing has a title and a description.

pub(crate) mod bars;
pub(crate) mod changes;
pub(crate) mod effects;
pub(crate) mod heat;
pub(crate) mod histogram;
pub(crate) mod interval;
pub(crate) mod map;
pub(crate) mod plot;
pub(crate) mod scale;
pub(crate) mod series;
pub(crate) mod sources;
pub(crate) mod surface;
pub(crate) mod timeline;

use crate::html::escape;

/// A drawing in the making.
pub(crate) struct Svg {
    id: String,
    class: &'static str,
    size: [f64; 2],
    title: String,
    description: String,
    body: String,
}

impl Svg {
    /// An empty drawing; `id` is unique on the page.
    pub(crate) fn new(
        id: &str,
        class: &'static str,
        size: [f64; 2],
        title: &str,
        description: &str,
    ) -> Self {
        Svg {
            id: id.to_owned(),
            class,
            size,
            title: title.to_owned(),
            description: description.to_owned(),
            body: String::new(),
        }
    }

    pub(crate) fn line(&mut self, class: &str, from: [f64; 2], to: [f64; 2]) {
        self.body.push_str(&format!(
            "<line class=\"{class}\" x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"/>",
            number(from[0]),
            number(from[1]),
            number(to[0]),
            number(to[1])
        ));
    }

    /// A rectangle; a negative or missing size is drawn as nothing.
    pub(crate) fn rect(&mut self, class: &str, at: [f64; 2], size: [f64; 2]) {
        self.body.push_str(&format!(
            "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
            number(at[0]),
            number(at[1]),
            number(size[0].max(0.0)),
            number(size[1].max(0.0))
        ));
    }

    /// A rectangle as dark as a share from 0 to 1.
    pub(crate) fn shade(&mut self, class: &str, at: [f64; 2], size: [f64; 2], share: f64) {
        self.body.push_str(&format!(
            "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill-opacity=\"{:.2}\"/>",
            number(at[0]),
            number(at[1]),
            number(size[0]),
            number(size[1]),
            if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 }
        ));
    }

    pub(crate) fn circle(&mut self, class: &str, at: [f64; 2], radius: f64) {
        self.body.push_str(&format!(
            "<circle class=\"{class}\" cx=\"{}\" cy=\"{}\" r=\"{}\"/>",
            number(at[0]),
            number(at[1]),
            number(radius)
        ));
    }

    /// A line through points.
    pub(crate) fn path(&mut self, class: &str, points: &[[f64; 2]], is_closed: bool) {
        if points.is_empty() {
            return;
        }
        let mut d = String::new();
        for (index, point) in points.iter().enumerate() {
            d.push(if index == 0 { 'M' } else { 'L' });
            d.push_str(&number(point[0]));
            d.push(' ');
            d.push_str(&number(point[1]));
        }
        if is_closed {
            d.push('Z');
        }
        self.body
            .push_str(&format!("<path class=\"{class}\" d=\"{d}\"/>"));
    }

    /// Text; the class says how it is anchored (`start`, `middle`, `end`).
    pub(crate) fn text(&mut self, class: &str, at: [f64; 2], text: &str) {
        self.body.push_str(&format!(
            "<text class=\"{class}\" x=\"{}\" y=\"{}\">{}</text>",
            number(at[0]),
            number(at[1]),
            escape(text)
        ));
    }

    /// What follows up to [`Svg::end_group`], with what the viewer knows it by.
    pub(crate) fn begin_group(&mut self, data: &[(&str, &str)]) {
        self.body.push_str("<g");
        for (name, value) in data {
            self.body
                .push_str(&format!(" data-{name}=\"{}\"", escape(value)));
        }
        self.body.push('>');
    }

    pub(crate) fn end_group(&mut self) {
        self.body.push_str("</g>");
    }

    /// Text that leads somewhere on the page.
    pub(crate) fn linked_text(&mut self, anchor: &str, class: &str, at: [f64; 2], text: &str) {
        self.body
            .push_str(&format!("<a href=\"#{}\">", escape(anchor)));
        self.text(class, at, text);
        self.body.push_str("</a>");
    }

    /// The drawing as HTML.
    pub(crate) fn finish(self) -> String {
        let [width, height] = self.size;
        // What holds links is no single image: its links are to be reached.
        let role = if self.body.contains("<a ") {
            "group"
        } else {
            "img"
        };
        format!(
            "<svg class=\"{}\" viewBox=\"0 0 {} {}\" width=\"{}\" height=\"{}\" role=\"{role}\" aria-labelledby=\"{id}-t {id}-d\">\
             <title id=\"{id}-t\">{}</title><desc id=\"{id}-d\">{}</desc>{}</svg>",
            self.class,
            number(width),
            number(height),
            number(width),
            number(height),
            escape(&self.title),
            escape(&self.description),
            self.body,
            id = escape(&self.id),
        )
    }
}

/// A figure with a caption; wide drawings scroll sideways on a phone.
pub(crate) fn figure(drawing: &str, caption: &str) -> String {
    format!(
        "<figure><div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"figure, scrolls sideways\">{drawing}</div>\
         <figcaption>{}</figcaption></figure>",
        escape(caption)
    )
}

/// A coordinate at a tenth of a pixel; what is not finite is drawn at the edge.
fn number(value: f64) -> String {
    if !value.is_finite() {
        return "0".to_owned();
    }
    let text = format!("{value:.1}");
    match text.strip_suffix(".0") {
        Some("-0") => "0".to_owned(),
        Some(whole) => whole.to_owned(),
        None => text,
    }
}
