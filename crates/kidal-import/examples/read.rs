//! Prints what is read of each file: `cargo run -p kidal-import --example read FILE…`.

fn main() {
    for path in std::env::args().skip(1) {
        match std::fs::read_to_string(&path) {
            Ok(text) => {
                match serde_json::to_string_pretty(&kidal_import::read_article(&path, &text)) {
                    Ok(json) => println!("{json}"),
                    Err(cause) => eprintln!("{path}: {cause}"),
                }
            }
            Err(cause) => eprintln!("{path}: {cause}"),
        }
    }
}
