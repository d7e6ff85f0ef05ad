//! Replaces a file in one step, or adds to one: the only code that writes. A reader of a replaced file
//! sees the old one or the new one, never half of one.

use std::io::{self, Write};
use std::path::Path;

use tempfile::NamedTempFile;

/// Replaces (or creates) the file at `path`. Its permissions are kept.
///
/// # Errors
/// What the system says: the folder is missing, the disk is full, the file is read-only. The old file
/// then stands as it was.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // What stands behind `/dev/stdout` may be a file that others write, too.
    if path.starts_with("/dev") || path.starts_with("/proc") {
        return std::fs::OpenOptions::new().append(true).open(path)?.write_all(bytes);
    }
    let path = &path.canonicalize().unwrap_or_else(|_| path.to_owned()); // a link stays a link
    if path.metadata().is_ok_and(|it| !it.is_file() && !it.is_dir()) {
        return std::fs::write(path, bytes); // a device or a pipe is written to, not replaced
    }
    let folder =
        path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.is_dir() {
        let message = format!("there is no folder {}", folder.display());
        return Err(io::Error::new(io::ErrorKind::NotFound, message));
    }
    let before = path.metadata().ok();
    if before.as_ref().is_some_and(|before| before.permissions().readonly()) {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, "the file is read-only"));
    }
    let mut file = NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    let permissions = before.map(|before| before.permissions());
    set_permissions(&file, permissions)?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// Replaces the file at `path` if it holds `before`; says whether it did.
///
/// # Errors
/// As [`replace`].
pub fn replace_if(path: &Path, before: &[u8], bytes: &[u8]) -> io::Result<bool> {
    if std::fs::read(path)? != before {
        return Ok(false);
    }
    replace(path, bytes).map(|()| true)
}

/// Creates the file at `path`, and the folders above it. What stands there already stays.
///
/// # Errors
/// What the system says; [`io::ErrorKind::AlreadyExists`] where something stands there.
pub fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder =
        path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    let mut file = NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    set_permissions(&file, None)?;
    file.persist_noclobber(path).map_err(|error| error.error)?;
    Ok(())
}

/// Adds to the end of the file at `path`, which is created if it is missing, unless it would then hold
/// more than `most` bytes.
///
/// # Errors
/// What the system says; [`io::ErrorKind::FileTooLarge`] where it would hold more. Nothing is written
/// then.
pub fn append(path: &Path, bytes: &[u8], most: u64) -> io::Result<()> {
    let mut file = std::fs::OpenOptions::new().append(true).create(true).open(path)?;
    let length = file.metadata()?.len();
    if length + bytes.len() as u64 > most {
        let message = format!("it would be larger than {most} bytes");
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
    }
    file.write_all(bytes)
}

/// Those of the file before, or what a new file has by default (a temporary one is private).
fn set_permissions(file: &NamedTempFile, before: Option<std::fs::Permissions>) -> io::Result<()> {
    match before {
        Some(before) => file.as_file().set_permissions(before),
        #[cfg(unix)]
        None => {
            use std::os::unix::fs::PermissionsExt;
            file.as_file().set_permissions(std::fs::Permissions::from_mode(0o644))
        }
        #[cfg(not(unix))]
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replaces_and_creates() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.json");
        replace(&path, b"one").unwrap();
        replace(&path, b"two").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"two");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn creates_and_never_replaces() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/er/canonym.toml");
        create(&path, b"one").unwrap();
        assert_eq!(create(&path, b"two").unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(std::fs::read(&path).unwrap(), b"one");
        assert_eq!(std::fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }

    #[test]
    fn appends_up_to_a_limit() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("summary.md");
        append(&path, b"one", 6).unwrap();
        append(&path, b"two", 6).unwrap();
        assert_eq!(append(&path, b"3", 6).unwrap_err().kind(), io::ErrorKind::FileTooLarge);
        assert_eq!(std::fs::read(&path).unwrap(), b"onetwo");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn what_stands_behind_a_device_is_written_to() {
        use std::os::fd::AsRawFd;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("log");
        std::fs::write(&path, b"precious\n").unwrap();
        let log = std::fs::OpenOptions::new().append(true).open(&path).unwrap();
        let device = format!("/proc/self/fd/{}", log.as_raw_fd());
        replace(Path::new(&device), b"report\n").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"precious\nreport\n");
    }

    #[test]
    fn a_read_only_file_stands() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.json");
        replace(&path, b"one").unwrap();
        let mut permissions = std::fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        std::fs::set_permissions(&path, permissions).unwrap();
        assert!(replace(&path, b"two").is_err());
        assert_eq!(std::fs::read(&path).unwrap(), b"one");
    }
}
