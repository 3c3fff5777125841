// Runs steps in order and prints them as TAP. A step builds on the ones before it, so the first failure ends the run.

export async function runSteps(steps, onFailure) {
  console.log(`TAP version 13\n1..${steps.length}`);
  const started = Date.now();
  let passed = 0;
  let failed = 0;
  for (const [name, step] of steps) {
    try {
      await step();
      passed += 1;
      console.log(`ok ${passed} - ${name} # ${((Date.now() - started) / 1000).toFixed(1)} s`);
    } catch (error) {
      failed = 1;
      console.log(`not ok ${passed + 1} - ${name}`);
      console.log(indent(error.stack ?? String(error)));
      console.log(indent(await onFailure()));
      break;
    }
  }
  const left = steps.length - passed - failed;
  console.log(`${passed} passed, ${failed} failed${left > 0 ? `, ${left} skipped` : ''}`);
  return failed === 0;
}

function indent(text) {
  return text.replaceAll(/^/gm, '  # ');
}
