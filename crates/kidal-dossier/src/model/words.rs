//! The fixed words of `evidence.toml`.

use serde::Serialize;

macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($(#[$meaning:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        pub enum $name {
            $($(#[$meaning])* #[serde(rename = $word)] $variant,)+
        }

        impl $name {
            /// Each word with what it stands for.
            pub const WORDS: &'static [(&'static str, $name)] = &[$(($word, $name::$variant),)+];

            /// The words alone.
            pub const NAMES: &'static [&'static str] = &[$($word,)+];

            /// The word as it is written in the file.
            pub fn word(self) -> &'static str {
                match self {
                    $($name::$variant => $word,)+
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str(self.word())
            }
        }
    };
}

words! {
    /// What a source or a voice is.
    SourceKind {
        /// Saw it.
        Eyewitness = "eyewitness",
        /// Fought in it.
        Party = "party",
        /// Speaks for an authority.
        Official = "official",
        /// Lives there.
        Local = "local",
        /// A news agency.
        Agency = "agency",
        /// A newspaper or magazine.
        Newspaper = "newspaper",
        /// Radio or television.
        Broadcaster = "broadcaster",
        /// An edition of an encyclopaedia.
        Encyclopaedia = "encyclopaedia",
        /// A chronicle or annals: written down by those who lived near the time, rarely by those who were there.
        Chronicle = "chronicle",
        /// A book, such as a history or memoirs printed later.
        Book = "book",
        /// A data set.
        Dataset = "dataset",
        /// A recording.
        Video = "video",
        /// A copy or translation of another source.
        Mirror = "mirror",
        /// A blog or other personal page.
        Blog = "blog",
    }
}

words! {
    /// How a copy errs.
    CopyError {
        /// Who said it is lost.
        DropAttribution = "drop-attribution",
        /// What belongs to one side stands with the other.
        SwapSides = "swap-sides",
        /// The sentence says the opposite.
        Invert = "invert",
        /// An abbreviation is written out wrongly.
        WrongExpansion = "wrong-expansion",
        /// Two things have become one.
        Merge = "merge",
        /// A sum and its parts have come apart.
        LoseSum = "lose-sum",
    }
}

words! {
    /// What an actor is.
    ActorKind {
        /// A state.
        State = "state",
        /// The armed forces of a state.
        Army = "army",
        /// A political movement with fighters.
        Movement = "movement",
        /// A militia.
        Militia = "militia",
        /// Another armed group.
        ArmedGroup = "armed-group",
        /// People who do not fight.
        Civilians = "civilians",
        /// An office or authority.
        Office = "office",
        /// Anything else.
        Other = "other",
    }
}

words! {
    /// What a place is.
    PlaceKind {
        /// A town or village.
        Town = "town",
        /// A military camp.
        Camp = "camp",
        /// A point on the map.
        Point = "point",
        /// A border line or crossing.
        Border = "border",
        /// A region.
        Region = "region",
        /// A country.
        Country = "country",
        /// A road.
        Road = "road",
    }
}

words! {
    /// How a distance is measured.
    Along {
        /// By road.
        Road = "road",
        /// In a straight line.
        Air = "air",
    }
}

words! {
    /// What moves.
    SpeedKind {
        /// Vehicles in column.
        Convoy = "convoy",
        /// People on foot.
        Foot = "foot",
    }
}

words! {
    /// What an event is.
    EventKind {
        /// A battle, with all that belongs to it.
        Battle = "battle",
        /// An attack.
        Assault = "assault",
        /// A surrounding.
        Encirclement = "encirclement",
        /// Talks.
        Negotiation = "negotiation",
        /// A stopping of people on the move.
        Interception = "interception",
        /// A leaving.
        Withdrawal = "withdrawal",
        /// A place comes into other hands.
        Fall = "fall",
        /// Captives are let go.
        Release = "release",
        /// A promise of allegiance.
        Pledge = "pledge",
        /// A broadcast or publication.
        Broadcast = "broadcast",
        /// A telephone or radio call.
        Call = "call",
        /// Looting.
        Looting = "looting",
        /// A seizure of power.
        Coup = "coup",
        /// People are taken captive.
        Capture = "capture",
        /// Anything else.
        Other = "other",
    }
}

words! {
    /// Whether a claim suits its speaker.
    Stake {
        /// It serves the speaker.
        Serves = "serves",
        /// It goes against the speaker's interest.
        Hurts = "hurts",
        /// Neither.
        Neutral = "neutral",
    }
}
