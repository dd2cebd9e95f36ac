//! The only reader of time.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, DurationRound, NaiveDate, TimeDelta, Utc};
use events::waktu::Zona;

/// The system's clock, or one that a simulation moves by hand.
#[derive(Clone, Debug, Default)]
pub enum Clock {
    #[default]
    System,
    Simulated(Arc<Mutex<DateTime<Utc>>>),
}

impl Clock {
    pub fn simulated(mulai: DateTime<Utc>) -> Self {
        Clock::Simulated(Arc::new(Mutex::new(mulai)))
    }

    /// Now, in whole microseconds, which is what the log stores and hashes.
    pub fn now(&self) -> DateTime<Utc> {
        let now = match self {
            #[expect(clippy::disallowed_methods, reason = "this is the one reader of time")]
            Clock::System => DateTime::from(std::time::SystemTime::now()),
            Clock::Simulated(now) => *now.lock().unwrap_or_else(PoisonError::into_inner),
        };
        now.duration_trunc(TimeDelta::microseconds(1)).unwrap_or(now)
    }

    /// Moves a simulated clock; the system's clock stays as it is.
    pub fn set(&self, saat: DateTime<Utc>) {
        if let Clock::Simulated(now) = self {
            *now.lock().unwrap_or_else(PoisonError::into_inner) = saat;
        }
    }

    pub fn hari_ini(&self, zona: Zona) -> NaiveDate {
        zona.tanggal(self.now())
    }
}
