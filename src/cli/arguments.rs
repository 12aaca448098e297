//! What can be written behind `ssg`. Parsing gives these values; what they mean is decided by the commands.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::builder::TypedValueParser as _;
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::language::Language;
use crate::publish::Share;

/// Turns news articles about civil-society events into a public archive.
#[derive(Parser)]
#[command(
    name = "ssg",
    version,
    about,
    max_term_width = 100,
    propagate_version = true,
    after_help = "Examples:\n  ssg init archive             a new site\n  ssg import articles/         records of saved \
    articles\n  ssg serve --watch --open     see it while you write\n  ssg check                    what is wrong\n  \
    ssg build                    the finished site, in public/\n\n`ssg help COMMAND` tells more of a command, \
    `ssg explain CODE` what a message means."
)]
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
    Completions(CompletionsArguments),
    Explain(ExplainArguments),
    Import(ImportArguments),
    Init(InitArguments),
    Man(ManArguments),
    New(NewArguments),
    Review(ReviewArguments),
    Serve(ServeArguments),
}

/// Make a new site that builds as it is
///
/// Asks nothing, and writes only into a folder that is empty or not there yet: settings, an example event that
/// says that it is one, a README for the editors, and a workflow that publishes the site on GitHub Pages; the
/// README tells what is to be set for it before the first push.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  ssg init archive\n  ssg init archive --title \"Archive of the Region\" --languages ru,kk\n  \
    ssg init . --base-url https://name.github.io/repository/"
)]
pub(super) struct InitArguments {
    /// Folder of the new site
    #[arg(value_name = "DIR")]
    pub(super) folder: PathBuf,
    /// Title of the site, the same in every language
    #[arg(long, value_name = "TITLE")]
    pub(super) title: Option<String>,
    /// Languages of the site; the first is at /, and the files are written in it
    #[arg(long, value_name = "CODES", value_delimiter = ',', default_value = "kk,ru,en", value_parser = language())]
    pub(super) languages: Vec<Language>,
    /// Where the site will be, if that is known
    #[arg(long, value_name = "URL")]
    pub(super) base_url: Option<String>,
}

fn language() -> impl clap::builder::TypedValueParser<Value = Language> {
    PossibleValuesParser::new(Language::ALL.map(Language::code))
        .map(|code| Language::from_code(&code).unwrap_or(Language::Kazakh))
}

/// Begin a content file, with what can be filled in, and print its path
///
/// The id is made of the name; it is the address for ever, so look at it before you publish.
#[derive(Args)]
#[command(after_help = "Examples:\n  ssg new event \"X Civic Forum of the Region\"\n  \
    ssg new event turkistan-civic-forum-10 --title \"X Civic Forum of the Region\"\n  \
    ssg new organisation \"Umit Public Foundation\"\n  ssg new page about")]
pub(super) struct NewArguments {
    /// What it is to be a record of
    #[arg(value_name = "KIND")]
    pub(super) kind: NewKind,
    /// A name, of which the id is made; or an id: small Latin letters, digits, hyphens
    #[arg(value_name = "NAME")]
    pub(super) name: String,
    /// Title or name to write into the file, where NAME is an id
    #[arg(long, value_name = "TITLE")]
    pub(super) title: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum NewKind {
    /// Something that happened
    Event,
    /// A body that takes part in events
    Organisation,
    /// An ordinary page
    Page,
}

/// Say what a diagnostic means and how to mend it; without a code, list them all
#[derive(Args)]
#[command(after_help = "Examples:\n  ssg explain unknown-region\n  ssg explain")]
pub(super) struct ExplainArguments {
    /// The code in square brackets, as in error[unknown-region]
    #[arg(value_name = "CODE")]
    pub(super) code: Option<String>,
}

/// Print completions for a shell
#[derive(Args)]
#[command(
    after_help = "Examples:\n  ssg completions bash > ~/.local/share/bash-completion/completions/ssg\n  \
    ssg completions zsh > ~/.zfunc/_ssg\n  ssg completions fish > ~/.config/fish/completions/ssg.fish"
)]
pub(super) struct CompletionsArguments {
    /// Which shell
    #[arg(value_name = "SHELL")]
    pub(super) shell: clap_complete::Shell,
}

/// Print the manual page of the program, or of a command
#[derive(Args)]
#[command(after_help = "Examples:\n  ssg man > ~/.local/share/man/man1/ssg.1\n  ssg man build | man -l -")]
pub(super) struct ManArguments {
    /// A command of the program
    #[arg(value_name = "COMMAND")]
    pub(super) command: Option<String>,
}

/// Build the site into a folder that can be put on the web as it is
///
/// With any error in the content nothing is written, and the last output stays as it was.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  ssg build\n  ssg build --out /tmp/site --base-url https://name.github.io/repository/\n  \
    ssg build --out share-1 --shard 1/4\n  ssg build --merge share-1 share-2 share-3 share-4"
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
    /// Build only a share of the files, as 2/8: the second of eight
    ///
    /// Which files a share has depends on their paths alone: several machines make the whole between them,
    /// and --merge lays it together.
    #[arg(long, value_name = "I/N")]
    pub(super) shard: Option<Share>,
    /// Build nothing, and lay shares together: the folders that were built with --shard
    #[arg(long, value_name = "DIR", num_args = 1.., conflicts_with_all = ["shard", "base_url", "drafts"])]
    pub(super) merge: Vec<PathBuf>,
}

/// Find everything that is wrong or waits for review; writes nothing
#[derive(Args)]
#[command(
    after_help = "Examples:\n  ssg check\n  ssg check --strict --format json\n  ssg check --against public"
)]
pub(super) struct CheckArguments {
    /// How to show what was found
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(super) format: CheckFormat,
    /// Output of an earlier build, or of another program: its addresses must be there still
    #[arg(long, value_name = "DIR")]
    pub(super) against: Option<PathBuf>,
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
/// Of a spreadsheet (.csv) each row becomes an event; columns are known by their names in Kazakh, Russian or
/// English, and with any mistake in it nothing of it is written.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  ssg import articles/\n  ssg import --dry-run --format json article.txt\n  \
    ssg import --published 2021-11-22 --publisher \"Newspaper\" article.txt\n  \
    ssg import --join turkistan-civic-forum-10 second-report.html\n  ssg import --dry-run events.csv"
)]
pub(super) struct ImportArguments {
    /// Folder for the pages, below the site's folder; events live in this one, and any other is refused
    #[arg(long, value_name = "DIR", default_value = "content/events")]
    pub(super) into: String,
    /// Show what would be read, and write nothing; works without a site
    #[arg(long)]
    pub(super) dry_run: bool,
    /// How to show what was read
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(super) format: ImportFormat,
    /// Write pages again that nobody has edited, where the articles are read otherwise now or more is told of them
    #[arg(long)]
    pub(super) update: bool,
    /// Add the articles to this event as further sources; pages of their own that nobody has edited are taken back
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
    /// Articles: .txt, .html, .htm; folders with such files; - for the standard input; spreadsheets: .csv, .tsv
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
    /// Only cells that were corrected change their pages. Where the page was edited since the export, and says
    /// something else than the corrected cell, the row is left out and reported. Entries of a list are parted by
    /// semicolons; a fact that is taken out of the column review counts as reviewed.
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
