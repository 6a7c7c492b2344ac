//! The compound file around an `.xls`, followed with every step counted.
//!
//! A compound file is a small file system: chains of sectors in an allocation table. A chain
//! that leads back into itself never ends, and calamine would collect it until memory runs out.
//! Here every chain is followed with a count, so that whatever passes is finite and no longer than
//! the file.

use super::le::{u16_at, u32_at};
use crate::error::{Both, LoadError};

pub(super) const SIGNATURE: [u8; 8] = *b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

const LAST_REGULAR: u32 = 0xFFFF_FFF9;
const END_OF_CHAIN: u32 = 0xFFFF_FFFE;
const MINI_SECTOR: usize = 64;
/// Streams shorter than this live in the mini stream.
const MINI_CUTOFF: usize = 4096;

/// A compound file whose chains all end.
pub(super) struct Compound<'b> {
    bytes: &'b [u8],
    sector_size: usize,
    table: Vec<u32>,
    mini_table: Vec<u32>,
    mini_stream: Vec<u8>,
    entries: Vec<Entry>,
}

struct Entry {
    name: String,
    start: u32,
    len: usize,
}

impl<'b> Compound<'b> {
    /// Reads the tables and the directory. Linear in the file's length.
    pub(super) fn read(bytes: &'b [u8]) -> Result<Self, LoadError> {
        let Some(header) = bytes.get(..512) else {
            return Err(LoadError::truncated("its header is not complete"));
        };
        let sector_size = match u16_at(header, 30) {
            9 => 512,
            12 => 4096,
            shift => return Err(LoadError::damaged(format!("its sectors have size 2^{shift}"))),
        };
        let empty = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let (table, mini_table, mini_stream, entries) = empty;
        let mut file = Self { bytes, sector_size, table, mini_table, mini_stream, entries };
        file.table = file.read_table(header)?;

        let directory = file.chain(u32_at(header, 48), "its directory")?;
        let is_large = sector_size == 4096;
        file.entries =
            directory.chunks_exact(128).map(|entry| Entry::read(entry, is_large)).collect();
        if file.entries.is_empty() {
            return Err(LoadError::damaged("its directory is empty"));
        }
        if u32_at(header, 64) > 0 {
            let root = file.entries.first().map_or(END_OF_CHAIN, |root| root.start);
            file.mini_stream = file.chain(root, "its mini stream")?;
            let table = file.chain(u32_at(header, 60), "its mini table")?;
            file.mini_table = table.chunks_exact(4).map(|id| u32_at(id, 0)).collect();
        }
        Ok(file)
    }

    /// How many sectors the file has, a last incomplete one included.
    fn sectors(&self) -> usize {
        (self.bytes.len() - 512).div_ceil(self.sector_size)
    }

