// Says what is wrong with a document in reviewdog's format that comes on standard input; exits 1 where something is.
const { createRequire } = require('node:module');
const tools = createRequire(`${process.argv[2]}/`);
const { RDFormatValidator } = tools('@umbrelladocs/rdformat-validator');
const chunks = [];
process.stdin.on('data', (chunk) => chunks.push(chunk));
process.stdin.on('end', async () => {
  const validator = new RDFormatValidator({ strictMode: true, allowExtraFields: false });
  const { valid, errors } = await validator.validateString(Buffer.concat(chunks).toString());
  for (const error of errors.slice(0, 10)) console.log(`${error.path}: ${error.message}`);
  process.exit(valid ? 0 : 1);
});
