//! Tells a dossier folder: `cargo run -p kidal-tell --example tell_folder -- FOLDER SPEAKER…`.

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((folder, speakers)) = arguments.split_first() else {
        eprintln!("name a dossier folder");
        return;
    };
    let text = std::fs::read_to_string(format!("{folder}/evidence.toml")).unwrap_or_default();
    let mut files = kidal_diag::Files::new();
    files.insert("evidence.toml", text);
    let Some(dossier) = kidal_dossier::read(files).dossier else {
        eprintln!("the folder has no dossier that can be read");
        return;
    };
    let speakers: Vec<&str> = speakers.iter().map(String::as_str).collect();
    match kidal_tell::tell(&dossier, &speakers) {
        Ok(telling) => print!("{}", telling.to_text()),
        Err(error) => eprintln!("{error}"),
    }
}