    fn sector(&self, id: u32) -> Result<&'b [u8], LoadError> {
        // The header takes up a whole sector, of which it fills the first 512 bytes.
        let start = (id as usize).checked_add(1).and_then(|n| n.checked_mul(self.sector_size));
        let start = start.filter(|start| *start < self.bytes.len());
        let Some(start) = start else {
            return Err(LoadError::truncated(format!("sector {id} lies beyond the end")));
        };
        Ok(&self.bytes[start..self.bytes.len().min(start + self.sector_size)])
    }

    /// The allocation table, through the list of its own sectors.
    fn read_table(&self, header: &[u8]) -> Result<Vec<u32>, LoadError> {
        let mut listed: Vec<u32> = header[76..].chunks_exact(4).map(|id| u32_at(id, 0)).collect();
        let mut next = u32_at(header, 68);
        let mut steps = 0;
        while next <= LAST_REGULAR {
            steps += 1;
            if steps > self.sectors() {
                return Err(LoadError::damaged("the list of its tables runs in a circle"));
            }
            listed.extend(self.sector(next)?.chunks_exact(4).map(|id| u32_at(id, 0)));
            next = listed.pop().unwrap_or(END_OF_CHAIN);
        }
        listed.retain(|id| *id <= LAST_REGULAR);
        if listed.len() > self.sectors() {
            return Err(LoadError::damaged("it lists more tables than it has sectors"));
        }
        let mut table = Vec::new();
        for id in listed {
            table.extend(self.sector(id)?.chunks_exact(4).map(|id| u32_at(id, 0)));
        }
        Ok(table)
    }

    /// The bytes of a chain of sectors.
    fn chain(&self, start: u32, what: &str) -> Result<Vec<u8>, LoadError> {
        let mut bytes = Vec::new();
        for id in steps(start, &self.table, self.sectors(), what) {
            bytes.extend_from_slice(self.sector(id?)?);
        }
        Ok(bytes)
    }

    /// Whether a stream of that name exists, case aside.
    pub(super) fn has(&self, name: &str) -> bool {
        self.entry(name).is_some()
    }

    fn entry(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// The bytes of the workbook in it; `None` where it holds none.
    pub(super) fn workbook(&self) -> Option<Result<Vec<u8>, LoadError>> {
        let entry = self.entry("Workbook").or_else(|| self.entry("Book"))?;
        Some(self.contents(entry))
    }

    fn contents(&self, entry: &Entry) -> Result<Vec<u8>, LoadError> {
        let mut bytes = if entry.len < MINI_CUTOFF {
            let mut bytes = Vec::new();
            let longest = self.mini_stream.len().div_ceil(MINI_SECTOR);
            for id in steps(entry.start, &self.mini_table, longest, "its workbook") {
                let start = (id? as usize).saturating_mul(MINI_SECTOR);
                let rest = self.mini_stream.get(start..).unwrap_or_default();
                bytes.extend_from_slice(&rest[..rest.len().min(MINI_SECTOR)]);
            }
            bytes
        } else {
            self.chain(entry.start, "its workbook")?
        };
        if bytes.len() < entry.len {
            return Err(LoadError::truncated(format!(
                "{} of {} bytes of its workbook are there",
                bytes.len(),
                entry.len
            )));
        }
        bytes.truncate(entry.len);
        Ok(bytes)
    }

    /// What a compound file without a workbook is.
    pub(super) fn description(&self) -> Both {
        if self.has("WordDocument") {
            Both("a Word document", "un document Word")
        } else if self.has("PowerPoint Document") {
            Both("a PowerPoint presentation", "une présentation PowerPoint")
        } else if self.entries.iter().any(|entry| entry.name.starts_with("__properties")) {
            Both("an Outlook message", "un message Outlook")
        } else {
            Both("an Office file without a workbook", "un fichier Office sans classeur")
        }
    }
}

impl Entry {
    fn read(bytes: &[u8], is_large: bool) -> Self {
        let units = bytes[..64].chunks_exact(2).map(|unit| u16_at(unit, 0)).take_while(|u| *u != 0);
        let name = char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')).collect();
        let high = if is_large { u32_at(bytes, 124) as usize } else { 0 };
        // A length beyond what this machine can address is longer than any chain anyway.
        let len = high.checked_mul(1 << 16).and_then(|high| high.checked_mul(1 << 16));
        let len = len.and_then(|high| high.checked_add(u32_at(bytes, 120) as usize));
        Self { name, start: u32_at(bytes, 116), len: len.unwrap_or(usize::MAX) }
    }
}

/// The ids of a chain, never more than there are sectors: what is longer visits one twice.
fn steps<'t>(
    start: u32,
    table: &'t [u32],
    longest: usize,
    what: &'t str,
) -> impl Iterator<Item = Result<u32, LoadError>> + 't {
    let mut next = Some(start);
    let mut count = 0;
    std::iter::from_fn(move || {
        let id = next.take().filter(|id| *id != END_OF_CHAIN)?;
        count += 1;
        if count > longest {
            return Some(Err(LoadError::damaged(format!("the chain of {what} runs in a circle"))));
        }
        let Some(following) = table.get(id as usize) else {
            return Some(Err(LoadError::truncated(format!("the chain of {what} leaves the file"))));
        };
        next = Some(*following);
        Some(Ok(id))
    })
}
