import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import prettier from 'prettier'
import ts from 'typescript'

/**
 * Makes `docs/validation.md` from the requirements, from the titles of the tests that carry their
 * IDs, and from the hand-written part `docs/validation/rules.md`. With `--check` it writes nothing
 * and fails where the document is out of date.
 *
 * Faults, each on one line of standard error: a requirement of a complete group without a test; an
 * ID in a title that is no requirement; a test file named by the hand-written part that is not there.
 *
 * Usage: node bin/validation.mjs [--check] [ROOT]
 */
const args = process.argv.slice(2)
const onlyCheck = args.includes('--check')
const root = args.find((arg) => !arg.startsWith('--')) ?? '.'

const { groups, requirements } = JSON.parse(
  readFileSync(join(root, 'docs/validation/requirements.json'), 'utf8'),
)
const ID = new RegExp(`\\b(?:${groups.map(({ key }) => key).join('|')})-\\d\\d\\b`, 'g')

/** Every title in a test file that carries an ID: `{ file, title, ids }`. */
function titlesOf(file) {
  const text = readFileSync(join(root, 'tests', file), 'utf8')
  if (text.match(ID) === null) return []
  const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, kind)
  const found = []
  const visit = (node) => {
    if (ts.isCallExpression(node) && isTest(node.expression)) {
      const [first] = node.arguments
      const title = first === undefined ? '' : textOf(first)
      const ids = title.match(ID) ?? []
      if (ids.length > 0) found.push({ file, title, ids: [...new Set(ids)] })
    }
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return found
}

/** The words of a title; what is filled in when the test runs stands as `…`. */
function textOf(node) {
  if (ts.isStringLiteralLike(node)) return node.text
  if (!ts.isTemplateExpression(node)) return ''
  return node.head.text + node.templateSpans.map(({ literal }) => `…${literal.text}`).join('')
}

/** `it(…)`, `it.each(…)(…)`, `describe.skipIf(…)(…)`: the name the call begins with. */
function isTest(expression) {
  let node = expression
  while (!ts.isIdentifier(node)) {
    if (ts.isCallExpression(node) || ts.isPropertyAccessExpression(node)) node = node.expression
    else return false
  }
  return ['it', 'test', 'describe'].includes(node.text)
}

const testFiles = readdirSync(join(root, 'tests'), { recursive: true })
  .filter((name) => /\.test\.tsx?$/.test(name))
  .sort()
const titles = testFiles.flatMap(titlesOf)

/** The words of a title without the IDs before them. */
function wordsOf(title) {
  return title.replace(/^(?:[A-Z]{2}-\d\d(?: \([^)]*\))?(?:, | and )?)+:?\s*/, '')
}

function escaped(text) {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('*', '\\*')
}

/** Items by what `keyOf` says of them, in the order of the first of each. */
function byKey(items, keyOf) {
  const groupsByKey = new Map()
  for (const item of items) {
    const key = keyOf(item)
    groupsByKey.set(key, [...(groupsByKey.get(key) ?? []), item])
  }
  return groupsByKey
}

function testsCell(id) {
  const byFile = byKey(
    titles.filter(({ ids }) => ids.includes(id)),
    ({ file }) => file,
  )
  return [...byFile]
    .map(([file, found]) => {
      const words = found.map(({ title }) => escaped(wordsOf(title)))
      return `\`${file}\`: ${words.join('; ')}`
    })
    .join('<br>')
}

const shown = new Set(titles.flatMap(({ ids }) => ids))
const known = new Set(requirements.map(([id]) => id))
const faults = titles.flatMap(({ file, title, ids }) =>
  ids
    .filter((id) => !known.has(id))
    .map((id) => `tests/${file}: "${title}" names ${id}, which is no requirement.`),
)

function groupSection({ key, title, complete }) {
  const rows = requirements.filter(([id]) => id.startsWith(`${key}-`))
  for (const [id, , says] of rows) {
    if (complete && !shown.has(id)) faults.push(`${id} has no test. It says: ${says}.`)
  }
  const lines = rows.map(([id, priority, says, source]) =>
    [id, priority, escaped(says), shown.has(id) ? testsCell(id) : '**no test yet**', source].join(
      ' | ',
    ),
  )
  return `### ${title} (${key})\n\n| ID | P | Requirement | Shown by | Source |\n|---|---|---|---|---|\n${lines
    .map((line) => `| ${line} |`)
    .join('\n')}`
}

function requirementsPart() {
  const withTest = requirements.filter(([id]) => shown.has(id)).length
  return [
    '## Good clinical practice',
    `Made by \`npm run validation\` from \`validation/requirements.json\` and from the titles of the tests, which begin with the ID of what they show. \`npm test\` fails where this page is out of date, where a title names no requirement, and where a requirement of a complete group has no test. P: **M** a rule says so, or data could not be trusted without it (high risk); **S** good practice; **O** a duty of the organisation that the product makes possible. ${withTest} of ${requirements.length} requirements have tests.`,
    ...groups.map(groupSection),
    '### From the test to the requirement',
    `| Test file | Shows |\n|---|---|\n${[...byKey(titles, ({ file }) => file)]
      .map(([file, found]) => [file, [...new Set(found.flatMap(({ ids }) => ids))].sort()])
      .map(([file, ids]) => `| \`${file}\` | ${ids.join(', ')} |`)
      .join('\n')}`,
  ].join('\n\n')
}

/** The hand-written part names test files in backticks; those that are not there are faults. */
function checkNamedFiles(rules) {
  for (const [, name] of rules.matchAll(/`([\w./-]+\.test\.tsx?)`/g)) {
    const isThere = testFiles.some((file) => file === name || file.endsWith(`/${name}`))
    if (!isThere) faults.push(`docs/validation/rules.md names ${name}, which is not there.`)
  }
}

const rulesFile = join(root, 'docs/validation/rules.md')
const rules = readFileSync(rulesFile, 'utf8')
checkNamedFiles(rules)
const marker = '<!-- requirements -->'
if (!rules.includes(marker)) faults.push(`${rulesFile} has no line ${marker}.`)
const target = join(root, 'docs/validation.md')
const options = { ...(await prettier.resolveConfig(target)), filepath: target }
const page = await prettier.format(
  rules.replace(marker, () => requirementsPart()),
  options,
)

if (onlyCheck) {
  const stored = existsSync(target) ? readFileSync(target, 'utf8') : ''
  if (stored !== page) {
    faults.push('docs/validation.md is out of date. Run `npm run validation` and commit it.')
  }
} else writeFileSync(target, page)
for (const fault of faults) console.error(fault)
if (faults.length > 0) process.exitCode = 1
