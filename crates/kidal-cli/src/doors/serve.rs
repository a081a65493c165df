//! `kidal serve`

use std::time::Duration;

use kidal_commands::exit;
use kidal_commands::trouble::Trouble;
use kidal_serve::{Patience, ServeRequest, StartError, start};

use crate::arguments::ServeArguments;
use crate::{interrupt, print};

/// Serves until Ctrl-C.
pub fn serve(arguments: ServeArguments) -> Result<u8, Trouble> {
    let server = start(&ServeRequest {
        folder: arguments.folder,
        port: arguments.port,
        listen: arguments.listen,
        hosts: arguments.hosts,
        threads: arguments.threads,
        patience: Patience::default(),
    })
    .map_err(trouble)?;
    print::answer(&format!("{}\n", server.address()), exit::DONE);
    if arguments
        .listen
        .is_some_and(|address| !address.is_loopback())
    {
        print::remark(
            "other machines can reach this address; who has the token in it can read and change the folder",
        );
    }
    let flag = interrupt::flag();
    while !flag.is_raised() {
        std::thread::sleep(Duration::from_millis(100));
    }
    server.stop();
    Ok(exit::DONE)
}

fn trouble(error: StartError) -> Trouble {
    match error {
        StartError::Folder(path, cause) => Trouble::Input {
            action: "serve".into(),
            path,
            cause: cause.to_string(),
            remedy: "name a folder that holds dossiers".into(),
        },
        StartError::Listen(..) => Trouble::Run {
            message: error.to_string(),
            remedy: "choose another port with `--port`, or another address with `--listen`".into(),
        },
        StartError::System(_) => Trouble::Run {
            message: error.to_string(),
            remedy: "end other programs that use much memory or many threads, and start again"
                .into(),
        },
    }
}
