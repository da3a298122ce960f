import { markedTitle, markLine, type TestMark } from '../../shared/environment/test-mark.ts'
import { escaped } from '../../shared/kernel/escaped.ts'

/** Text that is HTML already. */
export interface Html {
  readonly html: string
}

type Part = Html | readonly Html[] | string | number

/** HTML with every text in it escaped; what is HTML already, and lists of it, stand as they are. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const pieces = strings.flatMap((text, at) => {
    const part = parts[at]
    return part === undefined ? [text] : [text, written(part)]
  })
  return { html: pieces.join('') }
}

function written(part: Part): string {
  if (typeof part === 'number') return String(part)
  if (typeof part === 'string') return escaped(part)
  return 'html' in part ? part.html : part.map((one) => one.html).join('')
}

export const NO_HTML: Html = { html: '' }

interface Document {
  readonly language: 'en' | 'zh'
  readonly title: string
  readonly body: Html
  /** Whether it shows test data, which it says first; null: it does not. */
  readonly mark: TestMark | null
}

/** A whole page that needs nothing beside it: no script, no picture, no address. */
export function htmlDocument({ language, title, body, mark }: Document): string {
  const marked = mark === null ? NO_HTML : html`<p class="test">${markLine(mark)}</p>`
  const lang = language === 'zh' ? 'zh-CN' : 'en'
  const head = html`<head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>${markedTitle(mark, title)}</title>
    <style>
      ${{ html: STYLE }}
    </style>
  </head>`
  return `<!doctype html>\n<html lang="${lang}">\n${head.html}\n<body>\n${marked.html}${body.html}\n</body>\n</html>\n`
}

const STYLE = `
body { font: 14px/1.45 system-ui, "Noto Sans", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; color: #111; margin: 24px auto; max-width: 1040px; padding: 0 16px; }
h1 { font-size: 22px; margin: 0 0 8px; } h2 { font-size: 18px; margin: 28px 0 6px; border-bottom: 2px solid #111; }
h3 { font-size: 15px; margin: 16px 0 4px; } h4 { font-size: 13px; margin: 10px 0 2px; }
h1, h2, h3, h4 { break-after: avoid; }
dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(300px, 1fr)); gap: 2px 20px; margin: 6px 0; }
dl.long { grid-template-columns: 1fr; }
dl div { border-bottom: 1px solid #ccc; padding: 2px 0; } dt { font-size: 12px; color: #444; } dd { margin: 0; overflow-wrap: anywhere; white-space: pre-wrap; }
table { border-collapse: collapse; width: 100%; font-size: 12px; margin: 6px 0; } th, td { border: 1px solid #999; padding: 2px 6px; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th { background: #eee; } thead { display: table-header-group; } tr { break-inside: avoid; } caption { text-align: left; font-weight: 600; padding: 4px 0; }
ul { margin: 2px 0 6px; padding-left: 18px; } li { overflow-wrap: anywhere; } .soft { color: #444; font-size: 12px; } .mark { font-weight: 700; white-space: nowrap; }
.removed { border: 2px solid #111; padding: 2px 8px; font-weight: 600; } .gone dd, .gone td { text-decoration: line-through; } .hash { font-family: ui-monospace, monospace; font-size: 11px; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; } .test { border: 2px dashed #111; padding: 4px 10px; font-weight: 700; }
@media print { body { margin: 0; max-width: none; } h2 { break-before: page; } .scroll { overflow: visible; } }
`

/** A table with its heads; empty where there are no rows. */
export function htmlTable(
  heads: readonly string[],
  rows: readonly (readonly (string | Html)[])[],
  caption?: string,
): Html {
  if (rows.length === 0) return NO_HTML
  return html`<div class="scroll">
    <table>
      ${
        caption === undefined
          ? NO_HTML
          : html`<caption>
              ${caption}
            </caption>`
      }
      <thead>
        <tr>
          ${heads.map((head) => html`<th scope="col">${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (cells) =>
            html`<tr>
              ${cells.map((cell) => html`<td>${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`
}

/** Names with their values. */
export function htmlFacts(
  facts: readonly (readonly [string, string | Html])[],
  long = false,
): Html {
  return html`<dl class="${long ? 'long' : 'facts'}">
    ${facts.map(
      ([name, value]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`
}

export function htmlList(items: readonly (string | Html)[]): Html {
  if (items.length === 0) return NO_HTML
  return html`<ul>
    ${items.map((item) => html`<li>${item}</li>`)}
  </ul>`
}
