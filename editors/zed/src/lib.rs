//! How Zed starts the softspoken language server: the program on the user's `PATH`.

use zed_extension_api::{self as zed, Command, LanguageServerId, Result, Worktree, settings::LspSettings};

struct Softspoken;

impl zed::Extension for Softspoken {
    fn new() -> Self {
        Softspoken
    }

    fn language_server_command(&mut self, _: &LanguageServerId, worktree: &Worktree) -> Result<Command> {
        let missing = "the softspoken program is not on PATH";
        let command = worktree.which("softspoken").ok_or_else(|| missing.to_owned())?;
        Ok(Command { command, args: vec!["lsp".to_owned()], env: worktree.shell_env() })
    }

    fn language_server_workspace_configuration(
        &mut self,
        server: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<Option<zed::serde_json::Value>> {
        Ok(LspSettings::for_worktree(server.as_ref(), worktree)?.settings)
    }
}

zed::register_extension!(Softspoken);
