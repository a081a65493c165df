//! A folder as one file to take away: a plain tar archive (POSIX.1-1988, `ustar`), which every system opens.

use std::fs;
use std::io;
use std::path::Path;

const BLOCK: usize = 512;
/// Greatest archive \[bytes\]. Chosen by us because the largest findings fill a tenth of it, and it is held in memory.
const GREATEST: u64 = 512 * 1024 * 1024;

/// The files below a folder, under the folder's name, in the order of their paths; hidden files and links are left out.
pub(crate) fn tar(folder: &Path, name: &str) -> io::Result<Vec<u8>> {
    let mut archive = Vec::new();
    add(folder, name, &mut archive)?;
    archive.resize(archive.len() + 2 * BLOCK, 0);
    Ok(archive)
}

fn add(folder: &Path, name: &str, archive: &mut Vec<u8>) -> io::Result<()> {
    let mut entries: Vec<_> = fs::read_dir(folder)?.collect::<Result<_, _>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let own = entry.file_name();
        let own = own.to_string_lossy();
        let kind = entry.file_type()?;
        if own.starts_with('.') {
            continue;
        }
        let path = format!("{name}/{own}");
        if kind.is_dir() {
            add(&entry.path(), &path, archive)?;
        } else if kind.is_file() {
            if archive.len() as u64 + entry.metadata()?.len() > GREATEST {
                return Err(io::Error::from(io::ErrorKind::FileTooLarge));
            }
            let bytes = fs::read(entry.path())?;
            archive.extend_from_slice(&head(&path, bytes.len())?);
            archive.extend_from_slice(&bytes);
            archive.resize(archive.len().next_multiple_of(BLOCK), 0);
        }
    }
    Ok(())
}

fn head(path: &str, length: usize) -> io::Result<[u8; BLOCK]> {
    let mut head = [0; BLOCK];
    let mut put = |at: usize, text: &[u8]| head[at..at + text.len()].copy_from_slice(text);
    // A long path is split at a slash: 155 bytes before, 100 after.
    let (before, after) = if path.len() <= 100 {
        ("", path)
    } else {
        path.char_indices()
            .filter(|(_, letter)| *letter == '/')
            .map(|(at, _)| (&path[..at], &path[at + 1..]))
            .find(|(before, after)| before.len() <= 155 && after.len() <= 100)
            .ok_or_else(|| io::Error::from(io::ErrorKind::InvalidFilename))?
    };
    put(0, after.as_bytes());
    put(100, b"0000644\0");
    put(108, b"0000000\0");
    put(116, b"0000000\0");
    put(124, format!("{length:011o}\0").as_bytes());
    // The same folder gives the same archive: no date.
    put(136, b"00000000000\0");
    put(148, b"        ");
    put(156, b"0");
    put(257, b"ustar\x0000");
    put(345, before.as_bytes());
    let sum: u32 = head.iter().map(|byte| u32::from(*byte)).sum();
    head[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    Ok(head)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::Command;

    #[test]
    fn an_archive_is_read_by_the_systems_tar() {
        let folder = std::env::temp_dir().join(format!("kidal-tar-{}", std::process::id()));
        let deep = folder.join("a").join("b".repeat(90)).join("c".repeat(60));
        fs::create_dir_all(&deep).expect("it can be made");
        fs::write(folder.join("one.txt"), "one").expect("room");
        fs::write(folder.join(".hidden"), "no").expect("room");
        fs::write(deep.join("two.txt"), vec![b'x'; 700]).expect("room");
        let archive = folder.join("out.tar");
        let bytes = tar(&folder, "study").expect("an archive");
        fs::write(&archive, bytes).expect("room");
        let listed = Command::new("tar").arg("-tf").arg(&archive).output();
        if let Ok(listed) = listed {
            let text = String::from_utf8_lossy(&listed.stdout).into_owned();
            assert!(listed.status.success(), "{text}");
            assert!(
                text.contains("study/one.txt") && text.contains("two.txt"),
                "{text}"
            );
            assert!(!text.contains("hidden"), "{text}");
        }
        fs::remove_dir_all(folder).expect("ours");
    }
}
