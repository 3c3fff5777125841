//! The help desks: what their files say, in the form that the program reads.

#[allow(dead_code, unreachable_pub, unused_imports, reason = "the library reads them")]
#[path = "../src/helpdesk/facts/mod.rs"]
mod facts;
#[path = "../src/helpdesk/shipped_list.rs"]
mod shipped_list;

use std::fs;
use std::path::Path;

use facts::Facts;
use shipped_list::SHIPPED_IDS;

/// All files of the list, in its order; the first mistake ends the build.
pub(super) fn compiled(root: &Path) -> Result<Vec<u8>, super::Failure> {
    let read = |id: &&str| -> Result<Facts<String>, super::Failure> {
        let name = format!("packs/helpdesk/{id}.toml");
        let text = fs::read_to_string(root.join(&name)).map_err(|error| format!("{name}: {error}"))?;
        Ok(toml::from_str(&text).map_err(|error| format!("{name}: {error}"))?)
    };
    let all: Vec<Facts<String>> = SHIPPED_IDS.iter().map(read).collect::<Result<_, _>>()?;
    Ok(postcard::to_stdvec(&all)?)
}
