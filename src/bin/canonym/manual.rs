//! `canonym completions` and `canonym man`: made from the command line itself.

use std::io::{self, Write};

use clap::CommandFactory;

use crate::args::Args;
use crate::{Outcome, Verdict};

/// Writes completions for a shell.
pub fn completions(shell: clap_complete::Shell) -> Outcome {
    // The generator panics where its writer fails, so it writes to memory.
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "canonym", &mut text);
    io::stdout().lock().write_all(&text)?;
    Ok(Verdict::Clean)
}

/// Writes the manual page: the program, then each command.
pub fn man() -> Outcome {
    let mut text = Vec::new();
    let mut command = Args::command();
    command.build();
    clap_mangen::Man::new(command.clone()).render(&mut text)?;
    for sub in command.get_subcommands().filter(|sub| sub.get_name() != "help") {
        let page = clap_mangen::Man::new(sub.clone());
        writeln!(text, ".SH \"CANONYM {}\"", sub.get_name().to_uppercase())?;
        page.render_description_section(&mut text)?;
        page.render_options_section(&mut text)?;
    }
    io::stdout().lock().write_all(&text)?;
    Ok(Verdict::Clean)
}
