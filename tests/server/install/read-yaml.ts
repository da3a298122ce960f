import { parsers } from 'prettier/plugins/yaml'
import { z } from 'zod'

interface Node {
  readonly type: string
  readonly value?: string | undefined
  readonly anchor?: { readonly value: string } | null | undefined
  readonly children?: readonly (Node | null)[] | undefined
}

const nodeSchema: z.ZodType<Node> = z.lazy(() =>
  z.object({
    type: z.string(),
    value: z.string().optional(),
    anchor: z.object({ value: z.string() }).nullish(),
    children: z.array(nodeSchema.nullable()).optional(),
  }),
)

export type Yaml = string | null | readonly Yaml[] | { readonly [key: string]: Yaml }
type Anchors = Map<string, Yaml>

/**
 * What a YAML file says, as texts, lists and objects, with anchors and merged mappings resolved; read by the
 * parser that formats it. Throws where it is no YAML, and for what the files of the product do not use.
 */
export async function readYaml(text: string): Promise<Yaml> {
  const parse = parsers.yaml.parse as (text: string, options: object) => unknown
  return valueOf(nodeSchema.parse(await parse(text, {})), new Map())
}

function valueOf(node: Node, anchors: Anchors): Yaml {
  const read = READERS[node.type]
  if (read === undefined) throw new Error(`The files of the product use no ${node.type}.`)
  const value = read(node, anchors)
  if (node.anchor) anchors.set(node.anchor.value, value)
  return value
}

type Reader = (node: Node, anchors: Anchors) => Yaml

const within = ({ children = [] }: Node): readonly Node[] =>
  children.filter((child) => child !== null)
/** Of what only holds another node, the last one: a head of a document says nothing. */
const inner: Reader = (node, anchors) => {
  const child = within(node).at(-1)
  return child === undefined ? null : valueOf(child, anchors)
}
const text: Reader = ({ value = '' }) => value
const list: Reader = (node, anchors) => within(node).map((child) => valueOf(child, anchors))

/** What is merged in gives way to what is said beside it. */
const mapping: Reader = (node, anchors) => {
  let merged: Readonly<Record<string, Yaml>> = {}
  const own: Record<string, Yaml> = {}
  for (const { children = [] } of within(node)) {
    const [key, value] = children.map((child) => (child === null ? null : valueOf(child, anchors)))
    if (typeof key !== 'string') throw new Error('A key is no text.')
    if (key === '<<') merged = value as Readonly<Record<string, Yaml>>
    else own[key] = value ?? null
  }
  return { ...merged, ...own }
}

const alias: Reader = ({ value = '' }, anchors) => {
  const named = anchors.get(value)
  if (named === undefined) throw new Error(`Nothing is named ${value}.`)
  return named
}

const READERS: Readonly<Record<string, Reader | undefined>> = {
  ...{ root: inner, document: inner, documentHead: () => null, documentBody: inner },
  ...{ mapping, mappingKey: inner, mappingValue: inner },
  ...{ sequence: list, sequenceItem: inner, flowSequence: list, flowSequenceItem: inner },
  ...{ plain: text, quoteSingle: text, quoteDouble: text, alias },
}
