//! Reads raw news articles and makes content pages of them, every fact with its evidence.

pub mod article;
pub mod clean;
pub mod context;
pub mod facts;
pub mod known;
mod latin;
mod quotations;
pub mod text;
