import { Fragment, type ReactNode } from 'react'
import type { Block, Inline } from './guide.ts'
import css from './help.module.css'

/** Blocks of a guide as elements: its data hold no HTML, so none is made of them. */
export function GuideText({ blocks }: { readonly blocks: readonly Block[] }): ReactNode {
  return blocks.map((block, at) => <BlockText key={at} block={block} />)
}

function BlockText({ block }: { readonly block: Block }): ReactNode {
  switch (block.kind) {
    case 'heading':
      return <Heading {...block} />
    case 'text':
      return (
        <p>
          <Inlines text={block.text} />
        </p>
      )
    case 'code':
      return (
        <pre className={css['code']} tabIndex={0}>
          <code>{block.text}</code>
        </pre>
      )
    case 'list':
      return <ListText {...block} />
    case 'table':
      return <TableText {...block} />
    case 'quote':
      return (
        <blockquote>
          <GuideText blocks={block.blocks} />
        </blockquote>
      )
  }
}

/** The chapter's own title is the page's `h2`. */
function Heading({ id, level, text }: Extract<Block, { kind: 'heading' }>): ReactNode {
  const Level = level <= 3 ? 'h3' : 'h4'
  return (
    <Level id={id} className={css['heading']}>
      <Inlines text={text} />
    </Level>
  )
}

function ListText({ ordered, items }: Extract<Block, { kind: 'list' }>): ReactNode {
  const entries = items.map((blocks, at) => (
    <li key={at}>
      <ItemText blocks={blocks} />
    </li>
  ))
  return ordered ? <ol>{entries}</ol> : <ul>{entries}</ul>
}

/** An entry of one sentence is no paragraph of its own. */
function ItemText({ blocks }: { readonly blocks: readonly Block[] }): ReactNode {
  const [first, ...rest] = blocks
  if (first?.kind !== 'text') return <GuideText blocks={blocks} />
  return (
    <>
      <Inlines text={first.text} />
      <GuideText blocks={rest} />
    </>
  )
}

function TableText({ head, rows }: Extract<Block, { kind: 'table' }>): ReactNode {
  return (
    <div className={css['wide']} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {head.map((cell, at) => (
              <th key={at} scope="col">
                <Inlines text={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, row) => (
            <tr key={row}>
              {cells.map((cell, at) => (
                <td key={at}>
                  <Inlines text={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

export function Inlines({ text }: { readonly text: readonly Inline[] }): ReactNode {
  return text.map((one, at) => (
    <Fragment key={at}>
      <InlineText one={one} />
    </Fragment>
  ))
}

function InlineText({ one }: { readonly one: Inline }): ReactNode {
  if (typeof one === 'string') return one
  switch (one.kind) {
    case 'code':
      return <code>{one.text}</code>
    case 'strong':
      return (
        <strong>
          <Inlines text={one.text} />
        </strong>
      )
    case 'emphasis':
      return (
        <em>
          <Inlines text={one.text} />
        </em>
      )
    case 'link':
      return (
        <a href={one.href} rel="noreferrer">
          <Inlines text={one.text} />
        </a>
      )
  }
}
