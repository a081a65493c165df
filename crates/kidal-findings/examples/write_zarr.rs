//! Writes a small made-up `ensemble.zarr` into a folder; `python/check_zarr.py` opens it.

use std::path::PathBuf;

use kidal_findings::zarr::{Ensemble, write};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("name a folder")?);
    let (chains, draws, blocks) = (4, 100, 5);
    let column = |scale: f64| -> Vec<f64> {
        (0..chains * draws)
            .map(|index| scale * ((index * 7919) % 101) as f64)
            .collect()
    };
    let ensemble = Ensemble {
        chains,
        draws,
        parameters: vec![
            ("garrison".into(), column(5.0)),
            ("attackers: all".into(), column(7.0)),
        ],
        prior: vec![
            ("garrison".into(), column(6.0)),
            ("attackers: all".into(), column(8.0)),
        ],
        answers: vec![("fall".into(), column(0.01))],
        log_likelihood: vec![("soldier.2012-04".into(), column(-0.1))],
        observed: vec![("soldier.504".into(), vec![504.0])],
        log_weight: vec![-((chains * draws) as f64).sqrt(); chains * draws],
        stream_root: (0..(chains * draws) as u64)
            .map(|index| u64::MAX - index)
            .collect(),
        blocks,
        refreshes: vec![0; chains * draws * blocks],
        attributes: [("created_by".to_owned(), "kidal".to_owned())].into(),
    };
    for (path, bytes) in write(&ensemble)? {
        let file = folder.join(path);
        std::fs::create_dir_all(file.parent().ok_or("a file lies in a folder")?)?;
        std::fs::write(file, bytes)?;
    }
    Ok(())
}
