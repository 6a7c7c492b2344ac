//! Where a plan was loaded from: what only its workbook can say of it.

use std::sync::Arc;

use ptr_core::Digest;
use ptr_excel::{Layout, Places};
use pyo3::prelude::*;

use crate::errors::fault;

/// Where a plan was loaded from.
pub(crate) struct Origin {
    /// Where things stood, and will stand again when the plan is written.
    pub(crate) layout: Layout,
    /// Where its parts stand.
    pub(crate) places: Places,
    /// What somebody should look at, each with its cell.
    pub(crate) warnings: Vec<Py<PyAny>>,
    /// The plan that the workbook says it was written from.
    pub(crate) written_from: Option<Digest>,
}

impl Origin {
    /// All but the warnings as text, so that it can travel.
    pub(crate) fn to_json(&self) -> PyResult<String> {
        serde_json::to_string(&(&self.layout, &self.places, self.written_from))
            .map_err(|error| fault(&error))
    }

    /// The origin that [`to_json`](Origin::to_json) wrote down.
    pub(crate) fn from_json(text: &str, warnings: Vec<Py<PyAny>>) -> PyResult<Arc<Self>> {
        // Older pickles have layout and places, or the layout alone.
        let pair = || serde_json::from_str(text).map(|(layout, places)| (layout, places, None));
        let alone = || serde_json::from_str(text).map(|layout| (layout, Places::default(), None));
        let read = serde_json::from_str(text).or_else(|_| pair()).or_else(|_| alone());
        let (layout, places, written_from) = read.map_err(|error| fault(&error))?;
        Ok(Arc::new(Self { layout, places, warnings, written_from }))
    }
}
