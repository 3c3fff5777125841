//! Whether a macro is the same at a help desk and here, part by part: what an import asks before it says that something changed
//! there, and what `diff` tells.

use super::status::Failure;
use crate::helpdesk::exchange::PARTS;
use crate::helpdesk::outgoing::{File, outgoing};
use crate::helpdesk::reply::Reply;
use crate::helpdesk::shape::{self, Form};
use crate::helpdesk::unfold::{Around, nothing_tried};
use crate::helpdesk::{NamesIn, Platform, Vocabulary, carried, shown_lines, shown_parts};
use crate::message::NoSnippets;
use crate::syntax::Macro;

/// A macro on both sides.
pub(super) struct Both {
    /// Its name, its texts and the rest as the help desk has them, in lines.
    there: [String; PARTS],
    /// The same of what an export gives.
    here: [String; PARTS],
    /// Which of these are the same.
    pub(super) same: [bool; PARTS],
}

impl Both {
    /// Compares what an export gives, as it would be read back, with what is there.
    pub(super) fn of(platform: &'static Platform, mine: &Reply, theirs: &Reply) -> Self {
        let names = NamesIn::of(platform);
        let (there, here) = (shown_parts(platform, &names, theirs), shown_parts(platform, &names, mine));
        let mut same = equal(&there, &here);
        if same.contains(&false) {
            // What only an import and an export make of it, such as a name that the macro itself settles, nobody changed.
            let given = given_back(platform, &names, theirs).map(|given| equal(&given, &here)).unwrap_or_default();
            same.iter_mut().zip(given).for_each(|(same, given)| *same |= given);
        }
        Self { there, here, same }
    }

    /// All lines, there and here.
    pub(super) fn lines(&self) -> (String, String) {
        (shown_lines(&self.there), shown_lines(&self.here))
    }
}

fn equal(one: &[String; PARTS], other: &[String; PARTS]) -> [bool; PARTS] {
    let mut all = one.iter().zip(other).map(|(one, other)| one == other);
    [(); PARTS].map(|()| all.next().unwrap_or(false))
}

/// A macro of the help desk after an import and an export.
fn given_back(platform: &'static Platform, names: &NamesIn, theirs: &Reply) -> Option<[String; PARTS]> {
    let sources = carried::files(platform.id, names, theirs);
    let parsed: Vec<Macro> = sources.iter().map(|source| Macro::parse(source)).collect();
    let vocabulary = Vocabulary::default();
    let around = Around { snippets: &NoSnippets, vocabulary: &vocabulary, parameters: false, tried: nothing_tried };
    let files = sources.iter().zip(&parsed).map(|(source, parsed)| File { source, parsed, around });
    let sent = outgoing(platform, &files.collect::<Vec<_>>())?;
    let read = as_read(platform, &[sent.reply]).ok()?;
    read.first().map(|given| shown_parts(platform, names, given))
}

/// Our macros as the help desk would give them back.
pub(super) fn as_read(platform: &'static Platform, sent: &[Reply]) -> Result<Vec<Reply>, Failure> {
    let written = shape::write(platform, sent, Form::Json).unwrap_or_default();
    let read = shape::read(platform, &written, Form::Json);
    let read =
        read.map_err(|fault| Failure::new(format!("what would be exported cannot be read: {}", fault.message)))?;
    // A page without macros is read as a page of them.
    Ok(read.replies)
}
