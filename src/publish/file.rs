//! Single files, whole or not at all: for the commands that write content.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use tempfile::NamedTempFile;

use super::error::{Action, PublishError};
use super::guard::resolve;

/// What the name of a file begins with that is still being written: nobody takes it for content.
const UNFINISHED: &str = ".ssg-";

/// Creates a file that does not exist yet, with the folders above it.
///
/// A killed write leaves no half file at the path, and what stands there already is never touched.
///
/// # Errors
/// [`PublishError::Exists`] when something stands at the path; [`PublishError::Io`] when the system refuses.
pub fn create_file(path: &Path, bytes: &[u8]) -> Result<(), PublishError> {
    if fs::symlink_metadata(path).is_ok() {
        return Err(PublishError::Exists { path: path.to_path_buf() });
    }
    let folder = folder_of(path);
    fs::create_dir_all(folder).map_err(PublishError::io(Action::MakeFolder, folder))?;
    let file = write_beside(path, bytes)?;
    match file.persist_noclobber(path) {
        Ok(_) => Ok(()),
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => {
            Err(PublishError::Exists { path: path.to_path_buf() })
        }
        Err(error) => Err(PublishError::io(Action::Write, path)(error.error)),
    }
}

/// Replaces a file's bytes in one step, or creates it; links to it and its permissions stay.
///
/// # Errors
/// [`PublishError::Io`] when the system refuses, or when the path is not a regular file's.
pub fn replace_file(path: &Path, bytes: &[u8]) -> Result<(), PublishError> {
    let real = resolve(path)?;
    let permissions = match fs::symlink_metadata(&real) {
        Ok(metadata) if metadata.is_file() => Some(metadata.permissions()),
        Ok(_) => {
            let error = io::Error::other("it is not a regular file");
            return Err(PublishError::io(Action::Write, path)(error));
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(PublishError::io(Action::Inspect, path)(error)),
    };
    let file = write_beside(&real, bytes)?;
    // The old bytes are given up for these, so these must be on the disk first.
    let secured = match permissions {
        Some(permissions) => file.as_file().set_permissions(permissions),
        None => Ok(()),
    };
    secured.and_then(|()| file.as_file().sync_all()).map_err(PublishError::io(Action::Write, path))?;
    file.persist(&real).map(|_| ()).map_err(|error| PublishError::io(Action::Write, path)(error.error))
}

/// Deletes a file that the program itself wrote and nobody has changed: the caller has looked. One that is
/// gone already is as good as deleted.
///
/// # Errors
/// [`PublishError::Io`] when the system refuses.
pub fn remove_file(path: &Path) -> Result<(), PublishError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => removed.map_err(PublishError::io(Action::Delete, path)),
    }
}

/// Moves a staged output into place from a folder that may lie on another file system.
pub(super) fn move_file(from: &Path, to: &Path) -> Result<(), PublishError> {
    match fs::rename(from, to) {
        Err(error) if error.kind() == io::ErrorKind::CrossesDevices => {
            let bytes = fs::read(from).map_err(PublishError::io(Action::Read, from))?;
            let file = write_beside(to, &bytes)?;
            file.persist(to).map_err(|error| PublishError::io(Action::Move, to)(error.error))?;
            fs::remove_file(from).map_err(PublishError::io(Action::Delete, from))
        }
        moved => moved.map_err(PublishError::io(Action::Move, to)),
    }
}

/// Fails where no file can be created, and leaves nothing.
pub(super) fn try_folder(folder: &Path) -> Result<(), PublishError> {
    unfinished_in(folder).map(drop).map_err(PublishError::io(Action::Write, folder))
}

fn write_beside(path: &Path, bytes: &[u8]) -> Result<NamedTempFile, PublishError> {
    let written = unfinished_in(folder_of(path)).and_then(|mut file| {
        file.write_all(bytes)?;
        Ok(file)
    });
    written.map_err(PublishError::io(Action::Write, path))
}

fn unfinished_in(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(UNFINISHED).suffix(".tmp");
    // What a new file gets by default, less the user's mask; a temporary file would be its owner's only.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        Some(_) | None => Path::new("."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_created_file_has_its_folders_and_never_replaces_anything() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/b/c.md");
        create_file(&path, b"one").unwrap();
        assert!(matches!(create_file(&path, b"two"), Err(PublishError::Exists { .. })));
        assert_eq!(fs::read(&path).unwrap(), b"one");
        assert_eq!(fs::read_dir(folder.path().join("a/b")).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_replaced_file_keeps_its_permissions_and_the_link_to_it() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("real.md"), folder.path().join("link.md"));
        fs::write(&real, "one").unwrap();
        fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
        symlink("real.md", &link).unwrap();
        replace_file(&link, b"two").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&real).unwrap(), b"two");
        assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);

        let new = folder.path().join("new.md");
        replace_file(&new, b"three").unwrap();
        assert_eq!(fs::read(&new).unwrap(), b"three");
        // As readable as any file that a program makes.
        let plain = folder.path().join("plain");
        fs::write(&plain, "").unwrap();
        assert_eq!(fs::metadata(&new).unwrap().permissions(), fs::metadata(&plain).unwrap().permissions());
    }

    #[test]
    fn a_folder_is_not_replaced_by_a_file() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(replace_file(folder.path(), b"x"), Err(PublishError::Io { .. })));
        assert!(folder.path().is_dir());
    }
}
