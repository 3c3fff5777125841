//! A file of the cache: blobs one after the other, and a list of them at the end.
//!
//! The list and each blob have a checksum, so that what is damaged, cut off or of another program is not there. A file is never
//! changed: a new one is written beside it and takes its name.

use std::collections::{HashMap, HashSet};
use std::fs::{self, File};
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use serde::{Deserialize, Serialize};

use crate::workspace::Digest;

/// What a file begins with; another format gets another number.
const MAGIC: &[u8; 16] = b"softspoken cache";
const FORMAT: u64 = 1;
/// Magic, format, build, place and length of the list, and its checksum.
const HEADER: usize = 16 + 8 + 16 + 8 + 8 + 16;
/// So many blobs of one subject are kept beside those in use: a macro may be looked at in several ways in turn.
const KEPT: usize = 6;
/// How many names are tried for a new file, where others are being written or are left over from runs that were killed.
const NAMES: usize = 1000;
/// The longest list that is read, in bytes.
const LONGEST_LIST: u64 = 1 << 28;

/// What the list says of a blob.
#[derive(Debug, Serialize, Deserialize)]
struct Record {
    key: Digest,
    /// What it is about; once that is gone, nobody needs the blob any more.
    subject: Box<str>,
    start: u64,
    length: u64,
    sum: Digest,
    /// Whether this run asked for it.
    #[serde(skip)]
    used: AtomicBool,
}

/// A file as it was at the first question.
#[derive(Debug)]
pub(super) struct Old {
    file: File,
    records: HashMap<Digest, Record>,
}

impl Old {
    /// The file at `path`, if it was written by the program `build` and its list is whole.
    pub(super) fn open(path: &Path, build: Digest) -> Option<Self> {
        let metadata = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
        let file = File::open(path).ok()?;
        let mut header = [0; HEADER];
        read_at(&file, &mut header, 0).ok()?;
        let (start, length, sum) = parse(&header, build)?;
        if length > LONGEST_LIST || start.checked_add(length)? != metadata.len() {
            return None;
        }
        let list = bytes_at(&file, start, length)?;
        if Digest::of(&list) != sum {
            return None;
        }
        let records: Vec<Record> = postcard::from_bytes(&list).ok()?;
        let inside = |record: &Record| record.start.checked_add(record.length).is_some_and(|end| end <= start);
        if !records.iter().all(inside) {
            return None;
        }
        Some(Self { file, records: records.into_iter().map(|record| (record.key, record)).collect() })
    }

    /// A blob, if it is there and whole.
    pub(super) fn get(&self, key: Digest) -> Option<Vec<u8>> {
        let record = self.records.get(&key)?;
        record.used.store(true, Ordering::Relaxed);
        self.blob(record)
    }

    fn blob(&self, record: &Record) -> Option<Vec<u8>> {
        bytes_at(&self.file, record.start, record.length).filter(|blob| Digest::of(blob) == record.sum)
    }
}

/// A file that is being written.
#[derive(Debug)]
pub(super) struct New {
    path: PathBuf,
    out: BufWriter<File>,
    records: Vec<Record>,
    end: u64,
}

impl New {
    /// Begins a file that is to take the place of the one at `path`.
    pub(super) fn create(path: &Path) -> io::Result<Self> {
        let (path, file) = beside(path)?;
        let mut out = BufWriter::new(file);
        out.write_all(&[0; HEADER])?;
        Ok(Self { path, out, records: Vec::new(), end: HEADER as u64 })
    }

    /// Adds a blob.
    pub(super) fn put(&mut self, key: Digest, subject: &str, blob: &[u8]) -> io::Result<()> {
        self.out.write_all(blob)?;
        let (start, length) = (self.end, blob.len() as u64);
        self.end += length;
        let (subject, sum) = (subject.into(), Digest::of(blob));
        self.records.push(Record { key, subject, start, length, sum, used: AtomicBool::new(true) });
        Ok(())
    }

    /// Takes over what is still of use of the file that it replaces: what was asked for in this run, and what is about
    /// something that `is_there`.
    pub(super) fn take_over(&mut self, old: &Old, is_there: impl Fn(&str) -> bool) -> io::Result<()> {
        let replaced: HashSet<Digest> = self.records.iter().map(|record| record.key).collect();
        let mut of_subject: HashMap<Box<str>, usize> = HashMap::new();
        for record in &self.records {
            *of_subject.entry(record.subject.clone()).or_default() += 1;
        }
        let mut kept: Vec<&Record> = old.records.values().filter(|record| !replaced.contains(&record.key)).collect();
        kept.sort_by_key(|record| (!record.used.load(Ordering::Relaxed), record.start));
        for record in kept {
            let count = of_subject.entry(record.subject.clone()).or_default();
            *count += 1;
            let used = record.used.load(Ordering::Relaxed);
            if !used && (*count > KEPT || !is_there(&record.subject)) {
                continue;
            }
            if let Some(blob) = old.blob(record) {
                self.put(record.key, &record.subject, &blob)?;
            }
        }
        Ok(())
    }

