//! Configuration files as commands read them: any mistake in one, or in a pack that it names, is reason enough to stop,
//! and all are told.

use std::path::Path;

use super::paths;
use super::status::Failure;
use crate::text::{Encoding, LineIndex};
use crate::workspace::{CONFIG_FILE, Config, ConfigMistake, Digest, io_words, read_macro};

/// The file that is always empty.
const NOTHING: &str = if cfg!(windows) { "NUL" } else { "/dev/null" };

/// What holds for the macros in `folder`: what the `named` file says, else what the nearest one upwards does.
pub(super) fn config_for(named: Option<&Path>, folder: &Path, here: &Path) -> Result<Config, Failure> {
    match named {
        Some(named) => Ok(held_for(read_config(named, here)?, folder, here)),
        None => Config::file_for(folder).map_or_else(|| Ok(Config::default()), |file| read_config(&file, here)),
    }
}

/// What a file that was named decides about the macros in `folder`. It may be anywhere, so that they stay where they are: it holds
/// as if it stood where their own configuration does, else at the top of their repository, else in the folder `here`; where
/// it says nothing of files, ids start as without a configuration. Packs and baseline are where it says.
pub(super) fn held_for(mut config: Config, folder: &Path, here: &Path) -> Config {
    let says = config.macro_root.is_some()
        || [&config.snippet_roots, &config.include, &config.exclude].iter().any(|list| !list.is_empty());
    config.root = says.then(|| {
        let folder = here.join(folder);
        let nearest = |name: &str| folder.ancestors().find(|folder| folder.join(name).exists()).map(Path::to_owned);
        nearest(CONFIG_FILE).or_else(|| nearest(".git")).unwrap_or_else(|| here.to_owned())
    });
    config
}

/// What the configuration file at `path` decides. Paths are told as a reader in the folder `here` would write them.
fn read_config(path: &Path, here: &Path) -> Result<Config, Failure> {
    read(path, here).map(|(config, _)| config)
}

fn read(path: &Path, here: &Path) -> Result<(Config, String), Failure> {
    // Of no kind that is read, and yet what people name for none.
    let empty = (path == Path::new(NOTHING)).then(|| Ok(String::new()));
    let text = empty
        .unwrap_or_else(|| read_macro(path))
        .map_err(|words| Failure::new(format!("{}: {words}", paths::shown(path, here))))?;
    let (config, mistakes) = Config::parse(path, &text);
    if mistakes.is_empty() {
        return Ok((config, text));
    }
    let told = |mistake: &ConfigMistake| {
        let pack = config.packs.iter().find(|pack| pack.path == mistake.path);
        let text = pack.map_or(Some(text.as_str()), |pack| pack.text.as_deref());
        let shown = paths::shown(&mistake.path, here);
        match text {
            Some(text) => format!("{shown}:{}: {}", line_and_column(text, mistake.span.start), mistake.message),
            None => format!("{shown}: {}", mistake.message),
        }
    };
    Err(Failure(mistakes.iter().map(told).collect()))
}

/// The same with what stands for everything that it was read from.
pub(super) fn read_with_digest(path: &Path, here: &Path) -> Result<(Config, Digest), Failure> {
    let (config, text) = read(path, here)?;
    let packs = config
        .packs
        .iter()
        .flat_map(|pack| [pack.name.as_bytes(), pack.text.as_deref().unwrap_or_default().as_bytes()]);
    let digest = Digest::of_parts([path.as_os_str().as_encoded_bytes(), text.as_bytes()].into_iter().chain(packs));
    Ok((config, digest))
}

/// The configuration for a command that is about no macro: the file that was named, or the one that holds here.
pub(super) fn configuration(named: Option<&Path>) -> Result<Config, Failure> {
    let here =
        std::env::current_dir().map_err(|error| Failure::new(format!("no working directory: {}", io_words(&error))))?;
    match named.map(Path::to_owned).or_else(|| Config::file_for(&here)) {
        Some(file) => read_config(&file, &here),
        None => Ok(Config::default()),
    }
}

/// `3:5`, from 1, in Unicode scalar values.
pub(super) fn line_and_column(text: &str, offset: usize) -> String {
    let place = LineIndex::new(text).position(text, offset, Encoding::Utf32);
    format!("{}:{}", place.line + 1, place.column + 1)
}
