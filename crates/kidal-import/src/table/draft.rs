//! Events of tables as claims of the data set.

use crate::draft::{Ids, Lines, list, quoted, whole};

use super::{DataSet, Deaths, Event, Table};

/// Most sources that are declared. Chosen by us: beyond it they are named in comments.
const SOURCES: usize = 200;

/// Writes tables into a draft; the dossier's own table where no article has written it.
pub(crate) fn write(tables: &[Table], is_alone: bool, ids: &mut Ids, out: &mut Lines) {
    if is_alone {
        out.comment("A draft made by `kidal import` from a table of events.");
        out.comment("Lines that begin with `# decide` need a person; keep the rows of your battle and delete the others.");
        out.blank();
        out.table("dossier");
        let file = tables.first().map_or("table", |table| table.file.as_str());
        out.key("title", &quoted(&format!("Events of {file}")));
        out.comment("decide: a title, and which event is the battle");
        out.blank();
    }
    for table in tables {
        one(table, ids, out);
    }
}

fn one(table: &Table, ids: &mut Ids, out: &mut Lines) {
    let name = match table.form {
        DataSet::UcdpGed => "UCDP Georeferenced Event Dataset",
        DataSet::Acled => "Armed Conflict Location & Event Data",
        DataSet::Unknown => "a table that is not known",
    };
    let source = ids.give(
        match table.form {
            DataSet::Acled => "acled",
            DataSet::UcdpGed => "ucdp-ged",
            DataSet::Unknown => "unknown-table",
        },
        "table",
    );
    let mut writer = Writer {
        source: source.clone(),
        actors: Vec::new(),
        sources: Vec::new(),
        dead: ids.give(&format!("{source}-dead"), "dead"),
        civilians: ids.give(&format!("{source}-civilians"), "civilians"),
        ids,
    };
    writer.sources(table, out);
    out.list("source");
    out.key("id", &quoted(&source));
    out.key("title", &quoted(&format!("{name} ({})", table.file)));
    out.key("kind", "\"dataset\"");
    let behind: Vec<String> = writer.sources.iter().map(|(_, id)| id.clone()).collect();
    if !behind.is_empty() {
        out.key("derives_from", &list(&behind));
    }
    out.blank();
    // Without events nobody is counted.
    let groups = [
        (&writer.dead, "the dead of the events"),
        (&writer.civilians, "civilians"),
    ];
    for (id, what) in groups.into_iter().filter(|_| !table.events.is_empty()) {
        out.list("group");
        out.key("id", &quoted(id));
        out.key("name", &quoted(what));
        out.blank();
    }
    for event in &table.events {
        writer.event(event, out);
    }
    for leftover in &table.leftovers {
        out.comment(&format!(
            "left over, {}:{}: {}: {}: “{}”",
            table.file, leftover.line, leftover.field, leftover.why, leftover.text
        ));
    }
}

struct Writer<'i> {
    source: String,
    actors: Vec<(String, String)>,
    sources: Vec<(String, String)>,
    dead: String,
    civilians: String,
    ids: &'i mut Ids,
}

