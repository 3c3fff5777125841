//! What the terminal can show: colour and width.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;

use annotate_snippets::renderer::{self, AnsiColor, Effects};
use anstream::AutoStream;
use clap::ValueEnum;

use super::status::Failure;
use crate::knowledge::Severity;
use crate::workspace::write_words;

/// When to use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Also in files and pipes.
    Always,
    /// Nowhere.
    Never,
}

/// The widest that running text gets: longer lines are hard to read.
const WIDEST: usize = 100;

/// Standard output, and what it can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Style {
    /// Whether to write colour codes.
    pub(super) color: bool,
    /// Whether a person is looking on.
    pub(super) terminal: bool,
    /// Columns of running text.
    pub(super) width: usize,
}

impl Style {
    /// Of text that nobody looks at on a terminal.
    pub(super) const PLAIN: Self = Self { color: false, terminal: false, width: WIDEST };

    /// Of standard output.
    pub(super) fn of_stdout(color: Color) -> Self {
        let color = match color {
            Color::Auto => AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never,
            Color::Always => true,
            Color::Never => false,
        };
        let width = terminal_size::terminal_size().map_or(WIDEST, |(width, _)| usize::from(width.0));
        Self { color, terminal: io::stdout().is_terminal(), width: width.clamp(40, WIDEST) }
    }

    /// Of a file.
    pub(super) fn of_file(color: Color) -> Self {
        Self { color: color == Color::Always, terminal: false, width: WIDEST }
    }
}

impl Style {
    /// `text` in bold.
    pub(super) fn bold(self, text: &str) -> String {
        self.styled(renderer::Style::new().effects(Effects::BOLD), text)
    }

    /// `text` in italics.
    pub(super) fn italic(self, text: &str) -> String {
        self.styled(renderer::Style::new().effects(Effects::ITALIC), text)
    }

    /// `text` as something to type.
    pub(super) fn code(self, text: &str) -> String {
        self.styled(AnsiColor::Cyan.on_default(), text)
    }

    /// `text` in the colour of `severity`.
    pub(super) fn paint(self, severity: Severity, text: &str) -> String {
        let style = match severity {
            Severity::Error => renderer::DEFAULT_ERROR_STYLE,
            Severity::Warning => renderer::DEFAULT_WARNING_STYLE,
            Severity::Information => renderer::DEFAULT_INFO_STYLE,
            Severity::Hint => AnsiColor::BrightCyan.on_default().effects(Effects::BOLD),
        };
        self.styled(style, text)
    }

    /// `text` in the colour of line numbers and of all that only guides the eye.
    pub(super) fn dim(self, text: &str) -> String {
        self.styled(renderer::DEFAULT_LINE_NUM_STYLE, text)
    }

    fn styled(self, style: renderer::Style, text: &str) -> String {
        if self.color { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }
}

/// Standard output for text in `style`; translates colour codes where an old console needs it. A terminal gets every line
/// as it is done, so that nothing comes out in the middle of a progress line.
pub(super) fn stdout(style: Style) -> Box<dyn Write> {
    let raw = io::stdout().lock();
    match (style.color, style.terminal) {
        (true, true) => Box::new(AutoStream::always(raw)),
        (true, false) => Box::new(io::BufWriter::new(AutoStream::always(raw))),
        (false, true) => Box::new(raw),
        (false, false) => Box::new(io::BufWriter::new(raw)),
    }
}

/// What stands for standard output where a file is named.
const STDOUT: &str = "-";

/// Where data goes: to the file `path`, else to standard output.
pub(super) fn open(path: Option<&Path>, color: Color) -> Result<(Box<dyn Write>, Style), Failure> {
    let Some(path) = path.filter(|path| *path != Path::new(STDOUT)) else {
        let style = Style::of_stdout(color);
        return Ok((stdout(style), style));
    };
    let file = File::create(path)
        .map_err(|error| Failure::new(format!("{} could not be written: {}", path.display(), write_words(&error))))?;
    Ok((Box::new(BufWriter::new(file)), Style::of_file(color)))
}
