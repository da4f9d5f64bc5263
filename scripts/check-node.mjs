// Runs on whatever Node started npm: the service itself needs the one that `npm ci` brings.
const [major] = process.versions.node.split('.').map(Number);
if (major < 24) {
  console.error(
    `E-Smart IKM needs Node 24, and this is ${process.version}. Run \`npm ci\` (it brings Node 24), then \`npm start\` or \`npm test\`.`,
  );
  process.exit(1);
}
