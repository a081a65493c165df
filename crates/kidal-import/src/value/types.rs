//! Types of machines by their designations: `MiG-21s`, `Bf 109`, `Spitfires`, `T-72s`.

/// The category of the things that a type names, where its designation or its name tells.
pub(super) fn category_of_type(unit: &str) -> Option<&'static str> {
    let last = unit.rsplit(' ').next().unwrap_or(unit);
    let is_named = |names: &str| {
        names
            .split_whitespace()
            .any(|name| last == name || last.strip_suffix('s') == Some(name))
    };
    let is_designated = |heads: &str| {
        let mut words = unit.split(' ').peekable();
        std::iter::from_fn(move || {
            let word = words.next()?;
            Some((word, words.peek().copied()))
        })
        .any(|(word, next)| {
            heads
                .split_whitespace()
                .any(|head| begins(word, next, head))
        })
    };
    if is_named(AIRCRAFT) || is_designated(AIRCRAFT_HEADS) {
        Some("aircraft")
    } else if is_named(TANKS) || is_designated(TANK_HEADS) {
        Some("tanks")
    } else if is_named(VEHICLES) || is_designated(VEHICLE_HEADS) {
        Some("vehicles")
    } else if is_named(SHIPS) {
        Some("ships")
    } else {
        None
    }
}

/// Whether a word is a designation that begins so: `MiG-21s` and `MiG 21` with `MiG-`, `T-72` with `T-`.
fn begins(word: &str, next: Option<&str>, head: &str) -> bool {
    let is_number = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    match word.strip_prefix(head) {
        Some("") => next.is_some_and(is_number) && head.len() > 1,
        Some(rest) => {
            is_number(rest.strip_prefix('-').unwrap_or(rest))
                && (rest.starts_with('-') || head.len() > 1)
        }
        None => false,
    }
}

const AIRCRAFT: &str = "Spitfire Hurricane Zero Stuka Messerschmitt Mustang Thunderbolt Wellington Lancaster Halifax Blenheim Swordfish \
    Wildcat Hellcat Avenger Dauntless Devastator Phantom Skyhawk Mirage Harrier Huey Chinook Liberator Superfortress Sabre Mosquito \
    Beaufighter Fulmar Heinkel Dornier Junkers Focke-Wulf Hampden Whitley Catalina Kingcobra Airacobra Sturmovik Gladiator Skyraider \
    Corsair Skytrain Dakota Alouette Gazelle Impala Hind Hip Frogfoot Bayraktar Albatros Nieuport Fokker Gotha";
const AIRCRAFT_HEADS: &str = "MiG Su Tu Il Mi Ka Yak Bf Fw Ju He Do Hs F A B C P AH UH CH OH AC EC EA SB AV MQ RQ An Il- G4M A6M D3A B5N Ki La \
    TB2 Me F/A MH HH KC";
const TANKS: &str = "Sherman Tiger Panther Panzer Stuart Cromwell Churchill Matilda Valentine Crusader Centurion Patton Merkava Abrams \
    Chieftain Challenger Leopard Magach Renault StuG";
const TANK_HEADS: &str = "T PT AMX KV IS JS M48 M60 M1A SU- ISU";
const VEHICLES: &str = "Humvee Bradley Warrior Marder Ratel Casspir Eland Strela Stryker";
const VEHICLE_HEADS: &str = "BMP BTR BRDM MT-LB M113 BM- MRAP VAB BMD LAV AML";
const SHIPS: &str = "LST LCT LCI LCM LCVP MTB U-boat PT-boat";

#[cfg(test)]
mod tests {
    use super::category_of_type;

    #[test]
    fn designations_and_names_tell_what_flies_and_what_rolls() {
        for (unit, category) in [
            ("MiG-21s", Some("aircraft")),
            ("MiG 21", Some("aircraft")),
            ("Bf 109s", Some("aircraft")),
            ("Spitfires", Some("aircraft")),
            ("F-16", Some("aircraft")),
            ("KV-1s", Some("tanks")),
            ("T-72s", Some("tanks")),
            ("M4 Shermans", Some("tanks")),
            ("BTR-60s", Some("vehicles")),
            ("Spartans", None),
            ("Tartars", None),
            ("C Company", None),
        ] {
            assert_eq!(category_of_type(unit), category, "{unit}");
        }
    }
}
