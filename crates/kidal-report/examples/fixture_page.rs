//! Writes the page of the made-up findings to standard output, to look at.

fn main() {
    let findings = kidal_findings::fixture::findings();
    print!(
        "{}",
        kidal_report::render(&findings, Some(&kidal_findings::fixture::files()))
    );
}
