//! The command line: what may be said, and what the help says of it.

use std::path::PathBuf;

use canonym::text::locale::Locale;
use clap::{Parser, Subcommand, ValueEnum};

/// One state, one name: finds states that a product shows under several names, and names that users
/// confuse.
#[derive(Debug, Parser)]
#[command(name = "canonym", version, args_conflicts_with_subcommands = true)]
#[command(
    after_help = "Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 error.\nFindings go to standard output, all else to standard error."
)]
pub struct Args {
    #[command(subcommand)]
    pub command: Option<Command>,

    #[command(flatten)]
    pub check: CheckArgs,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check a product (what `canonym` does by itself)
    Check(CheckArgs),
    /// Draft a canonym.toml from the product's keys and write it; never overwrites one
    Init(InitArgs),
    /// Let stay what stands now, and work it off
    Baseline {
        #[command(subcommand)]
        command: BaselineCommand,
    },
    /// Write every label with its place, name and state
    Labels(LabelsArgs),
    /// Tell what a label is bound to and why, or why not
    Why(WhyArgs),
    /// Show every name, place and surface of a state
    Where(WhereaboutsArgs),
    /// Say what is thought of two names, or of every pair of a table
    Compare(CompareArgs),
    /// Show the manual page of a check
    Explain {
        /// The check: `split-name`, or `error[split-name]` as a report has it
        check: String,
    },
    /// List checks, formats, styles or packs
    List {
        /// What to list
        #[arg(value_enum)]
        shelf: Shelf,
    },
    /// Show what a project is configured to do, and what can be configured
    Config {
        #[command(subcommand)]
        command: ConfigCommand,
    },
    /// Check a small product carried in the program, to see what a report looks like
    Demo {
        #[arg(long, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
        color: Color,
    },
    /// Write completions for a shell
    Completions {
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
    /// Write the manual page (roff)
    Man,
}

#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    /// Write the settings in force and the merged glossary
    Show(WhereArgs),
    /// Write the JSON Schema of canonym.toml, for editors
    Schema,
}

#[derive(Debug, Subcommand)]
pub enum BaselineCommand {
    /// Write canonym-baseline.toml: what warns or fails now may stay
    Create {
        #[command(flatten)]
        place: BaselineArgs,

        /// Why they may stay; each entry can get a reason of its own later
        #[arg(long, value_name = "TEXT")]
        reason: Option<String>,

        /// Let every note stay too, for who fails on notes
        #[arg(long)]
        notes: bool,
    },
    /// Take out of it what is mended
    Update {
        #[command(flatten)]
        place: BaselineArgs,

        /// Let stay what is new, too; say why with --reason
        #[arg(long, requires = "reason")]
        accept_new: bool,

        /// Why what is new may stay
        #[arg(long, value_name = "TEXT", requires = "accept_new")]
        reason: Option<String>,

        /// Let every new note stay too
        #[arg(long, requires = "accept_new")]
        notes: bool,
    },
    /// Count what is left in it
    Status(BaselineArgs),
}

/// Whose baseline is meant.
#[derive(Clone, Debug, clap::Args)]
pub struct BaselineArgs {
    /// Files and folders whose project is meant; the working directory's if there are none
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    #[command(flatten)]
    pub place: WhereArgs,
}

/// Where the project is.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct WhereArgs {
    /// Use this canonym.toml for the project in PATH (or the working directory)
    #[arg(short = 'c', long = "config", value_name = "FILE")]
    pub config: Option<PathBuf>,

    /// Read this pack too, wherever it lies: a glossary that several repositories share
    #[arg(long = "pack", value_name = "FILE")]
    pub packs: Vec<PathBuf>,

    /// Tell what was passed over and why, and the time
    #[arg(short, long)]
    pub verbose: bool,

    /// Say only what was asked for: no warnings, no progress
    #[arg(short, long)]
    pub quiet: bool,
}

