use std::fs;

use tempfile::TempDir;

use super::*;

fn key(number: u8) -> Digest {
    Digest::of(&[number])
}

fn cache(folder: &TempDir, build: &str) -> Cache {
    Cache::open(folder.path(), Path::new("/here"), Digest::of(build.as_bytes()))
}

/// The numbers of the blobs that are there.
fn there(folder: &TempDir, build: &str) -> Vec<u8> {
    let cache = cache(folder, build);
    (0..=255).filter(|number| cache.get(key(*number)).is_some_and(|blob| blob == [*number; 9])).collect()
}

fn put(folder: &TempDir, numbers: impl IntoIterator<Item = u8>, is_there: fn(&str) -> bool) {
    let cache = cache(folder, "one");
    numbers.into_iter().for_each(|number| cache.put(key(number), &format!("{number}.macro"), &[number; 9]));
    cache.finish(is_there);
}

#[test]
fn what_was_put_is_there_for_the_same_program() {
    let folder = TempDir::new().unwrap();
    put(&folder, 0..=255, |_| true);
    assert_eq!(there(&folder, "one").len(), 256);
    assert_eq!(there(&folder, "two").len(), 0);
    let elsewhere = Cache::open(folder.path(), Path::new("/there"), Digest::of(b"one"));
    assert_eq!(elsewhere.get(key(1)), None);
}

#[test]
fn what_is_about_nothing_any_more_is_forgotten_when_its_file_is_written() {
    let folder = TempDir::new().unwrap();
    put(&folder, 0..=200, |_| true);
    put(&folder, 100..=255, |subject| subject != "7.macro" && !subject.starts_with('8'));
    let left = there(&folder, "one");
    assert!(!left.contains(&7) && !left.contains(&8) && !left.contains(&88), "{left:?}");
    assert!(left.contains(&9) && left.contains(&255));
}

#[test]
fn of_one_subject_only_so_much_is_kept() {
    let folder = TempDir::new().unwrap();
    for number in 0..=255 {
        let cache = cache(&folder, "one");
        cache.put(key(number), "a.macro", &[number; 9]);
        cache.finish(|_| true);
    }
    let left = there(&folder, "one");
    assert!(left.len() <= 6 * usize::from(SHARDS), "{}", left.len());
    assert!(left.contains(&255));
}

#[test]
fn a_file_in_the_place_of_the_folder_is_no_harm() {
    let folder = TempDir::new().unwrap();
    let cache = cache(&folder, "one");
    fs::write(&cache.folder, "").unwrap();
    cache.put(key(1), "a.macro", &[1; 9]);
    assert_eq!(cache.get(key(1)), None);
    cache.finish(|_| true);
}

#[test]
fn nothing_of_others_is_taken_away() {
    let folder = TempDir::new().unwrap();
    put(&folder, 0..9, |_| true);
    let own = cache(&folder, "one").folder;
    let old = folder.path().join(Digest::of(b"old").name());
    fs::create_dir(&old).unwrap();
    for path in [own.join("notes.new"), old.join("00.cache"), old.join("notes.txt"), folder.path().join("notes.txt")] {
        fs::write(&path, "").unwrap();
    }
    let long_ago = SystemTime::now() - 2 * OLD;
    fs::File::open(&old).unwrap().set_modified(long_ago).unwrap();
    tidy(&own);
    assert!(
        own.join("notes.new").exists() && old.join("notes.txt").exists() && folder.path().join("notes.txt").exists()
    );
    assert!(!old.join("00.cache").exists());
    assert_eq!(there(&folder, "one").len(), 9);
}
