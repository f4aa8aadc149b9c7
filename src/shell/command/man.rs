//! `charter man`: the manual page of Charter or of one of its commands.

use clap::CommandFactory;

use crate::shell::arguments::{Arguments, Colour, Format};
use crate::shell::exit::Exit;
use crate::shell::report;
use crate::shell::stop::Stop;

/// Arguments of `man`.
#[derive(clap::Args)]
pub struct Man {
    /// A command, such as `settle`; Charter as a whole when left out.
    pub name: Option<String>,
}

/// Prints a manual page.
pub fn run(arguments: &Man, colour: Colour) -> Exit {
    let mut all = Arguments::command();
    all.build();
    let Some(name) = &arguments.name else {
        return print(all, colour);
    };
    let Some(command) = all.find_subcommand(name) else {
        let message = format!("there is no command `{name}`; `charter help` lists them");
        return Stop::Usage(message).end(Format::Human, colour);
    };
    print(command.clone(), colour)
}

fn print(command: clap::Command, colour: Colour) -> Exit {
    let mut page = Vec::new();
    match clap_mangen::Man::new(command).render(&mut page) {
        Ok(()) => {
            report::out(&String::from_utf8_lossy(&page));
            Exit::Fine
        }
        Err(error) => Stop::Ours(format!("the manual page: {error}")).end(Format::Human, colour),
    }
}