#[derive(Clone, Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub struct CheckArgs {
    /// Files and folders to report on; the whole project is read all the same
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    #[command(flatten)]
    pub place: WhereArgs,

    /// How to write the report, and where; `canonym list styles` shows the styles [default: full; github
    /// in GitHub Actions]
    #[arg(long, value_name = "STYLE[=FILE]")]
    pub output_format: Vec<String>,

    /// The least level that makes the exit code 1
    #[arg(long, value_enum, default_value_t = FailOn::Warning, value_name = "LEVEL")]
    pub fail_on: FailOn,

    /// Show only what has a label in this locale, regions included; may be given several times
    #[arg(long, value_name = "TAG", value_parser = locale)]
    pub locale: Vec<Locale>,

    /// The least level to show [default: warning for people, note for programs]
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub level: Option<LevelArg>,

    /// When to use colour
    #[arg(long, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub color: Color,

    /// Check what git's index holds, as a commit would have it, and report only what HEAD has not
    #[arg(long, conflicts_with = "since")]
    pub staged: bool,

    /// Report only what this revision has not
    #[arg(long, value_name = "REF")]
    pub since: Option<String>,

    /// Mend labels of which only the name is wrong, in the source locale, and check again
    #[arg(long, conflicts_with = "staged")]
    pub fix: bool,

    /// Show what --fix would change, as a diff, and change nothing; ends with 1 if there is something
    #[arg(long, conflicts_with_all = ["staged", "fix"])]
    pub diff: bool,

    /// Fail where an entry of the baseline holds nothing any more
    #[arg(long)]
    pub strict: bool,
}

#[derive(Clone, Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub struct InitArgs {
    /// The folder of the product: canonym.toml is written there
    #[arg(value_name = "PATH")]
    pub path: Option<PathBuf>,

    /// Add to an existing canonym.toml what it does not cover yet
    #[arg(long)]
    pub add: bool,

    /// Write a pre-commit hook too (.pre-commit-config.yaml)
    #[arg(long)]
    pub hook: bool,

    /// Write a workflow of GitHub Actions too (.github/workflows/canonym.yml)
    #[arg(long)]
    pub workflow: bool,

    /// Say only what was asked for: no warnings, no progress
    #[arg(short, long)]
    pub quiet: bool,
}

#[derive(Clone, Debug, clap::Args)]
pub struct LabelsArgs {
    /// Files and folders to list
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    #[command(flatten)]
    pub place: WhereArgs,

    /// List only labels of this locale, regions included; may be given several times
    #[arg(long, value_name = "TAG", value_parser = locale)]
    pub locale: Vec<Locale>,

    /// How to write them
    #[arg(long, value_enum, default_value_t = LabelsFormat::Full, value_name = "STYLE")]
    pub output_format: LabelsFormat,
}

#[derive(Clone, Debug, clap::Args)]
pub struct WhyArgs {
    /// A line of a file, and a column where the line has several labels
    #[arg(value_name = "FILE:LINE[:COLUMN]")]
    pub place: String,

    #[command(flatten)]
    pub project: WhereArgs,
}

#[derive(Clone, Debug, clap::Args)]
pub struct WhereaboutsArgs {
    /// A state, or a system for all of its states
    #[arg(value_name = "STATE")]
    pub state: String,

    /// Files and folders whose project is meant; the working directory's if there are none
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    #[command(flatten)]
    pub project: WhereArgs,

    /// Show only labels of this locale, regions included; may be given several times
    #[arg(long, value_name = "TAG", value_parser = locale)]
    pub locale: Vec<Locale>,
}

#[derive(Clone, Debug, clap::Args)]
pub struct CompareArgs {
    /// The two names
    #[arg(value_name = "NAME", num_args = 2)]
    pub names: Vec<String>,

    /// A table of pairs with tabs between the columns `name_a`, `name_b` and perhaps `label` (1 or 0); with labels,
    /// how often the verdicts are right is written too
    #[arg(long, value_name = "FILE", conflicts_with = "names")]
    pub pairs: Option<PathBuf>,

    /// The language of the names [default: the project's, else en]
    #[arg(long, value_name = "TAG", value_parser = locale)]
    pub locale: Option<Locale>,

    #[command(flatten)]
    pub place: WhereArgs,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Shelf {
    Checks,
    Formats,
    Styles,
    Packs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    Error,
    Warning,
    Note,
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LevelArg {
    Error,
    Warning,
    Note,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LabelsFormat {
    Full,
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    Auto,
    Always,
    Never,
}

/// A locale in any spelling in use.
fn locale(text: &str) -> Result<Locale, String> {
    Locale::parse(text)
        .ok_or_else(|| "this is no locale: write one like `en` or `pt-BR`".to_owned())
}
