//! One log file as it grows, is moved away, or is emptied.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use errpredict::{Error, ErrorKind, EventRef, Result};
use errpredict_io::{Following, ReadOptions};

use super::place::{HEAD_BYTES, Place, first_bytes, id, rest};

/// Bytes read at a time, and in one round before the others get their turn.
pub(super) const BLOCK_BYTES: usize = 512 << 10;
pub(super) const ROUND_BYTES: u64 = 16 << 20;
/// Bytes that tell the format of a log that is gone on with.
const FORMAT_BYTES: u64 = 64 << 10;
/// Lines that wait for their record to end are taken as ended when nothing came for so long.
pub(super) const QUIET: Duration = Duration::from_millis(500);
/// First bytes of packed files (RFC 1952, RFC 8878), which do not grow.
const PACKED: [&[u8]; 2] = [b"\x1f\x8b", b"\x28\xb5\x2f\xfd"];

/// Events and records left out, of all that a log was so far.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Counts {
    pub(super) events: u64,
    pub(super) bad: u64,
}

/// A log that is followed by its name.
#[derive(Debug)]
pub(super) struct Tail {
    path: PathBuf,
    options: ReadOptions,
    open: Option<Open>,
    /// Of the files that had the name before.
    before: Counts,
}

#[derive(Debug)]
struct Open {
    file: File,
    id: (u64, u64),
    /// Bytes read of the file; a little more than what records were made of.
    read: u64,
    /// The first of them, by which the file is known again.
    first: Vec<u8>,
    following: Following,
    /// When bytes last came that may still wait for the end of their record.
    came: Option<Instant>,
}

impl Open {
    /// Whether the file was emptied, even where it has grown beyond what was read since: it begins otherwise then.
    fn is_emptied(&mut self) -> bool {
        let Ok(data) = self.file.metadata() else { return false };
        let begins = first_bytes(&mut self.file, self.first.len() as u64);
        data.len() < self.read || begins.is_ok_and(|bytes| bytes != self.first)
    }
}

/// Places that were read to, of this log and of others: what is found again under another name is not read again.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// Files that are open now, by device and number.
    pub(super) open: Vec<Place>,
    /// Files that were left behind.
    pub(super) left: Vec<Place>,
}

/// Places of files left behind that are remembered; a folder holds fewer generations.
const LEFT_KEPT: usize = 1_000;

impl Known {
    /// How far that file was read, under whatever name.
    fn read_to(&self, file: &mut File) -> u64 {
        let place = self.left.iter().rev().find(|place| place.is(file).unwrap_or(false));
        place.map_or(0, |place| place.at)
    }

    fn leave(&mut self, place: Place) {
        self.left.retain(|known| known.id != place.id);
        self.left.push(place);
        let surplus = self.left.len().saturating_sub(LEFT_KEPT);
        self.left.drain(..surplus);
    }
}

