//! `.xls` files built record by record, for those that no program would write.

/// The directory sector, the table and the workbook of a compound file, in 512-byte sectors:
/// sector 0 is the allocation table, sector 1 the directory, the streams follow.
pub(crate) fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    const END: u32 = 0xFFFF_FFFE;
    let mut table: Vec<u32> = vec![0xFFFF_FFFD, END];
    let mut directory = entry("Root Entry", 5, END, 0);
    let mut data = Vec::new();
    for (name, stream) in streams {
        let mut stream = stream.to_vec();
        // Shorter ones would have to go into the mini stream.
        stream.resize(stream.len().max(4096).next_multiple_of(512), 0);
        let start = u32::try_from(table.len()).expect("few sectors");
        let sectors = u32::try_from(stream.len() / 512).expect("few sectors");
        directory.extend(entry(name, 2, start, stream.len()));
        table.extend((1..sectors).map(|i| start + i));
        table.push(END);
        data.extend(stream);
    }
    assert!(table.len() <= 128 && directory.len() <= 512, "one sector of each is enough");
    table.resize(128, 0xFFFF_FFFF);
    directory.resize(512, 0);

    let mut file = vec![0; 512];
    file[..8].copy_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    file[26] = 3;
    file[28..30].copy_from_slice(&[0xFE, 0xFF]);
    file[30] = 9;
    file[32] = 6;
    file[44] = 1;
    put(&mut file, 48, 1);
    put(&mut file, 56, 4096);
    put(&mut file, 60, END);
    put(&mut file, 68, END);
    file[76..].fill(0xFF);
    put(&mut file, 76, 0);
    file.extend(table.iter().flat_map(|id| id.to_le_bytes()));
    file.extend(directory);
    file.extend(data);
    file
}

fn entry(name: &str, kind: u8, start: u32, len: usize) -> Vec<u8> {
    let mut entry = vec![0; 128];
    for (i, unit) in name.encode_utf16().enumerate() {
        entry[2 * i..2 * i + 2].copy_from_slice(&unit.to_le_bytes());
    }
    entry[64] = u8::try_from(2 * name.len() + 2).expect("a short name");
    entry[66] = kind;
    entry[68..80].fill(0xFF);
    put(&mut entry, 116, start);
    put(&mut entry, 120, u32::try_from(len).expect("a short stream"));
    entry
}

pub(crate) fn put(bytes: &mut [u8], at: usize, value: u32) {
    bytes[at..at + 4].copy_from_slice(&value.to_le_bytes());
}

pub(crate) fn get(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes"))
}

/// One record.
pub(crate) fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let len = u16::try_from(data.len()).expect("a short record");
    [&kind.to_le_bytes()[..], &len.to_le_bytes(), data].concat()
}

/// A number in a cell.
pub(crate) fn number(row: u16, col: u16, value: f64) -> Vec<u8> {
    let (row, col) = (row.to_le_bytes(), col.to_le_bytes());
    record(0x0203, &[&row[..], &col, &[0, 0], &value.to_le_bytes()].concat())
}

/// What a sheet declares to reach: rows and columns from the first to the one after the last.
pub(crate) fn dimensions(rows: (u32, u32), cols: (u16, u16)) -> Vec<u8> {
    let mut data = [rows.0.to_le_bytes(), rows.1.to_le_bytes()].concat();
    data.extend([cols.0.to_le_bytes(), cols.1.to_le_bytes(), [0, 0]].concat());
    record(0x0200, &data)
}

/// The stream of a workbook of these globals and sheets.
pub(crate) fn stream(globals: &[u8], sheets: &[&[u8]]) -> Vec<u8> {
    stream_at(globals, sheets, |starts| starts)
}

/// The same, its sheets said to start elsewhere than they do.
pub(crate) fn stream_at(
    globals: &[u8],
    sheets: &[&[u8]],
    say: impl FnOnce(Vec<usize>) -> Vec<usize>,
) -> Vec<u8> {
    let bof = |kind: u8| record(0x0809, &[0, 6, kind, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let end = record(0x000A, &[]);
    let bound_sheet_len = 4 + 4 + 2 + 2 + 2;
    let mut start = bof(5).len() + globals.len() + bound_sheet_len * sheets.len() + end.len();
    let mut starts = Vec::new();
    for sheet in sheets {
        starts.push(start);
        start += bof(16).len() + sheet.len() + end.len();
    }
    let mut stream = [&bof(5)[..], globals].concat();
    for (start, name) in say(starts).into_iter().zip(b'A'..) {
        let start = u32::try_from(start).expect("a short stream").to_le_bytes();
        stream.extend(record(0x0085, &[&start[..], &[0, 0, 2, 0], &[name, name]].concat()));
    }
    stream.extend(&end);
    for sheet in sheets {
        stream.extend([&bof(16)[..], sheet, &end].concat());
    }
    stream
}
