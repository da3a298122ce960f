/** A page of `docs/` as data; `bin/guide.mjs` makes it when the client is built. */
export interface Guide {
  /** What stands before the first chapter. */
  readonly intro: readonly Block[]
  readonly chapters: readonly Chapter[]
}

/** A guide as it stands in the product, with the version of the program that it was built into. */
export interface Page extends Guide {
  readonly version: string
}

export interface Chapter {
  /** What the chapter is called in addresses, the same in both languages. */
  readonly id: string
  readonly title: readonly Inline[]
  readonly blocks: readonly Block[]
}

export type Block =
  | {
      readonly kind: 'heading'
      readonly id: string
      readonly level: number
      readonly text: readonly Inline[]
    }
  | { readonly kind: 'text'; readonly text: readonly Inline[] }
  | { readonly kind: 'code'; readonly text: string }
  | {
      readonly kind: 'list'
      readonly ordered: boolean
      readonly items: readonly (readonly Block[])[]
    }
  | {
      readonly kind: 'table'
      readonly head: readonly (readonly Inline[])[]
      readonly rows: readonly (readonly (readonly Inline[])[])[]
    }
  | { readonly kind: 'quote'; readonly blocks: readonly Block[] }

export type Inline =
  | string
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'strong' | 'emphasis'; readonly text: readonly Inline[] }
  | { readonly kind: 'link'; readonly href: string; readonly text: readonly Inline[] }

/** The words alone, for titles and for the search. */
export function plainText(inlines: readonly Inline[]): string {
  return inlines
    .map((one) => {
      if (typeof one === 'string') return one
      return one.kind === 'code' ? one.text : plainText(one.text)
    })
    .join('')
}

/** A part of a guide below one heading: what the search finds and where its address leads. */
export interface Part {
  readonly chapter: string
  /** Heading inside the chapter; null: the chapter's own begin. */
  readonly anchor: string | null
  readonly title: string
  readonly text: string
}

export function partsOf({ chapters }: Guide): readonly Part[] {
  return chapters.flatMap(({ id, title, blocks }) => {
    const parts: { anchor: string | null; title: string; texts: string[] }[] = [
      { anchor: null, title: plainText(title), texts: [] },
    ]
    for (const block of blocks) {
      if (block.kind === 'heading') {
        parts.push({ anchor: block.id, title: plainText(block.text), texts: [] })
      } else parts.at(-1)?.texts.push(...textsOf(block))
    }
    return parts.map(({ anchor, title: name, texts }) => ({
      ...{ chapter: id, anchor, title: name },
      text: texts.join(' '),
    }))
  })
}

function textsOf(block: Block): readonly string[] {
  switch (block.kind) {
    case 'heading':
    case 'text':
      return [plainText(block.text)]
    case 'code':
      return [block.text]
    case 'list':
      return block.items.flatMap((item) => item.flatMap(textsOf))
    case 'table':
      return [block.head, ...block.rows].flatMap((row) => row.map(plainText))
    case 'quote':
      return block.blocks.flatMap(textsOf)
  }
}

/** A part in which the words were found, with the text around the first of them. */
export interface Hit extends Part {
  readonly before: string
  readonly found: string
  readonly after: string
}

const AROUND = 60

/** The parts that hold every word searched for, those that name one in their title first. */
export function search(parts: readonly Part[], wanted: string): readonly Hit[] {
  const words = wanted
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  if (words.length === 0) return []
  const hits = parts.filter(({ title, text }) => {
    const all = `${title} ${text}`.toLowerCase()
    return words.every((word) => all.includes(word))
  })
  const inTitle = ({ title }: Part): boolean =>
    words.some((word) => title.toLowerCase().includes(word))
  return [...hits.filter(inTitle), ...hits.filter((one) => !inTitle(one))].map((part) => ({
    ...part,
    ...around(part.text, words),
  }))
}

function around(text: string, words: readonly string[]): Pick<Hit, 'before' | 'found' | 'after'> {
  const small = text.toLowerCase()
  const places = words
    .map((word) => ({ at: small.indexOf(word), length: word.length }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)
  const { at, length } = places[0] ?? { at: 0, length: 0 }
  const from = Math.max(0, at - AROUND)
  const to = at + length + AROUND
  return {
    before: `${from > 0 ? '…' : ''}${text.slice(from, at)}`,
    found: text.slice(at, at + length),
    after: `${text.slice(at + length, to)}${to < text.length ? '…' : ''}`,
  }
}
