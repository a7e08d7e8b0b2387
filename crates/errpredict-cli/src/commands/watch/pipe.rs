//! A log on standard input.

use std::io::Read;
use std::sync::mpsc::{Receiver, sync_channel};
use std::time::Instant;

use errpredict::{Error, ErrorKind, Result};
use errpredict_io::Following;

use super::clock::now;
use super::tail;

/// Blocks of standard input that wait.
const BLOCKS: usize = 4;

/// A log on standard input: a thread waits for it.
#[derive(Debug)]
pub(super) struct Pipe {
    pub(super) blocks: Receiver<std::io::Result<Vec<u8>>>,
    pub(super) following: Following,
    /// When bytes last came that may wait for the end of their record.
    pub(super) came: Option<Instant>,
    pub(super) ended: bool,
}

impl Pipe {
    pub(super) fn take(
        &mut self,
        block: std::io::Result<Vec<u8>>,
        each: &mut dyn FnMut(errpredict::EventRef<'_>),
    ) -> Result<u64> {
        let bytes = block
            .map_err(|error| Error::new(ErrorKind::Io, format!("cannot read standard input: {error}")))?;
        self.following.feed(&bytes, each)?;
        self.came = Some(now());
        Ok(bytes.len() as u64)
    }

    pub(super) fn flush_if_quiet(&mut self, each: &mut dyn FnMut(errpredict::EventRef<'_>)) -> Result<()> {
        if self.came.is_some_and(|since| now().duration_since(since) >= tail::QUIET) {
            self.came = None;
            self.following.flush(false, each)?;
        }
        Ok(())
    }
}

/// Blocks of standard input, read by a thread that waits for them.
pub(super) fn standard_input() -> Receiver<std::io::Result<Vec<u8>>> {
    let (sender, receiver) = sync_channel(BLOCKS);
    std::thread::spawn(move || {
        let mut input = std::io::stdin().lock();
        let mut block = vec![0; tail::BLOCK_BYTES];
        loop {
            let read = match input.read(&mut block) {
                Ok(0) => return,
                Ok(n) => Ok(block[..n].to_vec()),
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(error) => Err(error),
            };
            if sender.send(read).is_err() {
                return;
            }
        }
    });
    receiver
}