impl Tail {
    /// A log from its beginning, or from where it was left.
    ///
    /// # Errors
    /// `io` for a file that cannot be read, `invalid_input` for one that is packed or of no known format.
    pub(super) fn new(
        path: &Path,
        options: &ReadOptions,
        left: Option<&Place>,
        known: &mut Known,
        each: &mut dyn FnMut(EventRef<'_>),
    ) -> Result<Tail> {
        let mut tail = Tail {
            path: path.to_path_buf(),
            options: options.clone(),
            open: None,
            before: Counts::default(),
        };
        if let Some(place) = left {
            tail.go_on(place, known, each)?;
        }
        Ok(tail)
    }

    /// Goes on where the log was left, if need be in the file it was moved to.
    fn go_on(&mut self, place: &Place, known: &mut Known, each: &mut dyn FnMut(EventRef<'_>)) -> Result<()> {
        if let Ok(mut file) = File::open(&self.path)
            && file.metadata().is_ok_and(|data| id(&data) == place.id)
            && place.begins(&mut file).unwrap_or(false)
        {
            return self.start(file, place.at);
        }
        for (i, path) in rest(place).into_iter().enumerate() {
            let mut file = File::open(&path).map_err(|error| self.cannot_read(&error))?;
            let at = if i == 0 { place.at } else { known.read_to(&mut file) };
            self.start(file, at)?;
            while self.read_on(each)? > 0 {}
            self.leave(known, each)?;
        }
        Ok(())
    }

    /// Reads what came, and follows the name to another file when it was moved or emptied; how many bytes came.
    ///
    /// # Errors
    /// `io`; with `strict`, `invalid_input` at the first bad line.
    pub(super) fn poll(&mut self, known: &mut Known, each: &mut dyn FnMut(EventRef<'_>)) -> Result<u64> {
        if self.open.as_mut().is_some_and(Open::is_emptied) {
            self.read_copy(each)?;
            self.leave(known, each)?;
        }
        let mut came = self.read_on(each)?;
        // Only what is read to its end can be left.
        if came == 0 && self.has_moved() {
            self.leave(known, each)?;
            if self.take_up(known)? {
                came = self.read_on(each)?;
            }
        }
        if let Some(open) = &mut self.open
            && open.came.is_some_and(|since| now().duration_since(since) >= QUIET)
        {
            open.came = None;
            open.following.flush(false, each)?;
        }
        Ok(came)
    }

    /// Whether the name leads to another file than the open one. Where it leads nowhere the file is gone on with: it was
    /// moved, and another will come.
    fn has_moved(&self) -> bool {
        let leads_to = std::fs::metadata(&self.path).ok().map(|data| id(&data));
        leads_to.is_some() && leads_to != self.open.as_ref().map(|open| open.id)
    }

    /// Reads on in the copy of a log that was emptied: what was written between the last look and the emptying stands
    /// there alone.
    fn read_copy(&mut self, each: &mut dyn FnMut(EventRef<'_>)) -> Result<()> {
        let copy = self.place().and_then(|place| rest(&place).into_iter().next());
        let Some(Ok(file)) = copy.map(File::open) else { return Ok(()) };
        if let (Some(open), Ok(data)) = (&mut self.open, file.metadata()) {
            (open.id, open.file) = (id(&data), file);
            while self.read_on(each)? > 0 {}
        }
        Ok(())
    }

    /// Opens a file that has the name now: from its beginning, or from where it was read to under another name.
    fn take_up(&mut self, known: &mut Known) -> Result<bool> {
        let Ok(mut file) = File::open(&self.path) else { return Ok(false) };
        // Another log is at it, and will leave it where it ends.
        if known.open.iter().any(|place| place.path != self.path && place.is(&mut file).unwrap_or(false)) {
            return Ok(false);
        }
        let at = known.read_to(&mut file);
        self.start(file, at)?;
        Ok(true)
    }

    fn start(&mut self, mut file: File, at: u64) -> Result<()> {
        let head = first_bytes(&mut file, FORMAT_BYTES).map_err(|error| self.cannot_read(&error))?;
        if PACKED.iter().any(|mark| head.starts_with(mark)) {
            let message = "the log is packed and will not grow; `errpredict analyze` reads it";
            return Err(Error::new(ErrorKind::InvalidInput, message).with("file", self.path.display()));
        }
        let name = self.path.display().to_string();
        let following = match at {
            0 => Following::new(name, &self.options)?,
            _ => Following::resume(name, &self.options, &head, at)?,
        };
        let id = file.metadata().map(|data| id(&data)).map_err(|error| self.cannot_read(&error))?;
        let first = head[..head.len().min(HEAD_BYTES)].to_vec();
        let first = if at == 0 { Vec::new() } else { first };
        self.open = Some(Open { file, id, read: at, first, following, came: None });
        Ok(())
    }

    /// Reads up to one round of what the open file holds.
    fn read_on(&mut self, each: &mut dyn FnMut(EventRef<'_>)) -> Result<u64> {
        let Some(open) = &mut self.open else { return Ok(0) };
        let (mut block, mut came) = (vec![0; BLOCK_BYTES], 0);
        open.file.seek(SeekFrom::Start(open.read)).map_err(|error| cannot_read(&self.path, &error))?;
        while came < ROUND_BYTES {
            let n = open.file.read(&mut block).map_err(|error| cannot_read(&self.path, &error))?;
            if n == 0 {
                break;
            }
            let missing = HEAD_BYTES.saturating_sub(open.first.len()).min(n);
            if open.read == open.first.len() as u64 {
                open.first.extend_from_slice(&block[..missing]);
            }
            open.following.feed(&block[..n], each)?;
            open.read += n as u64;
            open.came = Some(now());
            came += n as u64;
        }
        Ok(came)
    }

    /// Ends what is open: its last line is one, whatever ends it.
    fn leave(&mut self, known: &mut Known, each: &mut dyn FnMut(EventRef<'_>)) -> Result<()> {
        let Some(mut open) = self.open.take() else { return Ok(()) };
        open.following.flush(true, each)?;
        let report = open.following.report();
        self.before.events += report.events;
        self.before.bad += report.bad;
        known.leave(Place::new(&self.path, open.id, open.read, &open.first));
        Ok(())
    }

    /// Whole lines wait for nothing more: the log is left for now.
    ///
    /// # Errors
    /// As [`Tail::poll`].
    pub(super) fn flush(&mut self, each: &mut dyn FnMut(EventRef<'_>)) -> Result<()> {
        self.open.as_mut().map_or(Ok(()), |open| open.following.flush(false, each))
    }

    /// Refuses a log that has whole lines and shows no format in them.
    ///
    /// # Errors
    /// `invalid_input`, as every command that reads it.
    pub(super) fn must_be_known(&mut self, each: &mut dyn FnMut(EventRef<'_>)) -> Result<()> {
        match &mut self.open {
            Some(open) if !open.following.is_recognised() => open.following.flush(false, each),
            _ => Ok(()),
        }
    }

    /// Where it stands.
    pub(super) fn place(&self) -> Option<Place> {
        let open = self.open.as_ref()?;
        Some(Place::new(&self.path, open.id, open.following.position(), &open.first))
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// What was read of it, and what not.
    pub(super) fn counts(&self) -> Counts {
        let open = self.open.as_ref().map(|open| open.following.report());
        let (events, bad) = open.map_or((0, 0), |report| (report.events, report.bad));
        Counts { events: self.before.events + events, bad: self.before.bad + bad }
    }

    fn cannot_read(&self, error: &io::Error) -> Error {
        cannot_read(&self.path, error)
    }
}

fn cannot_read(path: &Path, error: &io::Error) -> Error {
    Error::new(ErrorKind::Io, format!("cannot read `{}`: {error}", path.display()))
}

#[expect(clippy::disallowed_methods, reason = "the program waits and measures; the core never does")]
pub(super) fn now() -> Instant {
    Instant::now()
}
