//! The program: reads the command line, runs the command, exits. The only code that prints.

#![allow(unreachable_pub)] // nothing sees into a program
#![allow(clippy::print_stdout, clippy::print_stderr, clippy::exit)] // this is the program

mod args;
mod baseline;
mod check;
mod compare;
mod demo;
mod draft;
mod explain;
mod fix;
mod host;
mod init;
mod labels;
mod manual;
mod opened;
mod output;
mod progress;
mod revision;
mod screen;
mod settings;
mod whereabouts;
mod why;

use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command, ConfigCommand};

/// What a command ends with: exit codes 0 and 1, or an error, which is 2.
type Outcome = Result<Verdict, Error>;

/// Whether there are findings at or above `--fail-on`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Clean,
    Findings,
}

/// The run cannot go on; the text is what a person is told.
#[derive(Debug)]
enum Error {
    Told(String),
    /// Whoever reads the output is gone: nothing to tell, and no failure.
    Closed,
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::BrokenPipe => Self::Closed,
            _ => Self::Told(format!("error: {error}\n")),
        }
    }
}

fn main() -> ExitCode {
    let args = Args::parse();
    canonym::formats::make_room();
    let outcome = match args.command {
        None => check::run(&args.check),
        Some(Command::Check(args)) => check::run(&args),
        Some(Command::Init(args)) => init::run(&args),
        Some(Command::Baseline { command }) => baseline::run(&command),
        Some(Command::Labels(args)) => labels::run(&args),
        Some(Command::Why(args)) => why::run(&args),
        Some(Command::Where(args)) => whereabouts::run(&args),
        Some(Command::Compare(args)) => compare::run(&args),
        Some(Command::Explain { check }) => explain::run(&check),
        Some(Command::List { shelf }) => explain::list(shelf),
        Some(Command::Config { command: ConfigCommand::Show(args) }) => settings::show(&args),
        Some(Command::Config { command: ConfigCommand::Schema }) => {
            explain::print(&canonym::config::schema())
        }
        Some(Command::Demo { color }) => demo::run(color),
        Some(Command::Completions { shell }) => manual::completions(shell),
        Some(Command::Man) => manual::man(),
    };
    match outcome {
        Ok(Verdict::Clean) | Err(Error::Closed) => ExitCode::SUCCESS,
        Ok(Verdict::Findings) => ExitCode::from(1),
        Err(Error::Told(text)) => {
            anstream::eprint!("{text}");
            ExitCode::from(2)
        }
    }
}
