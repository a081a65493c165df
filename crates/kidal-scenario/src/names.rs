//! Names of the dossier's text and the typed ids that the simulator knows them by.

use kidal_battle::parts::{
    ActorId, ContingentId, NoticeId, OrderId, ParameterId, PlaceId, RouteId,
};
use kidal_dossier::date::{Clock, Date, Instant};
use kidal_dossier::nearest::did_you_mean;
use kidal_dossier::span::Located;
use kidal_dossier::table::TableReader;
use std::collections::BTreeMap;

/// Which name stands for which id, per kind.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Seconds since 1970 UTC of the scenario's zero.
    pub zero_unix_s: i64,
    /// The clock that the scenario's dates are told by.
    pub clock: Clock,
    parameters: Vec<(String, Vec<String>)>,
    bounds: Vec<(f64, f64)>,
    units: Vec<String>,
    /// Road length of each route (m).
    pub(crate) routes_m: Vec<f64>,
    /// Box that holds all of the map (m): least x and y, greatest x and y.
    pub(crate) extent_m: Option<[f64; 4]>,
    actors: Vec<String>,
    places: Vec<String>,
    routes: Vec<String>,
    contingents: Vec<String>,
    notices: Vec<String>,
    orders: Vec<String>,
    groups: BTreeMap<String, Vec<ContingentId>>,
}

fn position(list: &[String], name: &str, kind: &str) -> Result<u16, String> {
    match list.iter().position(|known| known == name) {
        Some(at) => Ok(at as u16),
        None => Err(unknown(kind, name, list.iter().map(String::as_str))),
    }
}

fn unknown<'a>(kind: &str, name: &str, known: impl Iterator<Item = &'a str>) -> String {
    let hint = did_you_mean(name, known).map_or(String::new(), |hint| format!("; {hint}"));
    format!("no {kind} of the scenario is called `{name}`{hint}")
}

/// The error for an id that is there already.
pub(crate) fn duplicate(table: &TableReader<'_>, kind: &str, id: &Located<String>) {
    table.error(
        "duplicate-id",
        id.span,
        format!("two {kind} are called `{}`", id.value),
        "the second",
        Some("rename one".into()),
    );
}

macro_rules! lookups {
    ($($(#[$doc:meta])* $add:ident, $get:ident, $list:ident, $id:ident, $kind:literal;)*) => {$(
        #[doc = concat!("Adds a name of kind ", $kind, "; false where it is already there.")]
        pub fn $add(&mut self, name: &str) -> bool {
            if self.$list.iter().any(|known| known == name) {
                return false;
            }
            self.$list.push(name.to_string());
            true
        }
        #[doc = concat!("The id of a name of kind ", $kind, ".")]
        ///
        /// # Errors
        /// A message with the nearest known name.
        pub fn $get(&self, name: &str) -> Result<$id, String> {
            position(&self.$list, name, $kind).map($id)
        }
    )*};
}

impl Names {
    lookups! {
        add_actor, actor, actors, ActorId, "actor";
        add_place, place, places, PlaceId, "place";
        add_route, route, routes, RouteId, "route";
        add_contingent, contingent, contingents, ContingentId, "contingent";
        add_notice, notice, notices, NoticeId, "notice";
        add_order, order, orders, OrderId, "order";
    }

    /// No names yet, and this zero (seconds since 1970 UTC).
    #[must_use]
    pub fn from_zero(zero_unix_s: i64) -> Self {
        Self {
            zero_unix_s,
            ..Self::default()
        }
    }

    /// Adds a parameter with its levels (empty: continuous).
    pub fn add_parameter(&mut self, name: &str, levels: &[String]) -> bool {
        if self.parameters.iter().any(|(known, _)| known == name) {
            return false;
        }
        self.parameters.push((name.to_string(), levels.to_vec()));
        true
    }

    /// Says how far the last parameter can go.
    pub(crate) fn bound_parameter(&mut self, bounds: (f64, f64)) {
        self.bounds.push(bounds);
    }

    /// Says the unit of the last parameter.
    pub(crate) fn unit_parameter(&mut self, unit: &str) {
        self.units.push(unit.to_string());
    }

    /// The unit that a parameter is written with; nothing where it has none.
    pub(crate) fn unit_of(&self, id: ParameterId) -> &str {
        self.units.get(id.index()).map_or("", String::as_str)
    }

    /// How far a parameter can go, where it was said.
    pub(crate) fn bounds_of(&self, id: ParameterId) -> Option<(f64, f64)> {
        self.bounds.get(id.index()).copied()
    }

    /// The id of a parameter.
    ///
    /// # Errors
    /// A message with the nearest known name.
    pub fn parameter(&self, name: &str) -> Result<ParameterId, String> {
        match self.parameters.iter().position(|(known, _)| known == name) {
            Some(at) => Ok(ParameterId(at as u16)),
            None => Err(unknown(
                "parameter",
                name,
                self.parameters.iter().map(|(known, _)| known.as_str()),
            )),
        }
    }

    /// The index of a level of a parameter.
    ///
    /// # Errors
    /// A message with the nearest known name.
    pub fn level(&self, parameter: &str, level: &str) -> Result<(ParameterId, u16), String> {
        let id = self.parameter(parameter)?;
        let levels = &self.parameters[id.index()].1;
        position(levels, level, &format!("level of `{parameter}`")).map(|at| (id, at))
    }

    /// Says which contingents a group of the dossier is made of.
    pub fn set_group(&mut self, group: &str, contingents: Vec<ContingentId>) {
        self.groups.insert(group.to_string(), contingents);
    }

    /// The contingents of a contingent's or group's name.
    ///
    /// # Errors
    /// A message with the nearest known name.
    pub fn group(&self, name: &str) -> Result<Vec<ContingentId>, String> {
        if let Some(list) = self.groups.get(name) {
            return Ok(list.clone());
        }
        if let Ok(id) = self.contingent(name) {
            return Ok(vec![id]);
        }
        let known = self
            .groups
            .keys()
            .chain(self.contingents.iter())
            .map(String::as_str);
        Err(unknown("contingent or group", name, known))
    }

    /// Seconds from the scenario's zero of a date's first moment, by the scenario's clock.
    #[must_use]
    pub fn seconds(&self, date: &Date) -> f64 {
        self.bounds(date)[0]
    }

    /// Seconds from the scenario's zero of a date's first moment and of its end, by the scenario's clock.
    #[must_use]
    pub fn bounds(&self, date: &Date) -> [f64; 2] {
        let zero = Instant(self.zero_unix_s);
        let (earliest, latest) = date.clone().with_clock(self.clock).bounds();
        [earliest.since(zero) as f64, latest.since(zero) as f64]
    }

    /// Names of notices in the order of their ids.
    #[must_use]
    pub fn notices(&self) -> &[String] {
        &self.notices
    }

    /// Names of contingents in the order of their ids.
    #[must_use]
    pub fn contingents(&self) -> &[String] {
        &self.contingents
    }

    /// Names of actors in the order of their ids.
    #[must_use]
    pub fn actors(&self) -> &[String] {
        &self.actors
    }

    /// Names of places in the order of their ids.
    #[must_use]
    pub fn places(&self) -> &[String] {
        &self.places
    }

    /// Names of orders in the order of their ids.
    #[must_use]
    pub fn orders(&self) -> &[String] {
        &self.orders
    }

    /// Names of parameters in the order of their ids.
    pub fn parameters(&self) -> impl Iterator<Item = &str> {
        self.parameters.iter().map(|(name, _)| name.as_str())
    }
}
