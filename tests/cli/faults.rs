//! What happens to files when `fix` and `fmt` are killed, or the disk is full: each is the old one or the new one.

use std::fs;
use std::process::{Child, Stdio};

use crate::folder::Folder;

/// How many macros a run has that is killed in the middle.
const MANY: usize = 240;

/// Starts a run and kills it once the macro of that number has its new text.
fn kill_after(folder: &Folder, command: &str, number: usize, new: &str) {
    let mut child: Child = folder
        .command(&[command, "--jobs", "3", "--select", "syntax/"][..if command == "fix" { 5 } else { 3 }])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the binary starts");
    let watched = folder.path().join(format!("{number:03}.macro"));
    while fs::read(&watched).expect("a file is never gone") != new.as_bytes() {
        assert!(child.try_wait().expect("a child").is_none_or(|status| status.success()), "it did its work");
    }
    // It may have ended by now, which is well, too.
    let _ = child.kill();
    child.wait().expect("it ends");
}

fn old_or_new(command: &str, old: &str, new: &str) {
    for number in [0, 1, 5, 40, 100, 170, MANY - 1] {
        let folder = Folder::new(&[]);
        for file in 0..MANY {
            folder.write(&format!("{file:03}.macro"), old.as_bytes());
        }
        kill_after(&folder, command, number, new);
        let (macros, left): (Vec<_>, Vec<_>) = { folder.names().into_iter() }.partition(|name| name.ends_with("macro"));
        assert_eq!(macros.len(), MANY);
        for name in macros {
            let text = folder.read(&name);
            assert!(text == old || text == new, "{name} is neither old nor new: {text:?}");
        }
        assert!(left.len() <= 1, "{left:?}");
        // The next run is not disturbed by what was left.
        assert_eq!(folder.run(&[command]).status, 0);
        assert!((0..MANY).all(|file| folder.read(&format!("{file:03}.macro")) == new));
    }
}

#[test]
fn a_kill_leaves_every_file_old_or_new_in_fix() {
    old_or_new("fix", "Hi {{ customer.first_name }\n", "Hi {{ customer.first_name }}\n");
}

#[test]
fn a_kill_leaves_every_file_old_or_new_in_fmt() {
    old_or_new("fmt", "Hi {{customer.first_name}}\n", "Hi {{ customer.first_name }}\n");
}

#[cfg(target_os = "linux")]
mod full_disk {
    use std::process::Command;

    use super::*;

    /// A small disk that goes away with the test.
    struct Disk(Folder);

    impl Disk {
        fn new() -> Option<Self> {
            let folder = Folder::new(&[]);
            let mount = Command::new("mount")
                .args(["-t", "tmpfs", "-o", "size=64k", "tmpfs"])
                .arg(folder.path())
                .stderr(Stdio::null())
                .status();
            mount.is_ok_and(|status| status.success()).then_some(Self(folder))
        }
    }

    impl Drop for Disk {
        fn drop(&mut self) {
            let _ = Command::new("umount").arg("-l").arg(self.0.path()).status();
        }
    }

    #[test]
    fn a_full_disk_leaves_the_old_file() {
        let Some(disk) = Disk::new() else {
            eprintln!("skipped: no small disk can be mounted here, which only root may do");
            return;
        };
        let folder = &disk.0;
        let old = "Hi {{customer.first_name}}\n".repeat(100);
        folder.write("a.macro", old.as_bytes());
        // Whatever is free is taken.
        let _ = fs::write(folder.path().join("rest"), vec![b'x'; 65_536]);
        let run = folder.run(&["fmt"]);
        assert_eq!(run.status, 2, "{run}");
        assert!(run.stderr.contains("a.macro: the disk is full; the file is as it was"), "{run}");
        assert_eq!(folder.read("a.macro"), old);
        assert_eq!(folder.names(), ["a.macro", "rest"]);
        fs::remove_file(folder.path().join("rest")).expect("it is removed");
        assert_eq!(folder.run(&["fmt"]).status, 0);
        assert_eq!(folder.read("a.macro"), "Hi {{ customer.first_name }}\n".repeat(100));
    }
}
