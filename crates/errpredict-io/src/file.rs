//! Files, compressed or not, and the standard streams, behind one call each.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use errpredict::{Error, ErrorKind, Result};
use ruzstd::decoding::{FrameDecoder, StreamingDecoder};

/// First bytes of a gzip member (RFC 1952).
const GZIP_MAGIC: [u8; 2] = [0x1f, 0x8b];
/// First bytes of a Zstandard frame (RFC 8878).
const ZSTD_MAGIC: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];
/// First bytes of a bzip2 stream.
const BZIP2_MAGIC: [u8; 3] = *b"BZh";
/// First bytes of an xz stream (the .xz format, 2.1.1.1).
const XZ_MAGIC: [u8; 6] = *b"\xfd7zXZ\0";
/// Bytes read ahead per stream.
pub(crate) const BUFFER_BYTES: usize = 1 << 18;

/// Opens a file, or standard input for `-`, and unpacks gzip, Zstandard, bzip2 and xz, told by the content.
///
/// # Errors
/// `io`, naming the file.
pub fn open(path: &Path) -> Result<Box<dyn BufRead + Send>> {
    let raw: Box<dyn Read + Send> = if path == Path::new("-") {
        Box::new(io::stdin())
    } else {
        Box::new(File::open(path).map_err(|error| io_error("open", path, &error))?)
    };
    unpack(raw).map_err(|error| io_error("read", path, &error))
}

/// Unpacks gzip, Zstandard, bzip2 and xz, told by the first bytes; anything else passes through.
///
/// # Errors
/// Those of the reader.
pub(crate) fn unpack(raw: Box<dyn Read + Send>) -> io::Result<Box<dyn BufRead + Send>> {
    unpack_head(raw).map(|(reader, _)| reader)
}

/// The same, and what it was packed with.
pub(crate) fn unpack_head(
    raw: Box<dyn Read + Send>,
) -> io::Result<(Box<dyn BufRead + Send>, Option<&'static str>)> {
    let mut reader = BufReader::with_capacity(BUFFER_BYTES, raw);
    let head = reader.fill_buf()?;
    let (unpacked, name): (Box<dyn Read + Send>, _) = if head.starts_with(&GZIP_MAGIC) {
        (Box::new(flate2::bufread::MultiGzDecoder::new(reader)), "gzip")
    } else if head.starts_with(&ZSTD_MAGIC) || skippable(head).is_some() {
        (Box::new(ZstdFrames { between: Some(reader), frame: None }), "Zstandard")
    } else if head.starts_with(&BZIP2_MAGIC) {
        (Box::new(bzip2::bufread::MultiBzDecoder::new(reader)), "bzip2")
    } else if head.starts_with(&XZ_MAGIC) {
        // Concatenated streams are one file, as `xz -d` reads them.
        (Box::new(lzma_rust2::XzReader::new(reader, true)), "xz")
    } else {
        return Ok((Box::new(reader), None));
    };
    Ok((Box::new(BufReader::with_capacity(BUFFER_BYTES, unpacked)), Some(name)))
}

/// All frames of a Zstandard file, as `zstd -d` reads them: the decoder itself reads one.
struct ZstdFrames<R: BufRead> {
    /// The reader where a frame begins.
    between: Option<R>,
    frame: Option<StreamingDecoder<R, FrameDecoder>>,
}

impl<R: BufRead> Read for ZstdFrames<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            if let Some(frame) = &mut self.frame {
                let read = frame.read(into)?;
                if read > 0 || into.is_empty() {
                    return Ok(read);
                }
                self.between = self.frame.take().map(StreamingDecoder::into_inner);
            }
            let Some(mut reader) = self.between.take() else { return Ok(0) };
            let head = reader.fill_buf()?;
            if head.is_empty() {
                return Ok(0);
            }
            if let Some(bytes) = skippable(head) {
                io::copy(&mut reader.by_ref().take(bytes), &mut io::sink())?;
                self.between = Some(reader);
            } else {
                self.frame = Some(StreamingDecoder::new(reader).map_err(io::Error::other)?);
            }
        }
    }
}

/// Bytes of a frame that holds nothing to unpack (RFC 8878, 3.1.2), where one begins.
fn skippable(head: &[u8]) -> Option<u64> {
    let [0x50..=0x5f, 0x2a, 0x4d, 0x18, a, b, c, d] = *head.first_chunk::<8>()? else { return None };
    Some(8 + u64::from(u32::from_le_bytes([a, b, c, d])))
}

/// An output file that appears whole or not at all.
///
/// Bytes go to a temporary file beside the target, which [`Output::finish`] renames; dropped before that, nothing
/// is left behind. `-` is standard output; a name that ends in `.gz` is compressed.
pub struct Output {
    writer: Option<Writer>,
    /// As it was given, for messages.
    name: PathBuf,
    /// The unfinished file and the one it will be; nothing where the output is written to at once.
    paths: Option<(PathBuf, PathBuf)>,
}

enum Writer {
    Plain(BufWriter<Box<dyn Write + Send>>),
    Gzip(Box<flate2::write::GzEncoder<BufWriter<Box<dyn Write + Send>>>>),
}

impl std::fmt::Debug for Output {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Output").field("paths", &self.paths).finish_non_exhaustive()
    }
}

