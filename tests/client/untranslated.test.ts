import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

const CLIENT = fileURLToPath(new URL('../../client', import.meta.url))

/** Attributes that a person reads or hears. */
const READ = new Set(['title', 'placeholder', 'label', 'alt', 'description', 'aria-label'])
const WORD = /\p{L}{2,}/u
/** The same in every language: the product, a standard, and each language by its own name. */
const NAMES = /Hepatrial|CTCAE|English|中文/g

/** Words written into a screen instead of taken from the texts: in its elements and their attributes. */
function wordsIn(name: string, source: string): readonly string[] {
  const file = ts.createSourceFile(name, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX)
  const found: string[] = []
  const note = (node: ts.Node, text: string): void => {
    const trimmed = text.trim()
    if (!WORD.test(trimmed.replaceAll(NAMES, ''))) return
    found.push(`${name}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1} ${trimmed}`)
  }
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) note(node, node.text)
    if (ts.isJsxAttribute(node) && READ.has(node.name.getText())) noteLiterals(node.initializer)
    if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent)) noteLiterals(node.expression)
    node.forEachChild(visit)
  }
  const noteLiterals = (node: ts.Node | undefined): void => {
    for (const literal of literalsOf(node)) note(literal, literal.text)
  }
  visit(file)
  return found
}

type Literal = ts.StringLiteral | ts.TemplateLiteralLikeNode

/** Literals that become text as they stand; those inside calls, comparisons and elements do not. */
function literalsOf(node: ts.Node | undefined): readonly Literal[] {
  if (node === undefined) return []
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return [node]
  if (ts.isTemplateExpression(node)) {
    return [node.head, ...node.templateSpans.map(({ literal }) => literal)]
  }
  if (ts.isJsxExpression(node) || ts.isParenthesizedExpression(node)) {
    return literalsOf(node.expression)
  }
  if (ts.isConditionalExpression(node)) return [node.whenTrue, node.whenFalse].flatMap(literalsOf)
  return ts.isBinaryExpression(node) ? operandsOf(node).flatMap(literalsOf) : []
}

/** What an operation may give as it stands: both sides of a sum, the right one of `&&`. */
function operandsOf({ left, right, operatorToken: { kind } }: ts.BinaryExpression) {
  if (kind === ts.SyntaxKind.AmpersandAmpersandToken) return [right]
  const isEither =
    kind === ts.SyntaxKind.PlusToken ||
    kind === ts.SyntaxKind.BarBarToken ||
    kind === ts.SyntaxKind.QuestionQuestionToken
  return isEither ? [left, right] : []
}

const screens = readdirSync(CLIENT, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.tsx'),
)

describe('E39 the words of the screens', () => {
  it('are found where they are written into an element', () => {
    const of = (source: string): readonly string[] => wordsIn('x.tsx', `const a = ${source}`)
    expect(of('<p>Save it</p>')).toEqual(['x.tsx:1 Save it'])
    expect(of('<p>{ok ? "Yes" : t("no")}</p>')).toEqual(['x.tsx:1 Yes'])
    expect(of('<p>{`${n} visits`}</p>')).toEqual(['x.tsx:1 visits'])
    expect(of('<input placeholder="Name" />')).toEqual(['x.tsx:1 Name'])
    expect(of('<p className="wide" data-state="open">{t("form.save")} · {n}</p>')).toEqual([])
  })

  it.each(screens)('of %s come from the texts, which have both languages', (name) => {
    expect(wordsIn(name, readFileSync(path.join(CLIENT, name), 'utf8'))).toEqual([])
  })
})
