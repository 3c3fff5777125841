//! What the terminal can show: colour and width.

use std::io::{self, IsTerminal, Write};

use annotate_snippets::renderer::{self, AnsiColor, Effects};
use anstream::AutoStream;
use clap::ValueEnum;

use crate::knowledge::Severity;

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
