//! Commands that simulate.

use kidal_commands::exit;
use kidal_commands::trouble::Trouble;

use crate::arguments::{ReplayArguments, WeighArguments, WhatifArguments};

pub fn replay(_a: ReplayArguments) -> Result<u8, Trouble> { Ok(exit::DONE) }
pub fn weigh(_a: WeighArguments) -> Result<u8, Trouble> { Ok(exit::DONE) }
pub fn whatif(_a: WhatifArguments) -> Result<u8, Trouble> { Ok(exit::DONE) }
