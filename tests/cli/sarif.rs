//! `check --format sarif`.

use expect_test::{Expect, expect};
use serde_json::Value;

use crate::folder::{Folder, Run};
use crate::odd;

fn sarif(folder: &Folder, arguments: &[&str]) -> Value {
    run(folder, arguments).json()["runs"][0].take()
}

fn run(folder: &Folder, arguments: &[&str]) -> Run {
    folder.run(&[&["check", "--format", "sarif"], arguments].concat())
}

/// What the run says of one macro with this text, as `pointer` in it.
fn check(text: &str, pointer: &str, expected: Expect) {
    let run = sarif(&Folder::new(&[("a.macro", text)]), &["--select", "tone/"]);
    expected.assert_eq(&format!("{:#}\n", run.pointer(pointer).expect(pointer)));
}

fn uris(run: &Value) -> Vec<&str> {
    let results = run["results"].as_array().expect("results");
    results
        .iter()
        .map(|result| {
            let place = &result["locations"][0]["physicalLocation"]["artifactLocation"];
            assert_eq!(place["uriBaseId"], "%SRCROOT%");
            place["uri"].as_str().expect("a URI")
        })
        .collect()
}

#[test]
fn a_result_says_what_where_and_how_to_mend_it() {
    check(
        "Hi.\n\n\u{1f600} Please calm down.\n",
        "/results/0",
        expect![[r#"
        {
          "ruleId": "tone/calm-command",
          "level": "warning",
          "message": {
            "text": "“Please calm down” tells the customer how to feel"
          },
          "locations": [
            {
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "a.macro",
                  "uriBaseId": "%SRCROOT%"
                },
                "region": {
                  "startLine": 3,
                  "startColumn": 3,
                  "endLine": 3,
                  "endColumn": 19,
                  "snippet": {
                    "text": "Please calm down"
                  }
                }
              }
            }
          ],
          "partialFingerprints": {
            "softspoken/v1": "9e3d6a525c7b5344"
          },
          "fixes": [
            {
              "description": {
                "text": "Say “Let's work through this together”"
              },
              "artifactChanges": [
                {
                  "artifactLocation": {
                    "uri": "a.macro",
                    "uriBaseId": "%SRCROOT%"
                  },
                  "replacements": [
                    {
                      "deletedRegion": {
                        "startLine": 3,
                        "startColumn": 3,
                        "endLine": 3,
                        "endColumn": 19
                      },
                      "insertedContent": {
                        "text": "Let's work through this together"
                      }
                    }
                  ]
                }
              ],
              "properties": {
                "applicability": "suggested"
              }
            },
            {
              "description": {
                "text": "Say “I'd like to get this sorted with you”"
              },
              "artifactChanges": [
                {
                  "artifactLocation": {
                    "uri": "a.macro",
                    "uriBaseId": "%SRCROOT%"
                  },
                  "replacements": [
                    {
                      "deletedRegion": {
                        "startLine": 3,
                        "startColumn": 3,
                        "endLine": 3,
                        "endColumn": 19
                      },
                      "insertedContent": {
                        "text": "I'd like to get this sorted with you"
                      }
                    }
                  ]
                }
              ],
              "properties": {
                "applicability": "suggested"
              }
            }
          ],
          "properties": {
            "severity": "warning",
            "when": []
          }
        }
    "#]],
    );
}

