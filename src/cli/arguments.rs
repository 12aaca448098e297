//! What can be written behind `ssg`. Parsing gives these values; what they mean is decided by the commands.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Turns news articles about civil-society events into a public archive.
#[derive(Parser)]
#[command(name = "ssg", version, about, max_term_width = 100, propagate_version = true)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) global: Global,
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Args)]
pub(super) struct Global {
    /// Folder of the site, where site.toml is; else it is searched from here upward
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) root: Option<PathBuf>,
    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(super) color: ColourChoice,
    /// Say nothing but errors
    #[arg(long, short, global = true)]
    pub(super) quiet: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ColourChoice {
    Auto,
    Always,
    Never,
}

#[derive(Subcommand)]
pub(super) enum Command {
    Build(BuildArguments),
    Check(CheckArguments),
}

/// Build the site into a folder that can be put on the web as it is
///
/// With any error in the content nothing is written, and the last output stays as it was.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  ssg build\n  ssg build --out /tmp/site --base-url https://name.github.io/repository/"
)]
pub(super) struct BuildArguments {
    /// Folder to write to [default: public in the site's folder]
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// Where the site will be, instead of base_url in site.toml
    #[arg(long, value_name = "URL")]
    pub(super) base_url: Option<String>,
    /// Publish drafts too, marked as such
    #[arg(long)]
    pub(super) drafts: bool,
    /// Number of threads [default: as many as the machine has]
    #[arg(long, value_name = "N", value_parser = jobs)]
    pub(super) jobs: Option<usize>,
    /// Show where the time goes
    #[arg(long)]
    pub(super) timings: bool,
}

/// Find everything that is wrong or waits for review; writes nothing
#[derive(Args)]
#[command(after_help = "Examples:\n  ssg check\n  ssg check --strict --format json")]
pub(super) struct CheckArguments {
    /// How to show what was found
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(super) format: CheckFormat,
    /// Fail on warnings too
    #[arg(long)]
    pub(super) strict: bool,
    /// Where the site will be, instead of base_url in site.toml
    #[arg(long, value_name = "URL")]
    pub(super) base_url: Option<String>,
    /// Look at drafts too
    #[arg(long)]
    pub(super) drafts: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum CheckFormat {
    /// For people
    Text,
    /// One JSON object a line
    Json,
    /// Annotations of GitHub Actions
    Github,
}

fn jobs(written: &str) -> Result<usize, String> {
    match written.parse() {
        Ok(count) if (1..=1024).contains(&count) => Ok(count),
        _ => Err("write a number from 1 to 1024".to_owned()),
    }
}
