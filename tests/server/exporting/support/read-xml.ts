import { SaxesParser } from 'saxes'

/** An element as a reader sees it; `text` is that of all inside. */
export interface XmlSeen {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly text: string
  /** Every element of a name inside, in the order of the document. */
  all(name: string): readonly XmlSeen[]
}

/** Reads a document whole; throws where it is not well formed. */
export function readXml(text: string): XmlSeen {
  interface Open {
    readonly name: string
    readonly attributes: Record<string, string>
    readonly children: XmlSeen[]
    text: string
  }
  const open: Open[] = [{ name: '', attributes: {}, children: [], text: '' }]
  const parser = new SaxesParser()
  parser.on('opentag', ({ name, attributes }) => {
    open.push({ name, attributes: { ...attributes }, children: [], text: '' })
  })
  parser.on('text', (piece) => {
    for (const one of open) one.text += piece
  })
  parser.on('closetag', () => {
    const done = open.pop()
    if (done !== undefined) open.at(-1)?.children.push(seen(done))
  })
  parser.on('error', (error) => {
    throw error
  })
  parser.write(text).close()
  const [root] = open[0]?.children ?? []
  if (root === undefined) throw new Error('The document is empty.')
  return root
}

function seen({
  name,
  attributes,
  children,
  text,
}: Omit<XmlSeen, 'all'> & { readonly children: readonly XmlSeen[] }): XmlSeen {
  const all = (wanted: string): readonly XmlSeen[] =>
    children.flatMap((child) => [...(child.name === wanted ? [child] : []), ...child.all(wanted)])
  return { name, attributes, text, all }
}
