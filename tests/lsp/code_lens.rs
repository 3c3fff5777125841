//! Code lenses and the commands behind them.

use serde_json::{Value, json};

use crate::client::{Client, list, range};

const URI: &str = "file:///a.macro";
const TEXT: &str = "---\ntitle: a\n---\nI'm sorry, that's on us.{% if order.gift %} Bye.{% endif %}\n";

#[test]
fn preview_paths_and_techniques_stand_above_the_macro() {
    let mut client = Client::spawn();
    let capabilities = client.initialize(json!({"capabilities": {}}));
    assert_eq!(capabilities["codeLensProvider"], json!({"resolveProvider": false}));
    let commands = list(&capabilities["executeCommandProvider"]["commands"]);
    client.open(URI, TEXT);
    client.pushed();
    let lenses = list(&client.ask("textDocument/codeLens", json!({"textDocument": {"uri": URI}})));
    let titles: Vec<&str> = lenses.iter().filter_map(|lens| lens["command"]["title"].as_str()).collect();
    assert_eq!(titles[..2], ["Preview", "2 paths, 6 words"]);
    assert_eq!((lenses.len(), &lenses[0]["range"]), (3, &range((3, 0), (3, 0))));
    for (lens, words) in [(0, "I'm sorry"), (2, "genuine-apology")] {
        let command = &lenses[lens]["command"];
        assert!(commands.contains(&command["command"]));
        let params = json!({"command": command["command"], "arguments": command["arguments"]});
        let result = client.ask("workspace/executeCommand", params);
        assert_eq!(result == Value::Null, lens == 2);
        let shown = client.notification("window/showMessage")["message"].clone();
        assert!(shown.as_str().is_some_and(|shown| shown.contains(words)), "{shown}");
    }
    client.finish();
}