    /// Completes the file and gives it the name `path`.
    pub(super) fn finish(mut self, path: &Path, build: Digest) -> io::Result<()> {
        let list = postcard::to_stdvec(&self.records).map_err(io::Error::other)?;
        self.out.write_all(&list)?;
        self.out.seek(SeekFrom::Start(0))?;
        self.out.write_all(&header(build, self.end, &list))?;
        self.out.flush()?;
        fs::rename(&self.path, path)
    }
}

impl Drop for New {
    fn drop(&mut self) {
        // Once it has its own name there is nothing to take away.
        let _ = fs::remove_file(&self.path);
    }
}

/// A file beside `path` that nobody else writes: in another container a process may have the number of this one.
fn beside(path: &Path) -> io::Result<(PathBuf, File)> {
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    let mut taken = io::Error::from(io::ErrorKind::AlreadyExists);
    for _ in 0..NAMES {
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".{}-{number}.new", std::process::id()));
        match File::create_new(&name) {
            Ok(file) => return Ok((PathBuf::from(name), file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => taken = error,
            Err(error) => return Err(error),
        }
    }
    Err(taken)
}

fn header(build: Digest, start: u64, list: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(HEADER);
    out.extend_from_slice(MAGIC);
    out.extend_from_slice(&FORMAT.to_le_bytes());
    out.extend_from_slice(&build.bytes());
    out.extend_from_slice(&start.to_le_bytes());
    out.extend_from_slice(&(list.len() as u64).to_le_bytes());
    out.extend_from_slice(&Digest::of(list).bytes());
    out
}

/// Place, length and checksum of the list.
fn parse(header: &[u8; HEADER], build: Digest) -> Option<(u64, u64, Digest)> {
    let (magic, rest) = header.split_first_chunk::<16>()?;
    let (format, rest) = rest.split_first_chunk::<8>()?;
    let (by, rest) = rest.split_first_chunk::<16>()?;
    let (start, rest) = rest.split_first_chunk::<8>()?;
    let (length, rest) = rest.split_first_chunk::<8>()?;
    let (sum, _) = rest.split_first_chunk::<16>()?;
    let known = magic == MAGIC && u64::from_le_bytes(*format) == FORMAT && Digest::from_bytes(*by) == build;
    known.then(|| (u64::from_le_bytes(*start), u64::from_le_bytes(*length), Digest::from_bytes(*sum)))
}

/// So many bytes from there on; that there are as many has been seen.
fn bytes_at(file: &File, start: u64, length: u64) -> Option<Vec<u8>> {
    let mut bytes = vec![0; usize::try_from(length).ok()?];
    read_at(file, &mut bytes, start).ok()?;
    Some(bytes)
}

#[cfg(unix)]
fn read_at(file: &File, bytes: &mut [u8], start: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, start)
}

#[cfg(windows)]
fn read_at(file: &File, mut bytes: &mut [u8], mut start: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        let read = std::os::windows::fs::FileExt::seek_read(file, bytes, start)?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        bytes = bytes.get_mut(read..).unwrap_or_default();
        start += read as u64;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_another_process_of_this_number_writes_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("00.cache");
        let (first, _) = beside(&path).unwrap();
        let name = first.file_name().and_then(|name| name.to_str()).unwrap();
        let (head, number) = name.strip_suffix(".new").and_then(|name| name.rsplit_once('-')).unwrap();
        let number: usize = number.parse().unwrap();
        let others: Vec<_> =
            (1..=100).map(|more| folder.path().join(format!("{head}-{}.new", number + more))).collect();
        others.iter().for_each(|other| fs::write(other, "theirs").unwrap());
        let mut new = New::create(&path).unwrap();
        new.put(Digest::of(b"a"), "a.macro", b"ours").unwrap();
        new.finish(&path, Digest::of(b"one")).unwrap();
        assert!(others.iter().all(|other| fs::read(other).unwrap() == b"theirs"));
        assert_eq!(Old::open(&path, Digest::of(b"one")).unwrap().get(Digest::of(b"a")), Some(b"ours".to_vec()));
    }
}
