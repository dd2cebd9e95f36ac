//! Stories on a real PostgreSQL, and the rules of the house.

mod architecture;
