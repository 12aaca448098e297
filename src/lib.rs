//! Turns news articles about civil-society events into a public archive: a static site in Kazakh,
//! Russian and English, listed by region, date and organisation.
//!
//! Data flows one way, and each step is a pure function of the one before:
//!
//! 1. [`source::read`] reads the files of a site: the only door in.
//! 2. [`document::read`] understands one content file on its own.
//! 3. [`archive::assemble`] resolves all names and makes all indexes.
//! 4. [`plan::lay_out`] decides which output paths exist.
//! 5. [`view::Views::view`] makes everything that one page shows.
//! 6. [`render::Templates::render`] turns a view into bytes; [`data::write`] writes what other programs read.
//! 7. [`publish::Publisher`] writes what differs: the only door out.
//!
//! [`site::assemble`] goes this way up to the plan and [`site::Site::make`] to the bytes of one output;
//! [`build`](mod@build) asks for all of them. What is wrong with content is a [`diagnostics::Diagnostic`],
//! what is wrong with the environment is an `Err`. `docs/architecture.md` has the whole picture.

pub mod archive;
pub mod build;
pub mod check;
pub mod cli;
pub mod config;
pub mod data;
pub mod date;
pub mod diagnostics;
pub mod document;
pub mod evidence;
pub mod fields;
pub mod formats;
pub mod gazetteer;
pub mod import;
pub mod init;
pub mod language;
pub mod markdown;
pub mod new;
pub mod picture;
pub mod plan;
pub mod publish;
pub mod render;
pub mod review;
pub mod search;
pub mod serve;
pub mod site;
pub mod source;
pub mod stopwatch;
pub mod terms;
pub mod theme;
pub mod view;
pub mod vocabulary;
