import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { z } from 'zod'
import { en } from '../../../shared/texts/en.ts'
import { zh } from '../../../shared/texts/zh.ts'

/** What a reader of Chinese must not meet: whatever has a Chinese form. */
export interface EnglishTexts {
  readonly labels: ReadonlySet<string>
  /** Codes as they are stored; the audit trail alone shows them. */
  readonly codes: ReadonlySet<string>
}

const sentences = Object.entries(en).filter(
  ([key, text]) => !text.includes('{{') && (zh as Readonly<Record<string, string>>)[key] !== text,
)
const KEY_PREFIXES = [...new Set(Object.keys(en).map((key) => key.split('.')[0] ?? ''))]

/** English sentences of the product, and the English labels and codes of whatever a definition holds. */
export function englishTexts(definition: unknown): EnglishTexts {
  const texts = { labels: new Set(sentences.map(([, text]) => text)), codes: new Set<string>() }
  collectLabels(definition, texts)
  return texts
}

const bilingual = z.object({ en: z.string().regex(/[a-z]{3}/), zh: z.string() })
const coded = z.object({ value: z.string().regex(/[A-Z]{4}/), label: z.object({ zh: z.string() }) })

interface Collected {
  readonly labels: Set<string>
  readonly codes: Set<string>
}

function collectLabels(part: unknown, into: Collected): void {
  if (typeof part !== 'object' || part === null) return
  const label = bilingual.safeParse(part).data
  if (label !== undefined && label.en !== label.zh) into.labels.add(label.en)
  const code = coded.safeParse(part).data
  if (code !== undefined && code.label.zh !== code.value) into.codes.add(code.value)
  for (const member of Object.values(part)) collectLabels(member, into)
}

/** Texts that a reader of this page meets, names for screen readers included. */
async function readableTexts(page: Page): Promise<readonly string[]> {
  const found: unknown = await page.evaluate(() => {
    const texts: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      if (node.parentElement?.checkVisibility() === true) texts.push(node.textContent ?? '')
    }
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder]')) {
      for (const name of ['aria-label', 'title', 'placeholder']) {
        texts.push(element.getAttribute(name) ?? '')
      }
    }
    return texts.map((text) => text.trim()).filter((text) => text !== '')
  })
  return z.array(z.string()).parse(found)
}

/** A key in place of its sentence; names of files look alike. */
const RAW_KEY = new RegExp(
  `(^|[^\\w./-])(${KEY_PREFIXES.join('|')})\\.(?!(csv|json|xml|zip)\\b)[a-z][\\w-]*`,
)
const SLIPS = [/\{\{|\}\}/, /\bundefined\b/, /\bNaN\b/, /\[object /]

/** What is wrong with the texts on the page: keys, placeholders, and English where Chinese stands. */
export async function textFaults(
  page: Page,
  english: EnglishTexts | null,
): Promise<readonly string[]> {
  const texts = await readableTexts(page)
  const faults = texts.flatMap((text) => {
    if (RAW_KEY.test(text)) return [`text key: ${text}`]
    if (SLIPS.some((slip) => slip.test(text))) return [`not for readers: ${text}`]
    if (english?.labels.has(text) === true) return [`not translated: ${text}`]
    return english?.codes.has(text) === true ? [`a code, not its label: ${text}`] : []
  })
  return [...new Set(faults)]
}

/** The page as a whole never scrolls sideways; wide tables scroll in their own frame. */
export async function overflowFaults(page: Page): Promise<readonly string[]> {
  const { wide, inner } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth,
    inner: window.innerWidth,
  }))
  return wide > inner ? [`the page is ${wide} px wide in a window of ${inner} px`] : []
}

const AXE_FILE = fileURLToPath(import.meta.resolve('axe-core/axe.min.js'))
const AXE = readFileSync(AXE_FILE, 'utf8')
const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const violationsSchema = z.array(
  z.object({
    id: z.string(),
    nodes: z.array(z.object({ html: z.string(), failureSummary: z.string().optional() })),
  }),
)

/**
 * Violations of WCAG 2.2 AA that axe finds, each with the first element that has it. The window is as
 * tall as the page meanwhile: a bar that sticks to its foot would else cover half a target by chance.
 */
export async function accessibilityFaults(page: Page): Promise<readonly string[]> {
  const size = page.viewportSize()
  if (size === null) return axeFaults(page)
  const height = await page.evaluate(() => document.documentElement.scrollHeight)
  await page.setViewportSize({ ...size, height: Math.max(size.height, height) })
  const found = await axeFaults(page)
  await page.setViewportSize(size)
  return found
}

async function axeFaults(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE)
  const options = JSON.stringify({ runOnly: STANDARDS, resultTypes: ['violations'] })
  const found: unknown = await page.evaluate(
    `axe.run(document, ${options}).then(({ violations }) => violations)`,
  )
  return violationsSchema.parse(found).map(({ id, nodes }) => {
    const { html = '', failureSummary = '' } = nodes[0] ?? {}
    const why = failureSummary.split('\n').slice(1, 2).join('').trim()
    return `${id} (${nodes.length}): ${html.slice(0, 160)}: ${why}`
  })
}
