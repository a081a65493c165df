//! Times the import of many articles: `cargo run --release -p kidal-import --example bench_import`.
//!
//! Articles are those of the corpus with their figures changed, so that no two are the same. Prints articles, MB, seconds, and
//! the growth of the time with the number; a growth near 1 is in proportion.
#![expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]

use std::fs;
use std::path::Path;
use std::time::Instant;

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut seeds: Vec<String> = Vec::new();
    for name in ["corpus", "articles"] {
        let Ok(entries) = fs::read_dir(folder.join(name)) else {
            continue;
        };
        let mut paths: Vec<_> = entries
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.extension().is_some_and(|end| end == "txt"))
            .collect();
        paths.sort();
        seeds.extend(
            paths
                .iter()
                .filter_map(|path| fs::read_to_string(path).ok()),
        );
    }
    let prose = seeds
        .iter()
        .filter(|text| text.contains("==Course==") || text.contains("==D"))
        .cloned()
        .collect::<Vec<_>>()
        .join("\n");
    let body = prose
        .split("\n\n")
        .filter(|part| !part.contains("Infobox") && !part.starts_with('='))
        .collect::<Vec<_>>()
        .join("\n\n");
    let mut last: Option<(usize, f64)> = None;
    for count in [1_250, 2_500, 5_000, 10_000] {
        let texts: Vec<(String, String)> = (0..count)
            .map(|n| {
                let seed = &seeds[n % seeds.len()];
                let digit = char::from_digit((n / seeds.len() % 9 + 1) as u32, 10).unwrap_or('1');
                // An article of the usual length: the infobox and some pages of text.
                let text = format!(
                    "{}\n\n{}",
                    seed.replace('7', &digit.to_string()),
                    [body.as_str(); 3].join("\n\n")
                );
                (format!("{n}.txt"), text)
            })
            .collect();
        let bytes: usize = texts.iter().map(|(_, text)| text.len()).sum();
        let start = Instant::now();
        let mut figures = 0;
        let mut drafts = 0;
        for text in &texts {
            let import = kidal_import::import(std::slice::from_ref(text));
            figures += import
                .articles
                .iter()
                .flat_map(|article| &article.sides)
                .map(|side| side.strength.len() + side.casualties.len())
                .sum::<usize>();
            drafts += import.draft().len();
        }
        let seconds = start.elapsed().as_secs_f64();
        let growth = last.map_or(String::new(), |(before, time): (usize, f64)| {
            format!(", {:.2} times the time of {before}", seconds / time)
        });
        println!(
            "{count} articles, {:.1} MB: {seconds:.2} s on one core with their drafts ({figures} figures, {:.1} MB of drafts){growth}",
            bytes as f64 / 1e6,
            drafts as f64 / 1e6
        );
        last = Some((count, seconds));
    }
}
