/* global module */
/** The import law: who may know whom. test/unit/architecture.test.ts shows that each rule can fail. */

const npm = '(^|/)node_modules/';
const aws = `${npm}@(aws-sdk|smithy|middy|aws-lambda-powertools)/`;
/** Rooms that only run or check the product: nothing of the product knows them. */
const outside = '^(infra|local|scripts|test|web)/';

/** A rule against `from` importing anything but what `allowed` names. */
const only = (name, comment, from, allowed, fromNot) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, ...(fromNot === undefined ? {} : { pathNot: fromNot }) },
  to: { pathNot: allowed },
});
/** A rule against `from` importing what `banned` names. */
const never = (name, comment, from, banned, fromNot, toNot) => ({
  name,
  comment,
  severity: 'error',
  from: { ...(from === undefined ? {} : { path: from }), ...(fromNot === undefined ? {} : { pathNot: fromNot }) },
  to: { path: banned, ...(toNot === undefined ? {} : { pathNot: toNot }) },
});

module.exports = {
  forbidden: [
    only('events-know-zod-only', 'Contracts are read outside the house.', '^events/', ['^events/', `${npm}zod/`]),
    only('domain-is-pure', 'The domain is zod, arithmetic and itself.', '^shared/domain/', [
      '^shared/domain/',
      `${npm}zod/`,
      '^(node:)?(crypto|zlib)$',
    ]),
    only(
      'tables-are-files-only',
      'Reading and writing tables: bytes in, rows out. Where files lie and what rows mean is not known here.',
      '^shared/tabular/',
      [
        '^shared/tabular/',
        '^shared/domain/intake/cell\\.ts$',
        `${npm}(@types/)?(papaparse|saxes|yauzl|yazl)/`,
        '^(node:)?(buffer|fs|fs/promises|path|stream|string_decoder|zlib)$',
      ],
    ),
    only(
      'connector-knows-its-contract',
      'A connector knows its contract and the words of the domain: no AWS, nothing of the house.',
      '^connectors/([^/]+)/',
      [
        '^connectors/$1/',
        // the contract, how answers are read, and what all connectors with a feed share
        '^connectors/(connector|http-answer|feed-[^/]+)\\.ts$',
        '^shared/domain/',
        `${npm}zod/`,
        '^(node:)?(crypto|buffer)$',
      ],
      '^connectors/[^/]+/simulator/',
    ),
    {
      ...only(
        'simulator-stands-apart',
        'A simulator is the other side: what it shared with the connector it could not test.',
        '^connectors/([^/]+)/simulator/',
        [],
      ),
      to: {
        pathNot: [
          '^connectors/$1/simulator/',
          '^connectors/(feed-)?simulator(-calls|-faults|-multipart)?\\.ts$',
          `${npm}(zod|sharp|busboy|csv-parse|fast-xml-parser)/`,
        ],
        dependencyTypesNot: ['core'],
      },
    },
    never(
      'connector-ignores-its-simulator',
      'What is deployed carries no simulator.',
      '^(connectors|functions|shared|events|infra)/',
      '^connectors/((feed-)?simulator(-calls|-faults|-multipart)?\\.ts|[^/]+/simulator/)',
      '^connectors/([^/]+/simulator/|(feed-)?simulator(-calls|-faults|-multipart)?\\.ts)',
    ),
    only(
      'connector-contract-knows-domain-only',
      'What all connectors share: the contract, the list of them, and how the house asks them.',
      '^connectors/[^/]+\\.ts$',
      [
        '^connectors/[^/]+\\.ts$',
        '^connectors/[^/]+/index\\.ts$',
        '^shared/domain/',
        '^shared/config/function-spec\\.ts$',
        `${npm}zod/`,
        '^(node:)?crypto$',
      ],
      '^connectors/(feed-)?simulator(-calls|-faults|-multipart)?\\.ts$',
    ),
    never(
      'adapters-know-domain-and-events',
      'Persistence and messaging stand below the functions and beside each other.',
      '^shared/(persistence|messaging)/',
      '^(connectors|functions|shared/middleware)/',
    ),
    never(
      'middleware-knows-no-table',
      'Pipelines are given what they need.',
      '^shared/(middleware|observability|config)/',
      '^(connectors|functions|events|shared/(persistence|messaging))/',
    ),
    never(
      'functions-stand-alone',
      'A function never knows another.',
      '^functions/([^/]+)/',
      '^functions/',
      undefined,
      '^functions/$1/',
    ),
    never(
      'functions-know-connectors-by-contract',
      'Functions are given a connector, or ask the registry; never one by name.',
      '^functions/',
      '^connectors/',
      undefined,
      '^connectors/[^/]+\\.ts$',
    ),
    never('use-case-knows-no-aws', 'What a use case does is tried without AWS.', '^functions/[^/]+/use-case\\.ts$', [
      aws,
      `${npm}(@types/)?aws-lambda/`,
      '^shared/(config/env|middleware|persistence)',
      '/handler\\.ts$',
    ]),
    never(
      'spec-is-plain-data',
      'The stacks read it: it may bring nothing along.',
      '^functions/[^/]+/(route|trigger)\\.ts$',
      [aws, '^shared/(middleware|persistence|messaging|observability)/', '^connectors/', '/(handler|use-case)\\.ts$'],
      undefined,
      // the fields of a list's query
      '^shared/middleware/list\\.ts$',
    ),
    never(
      'middy-stays-in-the-pipelines',
      'Handlers and use cases never see it.',
      undefined,
      `${npm}@middy/`,
      '^shared/middleware/',
    ),
    never(
      'aws-stays-at-the-edge',
      'Calls to AWS stand in adapters; handlers wire them.',
      '^(events|connectors|functions|shared)/',
      `${npm}@(aws-sdk|smithy)/`,
      ['^shared/(persistence|messaging)/', '^functions/[^/]+/handler\\.ts$'],
    ),
    never(
      'product-ignores-what-runs-it',
      'Product code does not know where it runs.',
      '^(events|connectors|functions|shared)/',
      outside,
    ),
    never(
      'infra-reads-plain-data',
      'The stacks read specs, contracts and lists, never what they deploy.',
      '^infra/',
      '^(functions|shared|connectors|events|local|scripts|test|web)/',
      undefined,
      [
        '^functions/[^/]+/(route|trigger)\\.ts$',
        '^events/catalog\\.ts$',
        '^connectors/(registry|connector)\\.ts$',
        '^shared/config/function-spec\\.ts$',
        '^shared/persistence/keys\\.ts$',
        '^shared/observability/log-codes\\.ts$',
        // how long what is handed in may lie
        '^shared/domain/privacy/retention\\.ts$',
      ],
    ),
    never(
      'local-runs-templates',
      'It runs what the templates describe: it never reaches for the code that they deploy.',
      '^local/',
      '^(functions|shared|events|infra|scripts|test|web|connectors)/',
      undefined,
      ['^connectors/simulator\\.ts$', '^connectors/[^/]+/simulator/index\\.ts$', '^infra/app\\.ts$'],
    ),
    never('nobody-imports-tests', 'Tests are a leaf.', undefined, '^test/', '^test/'),
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'nothing-unresolvable',
      comment: 'An import that leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-tool-in-the-product',
      comment: 'What is deployed rests on dependencies, not on development tools.',
      severity: 'error',
      from: { path: '^(events|connectors|functions|shared)/', pathNot: '^connectors/[^/]+/simulator/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: `${npm}@types/` },
    },
    {
      name: 'nothing-undeclared',
      comment: 'Declared in package.json, or not imported.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.gen\\.(ts|json)$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
