//! Numbers with a unit: read by the unit that the key names, checked, and refused where they stand.

use crate::reader::Section;
use kidal_dossier::span::Located;
use kidal_units::{KilometresPerHour, Metres, MetresPerSecond, Minutes, Refusal, Seconds};

impl Section<'_, '_> {
    /// A length of 0 or more, from a key that ends in `_m`.
    pub fn metres(&self, key: &str) -> Option<Metres> {
        let number = self.table.number(key)?;
        self.quantity(key, number, Metres::new)
    }

    /// A length that must be there.
    pub fn required_metres(&self, key: &str) -> Option<Metres> {
        let number = self.table.required_number(key)?;
        self.quantity(key, number, Metres::new)
    }

    /// A stretch of time of 0 or more, from a key that ends in `_minutes`.
    pub fn minutes(&self, key: &str) -> Option<Seconds> {
        let number = self.table.number(key)?;
        self.quantity(key, number, |minutes| {
            if minutes < 0.0 {
                return Err(Refusal::OutOfRange {
                    quantity: "a stretch of time in minutes",
                    value: minutes,
                    allowed: "0 or more",
                });
            }
            Minutes(minutes).seconds()
        })
    }

    /// A speed of 0 or more, from a key that ends in `_km_h`.
    pub fn km_h(&self, key: &str) -> Option<MetresPerSecond> {
        let number = self.table.number(key)?;
        self.quantity(key, number, |speed| {
            KilometresPerHour(speed).metres_per_second()
        })
    }

    fn quantity<T>(
        &self,
        key: &str,
        number: Located<f64>,
        build: impl FnOnce(f64) -> Result<T, Refusal>,
    ) -> Option<T> {
        match build(number.value) {
            Ok(quantity) => Some(quantity),
            Err(refusal) => {
                self.table.error(
                    "bad-scenario",
                    number.span,
                    format!("`{key}`: {refusal}"),
                    "this number",
                    Some("write a number that the unit in the key's name allows".into()),
                );
                None
            }
        }
    }
}
