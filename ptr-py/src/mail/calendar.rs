//! The steps of a person or a team as an iCalendar.

use ptr_core::Email;
use ptr_core::language::Language;
use ptr_mail::{CalendarOptions, calendar};
use pyo3::prelude::*;

use crate::convert::{named, time};
use crate::errors::{invalid_code, invalid_value};
use crate::language;
use crate::run::{PyRun, latest};

#[pymethods]
impl PyRun {
    #[doc = doc!(Run.to_ics)]
    #[pyo3(signature = (
        at = None, *, mail = None, team = None, base_url = None, language = Language::french(),
    ))]
    #[expect(clippy::needless_pass_by_value, reason = "arguments of Python come by value")]
    fn to_ics(
        &self,
        py: Python<'_>,
        at: Option<&Bound<'_, PyAny>>,
        #[pyo3(from_py_with = named::mail)] mail: Option<&str>,
        #[pyo3(from_py_with = named::team)] team: Option<&str>,
        #[pyo3(from_py_with = named::base_url)] base_url: Option<&str>,
        #[pyo3(from_py_with = language::read)] language: Language,
    ) -> PyResult<String> {
        let mail = mail.map(Email::new).transpose();
        let options = CalendarOptions {
            mail: mail.map_err(|error| invalid_code("mail", &error))?,
            team: team.map(str::to_owned),
            base_url: base_url.map(str::to_owned),
        };
        let at = at.map(|at| time::instant("at", at)).transpose()?;
        let written = self.look(py, |run| {
            calendar(&run.view(at.unwrap_or_else(|| latest(run))), &options, &language)
        });
        written.map_err(|error| invalid_value(|language| error.message(language)))
    }
}
