//! Code lenses and the command behind them.

use serde_json::{Value, json};

use crate::client::{Client, list, range};

const URI: &str = "file:///a.macro";
const TEXT: &str = "---\ntitle: a\n---\nI'm sorry, that's on us.{% if order.gift %} Bye.{% endif %}\n";

#[test]
fn paths_and_techniques_stand_above_the_macro_and_a_command_names_them() {
    let mut client = Client::spawn();
    let capabilities = client.initialize(json!({"capabilities": {}}));
    assert_eq!(capabilities["codeLensProvider"], json!({"resolveProvider": false}));
    assert_eq!(capabilities["executeCommandProvider"]["commands"], json!(["softspoken.scorecard"]));
    client.open(URI, TEXT);
    client.pushed();
    let lenses = list(&client.ask("textDocument/codeLens", json!({"textDocument": {"uri": URI}})));
    assert_eq!(lenses.len(), 2);
    assert_eq!(lenses[0]["range"], range((3, 0), (3, 0)));
    assert_eq!(lenses[0]["command"]["title"], "2 paths, 6 words");
    let command = &lenses[1]["command"];
    let params = json!({"command": command["command"], "arguments": command["arguments"]});
    assert_eq!(client.ask("workspace/executeCommand", params), Value::Null);
    let shown = client.notification("window/showMessage")["message"].clone();
    assert!(shown.as_str().is_some_and(|shown| shown.contains("genuine-apology")), "{shown}");
    for params in [json!({"command": "other"}), json!({"command": "softspoken.scorecard"})] {
        assert_eq!(client.ask_error("workspace/executeCommand", params), -32602);
    }
    client.finish();
}
