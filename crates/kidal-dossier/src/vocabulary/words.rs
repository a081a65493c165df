//! The table of built-in words, one row each.

use serde::Serialize;

use super::{Entry, WordKind};

macro_rules! words {
    ($($word:ident $name:literal $kind:ident ($($argument:literal),*) $required:literal [$($key:literal),*]
        $noun:literal / $clause:literal : $meaning:literal;)+) => {
        /// A built-in word of the claim language.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Word {
            $(#[doc = $meaning] $word,)+
        }

        /// The vocabulary, in the order of [`Word`].
        pub const WORDS: &[Entry] = &[$(Entry {
            word: Word::$word,
            name: $name,
            kind: WordKind::$kind,
            arguments: &[$($argument),*],
            required: $required,
            keys: &[$($key),*],
            noun: $noun,
            clause: $clause,
            meaning: $meaning,
        },)+];
    };
}

words! {
    // Quantities.
    Strength "strength" Quantity ("group") 1 ["at", "as_of"]
        "the strength of {1}{keys}" / "{1} was there in strength{keys}": "How many people the group counts.";
    Killed "killed" Quantity ("group") 1 ["by", "at", "in", "during"]
        "the number of {1} killed{keys}" / "{1} was killed{keys}": "How many of the group were killed, or that they were.";
    Wounded "wounded" Quantity ("group") 1 ["by", "at", "in"]
        "the number of {1} wounded{keys}" / "{1} was wounded{keys}": "How many of the group were wounded, or that they were.";
    Captured "captured" Quantity ("group") 1 ["by", "at", "in"]
        "the number of {1} captured{keys}" / "{1} was captured{keys}":
        "How many of the group were taken captive, or that they were; of a place, that it was taken.";
    Held "held" Quantity ("group") 1 ["by", "at"]
        "the number of {1} held{keys}" / "{1} was held{keys}": "How many of the group are in someone's hands at the time, or that they are.";
    Released "released" Quantity ("group") 1 ["by", "if"]
        "the number of {1} released{keys}" / "{1} was released{keys}": "How many captives of the group were let go, or that they were.";
    Escaped "escaped" Quantity ("group") 1 ["from", "to"]
        "the number of {1} escaped{keys}" / "{1} escaped{keys}": "How many of the group got away, or that they did.";
    Defected "defected" Quantity ("group") 1 ["to", "from"]
        "the number of {1} who defected{keys}" / "{1} defected{keys}": "How many of the group changed sides, or that they did.";
    Deserted "deserted" Quantity ("group") 1 ["from"]
        "the number of {1} who deserted{keys}" / "{1} deserted{keys}": "How many of the group left without joining anyone, or that they did.";
    Vehicles "vehicles" Quantity ("group") 1 ["kind"]
        "the number of vehicles of {1}{keys}" / "{1} had vehicles{keys}": "How many vehicles the group has, of the kind that is named.";
    Share "share" Quantity ("group") 1 ["of"]
        "the share of {1}{keys}" / "{1} had a share{keys}": "Which part of the whole the group is, as a fraction.";
    Duration "duration" Quantity ("event") 1 []
        "the duration of {1}{keys}" / "{1} lasted{keys}": "How long the event lasted.";
    Arrived "arrived" Quantity ("group", "place") 1 ["from", "by", "kind"]
        "the number of {1} who arrived in {2}{keys}" / "{1} arrived in {2}{keys}": "How many of the group reached the place, or that they did.";
    Remained "remained" Quantity ("group", "place") 1 ["at"]
        "the number of {1} who remained{keys}" / "{1} remained{keys}": "How many of the group stayed, or that they did.";
    Returned "returned" Quantity ("group", "place") 1 ["to"]
        "the number of {1} who returned{keys}" / "{1} returned{keys}": "How many of the group went back, or that they did.";

    // Events.
    Happened "happened" Event ("event") 1 ["at"]
        "that {1} happened{keys}" / "{1} happened{keys}": "The event took place.";
    Start "start" Event ("event") 1 ["of"]
        "the start of {1}{keys}" / "{1}{keys} started{when}": "When the event began.";
    End "end" Event ("event") 1 ["by"]
        "the end of {1}{keys}" / "{1} ended{keys}": "When the event ended; with `by`, what ended it.";
    Repulsed "repulsed" Event ("event") 1 ["by"]
        "the repulse of {1}{keys}" / "{1} was repulsed{keys}": "The attack failed and the attackers drew back.";
    Resisted "resisted" Event ("group") 1 ["in", "against"]
        "the resistance of {1}{keys}" / "{1} resisted{keys}": "The group fought back; `= none` says that it did not.";
    Arrival "arrival" Event ("who", "place") 1 ["from", "with"]
        "the arrival of {1} in {2}{keys}" / "{1} arrived in {2}{keys}": "Someone comes to the place.";
    Present "present" Event ("who", "place") 1 ["with", "at"]
        "the presence of {1}{keys}" / "{1} was present{keys}": "Someone is there, at a place, with others or at an event.";
    FirstFire "first_fire" Event ("event") 0 ["at", "by"]
        "the first fire of {1}{keys}" / "the first fire of {1} was heard{keys}": "The first shots of the event; a place with `at` is where they sounded.";
    Fall "fall" Event ("place") 0 ["to", "by"]
        "the fall of {1}{keys}" / "{1} fell{keys}": "The place came into other hands.";
    Battle "battle" Event ("place") 0 ["by"]
        "the battle of {1}{keys}" / "there was a battle at {1}{keys}": "A battle.";
    Assault "assault" Event ("place") 0 ["by", "from"]
        "the assault on {1}{keys}" / "{1} was attacked{keys}": "An attack on the place.";
    Encirclement "encirclement" Event ("place") 0 ["by"]
        "the encirclement of {1}{keys}" / "{1} was surrounded{keys}": "The place or group was surrounded.";
    Negotiation "negotiation" Event ("who") 0 ["with", "by"]
        "the negotiations{keys}" / "there were negotiations{keys}": "Talks.";
    Interception "interception" Event ("group") 0 ["by", "at"]
        "the interception of {1}{keys}" / "{1} was intercepted{keys}": "People on the move were stopped.";
    Withdrawal "withdrawal" Event ("group") 0 ["from", "to"]
        "the withdrawal of {1}{keys}" / "{1} withdrew{keys}": "The group left in some order.";
    Release "release" Event ("group") 0 ["by"]
        "the release of {1}{keys}" / "{1} was released{keys}": "Captives were let go.";
    Pledge "pledge" Event ("who", "actor") 0 ["to"]
        "the pledge of {1} to {2}{keys}" / "{1} pledged allegiance to {2}{keys}": "Someone promises allegiance.";
    Broadcast "broadcast" Event ("what") 0 ["by", "on"]
        "the broadcast of {1}{keys}" / "{1} was broadcast{keys}": "Something was broadcast or published.";
    Call "call" Event ("who", "whom") 0 ["by"]
        "the call of {1} to {2}{keys}" / "{1} called {2}{keys}": "A call.";
    Coup "coup" Event ("state") 0 ["by"]
        "the coup in {1}{keys}" / "there was a coup in {1}{keys}": "A seizure of power.";
    Capture "capture" Event ("what") 0 ["by"]
        "the capture of {1}{keys}" / "{1} was captured{keys}": "A taking of people or of a place.";
    Fighting "fighting" Event ("group") 0 ["at", "with", "against"]
        "the fighting of {1}{keys}" / "{1} was fighting{keys}": "The group is in action.";
    Sleep "sleep" Event ("group") 0 []
        "the sleep of {1}{keys}" / "{1} slept{keys}": "The group rests.";
    Awake "awake" Event ("group") 1 []
        "the waking of {1}{keys}" / "{1} was awake{keys}": "The group does not sleep.";
    Abandoned "abandoned" Event ("place") 1 ["by"]
        "the abandonment of {1}{keys}" / "{1} was abandoned{keys}": "The place was given up by those who held it.";
    Left "left" Event ("place") 1 ["by", "for", "to"]
        "the leaving of {1}{keys}" / "{1} was left{keys}": "Those who were there went away; why and in what order is not said.";
    Surrender "surrender" Event ("group") 1 ["to"]
        "the surrender of {1}{keys}" / "{1} surrenders{keys}": "The group lays down its arms.";
    Victory "victory" Event ("who") 1 ["in", "at"]
        "the victory of {1}{keys}" / "{1} won{keys}": "Someone won.";
    Result "result" Conduct ("event") 1 []
        "the result of {1}{keys}" / "{1} had a result{keys}": "How the event ended, in the speaker's words.";
    Demoralized "demoralized" Event ("group") 1 ["by"]
        "the demoralization of {1}{keys}" / "{1} was demoralized{keys}": "The group had lost heart.";
    Exhausted "exhausted" Event ("group") 1 ["by"]
        "the exhaustion of {1}{keys}" / "{1} was exhausted{keys}": "The group was worn out.";
    CounterOffensive "counter_offensive" Event ("place") 0 ["by", "from"]
        "a counter-offensive at {1}{keys}" / "there is a counter-offensive{keys}": "An attack to win back what was lost.";
    Fight "fight" Event ("who") 0 ["against", "with"]
        "the fight of {1}{keys}" / "{1} fights{keys}": "Someone fights on.";

    // Places.
    Distance "distance" Place ("place", "place") 2 ["along"]
        "the distance from {1} to {2}{keys}" / "there is a distance from {1} to {2}{keys}": "How far two places are apart, by `road` or through the `air`.";
    Bearing "bearing" Place ("place", "from") 1 ["from"]
        "the bearing of {1} from {2}{keys}" / "{1} has a bearing{keys}": "In which direction the first place lies, seen from the second.";
    Border "border" Place ("country", "country") 1 []
        "the border of {1}{keys}" / "there is a border of {1}{keys}": "The border line of a country.";
    Path "path" Place ("group") 1 ["from", "to"]
        "the path of {1}{keys}" / "{1} went on its way{keys}": "The places that the group passed, in order.";

    // Standing.
    Allegiance "allegiance" Standing ("who") 1 ["from", "until"]
        "the allegiance of {1}{keys}" / "{1} has an allegiance{keys}": "Whom someone stands with; `as public` and `as private` tell the two faces apart.";
    Rank "rank" Standing ("person") 1 []
        "the rank of {1}{keys}" / "{1} has a rank{keys}": "A military rank.";
    Office "office" Standing ("person", "office") 1 ["of"]
        "the office of {1}{keys}" / "{1} was {2}{keys}": "An office that a person holds.";
    Kin "kin" Standing ("person", "person") 2 ["relation"]
        "the kinship of {1} and {2}{keys}" / "{1} is kin of {2}{keys}": "Two people are related.";
    Part "part" Standing ("group", "group") 1 ["of"]
        "the part of {1}{keys}" / "{1} is part of {2}{keys}": "The first group lies inside the second.";
    Partition "partition" Standing ("group", "parts") 2 []
        "the parts of {1}{keys}" / "{1} consists of {2}{keys}": "The parts are all of the group and do not overlap.";
    Aka "aka" Standing ("who", "name") 2 []
        "the other name of {1}{keys}" / "{1} is also called {2}{keys}": "Another name or spelling.";
    Leads "leads" Standing ("person", "group") 2 []
        "the lead of {1} over {2}{keys}" / "{1} leads {2}{keys}": "The person is at the head of the group.";
    Commander "commander" Standing ("what", "person") 1 []
        "the commander of {1}{keys}" / "{2} was a commander of {1}{keys}": "The person commands the group, or a side in the event.";

    // Relations.
    Linked "linked" Relation ("actor", "actor") 2 []
        "the link of {1} and {2}{keys}" / "{1} and {2} are linked{keys}": "The two bodies have ties as bodies.";
    Coordinated "coordinated" Relation ("event") 1 ["by"]
        "the coordination of {1}{keys}" / "{1} was coordinated{keys}": "Those named acted together in the event.";
    Holds "holds" Relation ("who", "place") 2 []
        "the hold of {1} over {2}{keys}" / "{1} holds {2}{keys}": "Someone controls the place.";
    TookPart "took_part" Relation ("who", "event") 2 []
        "the part of {1} in {2}{keys}" / "{1} took part in {2}{keys}": "Someone was in the event.";
    RelationOf "relation" Relation ("who", "who") 2 []
        "the relation of {1} and {2}{keys}" / "{1} and {2} have a relation{keys}": "What two actors are to each other.";
    Ambiguous "ambiguous" Relation ("what") 1 []
        "the ambiguity of {1}{keys}" / "{1} is ambiguous{keys}": "The speaker calls it ambiguous.";

    // Words and minds.
    Said "said" Mind ("who", "{statement}") 1 ["to", "by", "on"]
        "what {1} said{keys}" / "{1} said{keys} {that 2}": "Someone said it; whether it is so is another question.";
    Offered "offered" Mind ("who", "what") 1 ["to", "if"]
        "the offer of {1}{keys}" / "{1} offered{keys} {that 2}": "Someone offered it.";
    Demanded "demanded" Mind ("who", "what") 1 ["to", "if", "from"]
        "the demand of {1}{keys}" / "{1} demanded{keys} {that 2}": "Someone demanded it.";
    Accepted "accepts" Mind ("who", "what") 1 ["if"]
        "the acceptance of {1}{keys}" / "{1} accepts{keys} {that 2}": "Someone agrees to it.";
    Refused "refused" Mind ("who", "what") 1 ["to"]
        "the refusal of {1}{keys}" / "{1} refused{keys} {that 2}": "Someone refused it.";
    Promised "promised" Mind ("who", "what") 1 ["to", "if"]
        "the promise of {1}{keys}" / "{1} promised{keys} {that 2}": "Someone promised it.";
    Ordered "ordered" Mind ("who", "what") 1 ["to"]
        "the order of {1}{keys}" / "{1} ordered{keys} {that 2}": "Someone ordered it.";
    Wants "wants" Mind ("who", "what") 1 []
        "the wish of {1}{keys}" / "{1} wants{keys} {that 2}": "Someone wants it.";
    Intends "intends" Mind ("who", "what") 1 []
        "the intention of {1}{keys}" / "{1} intends{keys} {that 2}": "Someone means to do it.";
    Feigned "feigned" Mind ("what") 1 ["by"]
        "the feigning of {1}{keys}" / "{1} was feigned{keys}": "It was shown and not meant.";
    Doubts "doubts" Mind ("who", "what") 1 ["claim", "direction"]
        "the doubt of {1}{keys}" / "{1} doubts{keys} {that 2}": "The speaker thinks it may be wrong; with `claim`, which claim, and with `direction`, whether too `high` or too `low`.";
    Because "because" Mind ("{statement}", "{statement}") 2 []
        "the reason for {1}{keys}" / "{1}, {because 2}{keys}": "The first, for the reason of the second, as the speaker has it.";
    Called "called" Mind ("who", "whom") 2 ["by", "from"]
        "the call of {1} to {2}{keys}" / "{1} called {2}{keys}": "Someone called someone.";
    ReadyToFight "ready_to_fight" Mind ("who") 0 ["against", "for"]
        "the readiness of {1} to fight{keys}" / "{1} is ready to fight{keys}": "Someone declares to be ready to fight.";

    // A source's own fields.
    Field "field" Field ("source", "field") 2 []
        "the field {2} of {1}{keys}" / "{1} has a field {2}{keys}": "What stands in a field of the source, whatever it means.";

    // Conduct, and acts that claims name.
    Looted "looted" Conduct ("what") 1 ["by"]
        "the looting of {1}{keys}" / "{1} was looted{keys}": "It was looted.";
    Burned "burned" Conduct ("what") 1 ["by"]
        "the burning of {1}{keys}" / "{1} was burned{keys}": "It was burned.";
    Sacked "sacked" Conduct ("what") 1 ["by"]
        "the sacking of {1}{keys}" / "{1} was sacked{keys}": "It was broken into and emptied.";
    Treated "treated" Conduct ("who") 1 ["by"]
        "the treatment of {1}{keys}" / "{1} was treated{keys}": "How someone was treated.";
    Brutalised "brutalised" Conduct ("who") 1 ["by"]
        "the abuse of {1}{keys}" / "{1} was brutalised{keys}": "Someone was abused.";
    Searched "searched" Conduct ("what") 1 ["by"]
        "the search of {1}{keys}" / "{1} was searched{keys}": "It was searched.";
    ForcedOut "forced_out" Conduct ("who") 1 ["by", "from", "on"]
        "the forcing out of {1}{keys}" / "{1} was forced out{keys}": "Someone was made to leave.";
    HandedOver "handed_over" Conduct ("who") 1 ["to", "by"]
        "the handing over of {1}{keys}" / "{1} is handed over{keys}": "Someone or something is given into other hands.";
    Disarmed "disarmed" Conduct ("who") 1 ["by"]
        "the disarming of {1}{keys}" / "{1} is disarmed{keys}": "Someone's arms are taken.";
    Protect "protect" Conduct ("who") 1 ["from", "by"]
        "the protection of {1}{keys}" / "{1} is protected{keys}": "Someone is protected.";
    Taken "taken" Conduct ("who") 1 ["by"]
        "the taking of {1}{keys}" / "{1} is taken{keys}": "Someone is seized.";
    DeadOrTaken "dead_or_taken" Conduct ("who") 1 ["by"]
        "the death or taking of {1}{keys}" / "{1} is taken, dead or alive{keys}": "Someone is killed or seized.";
}
