// Writes workflow commands as GitHub's own library does: in, a JSON list of [name, properties, words]; out, their lines.
const { createRequire } = require('node:module');
const tools = createRequire(`${process.argv[2]}/`);
const { issueCommand } = tools('@actions/core/lib/command.js');
const chunks = [];
process.stdin.on('data', (chunk) => chunks.push(chunk));
process.stdin.on('end', () => {
  for (const [name, properties, words] of JSON.parse(Buffer.concat(chunks))) issueCommand(name, properties, words);
});
