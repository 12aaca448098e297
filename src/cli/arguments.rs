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
    /// Say more: advice and where the time goes
    #[arg(long, short, global = true, conflicts_with = "quiet")]
    pub(super) verbose: bool,
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
    Import(ImportArguments),
    Review(ReviewArguments),
    Serve(ServeArguments),
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

/// Show the site under the path that it will be at, with what is wrong on the pages themselves
///
/// Pages are made when they are asked for, from the same parts as those of `ssg build`. Ctrl-C ends it.
#[derive(Args)]
#[command(after_help = "Examples:\n  ssg serve --watch --open\n  ssg serve --port 0 --drafts")]
pub(super) struct ServeArguments {
    /// Follow every change of content, templates, static files and site.toml; open pages follow too
    #[arg(long, short)]
    pub(super) watch: bool,
    /// Port to listen at; if it is taken, the next free one is used; 0 for any
    #[arg(long, value_name = "PORT", default_value_t = 1111, overrides_with = "port")]
    pub(super) port: u16,
    /// Address to listen at; any but the default lets other machines in
    #[arg(long, value_name = "HOST", default_value = "127.0.0.1")]
    pub(super) host: String,
    /// Open the site in the browser
    #[arg(long)]
    pub(super) open: bool,
    /// Show drafts too, marked as such
    #[arg(long)]
    pub(super) drafts: bool,
}

fn jobs(written: &str) -> Result<usize, String> {
    match written.parse() {
        Ok(count) if (1..=1024).contains(&count) => Ok(count),
        _ => Err("write a number from 1 to 1024".to_owned()),
    }
}

/// Convert raw articles into content pages, every fact with the words that it was read from
///
/// Pages that are there already are never overwritten. What is doubtful waits for review.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  ssg import articles/\n  ssg import --dry-run --format json article.txt\n  \
    ssg import --published 2021-11-22 --publisher \"Newspaper\" article.txt\n  \
    ssg import --join turkistan-civic-forum-10 second-report.html"
)]
pub(super) struct ImportArguments {
    /// Folder for the pages, below the site's folder
    #[arg(long, value_name = "DIR", default_value = "content/events")]
    pub(super) into: String,
    /// Show what would be read, and write nothing; works without a site
    #[arg(long)]
    pub(super) dry_run: bool,
    /// How to show what was read
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(super) format: ImportFormat,
    /// Write pages again that this version reads otherwise and that nobody has edited
    #[arg(long)]
    pub(super) update: bool,
    /// Add the articles to this event as further sources
    #[arg(long, value_name = "ID")]
    pub(super) join: Option<String>,
    /// Address of the article
    #[arg(long, value_name = "URL")]
    pub(super) url: Option<String>,
    /// Who published it
    #[arg(long, value_name = "NAME")]
    pub(super) publisher: Option<String>,
    /// The day on which it was published
    #[arg(long, value_name = "DATE")]
    pub(super) published: Option<String>,
    /// Articles: .txt, .html, .htm; folders with such files; - for the standard input
    #[arg(required = true, value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ImportFormat {
    /// For people
    Text,
    /// One JSON object a line
    Json,
}

/// Show what waits for review, or correct all facts in a spreadsheet
///
/// Without a command: each fact that waits, with its value and the words that it was read from.
#[derive(Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Examples:\n  ssg review\n  ssg review export facts.csv\n  ssg review apply --dry-run facts.csv\n  \
    ssg review apply facts.csv"
)]
pub(super) struct ReviewArguments {
    /// How to show what waits
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(super) format: ReviewFormat,
    #[command(subcommand)]
    pub(super) command: Option<ReviewCommand>,
}

#[derive(Subcommand)]
pub(super) enum ReviewCommand {
    /// Write a table of all facts, one row an event, for a spreadsheet
    Export {
        /// File to create; - for the standard output
        #[arg(value_name = "FILE.csv")]
        file: PathBuf,
    },
    /// Take over what was corrected in the table; with any mistake in it nothing is written
    ///
    /// Only cells that differ from the pages change them. Entries of a list are parted by semicolons;
    /// a fact that is taken out of the column review counts as reviewed.
    Apply {
        /// The table, saved as CSV UTF-8; - for the standard input
        #[arg(value_name = "FILE.csv")]
        file: PathBuf,
        /// Show what would change, and write nothing
        #[arg(long)]
        dry_run: bool,
    },
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ReviewFormat {
    /// For people
    Text,
    /// One JSON object a line
    Json,
}
