//! A folder for one test, and the program run in it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A folder that is removed when the test ends.
pub struct Scene(pub PathBuf);

impl Scene {
    pub fn new(name: &str) -> Scene {
        let folder = std::env::temp_dir().join(format!("kidal-cli-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("the temporary folder can be made");
        Scene(folder)
    }

    /// Writes a file below the folder.
    pub fn with(self, path: &str, bytes: impl AsRef<[u8]>) -> Scene {
        let place = self.0.join(path);
        fs::create_dir_all(place.parent().expect("below the folder")).expect("can be made");
        fs::write(place, bytes).expect("can be written");
        self
    }

    /// The program, to be run in this folder.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kidal"));
        command
            .current_dir(&self.0)
            .args(arguments)
            .env_remove("NO_COLOR")
            .env_remove("CLICOLOR_FORCE")
            .env_remove("RUST_BACKTRACE")
            .stdin(Stdio::null());
        command
    }

    /// Runs it.
    pub fn run(&self, arguments: &[&str]) -> Done {
        Done::of(
            self.command(arguments)
                .output()
                .expect("the program starts"),
        )
    }

    pub fn path(&self, below: &str) -> PathBuf {
        self.0.join(below)
    }
}

impl Drop for Scene {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// What a run left.
#[derive(Debug)]
pub struct Done {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Done {
    pub fn of(output: Output) -> Done {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program writes UTF-8");
        Done {
            code: output.status.code().unwrap_or(-1),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }

    /// Fails unless the code is this, with all output.
    #[track_caller]
    pub fn exits(self, code: i32) -> Done {
        assert_eq!(self.code, code, "{self:#?}");
        assert!(!self.err.contains("fault of the program"), "{self:#?}");
        self
    }

    /// Fails unless the messages contain this.
    #[track_caller]
    pub fn says(self, words: &str) -> Done {
        assert!(
            self.err.contains(words),
            "`{words}` is not in\n{}",
            self.err
        );
        self
    }

    /// Fails unless the output contains this.
    #[track_caller]
    pub fn prints(self, words: &str) -> Done {
        assert!(
            self.out.contains(words),
            "`{words}` is not in\n{}",
            self.out
        );
        self
    }
}

/// The dossiers of the repository.
pub fn dossiers() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../dossiers")
}