#[test]
fn a_rule_comes_with_its_help() {
    let run = sarif(&Folder::new(&[("a.macro", "Please calm down.\n")]), &[]);
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    let mut rule = rules.first().expect("the rule that found something").clone();
    assert_eq!(rules.len(), 1);
    let markdown = rule["help"]["markdown"].take();
    assert!(markdown.as_str().is_some_and(|page| page.contains("**Instead of**")), "{markdown}");
    expect![[r#"
        {
          "id": "tone/calm-command",
          "name": "ToneCalmCommand",
          "shortDescription": {
            "text": "Telling a customer to calm down"
          },
          "fullDescription": {
            "text": "Nobody has ever calmed down by being told to. The words say that the feeling is the problem and not what caused it, so the customer now has two things to be angry about. Show calm instead: acknowledge what happened and say what you are doing about it, together with them."
          },
          "help": {
            "text": "Nobody has ever calmed down by being told to. The words say that the feeling is the problem and not what caused it, so the customer now has two things to be angry about. Show calm instead: acknowledge what happened and say what you are doing about it, together with them.",
            "markdown": null
          },
          "helpUri": "https://softspoken.github.io/softspoken/rules/tone/calm-command.html",
          "defaultConfiguration": {
            "level": "warning"
          },
          "properties": {
            "tags": [
              "tone",
              "calm-compassion",
              "phrases-to-avoid",
              "validate-before-solving"
            ],
            "problem.severity": "warning"
          }
        }
    "#]].assert_eq(&format!("{rule:#}\n"));
}

#[test]
fn a_path_is_a_flow_from_its_conditions_to_the_finding() {
    check(
        "{% if order.late %}\n{% unless order.paid %}\nPlease calm down.\n{% endunless %}\n{% endif %}\n",
        "/results/0/codeFlows/0/threadFlows/0/locations",
        expect![[r#"
            [
              {
                "location": {
                  "message": {
                    "text": "where order.late"
                  },
                  "physicalLocation": {
                    "artifactLocation": {
                      "uri": "a.macro",
                      "uriBaseId": "%SRCROOT%"
                    },
                    "region": {
                      "startLine": 1,
                      "startColumn": 7,
                      "endLine": 1,
                      "endColumn": 17
                    }
                  }
                }
              },
              {
                "location": {
                  "message": {
                    "text": "where not order.paid"
                  },
                  "physicalLocation": {
                    "artifactLocation": {
                      "uri": "a.macro",
                      "uriBaseId": "%SRCROOT%"
                    },
                    "region": {
                      "startLine": 2,
                      "startColumn": 11,
                      "endLine": 2,
                      "endColumn": 21
                    }
                  }
                }
              },
              {
                "location": {
                  "message": {
                    "text": "“Please calm down” tells the customer how to feel"
                  },
                  "physicalLocation": {
                    "artifactLocation": {
                      "uri": "a.macro",
                      "uriBaseId": "%SRCROOT%"
                    },
                    "region": {
                      "startLine": 3,
                      "startColumn": 1,
                      "endLine": 3,
                      "endColumn": 17
                    }
                  }
                }
              }
            ]
        "#]],
    );
}

#[test]
fn places_in_snippets_are_in_their_files() {
    let folder = Folder::new(&[
        ("a.macro", "Please {% render 'snippets/x y' %}\n"),
        ("snippets/x y.macro", "{% # for everyone %}\ncalm down.\n"),
    ]);
    let run = sarif(&folder, &["a.macro"]);
    expect![[r#"
        [
          {
            "id": 0,
            "message": {
              "text": "this part of it comes from here"
            },
            "physicalLocation": {
              "artifactLocation": {
                "uri": "snippets/x%20y.macro",
                "uriBaseId": "%SRCROOT%"
              },
              "region": {
                "startLine": 2,
                "startColumn": 1,
                "endLine": 2,
                "endColumn": 10
              }
            }
          }
        ]
    "#]]
    .assert_eq(&format!("{:#}\n", run["results"][0]["relatedLocations"]));
}

#[test]
fn without_findings_it_is_still_a_run() {
    let run = run(&Folder::new(&[("a.macro", "I am on it.\n")]), &[]);
    expect![[r#"
        {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [{"columnKind": "unicodeCodePoints", "originalUriBaseIds": {"%SRCROOT%":{"description":{"text":"The root of the repository"}}}, "results": [
        ], "tool": {"driver":{"name":"softspoken","version":"0.1.0","semanticVersion":"0.1.0","informationUri":"https://softspoken.github.io/softspoken","rules":[]}}, "invocations": [{"executionSuccessful":true,"toolExecutionNotifications":[]}]}]}
        [exit 0]
    "#]].assert_eq(&run.to_string());
}

#[test]
#[cfg(unix)]
fn files_are_percent_encoded_uris() {
    let run = sarif(&odd::folder(), &["--select", "tone/"]);
    let mut uris = uris(&run);
    uris.dedup();
    expect![[r#"
        [
            "a%20b/100%25.macro",
            "a%2Cb%3Ac.macro",
            "caf%C3%A9%20%F0%9F%98%80.macro",
            "path.macro",
            "pipe%7C%2Abold%2A.macro",
            "tab%09bell%07.macro",
            "two%0Alines.macro",
            "windows.macro",
            "x%3Cy%3E%26%27%22.macro",
        ]
    "#]]
    .assert_eq(&format!("{uris:#?}\n"));
}

#[test]
fn what_cannot_be_read_is_a_notification() {
    let folder = Folder::new(&[]);
    folder.write("latin 1.macro", b"Caf\xe9 calm.\n");
    let run = run(&folder, &[".", "missing"]);
    assert_eq!(run.status, 2);
    let invocations = run.json()["runs"][0]["invocations"].take();
    expect![[r#"
        [
          {
            "executionSuccessful": false,
            "toolExecutionNotifications": [
              {
                "level": "error",
                "message": {
                  "text": "there is no such file or folder"
                },
                "locations": [
                  {
                    "physicalLocation": {
                      "artifactLocation": {
                        "uri": "missing",
                        "uriBaseId": "%SRCROOT%"
                      }
                    }
                  }
                ]
              },
              {
                "level": "error",
                "message": {
                  "text": "line 1, column 4 is not UTF-8 text (byte 3); save the file as UTF-8"
                },
                "locations": [
                  {
                    "physicalLocation": {
                      "artifactLocation": {
                        "uri": "latin%201.macro",
                        "uriBaseId": "%SRCROOT%"
                      }
                    }
                  }
                ]
              }
            ]
          }
        ]
    "#]]
    .assert_eq(&format!("{invocations:#}\n"));
}

#[test]
fn columns_count_characters() {
    let run = sarif(&odd::folder(), &["windows.macro"]);
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    expect![[r#"{"startLine":3,"startColumn":4,"endLine":3,"endColumn":20,"snippet":{"text":"Please calm down"}}"#]]
        .assert_eq(&run["results"][0]["locations"][0]["physicalLocation"]["region"].to_string());
}

#[test]
fn paths_count_from_the_root_of_the_repository() {
    let folder = Folder::new(&[("support/a.macro", "Please calm down.\n")]);
    let root = folder.path().canonicalize().expect("a folder");
    let mut command = folder.command(&["check", "--format", "sarif"]);
    command.current_dir(root.join("support")).env("GITHUB_WORKSPACE", &root);
    let run = crate::folder::run(command, b"").json()["runs"][0].take();
    assert_eq!(uris(&run), ["support/a.macro"]);
}