impl Writer<'_> {
    fn sources(&mut self, table: &Table, out: &mut Lines) {
        for name in table.events.iter().flat_map(|event| &event.sources) {
            if self.sources.len() >= SOURCES || self.sources.iter().any(|(known, _)| known == name)
            {
                continue;
            }
            let id = self.ids.give(&format!("{}-{name}", self.source), "source");
            out.list("source");
            out.key("id", &quoted(&id));
            out.key("title", &quoted(name));
            out.key("kind", "\"newspaper\"");
            out.comment("decide: what it is; an agency or broadcaster perhaps");
            out.blank();
            self.sources.push((name.clone(), id));
        }
    }

    fn actor(&mut self, name: &str, out: &mut Lines) -> String {
        if let Some((_, id)) = self.actors.iter().find(|(known, _)| known == name) {
            return id.clone();
        }
        let id = self.ids.give(&format!("{}-{name}", self.source), "actor");
        out.list("actor");
        out.key("id", &quoted(&id));
        out.key("name", &quoted(name));
        out.key("kind", "\"other\"");
        out.blank();
        self.actors.push((name.to_string(), id.clone()));
        id
    }

    fn event(&mut self, event: &Event, out: &mut Lines) {
        let actors: Vec<String> = event
            .actors
            .iter()
            .map(|actor| self.actor(&actor.name, out))
            .collect();
        let place = event.place.as_ref().or(event.regions.first()).map(|name| {
            let id = self.ids.give(&format!("{}-{name}", self.source), "place");
            out.list("place");
            out.key("id", &quoted(&id));
            out.key("name", &quoted(name));
            let is_point = event
                .place_precision
                .is_none_or(|code| !code.contains("stands for it"));
            out.key("kind", if is_point { "\"point\"" } else { "\"region\"" });
            if let Some(at) = event.coordinates {
                out.key("lat", &format!("{:?}", at.lat));
                out.key("lon", &format!("{:?}", at.lon));
            }
            if let Some(radius) = event.radius_km {
                out.key("radius_km", &format!("{radius:?}"));
            }
            if let Some(code) = event.place_precision {
                out.key("note", &quoted(code));
            }
            out.blank();
            id
        });
        let id = self
            .ids
            .give(&format!("{}-event-{}", self.source, event.id), "event");
        out.list("event");
        out.key("id", &quoted(&id));
        let what = event.what.as_deref().unwrap_or("event");
        out.key("name", &quoted(&format!("{what} {}", event.id)));
        out.key("kind", "\"other\"");
        if let Some(place) = &place {
            out.key("place", &quoted(place));
        }
        if event.is_summary {
            out.key("note", "\"the row sums up several events\"");
        }
        out.blank();
        if let Some(notes) = &event.notes {
            out.comment(&format!("the row: “{notes}”"));
        }
        if !event.sources.is_empty() {
            out.comment(&format!("from: {}", event.sources.join("; ")));
        }
        if let Some(date) = &event.date {
            // The language writes no date of a year alone.
            let says = if date.len() > 4 {
                format!("happened({id}) on {date}")
            } else {
                format!("happened({id})")
            };
            self.claim(event, &says, event.date_precision.map(str::to_string), out);
        }
        if actors.len() > 1 {
            out.comment("the order of the actors says nothing of who attacked");
        }
        for actor in &actors {
            self.claim(event, &format!("took_part({actor}, {id})"), None, out);
        }
        for (says, note) in self.deaths(&event.deaths, &id, &actors) {
            self.claim(event, &says, note, out);
        }
    }

    /// Best, lowest and highest, each with its meaning.
    fn deaths(
        &self,
        deaths: &Deaths,
        id: &str,
        actors: &[String],
    ) -> Vec<(String, Option<String>)> {
        let mut claims = Vec::new();
        let dead = &self.dead;
        if deaths.is_conservative {
            // The most conservative figure is a lower bound; its zero says that none was reported.
            match deaths.best {
                Some(0) => claims.push((
                    format!("killed({dead}, in: {id}) = unknown"),
                    Some("the row says 0: no death was reported, which is not none".to_string()),
                )),
                Some(best) => claims.push((
                    format!("killed({dead}, in: {id}) >= {best}"),
                    Some("the most conservative of the reported figures".to_string()),
                )),
                None => {}
            }
            return claims;
        }
        if let Some(best) = deaths.best {
            claims.push((
                format!("killed({dead}, in: {id}) = ~{best}"),
                Some("the best estimate".to_string()),
            ));
        }
        if let Some(low) = deaths.low {
            claims.push((
                format!("killed({dead}, in: {id}) >= {low}"),
                Some("the lowest estimate".to_string()),
            ));
        }
        if let Some(high) = deaths.high {
            claims.push((
                format!("killed({dead}, in: {id}) <= {high}"),
                Some("the highest estimate".to_string()),
            ));
        }
        // Dead of nobody in particular may be anybody's: then the sides' own are lower bounds.
        let relation = if deaths.unknown.unwrap_or(0) > 0 {
            ">="
        } else {
            "="
        };
        let sides = [
            (deaths.side_a, actors.first()),
            (deaths.side_b, actors.get(1)),
            (deaths.civilians, Some(&self.civilians)),
        ];
        for (count, who) in sides {
            if let (Some(count), Some(who)) = (count, who) {
                claims.push((format!("killed({who}, in: {id}) {relation} {count}"), None));
            }
        }
        claims
    }

    fn claim(&mut self, event: &Event, says: &str, note: Option<String>, out: &mut Lines) {
        let id = self
            .ids
            .give(&format!("{}-{}-claim", self.source, event.id), "claim");
        out.list("claim");
        out.key("id", &quoted(&id));
        out.key("speaker", &quoted(&self.source));
        out.key("via", &list(std::slice::from_ref(&self.source)));
        out.key("where", &quoted(&format!("line {}", event.line)));
        out.key("says", &whole(says));
        if let Some(note) = note {
            out.key("note", &quoted(&note));
        }
        out.blank();
    }
}
