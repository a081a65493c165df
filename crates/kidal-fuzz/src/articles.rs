//! Articles of our own, in the two forms that are read.

/// In the form of plain text.
pub(crate) const PLAIN: &str = include_str!("../../kidal-import/tests/articles/kidal-fr.txt");

/// As wikitext.
pub(crate) const WIKITEXT: &str = "{{Infobox military conflict
| conflict = Battle of the ford
| date = {{start date|1901|5|3|df=y}} – 5 May 1901
| place = [[Ford]], Upper valley
| coordinates = {{coord|46|0|N|8|0|E}}
| result = Disputed<ref>{{cite news |title=A paper |date=4 May 1901}}</ref>
| combatant1 = {{flagicon|X}} [[Blue League]]
| combatant2 = {{plainlist|
* Grey League
* Hill men
}}
| commander1 = [[A. Captain]]{{KIA}}
| strength1 = c. 500 men<br/>12 guns
| strength2 = ''Unknown''
| casualties1 = 20–30 killed, several dozen wounded (according to [[A paper]])
| casualties2 = {{unbulleted list|at least 100 killed|3 ships}}
}}
The '''fight''' began at dawn. According to a clerk, \"hundreds\" fled.<!-- a remark -->
";

/// Words of the plain form.
pub(crate) const PLAIN_WORDS: &[&str] = &[
    "\n- ",
    ": ",
    "==",
    "= ",
    "Infobox",
    "25px",
    "[1]",
    "\u{2013}",
    "\u{a0}",
    "c. ",
    "~",
    "1,000",
    "1 000",
    "1.000",
    "KIA",
    "\u{2020}",
    "(POW)",
    "several dozen",
    "at least ",
    " or ",
    "according to",
    "BC",
    "29 February",
    "Strength1",
];

/// Words of wikitext.
pub(crate) const WIKI_WORDS: &[&str] = &[
    "{{",
    "}}",
    "[[",
    "]]",
    "|",
    "=",
    "<br/>",
    "<ref>",
    "</ref>",
    "<ref name=\"a\"/>",
    "<!--",
    "-->",
    "'''",
    "\n* ",
    "{{plainlist|",
    "{{flagicon|X}}",
    "{{Infobox military conflict",
    "| strength1 = ",
    "<nowiki>",
    "&nbsp;",
    "{|",
    "|}",
];