/// Begins an output file, or standard output for `-`.
///
/// # Errors
/// `io`, naming the file.
pub fn create(path: &Path) -> Result<Output> {
    if path == Path::new("-") {
        let stdout: Box<dyn Write + Send> = Box::new(io::stdout());
        let writer = Some(Writer::Plain(BufWriter::new(stdout)));
        return Ok(Output { writer, name: path.to_path_buf(), paths: None });
    }
    let there = std::fs::metadata(path).ok();
    // A device, a pipe: it takes what is written and stays what it is.
    let is_special = there.as_ref().is_some_and(|there| !there.is_file() && !there.is_dir());
    if there.as_ref().is_some_and(std::fs::Metadata::is_dir) {
        let message = format!("cannot create `{}`: it is a folder", path.display());
        return Err(Error::new(ErrorKind::Io, message));
    }
    let (file, paths) = if is_special {
        let file = File::options().write(true).open(path).map_err(|error| io_error("open", path, &error))?;
        (file, None)
    } else {
        // The file that a link leads to is the one to be replaced, and it keeps its permissions.
        let target = match &there {
            Some(_) => path.canonicalize().map_err(|error| io_error("create", path, &error))?,
            None => path.to_path_buf(),
        };
        let name = target
            .file_name()
            .ok_or_else(|| Error::new(ErrorKind::Io, format!("`{}` is no file name", path.display())))?;
        let temporary =
            target.with_file_name(format!(".{}.{}.part", name.to_string_lossy(), std::process::id()));
        let file = File::create(&temporary).map_err(|error| io_error("create", path, &error))?;
        if let Some(there) = &there {
            file.set_permissions(there.permissions()).map_err(|error| io_error("create", path, &error))?;
        }
        (file, Some((temporary, target)))
    };
    let buffered = BufWriter::with_capacity(BUFFER_BYTES, Box::new(file) as Box<dyn Write + Send>);
    let writer = if path.extension().is_some_and(|extension| extension == "gz") {
        Writer::Gzip(Box::new(flate2::write::GzEncoder::new(buffered, flate2::Compression::default())))
    } else {
        Writer::Plain(buffered)
    };
    Ok(Output { writer: Some(writer), name: path.to_path_buf(), paths })
}

impl Output {
    /// Writes out everything and puts the file in its place.
    ///
    /// # Errors
    /// `io`, naming the file.
    pub fn finish(mut self) -> Result<()> {
        let written = match self.writer.take() {
            Some(Writer::Plain(mut writer)) => writer.flush(),
            Some(Writer::Gzip(writer)) => writer.finish().and_then(|mut inner| inner.flush()),
            None => Ok(()),
        };
        written.map_err(|error| io_error("write", &self.name, &error))?;
        if let Some((temporary, target)) = self.paths.take() {
            std::fs::rename(&temporary, &target).map_err(|error| io_error("write", &self.name, &error))?;
        }
        Ok(())
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.writer {
            Some(Writer::Plain(writer)) => writer.write(bytes),
            Some(Writer::Gzip(writer)) => writer.write(bytes),
            None => Err(io::Error::other("already finished")),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.writer {
            Some(Writer::Plain(writer)) => writer.flush(),
            Some(Writer::Gzip(writer)) => writer.flush(),
            None => Ok(()),
        }
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        self.writer = None;
        if let Some((temporary, _)) = self.paths.take() {
            // Nothing was promised about a file that was never finished; a leftover is only untidy.
            let _ = std::fs::remove_file(temporary);
        }
    }
}

/// An `io` error that names what was tried and the file.
pub(crate) fn io_error(verb: &str, path: &Path, error: &io::Error) -> Error {
    Error::new(ErrorKind::Io, format!("cannot {verb} `{}`: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_trip_plain_and_gzip() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a.csv", "a.csv.gz"] {
            let path = folder.path().join(name);
            let mut output = create(&path).unwrap();
            output.write_all(b"x,y\n1,2\n").unwrap();
            assert!(!path.exists(), "nothing is there before it is whole");
            output.finish().unwrap();
            let mut text = String::new();
            open(&path).unwrap().read_to_string(&mut text).unwrap();
            assert_eq!(text, "x,y\n1,2\n");
        }
        drop(create(&folder.path().join("never")).unwrap());
        assert_eq!(
            std::fs::read_dir(folder.path()).unwrap().count(),
            2,
            "an unfinished output leaves nothing"
        );
    }

    #[test]
    fn a_missing_file_is_named() {
        let error = open(Path::new("/no/such/file")).err().unwrap();
        assert_eq!(error.kind(), ErrorKind::Io);
        assert!(error.message().contains("/no/such/file"));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn links_permissions_and_devices_stay_what_they_are() {
        use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};

        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("file"), folder.path().join("link"));
        std::fs::write(&file, "old").unwrap();
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
        symlink(&file, &link).unwrap();
        let write = |path: &Path| {
            let mut output = create(path)?;
            output.write_all(b"new").unwrap();
            output.finish()
        };
        write(&link).unwrap();
        assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "new");
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);

        let error = write(folder.path()).unwrap_err().to_string();
        assert!(error.contains("it is a folder"), "{error}");
        write(Path::new("/dev/null")).unwrap();
        assert!(std::fs::metadata("/dev/null").unwrap().file_type().is_char_device());
        let error = write(Path::new("/dev/full")).unwrap_err().to_string();
        assert!(error.contains("cannot write `/dev/full`"), "{error}");
        assert!(std::fs::metadata("/dev/full").unwrap().file_type().is_char_device());
    }
}
