//! The one question that every reader of XML here asks.

use std::borrow::Cow;

use quick_xml::XmlVersion;
use quick_xml::events::BytesStart;

use crate::error::LoadError;

/// An attribute by its local name.
pub(super) fn attribute<'e>(
    e: &'e BytesStart<'_>,
    name: &str,
) -> Result<Option<Cow<'e, str>>, LoadError> {
    for attribute in e.attributes() {
        let attribute = attribute.map_err(LoadError::damaged)?;
        if attribute.key.local_name().as_ref() == name {
            let value = attribute.normalized_value(XmlVersion::Implicit1_0);
            return value.map(Some).map_err(LoadError::damaged);
        }
    }
    Ok(None)
}
